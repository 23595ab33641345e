/* Simulations of strategies that are run as the contract would: what that costs against the same
 * strategy of the same list that is not, and the same bits however it is run. */
#include "harness.h"
#include "scenarios.h"

#include <math.h>
#include <string.h>

#include "orthant/kernel.h"
#include "orthant/weights.h"

#define MOMENTUM(name, execute, path)                                                              \
    "{\"name\": \"" name "\", \"rule\": {\"kind\": \"momentum\", \"speed\": 3},"                   \
    "\"estimator\": {\"kind\": \"gradient\", \"lambda\": 0.9}, \"update_every\": \"1d\","          \
    "\"move\": {\"path\": \"" path "\", \"over\": \"1d\"}, \"warm_up\": \"5d\","                   \
    "\"rails\": {\"minimum_weight\": 0.05}, \"execute\": \"" execute "\"}"
#define BEGIN "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], \"strategy\": ["
#define REST                                                                                       \
    "], \"monte_carlo\": {\"paths\": 17, \"seed\": 9},"                                            \
    "\"market\": {\"model\": \"gbm\", \"blocks\": 960, \"block_seconds\": 3600,"                   \
    "\"volatility\": [\"0.9\", \"0.7\", \"0.2\"]}, \"pool\": {\"value\": \"1000\","                \
    "\"unit\": \"USD\", \"swap_fee\": \"0.003\"}"
#define SCENARIO(path, more)                                                                       \
    BEGIN MOMENTUM("ideal", "ideal", path) "," MOMENTUM("chain", "contract", path) REST more "}"

static const char *const pools[] = {
    SCENARIO("linear", ""),
    SCENARIO("linear", ", \"noise\": {\"rate\": 0.1, \"size\": 20, \"deviation\": 0.5}"),
    SCENARIO("linear", ", \"arbitrage\": {\"presence\": 0.3}"),
};
#define POOLS (sizeof pools / sizeof pools[0])
enum { IDEAL, CHAIN };

START_TEST(the_cost_is_that_against_the_ideal_one)
{
    static const char *const kernels[] = {"scalar", "avx2", "avx512"};
    double before[POOLS];
    for (size_t p = 0; p < POOLS; p++)
        for (size_t k = 0; k < 3; k++) {
            if (!orth_kernel_select(kernels[k]))
                continue;
            orth_scenario *scenario = test_scenario(pools[p]);
            ck_assert(orth_figure_is_there(ORTH_FIGURE_EXECUTION_BP, scenario));
            orth_simulation *all =
                test_simulation(scenario, &(orth_simulate_options){.threads = 1 + (unsigned)k});
            double cost = 0;
            for (uint64_t i = 0; i < all->price_paths; i++) {
                orth_simulate_options one = {.threads = 1, .one_path = true, .price_path = i};
                orth_simulation *single = test_simulation(scenario, &one);
                const orth_simulation_result *ideal = &single->results[IDEAL],
                                             *chain = &single->results[CHAIN];
                double own = chain->figures[ORTH_FIGURE_EXECUTION_BP].mean;
                double known = 1e4 * log(ideal->figures[ORTH_FIGURE_FINAL_VALUE].mean /
                                         chain->figures[ORTH_FIGURE_FINAL_VALUE].mean);
                ck_assert_msg(fabs(own - known) < 1e-9, "%.17g, not %.17g", own, known);
                ck_assert(ideal->figures[ORTH_FIGURE_EXECUTION_BP].mean == 0);
                ck_assert(own != 0);
                ck_assert(chain->shortfalls[0] == all->results[CHAIN].shortfalls[i]);
                cost += own;
                orth_simulation_free(single);
            }
            const orth_estimate *mean = &all->results[CHAIN].figures[ORTH_FIGURE_EXECUTION_BP];
            ck_assert(fabs(mean->mean - cost / (double)all->price_paths) < 1e-9);
            ck_assert(k == 0 || before[p] == mean->mean);
            before[p] = mean->mean;
            orth_simulation_free(all);
            orth_scenario_free(scenario);
        }
}
END_TEST

/* The weights of the chain are those of the ideal one but for what a multiplier cuts off, below
 * 8.64e-5 in a day: the pool is worth the same to a few basis points, and its moves are as long. */
START_TEST(it_is_small_and_stable)
{
    orth_scenario *scenario = test_scenario(pools[0]);
    orth_simulation *simulation = test_simulation(scenario, &(orth_simulate_options){.threads = 1});
    const orth_estimate *ideal = simulation->results[IDEAL].figures,
                        *chain = simulation->results[CHAIN].figures;
    const orth_estimate *cost = &chain[ORTH_FIGURE_EXECUTION_BP];
    ck_assert_msg(cost->high - cost->low < 3 && fabs(cost->mean) < 2, "%g, %g to %g", cost->mean,
                  cost->low, cost->high);
    ck_assert(fabs(chain[ORTH_FIGURE_TURNOVER].mean / ideal[ORTH_FIGURE_TURNOVER].mean - 1) < 0.01);
    double on_rails = chain[ORTH_FIGURE_ON_RAILS].mean / ideal[ORTH_FIGURE_ON_RAILS].mean;
    ck_assert_msg(fabs(on_rails - 1) < 0.05, "%g", on_rails);
    bool said = false;
    for (size_t i = 0; i < simulation->note_count; i++)
        said |= strstr(simulation->notes[i], "less than 8.64e-05 in the 86400 s") != NULL;
    ck_assert(said);
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
}
END_TEST

/* Rows without a pool are the contract's own, and begin with what its storage holds; pools hold by
 * them over their sum. */
START_TEST(weights_without_a_pool)
{
    orth_scenario *scenario = test_scenario(pools[0]);
    orth_weights_options options = {.strategy = "chain", .price_path = 3};
    orth_weights *weights;
    size_t count, seen = 0, short_sums = 0;
    double before[3], kl = 0;
    const double *rows;
    orth_error error;
    ck_assert_msg(orth_weights_create(&weights, scenario, &options, &error) == ORTH_OK, "%s",
                  error.text);
    while (orth_weights_next(weights, &count, &rows, &error) == ORTH_OK && count > 0) {
        if (seen == 0)
            ck_assert(rows[0] == 0.333333334 && rows[1] == 0.333333333);
        for (size_t e = 0; e < 3 * count; e++)
            ck_assert(rows[e] == (double)llrint(rows[e] * 1e9) / 1e9);
        for (size_t k = 0; k < count; k++) {
            const double *row = rows + 3 * k;
            double sum = row[0] + row[1] + row[2];
            short_sums += llrint(sum * 1e9) != 1000000000;
            for (size_t i = 0; i < 3; i++) {
                if (seen + k > 0)
                    kl += row[i] / sum * log(row[i] / sum / before[i]);
                before[i] = row[i] / sum;
            }
        }
        seen += count;
    }
    ck_assert_msg(seen == 961 && short_sums > 300, "%zu rows, %zu", seen, short_sums);
    ck_assert(orth_weights_note_count(weights) == 1);
    ck_assert(strstr(orth_weights_note(weights, 0), "8.64e-05") != NULL);
    orth_weights_free(weights);
    orth_simulate_options one = {.threads = 1, .one_path = true, .price_path = 3};
    orth_simulation *simulation = test_simulation(scenario, &one);
    double known = simulation->results[CHAIN].figures[ORTH_FIGURE_MOVING_KL].mean;
    ck_assert_msg(fabs(kl - known) <= 1e-9 * known, "%.17g, not %.17g", known, kl);
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
    scenario = test_scenario(SCENARIO("amgm", ""));
    ck_assert(orth_weights_create(&weights, scenario, &options, &error) == ORTH_BAD_INPUT);
    ck_assert_msg(strstr(error.text, "/strategy/1/execute: ") != NULL, "%s", error.text);
    orth_scenario_free(scenario);
}
END_TEST

START_TEST(what_is_refused_has_a_place)
{
    orth_scenario *scenario = test_scenario(SCENARIO("geodesic", ""));
    orth_simulation *simulation;
    orth_error error;
    ck_assert(orth_simulation_run(&simulation, scenario, &(orth_simulate_options){.threads = 1},
                                  &error) == ORTH_BAD_INPUT);
    ck_assert_msg(strstr(error.text, "/strategy/1/execute: strategy \"chain\"") != NULL &&
                      strstr(error.text, "permitted: linear") != NULL,
                  "%s", error.text);
    ck_assert(simulation == NULL);
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("simulation_execution", the_cost_is_that_against_the_ideal_one,
               it_is_small_and_stable, weights_without_a_pool, what_is_refused_has_a_place)
