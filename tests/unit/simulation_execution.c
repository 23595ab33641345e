/* Simulations of strategies that are run as the contract would: what that costs against the same
 * strategy of the same list that is not, and the same bits however it is run. */
#include "harness.h"
#include "scenarios.h"

#include <math.h>
#include <string.h>

#include "orthant/kernel.h"

#define MOMENTUM(name, execute, path)                                                              \
    "{\"name\": \"" name "\", \"rule\": {\"kind\": \"momentum\", \"speed\": 300},"                 \
    "\"estimator\": {\"kind\": \"gradient\", \"lambda\": 0.9}, \"update_every\": \"1d\","          \
    "\"move\": {\"path\": \"" path "\", \"over\": \"1d\"}, \"warm_up\": \"5d\","                   \
    "\"rails\": {\"minimum_weight\": 0.05}, \"execute\": \"" execute "\"}"
#define SCENARIO(path, more)                                                                                     \
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], \"strategy\": [" MOMENTUM(                              \
        "ideal", "ideal",                                                                                        \
        path) "," MOMENTUM("chain", "contract",                                                                  \
                           path) "],"                                                                            \
                                 "\"monte_carlo\": {\"paths\": 17, \"seed\": 9},"                                \
                                 "\"market\": {\"model\": \"gbm\", \"blocks\": 960, \"block_seconds\": 3600,"    \
                                 "\"volatility\": [\"0.9\", \"0.7\", \"0.2\"]}, \"pool\": {\"value\": \"1000\"," \
                                 "\"unit\": \"USD\", \"swap_fee\": \"0.003\"}" more "}"

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
    ck_assert(cost->high - cost->low < 0.5 && fabs(cost->mean) < 0.5);
    ck_assert(fabs(chain[ORTH_FIGURE_TURNOVER].mean / ideal[ORTH_FIGURE_TURNOVER].mean - 1) < 0.01);
    bool said = false;
    for (size_t i = 0; i < simulation->note_count; i++)
        said |= strstr(simulation->notes[i], "less than 8.64e-05 in the 86400 s") != NULL;
    ck_assert(said);
    orth_simulation_free(simulation);
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
               it_is_small_and_stable, what_is_refused_has_a_place)
