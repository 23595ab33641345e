/* A simulation has the same bits for any number of threads, also where it stops early; it stops
 * between chunks only; and each of its price paths is the one that is run alone. */
#include "harness.h"
#include "scenarios.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/kernel.h"
#include "orthant/market.h"
#include "orthant/simulate.h"
#include "simulate/flow.h"

#define MOVE                                                                                       \
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"],"                                          \
    "\"start\": {\"weights\": [\"0.3\", \"0.3\", \"0.4\"]},"                                       \
    "\"target\": {\"weights\": [\"0.7\", \"0.2\", \"0.1\"]}, \"steps\": [4, 8],"                   \
    "\"paths\": [\"linear\", \"geodesic\"], \"pool\": {\"value\": \"1000\", \"unit\": \"USD\","    \
    "\"swap_fee\": \"0.003\"}, \"monte_carlo\": {\"paths\": 20000, \"seed\": 9},"

static const char *const markets[] = {
    MOVE "\"benchmark\": {\"fee\": 0.001, \"min_trade\": 0.01},"
         "\"market\": {\"model\": \"gbm\", \"blocks\": 10, \"block_seconds\": 3600,"
         "\"volatility\": [\"0.8\", \"0.6\", \"0\"]}}",
    MOVE "\"market\": {\"model\": \"garch\", \"blocks\": 10, \"block_seconds\": 3600,"
         "\"volatility\": [\"0.8\", \"0.6\", \"0\"], \"garch_alpha\": [\"0.1\", \"0.1\", \"0\"],"
         "\"garch_beta\": [\"0.85\", \"0.8\", \"0\"]}}"};

/* Of so many price paths, all of them. */
static orth_simulation *run_all(orth_scenario *scenario, uint64_t price_paths)
{
    scenario->price_paths = price_paths;
    return test_simulation(scenario, &(orth_simulate_options){.threads = 3});
}

static void assert_same(const orth_simulation *a, const orth_simulation *b)
{
    ck_assert_uint_eq(a->price_paths, b->price_paths);
    ck_assert_uint_eq(a->count, b->count);
    for (size_t s = 0; s < a->count; s++) {
        const orth_simulation_result *one = &a->results[s], *other = &b->results[s];
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
    orth_scenario *scenario = test_scenario(text);
    watcher first = {0};
    orth_simulation *found[3];
    double until = 0;
    for (size_t t = 0; t < 3; t++) {
        watcher self = {0};
        orth_simulate_options options = {.threads = threads[t], .progress = watch, .user = &self};
        if (t == 0) { /* what the third chunk or so reaches */
            scenario->price_paths = 3000;
            orth_simulation *tried = test_simulation(scenario, &options);
            until = width(tried);
            orth_simulation_free(tried);
            scenario->price_paths = 20000;
            first = self = (watcher){0};
        }
        options.until_bp = until;
        found[t] = test_simulation(scenario, &options);
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
    orth_scenario *scenario = test_scenario(markets[0]);
    for (unsigned threads = 1; threads <= 7; threads += 3) {
        watcher self = {.stop_after = 2};
        orth_simulate_options options = {
            .threads = threads, .progress = watch, .user = &self, .stop = &self.stop};
        scenario->price_paths = 20000;
        orth_simulation *simulation = test_simulation(scenario, &options);
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
    orth_simulation *simulation = test_simulation(scenario, &options);
    ck_assert(!simulation->partial && simulation->price_paths == 50);
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
}
END_TEST

START_TEST(a_price_path_alone)
{
    enum { PRICE_PATHS = 70 };
    for (size_t i = 0; i < sizeof markets / sizeof markets[0]; i++) {
        orth_scenario *scenario = test_scenario(markets[i]);
        orth_simulation *all = run_all(scenario, PRICE_PATHS);
        double sum = 0;
        for (uint64_t p = 0; p < PRICE_PATHS; p++) {
            orth_simulate_options options = {.threads = 1, .one_path = true, .price_path = p};
            orth_simulation *alone = test_simulation(scenario, &options);
            ck_assert(alone->first_path == p && alone->price_paths == 1);
            for (size_t s = 0; s < all->count; s++) {
                const orth_simulation_result *result = &alone->results[s];
                double shortfall = result->figures[ORTH_FIGURE_SHORTFALL].mean;
                ck_assert(memcmp(&shortfall, &all->results[s].shortfalls[p], sizeof shortfall) ==
                          0);
                ck_assert(result->shortfalls[0] == shortfall && result->ledger_miss <= 1e-12);
            }
            sum += alone->results[1].figures[ORTH_FIGURE_FINAL_VALUE].mean;
            orth_simulation_free(alone);
        }
        double mean = all->results[1].figures[ORTH_FIGURE_FINAL_VALUE].mean;
        ck_assert(fabs(sum / PRICE_PATHS / mean - 1) <= 1e-14);
        orth_simulation_free(all);
        orth_scenario_free(scenario);
    }
}
END_TEST

/* The price of one path in 700 leaves its range: told alike by any number of threads, side by side
 * or not. */
START_TEST(the_first_failure_is_told)
{
    static const unsigned threads[] = {1, 2, 7};
    static const char *const kernels[] = {"avx512", "avx2", "scalar"};
    orth_scenario *scenario = test_scenario(
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], \"start\": {\"weights\": [\"0.3\","
        "\"0.3\", \"0.4\"]}, \"target\": {\"weights\": [\"0.7\", \"0.2\", \"0.1\"]},"
        "\"steps\": 4, \"paths\": [\"linear\"], \"pool\": {\"value\": \"1000\", \"unit\":"
        "\"USD\", \"swap_fee\": \"0.003\"}, \"monte_carlo\": {\"paths\": 700, \"seed\": 3},"
        "\"market\": {\"model\": \"gbm\", \"blocks\": 200, \"block_seconds\": 31557600,"
        "\"volatility\": [\"1.02\", \"0.5\", \"0\"]}}");
    orth_error first = {.text = ""};
    for (size_t k = 0; k < 3; k++) {
        if (!orth_kernel_select(kernels[k]))
            continue;
        for (size_t t = 0; t < 3; t++) {
            orth_simulation *simulation;
            orth_error error;
            orth_simulate_options options = {.threads = threads[t]};
            ck_assert(orth_simulation_run(&simulation, scenario, &options, &error) == ORTH_DOMAIN);
            ck_assert(simulation == NULL);
            if (*first.text == '\0')
                first = error;
            ck_assert_str_eq(error.text, first.text);
        }
    }
    /* and it is what that path alone says; all before it run */
    unsigned long path;
    ck_assert(sscanf(first.text, "market: path %lu, block", &path) == 1 && path > 8);
    for (uint64_t i = path - 8; i <= path; i++) {
        orth_simulation *simulation;
        orth_error error = {.text = ""};
        orth_simulate_options options = {.threads = 1, .one_path = true, .price_path = i};
        orth_status status = orth_simulation_run(&simulation, scenario, &options, &error);
        ck_assert(status == (i == path ? ORTH_DOMAIN : ORTH_OK));
        ck_assert_str_eq(error.text, i == path ? first.text : "");
        orth_simulation_free(simulation);
    }
    orth_scenario_free(scenario);
}
END_TEST

#define FLOW                                                                                       \
    MOVE "\"noise\": {\"rate\": \"0.6\", \"size\": \"5\", \"deviation\": 1}, "                     \
         "\"blocks_per_step\": 2,"                                                                 \
         "\"market\": {\"model\": \"gbm\", \"blocks\": 700, \"block_seconds\": 60,"                \
         "\"volatility\": [\"0.8\", \"0.6\", \"0\"]}}"

static void ignore(void *user, size_t result, uint64_t block, const orth_run *of)
{
    (void)of;
    ((uint64_t *)user)[result] += block;
}

/* Others' trades come at the end of their blocks, at that block's fee, whatever the pieces. */
START_TEST(others_trades_by_hand)
{
    orth_scenario *scenario = test_scenario(FLOW);
    scenario->has_fee_schedule = true;
    scenario->fee_schedule = (orth_fee_schedule){.from = 0.01, .to = 0.001, .blocks = 500};
    scenario->rules.fee = 0.01;
    enum { PATH = 5 };
    orth_simulate_options options = {.threads = 1, .one_path = true, .price_path = PATH};
    orth_simulation *whole = test_simulation(scenario, &options);
    static const uint64_t every[] = {0, 1, 7, 256, 999};
    for (size_t k = 0; k < 5; k++) {
        uint64_t told[4] = {0};
        options.record = ignore;
        options.record_every = every[k];
        options.user = told;
        orth_simulation *cut = test_simulation(scenario, &options);
        assert_same(whole, cut);
        ck_assert(told[0] >= 700 && told[0] == told[3]);
        orth_simulation_free(cut);
    }
    /* the second number of steps along the geodesic, block by block */
    orth_move *move;
    orth_path *path;
    orth_run *pool;
    orth_flow *flow;
    orth_market_walk *walk;
    orth_market *market;
    double volatility[] = {0.8, 0.6, 0}, ones[] = {1, 1, 1}, rows[9][3];
    orth_market_spec spec = {.model = "gbm",
                             .n = 3,
                             .seed = 9,
                             .block_seconds = 60,
                             .tokens = (const char *const *)scenario->tokens,
                             .prices = ones,
                             .parameters = {{"volatility", volatility}}};
    ck_assert(orth_scenario_move(&move, scenario, NULL) == ORTH_OK);
    ck_assert(orth_path_create(&path, "geodesic", move, 8, NULL, NULL) == ORTH_OK);
    ck_assert(orth_run_create(&pool, 3, &scenario->rules, NULL) == ORTH_OK);
    ck_assert(orth_flow_create(&flow, scenario, 0, NULL) == ORTH_OK);
    ck_assert(orth_market_create(&market, &spec, NULL) == ORTH_OK);
    ck_assert(orth_market_walk_create(&walk, market, 1, NULL) == ORTH_OK);
    orth_path_fill(path, 0, 9, rows[0], NULL);
    orth_market_walk_start(walk, PATH);
    double prices[3];
    ck_assert(orth_market_walk_fill(walk, 1, prices, NULL, NULL) == ORTH_OK);
    orth_run_start(pool, rows[0], prices, 1000);
    orth_flow_begin(flow, PATH, NULL);
    for (uint64_t block = 1; block <= 700; block++) {
        const orth_noise_trade *trades;
        double t = block < 500 ? (double)block / 500 : 1;
        orth_fee fee = orth_fee_of(block < 500 ? 0.01 + t * (0.001 - 0.01) : 0.001);
        ck_assert(orth_market_walk_fill(walk, 1, prices, NULL, NULL) == ORTH_OK);
        orth_run_blocks(pool, 1, prices, rows[block / 2 < 8 ? block / 2 : 8], &fee);
        ck_assert(orth_flow_fill(flow, block, 1, NULL, NULL) == ORTH_OK);
        orth_run_noise(pool, orth_flow_trades(flow, 0, &trades), trades, &fee);
    }
    orth_pool_outcome outcome = orth_run_outcome(pool);
    const orth_estimate *figures = whole->results[3].figures;
    ck_assert(outcome.noise_trades > 300 &&
              outcome.noise_trades == figures[ORTH_FIGURE_NOISE_TRADES].mean);
    ck_assert(outcome.final_value == figures[ORTH_FIGURE_FINAL_VALUE].mean);
    ck_assert(outcome.ledger.noise_fees == figures[ORTH_FIGURE_NOISE_FEES].mean);
    ck_assert(outcome.ledger.noise_reversal == figures[ORTH_FIGURE_NOISE_REVERSAL].mean);
    orth_market_walk_free(walk);
    orth_market_free(market);
    orth_flow_free(flow);
    orth_run_free(pool);
    orth_path_free(path);
    orth_move_free(move);
    orth_simulation_free(whole);
    orth_scenario_free(scenario);
}
END_TEST

/* Fees that grow a pool without bound end in an error, not in a NaN. */
START_TEST(money_beyond_doubles)
{
    orth_scenario *scenario = test_scenario(
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]},"
        "\"target\": {\"weights\": [\"0.6\", \"0.4\"]}, \"steps\": 4, \"paths\": [\"linear\"],"
        "\"pool\": {\"value\": \"1e50\", \"unit\": \"USD\", \"swap_fee\": \"0.05\","
        "\"noise_ratio\": 1000}, \"monte_carlo\": {\"paths\": 20, \"seed\": 3},"
        "\"market\": {\"model\": \"gbm\", \"blocks\": 1500, \"block_seconds\": 2592000,"
        "\"volatility\": [\"0.9\", \"0\"]}}");
    orth_simulation *simulation;
    orth_error error;
    ck_assert(orth_simulation_run(&simulation, scenario, &(orth_simulate_options){.threads = 2},
                                  &error) == ORTH_DOMAIN);
    ck_assert_str_eq(error.text, "simulation: path 0, linear in 4 steps: the pool's money leaves "
                                 "the range of doubles");
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("simulation_threads", a_precision_is_reached_between_chunks, stopped_is_partial,
               a_price_path_alone, the_first_failure_is_told, others_trades_by_hand,
               money_beyond_doubles)
