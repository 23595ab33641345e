/* Simulations against the portfolio that trades on an exchange: what the scenario's key asks for,
 * along each schedule and price path. */
#include "harness.h"
#include "scenarios.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/simulate.h"

#define N 3
#define STEPS 40
#define BLOCKS 150 /* two a step, and a rest */

#define SCENARIO                                                                                   \
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"],"                                          \
    "\"start\": {\"weights\": [\"0.3\", \"0.3\", \"0.4\"]},"                                       \
    "\"target\": {\"weights\": [\"0.7\", \"0.2\", \"0.1\"]}, \"steps\": [40, 8],"                  \
    "\"blocks_per_step\": 2, \"paths\": [\"geodesic\", \"linear\"],"                               \
    "\"pool\": {\"value\": \"1000000\", \"unit\": \"USD\", \"swap_fee\": \"%s\"},"                 \
    "\"order\": \"%s\", \"benchmark\": %s, \"market\": {\"model\": \"gbm\", \"blocks\": 150,"      \
    "\"block_seconds\": 3600, \"volatility\": [\"0.8\", \"0.6\", \"0\"]},"                         \
    "\"monte_carlo\": {\"paths\": 20, \"seed\": 9}}"

static orth_scenario *scenario_of(const char *fee, orth_order order, const char *benchmark)
{
    char text[1500];
    snprintf(text, sizeof text, SCENARIO, fee, orth_order_name(order), benchmark);
    return test_scenario(text);
}

typedef struct record {
    size_t rows;
    double prices[(BLOCKS + 1) * N], weights[(BLOCKS + 1) * N];
} record;

static void take(void *user, size_t result, uint64_t block, const orth_run *run)
{
    record *to = user;
    if (result != 0)
        return;
    ck_assert_uint_eq(block, to->rows);
    memcpy(to->prices + to->rows * N, orth_run_prices(run), N * sizeof(double));
    memcpy(to->weights + to->rows++ * N, orth_run_weights(run), N * sizeof(double));
}

typedef struct plain {
    double value, cost, turnover, trades;
} plain;

/* The portfolio by amounts of tokens, along the record. */
static plain follow(const record *r, const orth_scenario *scenario)
{
    const orth_benchmark_terms *terms = &scenario->benchmark;
    bool prices_first = scenario->rules.order == ORTH_ORDER_PRICE_THEN_WEIGHT;
    plain end = {0};
    double held[N];
    for (size_t i = 0; i < N; i++)
        held[i] = r->weights[i] * 1e6 / r->prices[i];
    for (size_t k = 1; k < r->rows; k++) {
        const double *at = r->prices + (prices_first ? k : k - 1) * N, *to = r->weights + k * N;
        double value = 0, bought = 0;
        for (size_t i = 0; i < N; i++)
            value += held[i] * at[i];
        for (size_t i = 0; i < N; i++)
            bought += fmax(to[i] * value - held[i] * at[i], 0);
        if (bought / value < terms->min_trade)
            continue;
        double paid = (terms->fee + terms->half_spread) * bought + terms->half_spread * bought;
        for (size_t i = 0; i < N; i++)
            held[i] = to[i] * (value - paid) / at[i];
        end.cost += paid;
        end.turnover += bought / value;
        end.trades++;
    }
    for (size_t i = 0; i < N; i++)
        end.value += held[i] * r->prices[(r->rows - 1) * N + i];
    return end;
}

START_TEST(a_recorded_price_path)
{
    for (int order = 0; order < ORTH_ORDERS; order++) {
        static record recorded;
        recorded.rows = 0;
        orth_scenario *scenario =
            scenario_of("0.003", (orth_order)order,
                        "{\"fee\": 0.001, \"half_spread\": \"0.0005\", \"min_trade\": 0.01}");
        orth_simulate_options options = {.threads = 1,
                                         .one_path = true,
                                         .price_path = 4,
                                         .record = take,
                                         .record_every = 1,
                                         .user = &recorded};
        orth_simulation *simulation = test_simulation(scenario, &options);
        ck_assert_uint_eq(recorded.rows, BLOCKS + 1);
        plain found = follow(&recorded, scenario);
        const orth_estimate *figures = simulation->results[0].figures;
        double value = figures[ORTH_FIGURE_BENCHMARK_VALUE].mean;
        test_worst("benchmark against a recorded price path", fabs(value / found.value - 1));
        ck_assert(fabs(value / found.value - 1) <= 1e-13);
        ck_assert(fabs(figures[ORTH_FIGURE_BENCHMARK_COST].mean / found.cost - 1) <= 1e-11);
        ck_assert(fabs(figures[ORTH_FIGURE_BENCHMARK_TURNOVER].mean / found.turnover - 1) <= 1e-11);
        ck_assert(figures[ORTH_FIGURE_BENCHMARK_TRADES].mean == found.trades);
        ck_assert(found.trades > 10 && found.trades < BLOCKS);
        ck_assert(figures[ORTH_FIGURE_SHORTFALL_RVR].mean ==
                  value - figures[ORTH_FIGURE_FINAL_VALUE].mean);
        orth_simulation_free(simulation);
        orth_scenario_free(scenario);
    }
}
END_TEST

/* Without cost it is the shortfall: side by side, one by one, by the closed form of a pool without
 * fee, and by the rules of quantammsim. */
static void check_free(const char *fee, orth_order order, const orth_simulate_options *options)
{
    orth_scenario *scenario = scenario_of(fee, order, "{}");
    orth_simulation *simulation = test_simulation(scenario, options);
    ck_assert(orth_figure_is_there(ORTH_FIGURE_SHORTFALL_RVR, scenario));
    for (size_t s = 0; s < simulation->count; s++) {
        const orth_estimate *figures = simulation->results[s].figures;
        double rvr = figures[ORTH_FIGURE_SHORTFALL_RVR].mean;
        double miss = fabs(rvr - figures[ORTH_FIGURE_SHORTFALL].mean) / 1e6;
        test_worst("shortfall_rvr without cost", miss);
        ck_assert(miss <= 1e-14);
        ck_assert(figures[ORTH_FIGURE_BENCHMARK_COST].mean == 0);
        ck_assert(figures[ORTH_FIGURE_BENCHMARK_TURNOVER].mean > 0.4);
    }
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
}

START_TEST(without_cost)
{
    for (int order = 0; order < ORTH_ORDERS; order++) {
        check_free("0.003", (orth_order)order, &(orth_simulate_options){.threads = 1});
        check_free("0", (orth_order)order, &(orth_simulate_options){.threads = 1});
        check_free("0.003", (orth_order)order,
                   &(orth_simulate_options){.threads = 1, .one_path = true, .price_path = 2});
        check_free("0.003", (orth_order)order,
                   &(orth_simulate_options){.threads = 1, .pairs = true});
    }
}
END_TEST

/* The key changes nothing else, and without it there is none of it. */
START_TEST(the_other_figures)
{
    orth_simulate_options options = {.threads = 1};
    orth_scenario *scenario = scenario_of("0.003", ORTH_ORDER_TOGETHER, "{\"fee\": 0.001}");
    orth_simulation *with = test_simulation(scenario, &options);
    scenario->has_benchmark = false;
    orth_simulation *without = test_simulation(scenario, &options);
    for (size_t s = 0; s < with->count; s++)
        for (int f = 0; f < ORTH_FIGURES; f++) {
            const orth_estimate *a = &with->results[s].figures[f];
            const orth_estimate *b = &without->results[s].figures[f];
            if (orth_figure_is_there((orth_figure)f, scenario))
                ck_assert(memcmp(a, b, sizeof *a) == 0);
            else /* of strategies there is nothing with it either */
                ck_assert(b->mean == 0 && (a->mean != 0 || f >= ORTH_FIGURE_RETURN));
        }
    orth_simulation_free(with);
    orth_simulation_free(without);
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("simulation_benchmark", a_recorded_price_path, without_cost, the_other_figures)
