/* Strategies as the contract runs them: every block to the wei what the contract's functions say,
 * called one by one; within rails; and no price is seen before it is there. */
#include "strategies.h"

#include <gmp.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/contract.h"
#include "orthant/execute.h"
#include "orthant/kernel.h"

#define ROWS 210
#define EVERY 7
#define HOUR 3600
#define N_MAX STRATEGY_TOKENS_MAX
#define LANES ORTH_STRATEGY_LANES
#define WEI UINT64_C(1000000000000000000)
#define UNIT UINT64_C(1000000000)

static double block_seconds = HOUR;
static double prices[(ROWS + EVERY) * N_MAX * LANES], weights[ROWS * N_MAX * LANES],
    again[ROWS * N_MAX];
static orth_contract_arguments arguments;
static orth_contract_result result;

static orth_execution *execution_of(const orth_strategy *strategy)
{
    orth_execution *execution;
    orth_error error;
    ck_assert_msg(orth_execution_create(&execution, strategy, block_seconds, &error) == ORTH_OK,
                  "%s", error.text);
    return execution;
}

static orth_strategy_walk *walk_of(const orth_execution *execution, size_t lanes)
{
    orth_strategy_walk *walk;
    orth_error error;
    ck_assert_msg(orth_execution_walk_create(&walk, execution, lanes, &error) == ORTH_OK, "%s",
                  error.text);
    return walk;
}

/* ---------------------------------------------------------------- call by call */

static void add(int dimensions, size_t count, const orth_word *words)
{
    orth_error error;
    ck_assert(orth_contract_arguments_add_words(&arguments, dimensions, count, words, 0, NULL,
                                                &error) == ORTH_OK);
}

static orth_word word_of(uint64_t low)
{
    return (orth_word){{low, 0, 0, 0}};
}

static void add_number(uint64_t number)
{
    orth_word word = word_of(number);
    add(0, 1, &word);
}

static void call(const char *name)
{
    orth_error error;
    const orth_contract_function *function = orth_contract_find(name, &error);
    ck_assert(orth_contract_call(&result, function, arguments.values, arguments.count, &error) ==
              ORTH_OK);
    ck_assert(!result.evm.reverted);
}

/* The contract's guard. */
static void guard(orth_word *target, size_t n, const orth_word *current, uint64_t step,
                  uint64_t rail)
{
    orth_contract_arguments_clear(&arguments);
    add(1, n, target);
    add(1, n, current);
    add_number(step);
    add_number(rail);
    call("quantamm_guard");
    memcpy(target, result.words, n * sizeof *target);
}

/* The pool's weights so many seconds after the call. */
static void pool_weights(orth_word *out, size_t n, const orth_word *current,
                         const orth_word *target, uint64_t interval, uint64_t rail,
                         uint64_t seconds)
{
    orth_word time = word_of(seconds);
    orth_contract_arguments_clear(&arguments);
    add(1, n, current);
    add(1, n, target);
    add_number(interval);
    add_number(rail);
    add(1, 1, &time);
    call("quantamm_schedule");
    memcpy(out, result.words + 1 + 2 * n, n * sizeof *out);
}

static void check_row(const double *row, size_t n, const orth_word *expected)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t wei = (uint64_t)llrint(row[i] * 1e9) * UNIT;
        ck_assert(row[i] == (double)(wei / UNIT) / 1e9);
        ck_assert_msg(wei == expected[i].limb[0], "token %zu: %llu, not %llu", i,
                      (unsigned long long)wei, (unsigned long long)expected[i].limb[0]);
    }
}

/* A target in wei: nearest, the sum mended at the largest. */
static void to_wei(orth_word *out, size_t n, const double *target)
{
    mpq_t exact, wei;
    mpz_t whole;
    uint64_t left = WEI;
    size_t largest = 0;
    mpq_inits(exact, wei, NULL);
    mpz_init(whole);
    for (size_t i = 0; i < n; i++) {
        mpq_set_d(exact, target[i]);
        mpq_set_ui(wei, WEI, 1);
        mpq_mul(exact, exact, wei);
        mpq_set_ui(wei, 1, 2);
        mpq_add(exact, exact, wei);
        mpz_fdiv_q(whole, mpq_numref(exact), mpq_denref(exact));
        out[i] = word_of(mpz_get_ui(whole));
        left -= out[i].limb[0];
        if (out[i].limb[0] > out[largest].limb[0])
            largest = i;
    }
    out[largest].limb[0] += left;
    mpq_clears(exact, wei, NULL);
    mpz_clear(whole);
}

static void check_call(const orth_strategy_walk *walk, size_t n, const orth_word *current,
                       const orth_word *target)
{
    orth_execution_call last;
    orth_execution_last_call(&last, walk, 0);
    for (size_t i = 0; i < n; i++) {
        ck_assert(last.current[i].limb[0] == current[i].limb[0]);
        ck_assert(last.target[i].limb[0] == target[i].limb[0]);
    }
}

/* Targets that are known, of the rule `file`: the chain is run here anew. */
static void call_by_call(size_t n, uint64_t over)
{
    test_strategy made;
    test_strategy_fill(&made, "file", NULL, "linear", n, over);
    orth_strategy *strategy = test_strategy_of(&made.spec);
    orth_execution *execution = execution_of(strategy);
    orth_strategy_walk *walk = walk_of(execution, 1);
    uint64_t interval = over * HOUR, decision = 0;
    orth_word current[N_MAX], target[N_MAX], now[N_MAX];
    for (size_t i = 0; i < n; i++) {
        current[i] = word_of((UNIT / n + (i < UNIT % n ? 1 : 0)) * UNIT);
        target[i] = now[i] = current[i];
    }
    for (uint64_t row = 0; row < ROWS; row++) {
        uint64_t seconds = (row - decision) * HOUR;
        if (decision > 0)
            pool_weights(now, n, current, target, interval, WEI / 100,
                         seconds < interval ? seconds : interval);
        orth_strategy_walk_next(walk, 1, prices + row * n, weights);
        check_row(weights, n, now);
        size_t known = 0;
        while (known < made.spec.target_count && made.spec.target_rows[known] <= row)
            known++;
        if (row % EVERY != 0 || known == 0)
            continue;
        to_wei(target, n, made.spec.targets + (known - 1) * n);
        memcpy(current, now, sizeof now);
        guard(target, n, current, WEI, WEI / 100);
        decision = row;
        check_call(walk, n, current, target);
    }
    ck_assert(decision > 0);
    orth_strategy_walk_free(walk);
    orth_execution_free(execution);
    orth_strategy_free(strategy);
}

START_TEST(the_contract_call_by_call)
{
    const uint64_t over[] = {EVERY, 3, 20};
    for (size_t e = 0; e < ROWS * N_MAX; e++)
        prices[e] = 1;
    for (size_t n = 2; n <= N_MAX; n++)
        for (size_t k = 0; k < 3; k++)
            call_by_call(n, over[k]);
}
END_TEST

/* ---------------------------------------------------------------- rails */

/* Rails that are no multiples of 1e-9, and a step that is none of 1e-18. */
static const double low[] = {0.1 + 1e-10, 0.05, 0.123456789012}, high[] = {0.7, 0.654321098765, 1};
static const double on_rails[2][3] = {{0.1 + 1e-10, 0.654321098765, 0.345678901235 - 0.1 - 1e-10},
                                      {0.2, 0.654321098765, 0.145678901235}};
static double largest_change = 0.00123456789;

static void check_rails(const test_strategy *made)
{
    if (strcmp(made->path, "linear") != 0)
        return;
    size_t n = made->spec.n;
    orth_strategy_spec spec = made->spec;
    spec.minimum_weight = low;
    spec.maximum_weight = high;
    spec.initial_weights = on_rails[block_seconds == 1];
    spec.largest_change_a_block = largest_change;
    orth_strategy *strategy = test_strategy_of(&spec);
    orth_execution *execution = execution_of(strategy);
    orth_strategy_walk *walk = walk_of(execution, 1);
    uint64_t rail = orth_execution_guard_rail(execution),
             step = orth_execution_largest_step(execution), number = 0;
    ck_assert(rail == WEI / 20);
    ck_assert(step == (uint64_t)spec.over * (uint64_t)llrint(largest_change * 1e18));
    for (size_t row = 0; row < ROWS; row++) {
        double *now = weights + row * n;
        orth_execution_call last;
        orth_strategy_walk_next(walk, 1, prices + row * n, now);
        for (size_t i = 0; i < n; i++) {
            ck_assert_msg(now[i] >= low[i] && now[i] <= high[i], "%zu: %.18g", i, now[i]);
            int64_t units = llrint(now[i] * 1e9),
                    before = row == 0 ? units : llrint(now[i - n] * 1e9);
            ck_assert(llabs(units - before) <= (int64_t)(largest_change * 1e9));
        }
        orth_execution_last_call(&last, walk, 0);
        if (last.number == number)
            continue;
        uint64_t sum = 0;
        orth_word target[N_MAX];
        memcpy(target, last.target, sizeof target);
        guard(target, n, last.current, step, rail);
        for (size_t i = 0; i < n; i++) {
            ck_assert(target[i].limb[0] == last.target[i].limb[0]);
            ck_assert(llabs((int64_t)(target[i].limb[0] - last.current[i].limb[0])) <=
                      (int64_t)step);
            sum += target[i].limb[0];
        }
        ck_assert(sum == WEI && last.interval == spec.over * (uint64_t)block_seconds);
        number = last.number;
    }
    bool still = strcmp(spec.rule.kind, "hold") == 0 || strcmp(spec.rule.kind, "fixed") == 0;
    ck_assert_msg(still || number > 10, "%s", spec.rule.kind);
    orth_strategy_walk_free(walk);
    orth_execution_free(execution);
    orth_strategy_free(strategy);
}

START_TEST(rails_to_the_last_wei)
{
    test_random random = test_seeded(71);
    test_strategy_prices(&random, ROWS, 3, 1, prices);
    test_all_strategies(3, EVERY, check_rails);
    test_all_strategies(3, 2, check_rails);
    test_all_strategies(3, 17, check_rails);
    /* What a multiplier cuts off is nothing then: weights arrive at their rails. */
    block_seconds = 1;
    largest_change = 0.25;
    test_all_strategies(3, 1, check_rails);
    block_seconds = HOUR;
}
END_TEST

/* ---------------------------------------------------------------- the ideal one beside it */

/* Rules as they are and as quantammsim has them, which begins with a target: the chain's weights
 * are those of the strategy alone, but for what multipliers cut off in each of the decisions. */
START_TEST(near_the_ideal_one)
{
    const char *const rules[] = {"momentum", "min_variance", "index_market_cap"};
    double missed = EVERY * 60 / 1e9, least = 1;
    test_random random = test_seeded(73);
    test_strategy_prices(&random, ROWS + EVERY, 3, 1, prices);
    for (size_t k = 0; k < 6; k++) {
        test_strategy made;
        test_strategy_fill(&made, rules[k % 3], NULL, "linear", 3, EVERY);
        made.spec.as_peer.on = k >= 3;
        made.spec.block_seconds = block_seconds = 60;
        orth_strategy *strategy = test_strategy_of(&made.spec);
        orth_execution *execution = execution_of(strategy);
        orth_strategy_walk *walk = walk_of(execution, 1);
        test_strategy_weights(strategy, 1, ROWS, 40, prices, again);
        orth_strategy_walk_next(walk, ROWS, prices, weights);
        double most = 0;
        for (size_t e = 0; e < ROWS * 3; e++) {
            most = fmax(most, fabs(weights[e] - again[e]));
            least = fmin(least, again[e]);
        }
        ck_assert_msg(most > 1e-9 && most < missed * ROWS / EVERY, "%s %d: %g", rules[k % 3],
                      k >= 3, most);
        orth_strategy_walk_free(walk);
        orth_execution_free(execution);
        orth_strategy_free(strategy);
    }
    block_seconds = HOUR;
    ck_assert(least < 0.1); /* they do move */
}
END_TEST

/* ---------------------------------------------------------------- prices that are not there yet */

static void check_sight(const test_strategy *made)
{
    if (strcmp(made->path, "linear") != 0)
        return;
    size_t n = made->spec.n, width = n * LANES, seen = 100;
    orth_strategy *strategy = test_strategy_of(&made->spec);
    orth_execution *execution = execution_of(strategy);
    orth_strategy_walk *walk = walk_of(execution, LANES), *alone = walk_of(execution, 1);
    for (size_t row = 0; row < ROWS; row += 15)
        orth_strategy_walk_next(walk, 15, prices + row * width, weights + row * width);
    for (size_t lane = 0; lane < LANES; lane += 3) {
        static double own[ROWS * N_MAX];
        for (size_t e = 0; e < ROWS * n; e++)
            own[e] = prices[e * LANES + lane] * (e >= seen * n ? 1.5 + (double)(e % 3) : 1);
        orth_strategy_walk_start(alone);
        orth_strategy_walk_next(alone, 50, own, NULL);
        orth_strategy_walk_next(alone, ROWS - 50, own + 50 * n, again + 50 * n);
        for (size_t e = 50 * n; e < (seen + 1) * n; e++)
            ck_assert_msg(again[e] == weights[e * LANES + lane], "%s", made->spec.rule.kind);
    }
    orth_strategy_walk_free(walk);
    orth_strategy_walk_free(alone);
    orth_execution_free(execution);
    orth_strategy_free(strategy);
}

START_TEST(no_price_is_seen_early)
{
    test_random random = test_seeded(72);
    test_strategy_prices(&random, ROWS, 4, LANES, prices);
    test_all_strategies(4, 5, check_sight);
}
END_TEST

/* ---------------------------------------------------------------- what is refused */

static void refused(const orth_strategy_spec *spec, double seconds, const char *words)
{
    orth_strategy *strategy = test_strategy_of(spec);
    orth_execution *execution;
    orth_error error;
    ck_assert(orth_execution_create(&execution, strategy, seconds, &error) == ORTH_BAD_INPUT);
    ck_assert(execution == NULL);
    ck_assert_msg(strstr(error.text, words) != NULL && strstr(error.text, "permitted") != NULL &&
                      strstr(error.text, "strategy \"hold\"") != NULL,
                  "%s", error.text);
    orth_strategy_free(strategy);
}

START_TEST(what_the_contract_cannot_do)
{
    static const char *const nine[] = {"A", "B", "C", "D", "E", "F", "G", "H", "I"};
    const double slight[] = {0.004, 0.496, 0.5};
    const double narrow[] = {0.3333, 0.3333, 0.3333}, wide[] = {0.3334, 0.3334, 0.3334};
    test_strategy made;
    test_strategy_fill(&made, "hold", NULL, "linear", 3, EVERY);
    orth_strategy_spec spec = made.spec;
    refused(&spec, 0, "not known");
    refused(&spec, 0.25, "whole seconds");
    refused(&spec, 12.5, "whole seconds");
    spec.minimum_weight = slight;
    spec.initial_weights = slight;
    refused(&spec, HOUR, "least weight of A is 0.004; permitted: from 0.01");
    spec.minimum_weight = NULL;
    refused(&spec, HOUR, "initial weight of A is 0.004; permitted: from 0.01 to 0.98");
    spec = made.spec;
    spec.path = "geodesic";
    refused(&spec, HOUR, "its path is geodesic");
    spec = made.spec;
    spec.over = 1000000;
    refused(&spec, HOUR, "1e9 s");
    spec = made.spec;
    spec.n = 9;
    spec.target_count = spec.supply_rows = 0;
    spec.targets = spec.supply = NULL;
    spec.tokens = nine;
    refused(&spec, HOUR, "it has 9 tokens");
    spec = made.spec;
    spec.rule.kind = "momentum";
    spec.rule.parameters[0] = (orth_strategy_parameter){"k_per_day", 1, slight};
    spec.estimator.parameters[0] = (orth_strategy_parameter){"lambda", 1, slight};
    spec.name = "hold";
    spec.minimum_weight = narrow;
    spec.maximum_weight = wide;
    spec.over = 100;
    refused(&spec, HOUR, "permitted: up to 100000 s");
    spec.over = EVERY;
    spec.largest_change_a_block = 3e-6;
    refused(&spec, HOUR, "permitted: from 3.6e-06");
}
END_TEST

START_TEST(what_was_assumed)
{
    test_strategy made;
    test_strategy_fill(&made, "hold", NULL, "linear", 3, EVERY);
    orth_strategy *strategy = test_strategy_of(&made.spec);
    orth_execution *execution = execution_of(strategy);
    ck_assert(orth_execution_note_count(execution) == 2);
    ck_assert(strstr(orth_execution_note(execution, 0), "from 0.01 to 0.99") != NULL);
    ck_assert(strstr(orth_execution_note(execution, 1), "2.52e-05 in the 25200 s") != NULL);
    ck_assert(orth_execution_guard_rail(execution) == WEI / 100);
    ck_assert(orth_execution_largest_step(execution) == WEI);
    orth_execution_free(execution);
    orth_strategy_free(strategy);
}
END_TEST

ORTH_TEST_MAIN("strategies as the contract runs them", the_contract_call_by_call,
               rails_to_the_last_wei, near_the_ideal_one, no_price_is_seen_early,
               what_the_contract_cannot_do, what_was_assumed)
