/* The memory of a simulation: none is taken in the loop, none for more blocks, a few doubles for
 * more price paths, and no failure leaves any behind. */
#include "harness.h"
#include "own_allocator.h"
#include "scenarios.h"

#include <errno.h>
#include <gmp.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "orthant/report.h"
#include "orthant/simulate.h"

static long fail_at; /* 0: none */
static long seen, held;
static size_t bytes, peak;

#if OWN_ALLOCATOR
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *block, size_t size);
void __libc_free(void *block);

/* For the libraries too. */
#define EXPORT __attribute__((visibility("default")))

static bool fails(void)
{
    if (++seen != fail_at)
        return false;
    errno = ENOMEM;
    return true;
}

static void *note(void *block)
{
    if (block != NULL) {
        held++;
        bytes += malloc_usable_size(block);
        peak = bytes > peak ? bytes : peak;
    }
    return block;
}

static void forget(void *block)
{
    if (block != NULL) {
        held--;
        bytes -= malloc_usable_size(block);
    }
}

EXPORT void *malloc(size_t size)
{
    return note(fails() ? NULL : __libc_malloc(size));
}

EXPORT void *calloc(size_t n, size_t size)
{
    return note(fails() ? NULL : __libc_calloc(n, size));
}

EXPORT void *realloc(void *block, size_t size)
{
    if (fails())
        return NULL;
    forget(block);
    return note(__libc_realloc(block, size));
}

EXPORT void free(void *block)
{
    forget(block);
    __libc_free(block);
}

/* GMP ends the program where it gets no memory: its own is left out. */
static void *gmp_take(size_t size)
{
    return __libc_malloc(size);
}

static void *gmp_change(void *block, size_t old, size_t size)
{
    (void)old;
    return __libc_realloc(block, size);
}

static void gmp_leave(void *block, size_t size)
{
    (void)size;
    __libc_free(block);
}

static void start(void)
{
    mp_set_memory_functions(gmp_take, gmp_change, gmp_leave);
}
#else
static void start(void)
{
}
#endif

/* Tests run one by one in a thread each run: counts are those of one thread. */
static const orth_simulate_options alone = {.threads = 1};

/* A fee that changes; none, so that the pool rests; others' trades; and an absent arbitrageur. */
static const char *const kinds[] = {
    "\"swap_fee\": {\"from\": \"0.01\", \"to\": \"0.003\", \"blocks\": 20}}",
    "\"swap_fee\": \"0\"}",
    "\"swap_fee\": \"0.003\"}, \"noise\": {\"rate\": \"0.5\", \"size\": \"10\", \"deviation\": 1}",
    "\"swap_fee\": \"0.003\"}, \"arbitrage\": {\"presence\": 0.5}"};
static size_t kind; /* of kinds */
#define KINDS (sizeof kinds / sizeof kinds[0])

static orth_scenario *scenario_of(const char *market, uint64_t blocks, uint64_t price_paths)
{
    char text[1024];
    snprintf(text, sizeof text,
             "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"],"
             "\"start\": {\"weights\": [\"0.3\", \"0.3\", \"0.4\"]},"
             "\"target\": {\"weights\": [\"0.7\", \"0.2\", \"0.1\"]}, \"steps\": [8, 16],"
             "\"paths\": [\"geodesic\"], \"pool\": {\"value\": \"1000\", \"unit\": \"USD\","
             "%s,"
             "\"monte_carlo\": {\"paths\": %llu, \"seed\": 9},"
             "\"market\": {\"model\": %s, \"blocks\": %llu}}",
             kinds[kind], (unsigned long long)price_paths, market, (unsigned long long)blocks);
    return test_scenario(text);
}

static const char *const models[] = {
    "\"constant\"", "\"gbm\", \"block_seconds\": 60, \"volatility\": [\"0.8\", \"0.6\", \"0\"]",
    "\"merton\", \"block_seconds\": 60, \"volatility\": [\"0.8\", \"0.6\", \"0\"],"
    "\"jump_rate\": [\"100\", \"0\", \"0\"], \"jump_deviation\": [\"0.02\", \"0\", \"0\"]",
    "\"garch\", \"block_seconds\": 60, \"volatility\": [\"0.8\", \"0.6\", \"0\"],"
    "\"garch_alpha\": [\"0.1\", \"0.1\", \"0\"], \"garch_beta\": [\"0.8\", \"0.8\", \"0\"]"};

/* Strategies in place of a move: one that decides, with a performance, and one that holds. */
static orth_scenario *strategies_of(uint64_t blocks, uint64_t price_paths)
{
    char text[1500];
    snprintf(text, sizeof text,
             "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], \"strategy\": ["
             "{\"name\": \"one\", \"rule\": {\"kind\": \"momentum\", \"speed\": 5},"
             "\"estimator\": {\"kind\": \"gradient\", \"lambda\": 0.9},"
             "\"update_every\": 4, \"warm_up\": 5, \"rails\": {\"minimum_weight\": 0.05}},"
             "{\"name\": \"two\", \"rule\": {\"kind\": \"hold\"}}],"
             "\"pool\": {\"value\": \"1000\", \"unit\": \"USD\", %s,"
             "\"monte_carlo\": {\"paths\": %llu, \"seed\": 9},"
             "\"market\": {\"model\": \"gbm\", \"block_seconds\": 3600,"
             "\"volatility\": [\"0.8\", \"0.6\", \"0\"], \"blocks\": %llu}}",
             kinds[kind], (unsigned long long)price_paths, (unsigned long long)blocks);
    return test_scenario(text);
}

typedef struct use {
    long allocations, left, unmade; /* the last: notes of schedules */
    size_t most;
    orth_status status;
} use;

/* Check allocates too: nothing is asserted while allocations are counted. */
static use run(const orth_scenario *scenario, long failing, orth_error *error)
{
    orth_simulation *simulation, *at_target = NULL;
    orth_best_steps *report = NULL;
    orth_exposure exposure = {0};
    use result = {.left = -held};
    size_t before = peak = bytes;
    seen = 0;
    fail_at = failing;
    result.status = orth_simulation_run(&simulation, scenario, &alone, error);
    bool moves = scenario->strategy_count == 0;
    if (result.status == ORTH_OK && moves)
        result.status = orth_simulation_at_target(&at_target, simulation, &alone, error);
    if (result.status == ORTH_OK && moves)
        result.status =
            orth_best_steps_create(&report, simulation, at_target, &exposure, NULL, error);
    fail_at = 0;
    for (size_t i = 0; simulation != NULL && i < simulation->note_count; i++)
        result.unmade += strstr(simulation->notes[i], "not what the move costs") != NULL;
    orth_best_steps_free(report);
    orth_simulation_free(at_target);
    orth_simulation_free(simulation);
    result.allocations = seen;
    result.most = peak - before;
    result.left += held;
    return result;
}

static use run_twice(orth_scenario *scenario)
{
    orth_error error = {.text = ""};
    use first = run(scenario, 0, &error); /* what is set up once */
    use result = run(scenario, 0, &error);
    ck_assert_msg(first.status == ORTH_OK && result.status == ORTH_OK, "%s", error.text);
    ck_assert_int_eq(result.left, 0);
    orth_scenario_free(scenario);
    return result;
}

static use run_once(const char *market, uint64_t blocks, uint64_t price_paths)
{
    return run_twice(scenario_of(market, blocks, price_paths));
}

START_TEST(blocks_take_no_memory)
{
    start();
    for (size_t i = 0; i < sizeof models / sizeof models[0]; i++) {
        for (size_t k = 0; k < KINDS; k++) { /* 9 price paths: eight of them side by side */
            kind = k;
            use few = run_once(models[i], 16, 9), many = run_once(models[i], 10000, 9);
            /* in a few blocks the move may not be made, which is a note more */
            ck_assert(!OWN_ALLOCATOR ||
                      few.allocations - 2 * few.unmade == many.allocations - 2 * many.unmade);
            /* the allocator rounds sizes as it finds room */
            ck_assert(many.most <= few.most + 1024);
            ck_assert(!OWN_ALLOCATOR || many.allocations > 10);
        }
        kind = 0;
    }
}
END_TEST

/* The same as the system sees it, maps and stacks and all: 200,000 blocks of
 * three tokens would be 4.8 MB. */
START_TEST(blocks_take_no_pages)
{
    struct rusage before, after;
    start();
    for (size_t i = 0; OWN_ALLOCATOR && i < sizeof models / sizeof models[0]; i++) {
        run_once(models[i], 1000, 3);
        getrusage(RUSAGE_SELF, &before);
        run_once(models[i], 200000, 3);
        getrusage(RUSAGE_SELF, &after);
        test_worst("kB more for 200,000 blocks", (double)(after.ru_maxrss - before.ru_maxrss));
        ck_assert(after.ru_maxrss - before.ru_maxrss <= 1024);
    }
}
END_TEST

/* For each: the figures of both schedules, the final reserves, the ledger's miss, what estimates
 * are made of, and the two shortfalls that are kept. Twice as much at most while it is reduced. */
START_TEST(price_paths_take_a_few_doubles)
{
    enum { FEW = 2000, MANY = 6000, SCHEDULES = 2, TOKENS = 3 };
    start();
    use few = run_once(models[1], 16, FEW), many = run_once(models[1], 16, MANY);
    size_t each = sizeof(double) * (SCHEDULES * (ORTH_FIGURES + TOKENS + 3) + 3);
    test_worst("bytes a price path", (double)(many.most - few.most) / (MANY - FEW));
    ck_assert(many.most - few.most <= (MANY - FEW) * each + 65536);
    ck_assert(!OWN_ALLOCATOR || many.most > MANY * each / 4);
    ck_assert_int_eq(few.allocations, many.allocations);
}
END_TEST

static void fail_each(orth_scenario *scenario)
{
    long k = 1;
    for (;; k++) {
        orth_error error = {.text = ""};
        use result = run(scenario, k, &error);
        ck_assert_msg(result.left == 0, "allocation %ld: %ld blocks left", k, result.left);
        if (result.allocations < k)
            break;
        ck_assert_msg(result.status == ORTH_NO_MEMORY &&
                          strstr(error.text, "out of memory") != NULL,
                      "allocation %ld: %s", k, error.text);
    }
    ck_assert(k > 10);
    orth_scenario_free(scenario);
}

START_TEST(failures_leave_nothing)
{
    start();
    for (size_t i = 0; OWN_ALLOCATOR && i < sizeof models / sizeof models[0]; i++)
        for (size_t k = 0; k < KINDS; k++) {
            kind = k;
            fail_each(scenario_of(models[i], 20, 9));
        }
    kind = 0;
}
END_TEST

/* Strategies keep a row for each whole period of their performance, a day here, and nothing for a
 * block. */
START_TEST(strategies_take_a_row_a_day)
{
    enum { DAYS = 100, LANES = 1 + 8, STRATEGIES = 2 };
    start();
    for (kind = 0; kind < KINDS; kind++) {
        use few = run_twice(strategies_of(24, 9)), many = run_twice(strategies_of(24 * DAYS, 9));
        ck_assert_int_eq(few.allocations, many.allocations);
        test_worst("bytes a day and strategy", ((double)many.most - (double)few.most) / (DAYS - 1));
        ck_assert(many.most <= few.most + 128 * DAYS * LANES * STRATEGIES + 1024);
        if (OWN_ALLOCATOR)
            fail_each(strategies_of(20, 9));
    }
    kind = 0;
}
END_TEST

ORTH_TEST_MAIN("simulation_memory", blocks_take_no_memory, blocks_take_no_pages,
               price_paths_take_a_few_doubles, failures_leave_nothing, strategies_take_a_row_a_day)
