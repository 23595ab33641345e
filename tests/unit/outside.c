/* What a move costs on an exchange. */
#include "harness.h"
#include "scenarios.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/compare.h"

static const char *const tokens[] = {"A", "B", "C"};

static orth_path *path_of(const char *name, orth_move **move, const double *start,
                          const double *target, uint64_t steps)
{
    orth_path *path;
    ck_assert(orth_move_create(move, 3, start, NULL, target, NULL, NULL) == ORTH_OK);
    ck_assert(orth_path_create(&path, name, *move, steps, tokens, NULL) == ORTH_OK);
    return path;
}

START_TEST(at_once)
{
    double half[] = {0.5, 0.5}, nine[] = {0.9, 0.1};
    orth_benchmark_terms terms = {.fee = 0.0005, .half_spread = 0.0001, .min_trade = 1};
    orth_outside_way way = orth_outside_at_once(2, half, nine, &terms, 1e-7);
    ck_assert(fabs(way.turnover - 0.4) <= 1e-15 && way.trades == 1);
    ck_assert(fabs(way.cost - (0.4 * 0.0007 + 1e-7)) <= 1e-18);
    double start[] = {0.05, 0.55, 0.40}, target[] = {0.40, 0.50, 0.10};
    ck_assert(fabs(orth_outside_at_once(3, start, target, &terms, 0).turnover - 0.35) <= 1e-15);
    way = orth_outside_at_once(2, half, half, &terms, 1e-7);
    ck_assert(way.turnover == 0 && way.trades == 0 && way.cost == 0);
}
END_TEST

/* Along a schedule it is the benchmark of a pool whose prices stand still, but that the last step
 * trades in any case. */
START_TEST(along_a_schedule)
{
    static const double least[] = {0, 0.003, 0.5};
    double start[] = {0.6, 0.3, 0.1}, target[] = {0.1, 0.3, 0.6}, prices[] = {7, 1, 3};
    enum { STEPS = 1000 };
    orth_move *move;
    orth_path *path = path_of("geodesic", &move, start, target, STEPS);
    double rows[3];
    for (size_t m = 0; m < sizeof least / sizeof least[0]; m++) {
        orth_benchmark_terms terms = {.fee = 0.002, .half_spread = 0.001, .min_trade = least[m]};
        orth_outside_way way, gas;
        ck_assert(orth_outside_along(&way, path, &terms, 0, NULL) == ORTH_OK);
        ck_assert(orth_outside_along(&gas, path, &terms, 1e-6, NULL) == ORTH_OK);
        orth_benchmark *benchmark;
        ck_assert(orth_benchmark_create(&benchmark, 3, ORTH_ORDER_TOGETHER, &terms, NULL) == 0);
        orth_benchmark_start(benchmark, start, prices, 1);
        for (uint64_t k = 1; k < STEPS; k++) {
            orth_path_fill(path, k, 1, rows, NULL);
            orth_benchmark_blocks(benchmark, 1, prices, rows);
        }
        orth_benchmark_outcome before = orth_benchmark_now(benchmark);
        /* what is left is sold at last, however little */
        double left = 1 - before.cost;
        ck_assert(way.trades == before.trades + 1);
        ck_assert(fabs(way.cost - before.cost - left * 0.004 * (way.turnover - before.turnover)) <=
                  1e-15);
        ck_assert(fabs(gas.cost - way.cost - 1e-6 * (double)way.trades) <= 1e-15);
        orth_outside_way once = orth_outside_at_once(3, start, target, &terms, 0);
        ck_assert(m < 2 ? way.cost > once.cost * 1.01 : way.trades == 1); /* the detour by B */
        orth_benchmark_free(benchmark);
    }
    orth_path_free(path);
    orth_move_free(move);
    path = path_of("linear", &move, start, target, STEPS);
    orth_benchmark_terms terms = {.fee = 0.002};
    orth_outside_way way;
    ck_assert(orth_outside_along(&way, path, &terms, 0, NULL) == ORTH_OK);
    ck_assert(fabs(way.turnover - 0.5) <= 1e-13 && way.trades == STEPS);
    orth_path_free(path);
    orth_move_free(move);
}
END_TEST

#define SCENARIO                                                                                   \
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]},"   \
    "\"target\": {\"weights\": [\"0.9\", \"0.1\"]}, \"steps\": [72, 7200],"                        \
    "\"paths\": [\"linear\", \"optimum\", \"geodesic\"],"                                          \
    "\"pool\": {\"value\": \"10000000\", \"unit\": \"USD\"}, \"arbitrage\": {\"gas\": 5}"

START_TEST(of_a_comparison)
{
    orth_scenario *scenario =
        test_scenario(SCENARIO ", \"benchmark\": {\"fee\": \"0.0005\", \"half_spread\": 0.0001}}");
    orth_comparison *comparison;
    ck_assert(orth_comparison_run(&comparison, scenario, NULL) == ORTH_OK);
    const orth_outside *outside = &comparison->outside;
    ck_assert(comparison->has_outside && outside->best >= 4 && outside->best < 6);
    ck_assert(outside->basis == ORTH_OUTSIDE_GAS); /* 5 of 1e7: nu = 1 + 7.76, a length of .9273 */
    ck_assert(strcmp(outside->along_path, "geodesic") == 0 && outside->along_steps == 7200);
    ck_assert(fabs(1e4 * outside->once.cost - 2.805) <= 1e-12);
    ck_assert(fabs(outside->pool_cost + expm1(-comparison->results[outside->best].gas.loss)) <=
              1e-18);
    ck_assert(fabs(outside->difference - (outside->once.cost - outside->pool_cost)) <= 1e-18);
    ck_assert(outside->along.trades == 7200);
    ck_assert(fabs(outside->along.cost - 0.4 * 0.0007 - 7200 * 5e-7) <= 1e-7);
    orth_comparison_free(comparison);
    orth_scenario_free(scenario);
    scenario = test_scenario(SCENARIO "}");
    ck_assert(orth_comparison_run(&comparison, scenario, NULL) == ORTH_OK);
    ck_assert(!comparison->has_outside);
    orth_comparison_free(comparison);
    orth_scenario_free(scenario);
}
END_TEST

/* Where some cost with the fee holds, the cheapest is one of these; a few steps have none. */
START_TEST(with_a_fee)
{
    orth_scenario *scenario =
        test_scenario("{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": "
                      "[\"0.5\", \"0.5\"]}, \"target\": {\"weights\": [\"0.9\", \"0.1\"]}, "
                      "\"steps\": [1, 7200, 2], \"paths\": [\"linear\", \"geodesic\"], \"pool\": "
                      "{\"value\": 1e7, \"unit\": \"USD\", \"swap_fee\": 0.003}, \"market\": "
                      "{\"model\": \"gbm\", \"block_seconds\": 31557600, \"volatility\": "
                      "[\"0.0005\", \"0\"]}, \"benchmark\": {\"fee\": 0.0001}}");
    orth_comparison *comparison;
    ck_assert(orth_comparison_run(&comparison, scenario, NULL) == ORTH_OK);
    const orth_outside *outside = &comparison->outside;
    ck_assert(!comparison->results[1].cost.valid && comparison->results[3].cost.valid);
    ck_assert(outside->best == 3 && outside->basis == ORTH_OUTSIDE_WITH_FEE);
    ck_assert(fabs(1e4 * outside->pool_cost - 1.343) <= 2e-3);
    ck_assert(outside->difference < 0); /* 0.4 bp outside */
    orth_comparison_free(comparison);
    orth_scenario_free(scenario);
}
END_TEST

/* Gas on the exchange and none in the pool is no comparison. Simulated, the pool of this move loses
 * 2.75, 6.97 and 20.9 bp with gas of 1, 10 and 100, the exchange takes 2.80, 2.81 and 2.90; with
 * the
 * fee alone it is 1.34. Whether the cost with the fee is valid makes no difference. */
START_TEST(gas_in_one_of_the_costs)
{
    static const char *const text[] = {
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]}, "
        "\"target\": {\"weights\": [\"0.9\", \"0.1\"]}, \"steps\": ",
        ", \"paths\": [\"linear\", \"geodesic\"], \"pool\": {\"value\": 1e7, \"unit\": \"USD\", "
        "\"swap_fee\": ",
        "}, \"arbitrage\": {\"gas\": ",
        "}, \"benchmark\": {\"fee\": 0.0005, \"half_spread\": 0.0001}}"};
    static const struct {
        const char *steps, *fee, *gas;
        orth_outside_basis basis;
        bool known;
    } cases[] = {{"7200", "0.003", "10", ORTH_OUTSIDE_WITH_FEE, false},
                 {"7200", "0.003", "0", ORTH_OUTSIDE_WITH_FEE, true},
                 {"2", "0.003", "10", ORTH_OUTSIDE_LOSS, false},
                 {"2", "0.003", "0", ORTH_OUTSIDE_LOSS, true},
                 {"7200", "0", "10", ORTH_OUTSIDE_GAS, true}};
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        char json[1000];
        orth_comparison *comparison;
        snprintf(json, sizeof json, "%s%s%s%s%s%s%s", text[0], cases[k].steps, text[1],
                 cases[k].fee, text[2], cases[k].gas, text[3]);
        orth_scenario *scenario = test_scenario(json);
        ck_assert(orth_scenario_set_price_volatility(scenario, "0.81", NULL) == ORTH_OK);
        ck_assert(orth_comparison_run(&comparison, scenario, NULL) == ORTH_OK);
        const orth_outside *outside = &comparison->outside;
        ck_assert_int_eq(outside->basis, cases[k].basis);
        ck_assert_int_eq(!isnan(outside->difference), cases[k].known);
        orth_comparison_free(comparison);
        orth_scenario_free(scenario);
    }
}
END_TEST

ORTH_TEST_MAIN("outside", at_once, along_a_schedule, of_a_comparison, with_a_fee,
               gas_in_one_of_the_costs)
