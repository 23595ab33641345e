/* A simulation has the same bits for any number of threads, also where it stops early; it stops
 * between chunks only; and each of its price paths is the one that is run alone. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/simulate.h"

#define MOVE                                                                                       \
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"],"                                          \
    "\"start\": {\"weights\": [\"0.3\", \"0.3\", \"0.4\"]},"                                       \
    "\"target\": {\"weights\": [\"0.7\", \"0.2\", \"0.1\"]}, \"steps\": [4, 8],"                   \
    "\"paths\": [\"linear\", \"geodesic\"], \"pool\": {\"value\": \"1000\", \"unit\": \"USD\","    \
    "\"swap_fee\": \"0.003\"}, \"monte_carlo\": {\"paths\": 20000, \"seed\": 9},"

static const char *const markets[] = {
    MOVE "\"market\": {\"model\": \"gbm\", \"blocks\": 10, \"block_seconds\": 3600,"
         "\"volatility\": [\"0.8\", \"0.6\", \"0\"]}}",
    MOVE "\"market\": {\"model\": \"garch\", \"blocks\": 10, \"block_seconds\": 3600,"
         "\"volatility\": [\"0.8\", \"0.6\", \"0\"], \"garch_alpha\": [\"0.1\", \"0.1\", \"0\"],"
         "\"garch_beta\": [\"0.85\", \"0.8\", \"0\"]}}"};

static orth_scenario *parse(const char *text)
{
    orth_scenario *scenario;
    orth_error error = {.text = ""};
    orth_status status = orth_scenario_parse(&scenario, text, strlen(text), "s.json", &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return scenario;
}

static orth_simulation *run(const orth_scenario *scenario, const orth_simulate_options *options)
{
    orth_simulation *simulation;
    orth_error error = {.text = ""};
    orth_status status = orth_simulation_run(&simulation, scenario, options, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return simulation;
}

/* Of so many price paths, all of them. */
static orth_simulation *run_all(orth_scenario *scenario, uint64_t price_paths)
{
    scenario->price_paths = price_paths;
    return run(scenario, &(orth_simulate_options){.threads = 3});
}

static void assert_same(const orth_simulation *a, const orth_simulation *b)
{
    ck_assert_uint_eq(a->price_paths, b->price_paths);
    ck_assert_uint_eq(a->count, b->count);
    for (size_t s = 0; s < a->count; s++) {
        const orth_simulated *one = &a->results[s], *other = &b->results[s];
        size_t figures = (ORTH_FIGURES + a->scenario->n) * sizeof *one->figures;
        ck_assert(memcmp(one->figures, other->figures, figures) == 0);
        ck_assert(memcmp(&one->paired, &other->paired, sizeof one->paired) == 0);
        ck_assert(memcmp(&one->paired_shortfall, &other->paired_shortfall,
                         sizeof one->paired_shortfall) == 0);
        ck_assert(memcmp(one->shortfalls, other->shortfalls,
                         (size_t)a->price_paths * sizeof *one->shortfalls) == 0);
        ck_assert(memcmp(&one->ledger_miss, &other->ledger_miss, sizeof(double)) == 0);
    }
}

typedef struct watcher {
    uint64_t chunk, calls, last;
    volatile sig_atomic_t stop;
    uint64_t stop_after; /* calls; 0: never */
} watcher;

static void watch(void *user, uint64_t done, uint64_t most)
{
    watcher *self = user;
    if (self->calls++ == 0)
        self->chunk = done;
    /* whole chunks, but for the last */
    ck_assert(done > self->last && (done == most || done == self->calls * self->chunk));
    self->last = done;
    self->stop = self->calls == self->stop_after;
}

/* The widest half-interval of a difference to the first schedule, in bp of the start's value. */
static double width(const orth_simulation *simulation)
{
    double widest = 0;
    for (size_t s = 1; s < simulation->count; s++) {
        const orth_estimate *paired = &simulation->results[s].paired;
        widest = fmax(widest, (paired->high - paired->low) / 2);
    }
    return 1e4 * widest / simulation->start_value;
}

static void check_until(const char *text)
{
    static const unsigned threads[] = {1, 2, 7};
    orth_scenario *scenario = parse(text);
    watcher first = {0};
    orth_simulation *found[3];
    double until = 0;
    for (size_t t = 0; t < 3; t++) {
        watcher self = {0};
        orth_simulate_options options = {.threads = threads[t], .progress = watch, .user = &self};
        if (t == 0) { /* what the third chunk or so reaches */
            scenario->price_paths = 3000;
            orth_simulation *tried = run(scenario, &options);
            until = width(tried);
            orth_simulation_free(tried);
            scenario->price_paths = 20000;
            first = self = (watcher){0};
        }
        options.until_bp = until;
        found[t] = run(scenario, &options);
        ck_assert(!found[t]->partial && found[t]->price_paths == self.last);
        if (t > 0)
            assert_same(found[0], found[t]);
        first = self;
    }
    uint64_t stopped = found[0]->price_paths;
    ck_assert(stopped > first.chunk && stopped < 20000 && stopped % first.chunk == 0);
    /* precise enough here, not a chunk before; and as if so many had been asked for */
    orth_simulation *all = run_all(scenario, stopped);
    assert_same(found[0], all);
    ck_assert(width(all) <= until);
    orth_simulation_free(all);
    all = run_all(scenario, stopped - first.chunk);
    ck_assert(width(all) > until);
    orth_simulation_free(all);
    for (size_t t = 0; t < 3; t++)
        orth_simulation_free(found[t]);
    orth_scenario_free(scenario);
}

START_TEST(a_precision_is_reached_between_chunks)
{
    for (size_t i = 0; i < sizeof markets / sizeof markets[0]; i++)
        check_until(markets[i]);
}
END_TEST

START_TEST(stopped_is_partial)
{
    orth_scenario *scenario = parse(markets[0]);
    for (unsigned threads = 1; threads <= 7; threads += 3) {
        watcher self = {.stop_after = 2};
        orth_simulate_options options = {
            .threads = threads, .progress = watch, .user = &self, .stop = &self.stop};
        scenario->price_paths = 20000;
        orth_simulation *simulation = run(scenario, &options);
        ck_assert(simulation->partial && simulation->price_paths == 2 * self.chunk);
        orth_simulation *all = run_all(scenario, 2 * self.chunk);
        ck_assert(!all->partial);
        assert_same(simulation, all);
        orth_simulation_free(all);
        orth_simulation_free(simulation);
    }
    /* stopped in the last chunk: nothing is missing */
    watcher self = {.stop_after = 1};
    orth_simulate_options options = {.progress = watch, .user = &self, .stop = &self.stop};
    scenario->price_paths = 50;
    orth_simulation *simulation = run(scenario, &options);
    ck_assert(!simulation->partial && simulation->price_paths == 50);
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
}
END_TEST

START_TEST(a_price_path_alone)
{
    enum { PRICE_PATHS = 70 };
    for (size_t i = 0; i < sizeof markets / sizeof markets[0]; i++) {
        orth_scenario *scenario = parse(markets[i]);
        orth_simulation *all = run_all(scenario, PRICE_PATHS);
        double sum = 0;
        for (uint64_t p = 0; p < PRICE_PATHS; p++) {
            orth_simulate_options options = {.threads = 1, .one_path = true, .price_path = p};
            orth_simulation *alone = run(scenario, &options);
            ck_assert(alone->first_path == p && alone->price_paths == 1);
            for (size_t s = 0; s < all->count; s++) {
                const orth_simulated *result = &alone->results[s];
                double shortfall = result->figures[ORTH_SHORTFALL].mean;
                ck_assert(memcmp(&shortfall, &all->results[s].shortfalls[p], sizeof shortfall) ==
                          0);
                ck_assert(result->shortfalls[0] == shortfall && result->ledger_miss <= 1e-12);
            }
            sum += alone->results[1].figures[ORTH_FINAL_VALUE].mean;
            orth_simulation_free(alone);
        }
        double mean = all->results[1].figures[ORTH_FINAL_VALUE].mean;
        ck_assert(fabs(sum / PRICE_PATHS / mean - 1) <= 1e-14);
        orth_simulation_free(all);
        orth_scenario_free(scenario);
    }
}
END_TEST

ORTH_TEST_MAIN("simulation_threads", a_precision_is_reached_between_chunks, stopped_is_partial,
               a_price_path_alone)
