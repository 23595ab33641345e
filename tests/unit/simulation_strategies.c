/* Simulations of strategies: what is known of the plainest, figures of the weights from a walk of
 * its own, and every price path the one that is run alone, on any number of threads and
 * instruction set. */
#include "harness.h"
#include "strategy_pools.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/kernel.h"
#include "orthant/market.h"
#include "orthant/report.h"

static const char *const pools[] = {
    STRATEGY_POOLS,
    STRATEGY_POOL("{\"from\": \"0.01\", \"to\": \"0.001\", \"blocks\": 300}", ""),
};
#define POOLS (sizeof pools / sizeof pools[0])

enum { MOMENTUM, HOLD, FIXED, COUNT };

static orth_scenario *with_strategies(const char *text, orth_scenario_strategy *strategies)
{
    test_plain_strategies(COUNT, strategies);
    return test_scenario_with(text, COUNT, strategies);
}

/* A price path's figures alone are those that it has among others: the quantiles of three are in
 * no mean, so each is asked for. */
START_TEST(each_price_path_as_alone)
{
    static double alone[19][COUNT];
    static const char *const kernels[] = {"scalar", "avx2", "avx512"};
    orth_scenario_strategy strategies[COUNT];
    for (size_t p = 0; p < POOLS; p++)
        for (size_t k = 0; k < 3; k++) {
            if (!orth_kernel_select(kernels[k]))
                continue;
            orth_scenario *scenario = with_strategies(pools[p], strategies);
            orth_simulation *all =
                test_simulation(scenario, &(orth_simulate_options){.threads = 1 + (unsigned)k});
            ck_assert_uint_eq(all->price_paths, 19);
            ck_assert_uint_eq(all->count, COUNT);
            ck_assert_uint_eq(all->warm_up, 101);
            for (uint64_t i = 0; i < 19; i += k == 0 ? 1 : 7) {
                orth_simulate_options one = {.threads = 1, .one_path = true, .price_path = i};
                orth_simulation *single = test_simulation(scenario, &one);
                for (size_t s = 0; s < COUNT; s++) {
                    const orth_simulation_result *result = &all->results[s];
                    ck_assert(result->shortfalls[i] == single->results[s].shortfalls[0]);
                    ck_assert(result->log_shortfalls[i] == single->results[s].log_shortfalls[0]);
                    ck_assert(k == 0 || alone[i][s] == result->shortfalls[i]);
                    alone[i][s] = result->shortfalls[i];
                    ck_assert(result->ledger_miss <= ORTH_LEDGER_CLOSES);
                }
                orth_simulation_free(single);
            }
            orth_simulation_free(all);
            test_scenario_free_but_strategies(scenario);
        }
}
END_TEST

/* One that looks ahead, as quantammsim has it, side by side and alone: its window of prices. */
START_TEST(ahead_as_alone)
{
    static const char *const tokens[] = {"A", "B", "C"};
    static const double days = 0.01;
    orth_scenario_strategy strategies[COUNT];
    orth_scenario *scenario = with_strategies(pools[0], strategies);
    scenario->market->block_seconds = 60;
    strategies[MOMENTUM].spec = (orth_strategy_spec){
        .name = "ahead", .n = 3, .tokens = tokens, .rule.kind = "min_variance", .as_peer.on = true};
    strategies[MOMENTUM].spec.rule.parameters[0] =
        (orth_strategy_parameter){"memory_days", 1, &days};
    strategies[MOMENTUM].spec.rule.parameters[1] =
        (orth_strategy_parameter){"smoothing_memory_days", 1, &days};
    for (size_t s = 0; s < COUNT; s++)
        strategies[s].update_every.blocks = s == MOMENTUM ? 300 : 24;
    orth_simulation *all = test_simulation(scenario, &(orth_simulate_options){.threads = 2});
    for (uint64_t i = 0; i < 19; i += 3) {
        orth_simulate_options one = {.threads = 1, .one_path = true, .price_path = i};
        orth_simulation *single = test_simulation(scenario, &one);
        for (size_t s = 0; s < COUNT; s++)
            ck_assert(all->results[s].shortfalls[i] == single->results[s].shortfalls[0]);
        ck_assert(single->results[MOMENTUM].figures[ORTH_FIGURE_TURNOVER].mean > 0);
        orth_simulation_free(single);
    }
    orth_simulation_free(all);
    test_scenario_free_but_strategies(scenario);
}
END_TEST

/* The prices of a price path, and the weights that momentum makes of them. */
static void walk_rows(const orth_scenario *scenario, uint64_t price_path, size_t rows,
                      double (*prices)[3], double (*weights)[3])
{
    orth_market *market;
    orth_market_walk *walk;
    orth_strategy *strategy;
    orth_strategy_walk *steps;
    orth_market_spec spec = *scenario->market;
    spec.seed = scenario->seed;
    ck_assert(orth_market_create(&market, &spec, NULL) == ORTH_OK);
    ck_assert(orth_market_walk_create(&walk, market, 1, NULL) == ORTH_OK);
    orth_market_walk_start(walk, price_path);
    ck_assert(orth_market_walk_fill(walk, rows, prices[0], NULL, NULL) == ORTH_OK);
    ck_assert(orth_scenario_strategy_create(&strategy, scenario, MOMENTUM, market, NULL) ==
              ORTH_OK);
    ck_assert(orth_strategy_walk_create(&steps, strategy, 1, NULL) == ORTH_OK);
    orth_strategy_walk_next(steps, rows, prices[0], weights[0]);
    orth_strategy_walk_free(steps);
    orth_strategy_free(strategy);
    orth_market_walk_free(walk);
    orth_market_free(market);
}

/* A pool that is seen in every seventh block is one that knows of no other: its own run along every
 * seventh row; side by side as alone. */
START_TEST(every_seventh_block)
{
    enum { WARM = 101, BLOCKS = 700, EVERY = 7, KEPT = BLOCKS / EVERY };
    static double prices[WARM + BLOCKS + 1][3], weights[WARM + BLOCKS + 1][3];
    static double kept_prices[KEPT + 1][3], kept_weights[KEPT + 1][3];
    orth_scenario_strategy strategies[COUNT];
    orth_scenario *scenario = with_strategies(pools[0], strategies);
    scenario->arbitrage_every = EVERY;
    walk_rows(scenario, 5, WARM + BLOCKS + 1, prices, weights);
    for (size_t k = 0; k <= KEPT; k++) {
        memcpy(kept_prices[k], prices[WARM + EVERY * k], sizeof kept_prices[k]);
        memcpy(kept_weights[k], weights[WARM + EVERY * k], sizeof kept_weights[k]);
    }
    orth_run *run;
    ck_assert(orth_run_create(&run, 3, &scenario->rules, NULL) == ORTH_OK);
    orth_run_start(run, kept_weights[0], kept_prices[0], 1000);
    orth_run_blocks(run, KEPT, kept_prices[1], kept_weights[1], NULL);
    orth_pool_outcome known = orth_run_outcome(run);
    orth_simulate_performance terms = {.period_seconds = 86400, .tail = 0.05};
    orth_simulate_options one = {
        .threads = 1, .one_path = true, .price_path = 5, .performance = &terms};
    orth_simulation *single = test_simulation(scenario, &one);
    orth_simulation *all = test_simulation(scenario, &(orth_simulate_options){.threads = 1});
    const orth_estimate *figures = single->results[MOMENTUM].figures;
    ck_assert(figures[ORTH_FIGURE_FINAL_VALUE].mean == known.final_value);
    ck_assert(figures[ORTH_FIGURE_LVR].mean == known.ledger.lvr);
    ck_assert(figures[ORTH_FIGURE_TRADES].mean == (double)known.trades);
    ck_assert(all->results[MOMENTUM].shortfalls[5] == single->results[MOMENTUM].shortfalls[0]);
    orth_simulation_free(all);
    orth_simulation_free(single);
    orth_run_free(run);
    scenario->presence = 0.5;
    orth_error error;
    ck_assert(orth_simulation_run(&all, scenario, &one, &error) == ORTH_BAD_INPUT);
    ck_assert(strstr(error.text, "/arbitrage/presence: 0.5, but the pool is seen in every 7th") !=
              NULL);
    test_scenario_free_but_strategies(scenario);
}
END_TEST

/* Sums over one price path from a walk of its own, row by row. */
typedef struct sums {
    double turnover, kl, effective, rails, end;
} sums;

static sums walk_sums(const orth_scenario *scenario, uint64_t price_path)
{
    enum { WARM = 101, BLOCKS = 700 };
    static double prices[WARM + BLOCKS + 1][3], weights[WARM + BLOCKS + 1][3];
    walk_rows(scenario, price_path, WARM + BLOCKS + 1, prices, weights);
    sums found = {0};
    for (size_t k = WARM + 1; k <= WARM + BLOCKS; k++) {
        double entropy = 0;
        bool rail = false;
        for (size_t i = 0; i < 3; i++) {
            double w = weights[k][i], u = weights[k - 1][i];
            found.turnover += fabs(w - u) / 2;
            found.kl += w * log(w / u);
            entropy -= w * log(w);
            rail = rail || w <= 0.05 + 1e-12;
        }
        found.end = exp(entropy);
        found.effective += found.end / BLOCKS;
        found.rails += rail ? 1.0 / BLOCKS : 0;
    }
    return found;
}

static void near(double a, double b, double relative)
{
    ck_assert_msg(fabs(a - b) <= relative * fabs(b), "%.17g, not %.17g", a, b);
}

START_TEST(figures_of_the_weights)
{
    orth_scenario_strategy strategies[COUNT];
    orth_scenario *scenario = with_strategies(pools[1], strategies);
    orth_simulate_options one = {.threads = 1, .one_path = true, .price_path = 5};
    orth_simulation *simulation = test_simulation(scenario, &one);
    const orth_estimate *figures = simulation->results[MOMENTUM].figures;
    sums known = walk_sums(scenario, 5);
    near(figures[ORTH_FIGURE_TURNOVER].mean, known.turnover, 1e-12);
    near(figures[ORTH_FIGURE_MOVING_KL].mean, known.kl, 1e-9);
    near(figures[ORTH_FIGURE_EFFECTIVE_TOKENS].mean, known.effective, 1e-12);
    near(figures[ORTH_FIGURE_EFFECTIVE_TOKENS_END].mean, known.end, 1e-12);
    near(figures[ORTH_FIGURE_ON_RAILS].mean, known.rails, 1e-12);
    ck_assert(known.rails > 0.05 && known.rails < 0.95 && known.turnover > 1);
    near(figures[ORTH_FIGURE_RETURN].mean, figures[ORTH_FIGURE_FINAL_VALUE].mean / 1000 - 1, 1e-12);
    for (int f = ORTH_FIGURE_TARGET_DISTANCE; f <= ORTH_FIGURE_MOVE_MADE; f++)
        ck_assert(!orth_figure_is_there((orth_figure)f, scenario));
    ck_assert(orth_figure_is_there(ORTH_FIGURE_TURNOVER, scenario));
    ck_assert_str_eq(simulation->results[MOMENTUM].path, "momentum");
    orth_simulation_free(simulation);
    test_scenario_free_but_strategies(scenario);
}
END_TEST

/* Who holds has what he had, and nobody trades with him; fixed weights are a schedule that rests,
 * through the same prices (here from the first one on). */
START_TEST(hold_and_fixed)
{
    orth_scenario_strategy strategies[COUNT];
    for (size_t p = 0; p < POOLS; p++) {
        orth_scenario *scenario = with_strategies(pools[p], strategies);
        for (size_t k = 0; k < COUNT; k++)
            strategies[k].warm_up.blocks = 0;
        orth_simulate_options options = {.threads = 1};
        orth_simulation *simulation = test_simulation(scenario, &options);
        test_scenario_free_but_strategies(scenario);
        scenario = test_scenario(pools[p]);
        orth_simulation *rests = test_simulation(scenario, &options);
        const orth_estimate *hold = simulation->results[HOLD].figures;
        const orth_estimate *fixed = simulation->results[FIXED].figures;
        near(hold[ORTH_FIGURE_FINAL_VALUE].mean, hold[ORTH_FIGURE_HOLD_VALUE].mean, 1e-15);
        ck_assert(hold[ORTH_FIGURE_NOISE_TRADES].mean == 0);
        ck_assert(hold[ORTH_FIGURE_TRADES].mean == 0 && hold[ORTH_FIGURE_LVR].mean == 0);
        ck_assert(hold[ORTH_FIGURE_TURNOVER].mean == 0 && fixed[ORTH_FIGURE_MOVING_KL].mean == 0);
        ck_assert(fixed[ORTH_FIGURE_TRADES].mean > 0);
        for (int f = 0; f < ORTH_FIGURE_TARGET_DISTANCE; f++)
            ck_assert(fixed[f].mean == rests->results[0].figures[f].mean);
        for (int f = ORTH_FIGURE_KL_DRIFT; f <= ORTH_FIGURE_BENCHMARK_TRADES; f++)
            ck_assert(fixed[f].mean == rests->results[0].figures[f].mean);
        orth_simulation_free(simulation);
        orth_simulation_free(rests);
        orth_scenario_free(scenario);
    }
}
END_TEST

typedef enum form { JSON, CSV, TABLE } form;

static char *written(const orth_simulation *simulation, form as)
{
    char *text;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    ck_assert(stream != NULL);
    if (as == JSON)
        orth_simulation_write_json(simulation, 1, NULL, stream);
    else if (as == CSV)
        orth_simulation_write_csv(simulation, stream);
    else
        orth_simulation_write_table(simulation, NULL, stream);
    ck_assert(fclose(stream) == 0);
    return text;
}

/* Results go by the strategies' names, and say nothing of steps, paths and targets. */
START_TEST(results_by_name)
{
    static const char *const there[][3] = {
        {"\"strategy\": \"hold\"", "\"warm_up\": 101", "\"moving_kl\""},
        {"strategy,f", "\nfixed,", ",effective_tokens_end,on_rails"},
        {"strategy  ", "\nmomentum  ", "turnover: "}};
    static const char *const none[][3] = {{"\"path\"", "\"steps\"", "\"move_made\""},
                                          {"path", "steps", "target"},
                                          {"     steps  ", "to target", "made: "}};
    orth_scenario_strategy strategies[COUNT];
    for (int many = 0; many < 2; many++) {
        orth_scenario *scenario = with_strategies(pools[0], strategies);
        orth_simulate_options options = {.threads = 1, .one_path = many == 0};
        orth_simulation *simulation = test_simulation(scenario, &options);
        for (int as = JSON; as <= TABLE; as++) {
            char *text = written(simulation, (form)as);
            for (size_t k = 0; k < 3; k++) {
                bool cells = as == CSV && many == 1 && k == 2; /* a line a figure */
                ck_assert_msg(cells || strstr(text, there[as][k]) != NULL, "%s", text);
                ck_assert_msg(strstr(text, none[as][k]) == NULL, "%s", text);
            }
            free(text);
        }
        orth_simulation_free(simulation);
        test_scenario_free_but_strategies(scenario);
    }
}
END_TEST

START_TEST(a_market_without_end_needs_blocks)
{
    orth_scenario_strategy strategies[COUNT];
    orth_scenario *scenario = with_strategies(pools[0], strategies);
    orth_simulation *simulation;
    orth_error error;
    scenario->market_blocks = 0;
    ck_assert(orth_simulation_run(&simulation, scenario, &(orth_simulate_options){.threads = 1},
                                  &error) == ORTH_BAD_INPUT);
    ck_assert(strstr(error.text, "/market/blocks") != NULL && simulation == NULL);
    test_scenario_free_but_strategies(scenario);
}
END_TEST

ORTH_TEST_MAIN("simulation_strategies", each_price_path_as_alone, ahead_as_alone,
               every_seventh_block, figures_of_the_weights, hold_and_fixed, results_by_name,
               a_market_without_end_needs_blocks)
