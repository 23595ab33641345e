/* Milliseconds of processor time of a strategy in closed loop, on one thread: prices to estimate,
 * score, weights, pool with fee and ledger. First with prices in memory, in pieces of 256 blocks,
 * then whole simulations, which make the market and the figures of the weights too. Momentum as it
 * comes, a decision a day (an hour in the short ones) and along a straight line until the next. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "orthant/simulate.h"

#define BLOCKS 216000
#define PIECE 256
#define TOKENS_MOST 8

static const char *const names[TOKENS_MOST] = {"A", "B", "C", "D", "E", "F", "G", "H"};
static const double least[TOKENS_MOST] = {0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03};
static const double decay = 0.9, speed = 5;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void must(orth_status status, const orth_error *error)
{
    if (status == ORTH_OK)
        return;
    fprintf(stderr, "%s\n", error->text);
    exit(1);
}

static orth_strategy_spec momentum(size_t n, uint64_t every)
{
    orth_strategy_spec spec = {.name = "momentum", .n = n, .tokens = names};
    spec.rule.kind = "momentum";
    spec.rule.parameters[0] = (orth_strategy_parameter){"speed", 1, &speed};
    spec.estimator.parameters[0] = (orth_strategy_parameter){"lambda", 1, &decay};
    spec.minimum_weight = least;
    spec.update_every = every;
    return spec;
}

/* Prices that move by a tenth of a percent a block. */
static double *drawn(size_t n)
{
    unsigned long long state = 1;
    double *prices = malloc((BLOCKS + 1) * n * sizeof *prices);
    for (size_t e = 0; prices != NULL && e < (BLOCKS + 1) * n; e++) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        double unit = (double)(state >> 11) * 0x1p-53;
        prices[e] = e < n ? 1 : prices[e - n] * exp(2e-3 * (unit - 0.5));
    }
    return prices;
}

static double loop(orth_strategy_walk *walk, orth_run *run, size_t n, const double *prices)
{
    static double weights[PIECE * TOKENS_MOST];
    double begun = now();
    orth_strategy_walk_start(walk);
    orth_strategy_walk_next(walk, 1, prices, weights);
    orth_run_start(run, weights, prices, 1e6);
    for (size_t k = 1, count; k <= BLOCKS; k += count) {
        count = BLOCKS + 1 - k < PIECE ? BLOCKS + 1 - k : PIECE;
        orth_strategy_walk_next(walk, count, prices + k * n, weights);
        orth_run_blocks(run, count, prices + k * n, weights, NULL);
    }
    return now() - begun;
}

static void report_loop(size_t n, double fee)
{
    orth_strategy_spec spec = momentum(n, 1440);
    orth_pool_rules rules = {.fee = fee};
    orth_strategy *strategy;
    orth_strategy_walk *walk;
    orth_run *run;
    orth_error error;
    double *prices = drawn(n), best = INFINITY;
    if (prices == NULL)
        exit(1);
    must(orth_strategy_create(&strategy, &spec, &error), &error);
    must(orth_strategy_walk_create(&walk, strategy, 1, &error), &error);
    must(orth_run_create(&run, n, &rules, &error), &error);
    for (int repeat = 0; repeat < 9; repeat++)
        best = fmin(best, loop(walk, run, n, prices));
    printf("strategy  momentum  %zu tokens  fee %-6g  %7.1f ms for 216,000 blocks, prices given"
           "  %.2f trades a block\n",
           n, fee, 1e3 * best, (double)orth_run_outcome(run).trades / BLOCKS);
    orth_run_free(run);
    orth_strategy_walk_free(walk);
    orth_strategy_free(strategy);
    free(prices);
}

static void report_whole(const char *what, uint64_t blocks, uint64_t price_paths, double fee)
{
    double best = INFINITY;
    orth_scenario *scenario;
    orth_error error;
    must(orth_scenario_load(&scenario, "scenarios/market/btc-eth-usdc-gbm.json", &error), &error);
    orth_scenario_strategy strategy = {.spec = momentum(3, 0), .update_every.blocks = 60};
    strategy.spec.tokens = (const char *const *)scenario->tokens;
    scenario->strategy_count = 1;
    scenario->strategies = &strategy;
    scenario->market_blocks = blocks;
    scenario->price_paths = price_paths;
    scenario->rules = (orth_pool_rules){.fee = fee};
    scenario->noise.rate = 0;
    for (int repeat = 0; repeat < (price_paths > 1 ? 3 : 9); repeat++) {
        orth_simulation *simulation;
        orth_simulate_options options = {.threads = 1, .one_path = price_paths == 1};
        double begun = now();
        must(orth_simulation_run(&simulation, scenario, &options, &error), &error);
        best = fmin(best, now() - begun);
        orth_simulation_free(simulation);
    }
    printf("simulate  momentum  %-45s %7.1f ms\n", what, 1e3 * best);
    scenario->strategy_count = 0;
    scenario->strategies = NULL;
    orth_scenario_free(scenario);
}

int main(void)
{
    static const size_t counts[] = {2, 3, 8};
    for (size_t c = 0; c < 3; c++) {
        report_loop(counts[c], 0.003);
        report_loop(counts[c], 0);
    }
    report_whole("3 tokens, 1 path, 216,000 blocks, fee", BLOCKS, 1, 0.003);
    report_whole("3 tokens, 1 path, 216,000 blocks, no fee", BLOCKS, 1, 0);
    report_whole("3 tokens, 10,000 paths, 1,440 blocks, fee", 1440, 10000, 0.003);
    report_whole("3 tokens, 10,000 paths, 1,440 blocks, no fee", 1440, 10000, 0);
    return 0;
}
