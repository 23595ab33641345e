/* Nanoseconds a block with the ledger, prices and weights given, in processor time of one core: one
 * pool alone, the same leg by leg through orthant/arbitrage.h (the plain way), and eight price
 * paths side by side, a block of one of them; then whole simulations. Each together and with two
 * trades a block. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "orthant/simulate.h"
#include "pool/run.h"

#define BLOCKS 4096

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static unsigned long long state = 1;

static double unit(void)
{
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double)(state >> 11) * 0x1p-53;
}

/* Prices that move by a tenth of a percent a block, weights on their way. */
static void fill(size_t n, size_t lanes, double *prices, double *weights)
{
    for (size_t k = 0; k <= BLOCKS; k++) {
        double sum = 0;
        for (size_t i = 0; i < n; i++) {
            for (size_t e = (k * n + i) * lanes; e < (k * n + i + 1) * lanes; e++)
                prices[e] = k == 0 ? 1 : prices[e - n * lanes] * exp(2e-3 * (unit() - 0.5));
            weights[k * n + i] = 1 + (i % 2 == 0 ? 0.5 : -0.4) * (double)k / BLOCKS;
            sum += weights[k * n + i];
        }
        for (size_t i = 0; i < n; i++)
            weights[k * n + i] /= sum;
    }
}

/* Runs of the same blocks under two orders in turn, so that a busy machine slows both; the least
 * time of each, in ns a block. */
typedef enum way { ALONE, LEG_BY_LEG, SIDE_BY_SIDE } way;

typedef struct timing {
    double joint, two_legs, trades; /* trades a block, of the first */
} timing;

static timing measure(size_t n, way how, double fee)
{
    size_t lanes = how == SIDE_BY_SIDE ? ORTH_RUN_LANES : 1;
    double *prices = malloc((BLOCKS + 1) * n * lanes * sizeof *prices);
    double *weights = malloc((BLOCKS + 1) * n * sizeof *weights);
    static const orth_order orders[] = {ORTH_ORDER_TOGETHER, ORTH_ORDER_PRICE_THEN_WEIGHT};
    orth_run *runs[2];
    for (int o = 0; o < 2; o++) {
        orth_pool_rules rules = {.order = orders[o], .fee = fee};
        if (prices == NULL || weights == NULL ||
            orth_run_create_lanes(&runs[o], n, lanes, false, &rules, NULL) != ORTH_OK)
            exit(1);
    }
    fill(n, lanes, prices, weights);
    double best[2] = {INFINITY, INFINITY};
    size_t rounds = n > 16 || lanes > 1 ? 2 : 6;
    for (size_t repeat = 0; repeat < 18; repeat++) {
        orth_run *run = runs[repeat % 2];
        double begun = now();
        for (size_t round = 0; round < rounds; round++) {
            orth_run_start(run, weights, prices, 1e6);
            if (how == LEG_BY_LEG)
                orth_run_plain_blocks(run, BLOCKS, prices + n, weights + n, &run->fee, 0);
            else
                orth_run_blocks(run, BLOCKS, prices + n * lanes, weights + n, NULL);
        }
        best[repeat % 2] =
            fmin(best[repeat % 2], (now() - begun) / (double)(rounds * lanes) / BLOCKS);
    }
    timing found = {1e9 * best[0], 1e9 * best[1],
                    (double)orth_run_outcome(runs[0]).trades / BLOCKS};
    orth_run_free(runs[0]);
    orth_run_free(runs[1]);
    free(prices);
    free(weights);
    return found;
}

static void print_timing(const char *what, timing found)
{
    printf("  %s %6.1f, %6.1f (%.2f)", what, found.joint, found.two_legs,
           found.joint / found.two_legs);
}

static void report(size_t n, double fee)
{
    timing alone = measure(n, ALONE, fee);
    printf("simulate  %2zu tokens  fee %-6g", n, fee);
    print_timing("alone", alone);
    print_timing("leg by leg", measure(n, LEG_BY_LEG, fee));
    if (fee > 0)
        print_timing("side by side", measure(n, SIDE_BY_SIDE, fee));
    printf("  %.2f trades\n", alone.trades);
}

/* Whole simulations of the shipped scenario, market and schedule with them, on one thread. */
static void report_whole(const char *what, const char *steps, uint64_t blocks, uint64_t price_paths,
                         const double *fee)
{
    static const orth_order orders[] = {ORTH_ORDER_TOGETHER, ORTH_ORDER_PRICE_THEN_WEIGHT};
    double best[2] = {INFINITY, INFINITY};
    orth_scenario *scenario;
    if (orth_scenario_load(&scenario, "scenarios/market/btc-eth-usdc-gbm.json", NULL) != ORTH_OK ||
        orth_scenario_set_paths(scenario, "geodesic", NULL) != ORTH_OK ||
        orth_scenario_set_steps(scenario, steps, NULL) != ORTH_OK)
        exit(1);
    scenario->market_blocks = blocks;
    scenario->price_paths = price_paths;
    if (fee != NULL)
        scenario->rules = (orth_pool_rules){.fee = *fee};
    for (size_t repeat = 0; repeat < (price_paths > 1 ? 6 : 22); repeat++) {
        orth_simulation *simulation;
        scenario->rules.order = orders[repeat % 2];
        orth_simulate_options options = {.threads = 1, .one_path = price_paths == 1};
        double begun = now();
        if (orth_simulation_run(&simulation, scenario, &options, NULL) != ORTH_OK)
            exit(1);
        best[repeat % 2] = fmin(best[repeat % 2], now() - begun);
        orth_simulation_free(simulation);
    }
    printf("simulate  %-52s %7.1f, %7.1f ms (%.2f)\n", what, 1e3 * best[0], 1e3 * best[1],
           best[0] / best[1]);
    orth_scenario_free(scenario);
}

int main(void)
{
    static const size_t counts[] = {2, 3, 8, 64};
    static const double none = 0, some = 0.003;
    printf("ns a block, prices given: together, price-then-weight (ratio)\n");
    for (size_t c = 0; c < 4; c++) {
        report(counts[c], 0.003);
        report(counts[c], 0);
    }
    printf("whole simulations of 3 tokens: together, price-then-weight (ratio)\n");
    report_whole("1 path, 216,000 blocks, fee, gas, others", "216000", 216000, 1, NULL);
    report_whole("1 path, 216,000 blocks, fee", "216000", 216000, 1, &some);
    report_whole("1 path, 216,000 blocks, no fee", "216000", 216000, 1, &none);
    report_whole("10,000 paths, 1,440 blocks, fee", "720", 1440, 10000, &some);
    report_whole("10,000 paths, 1,440 blocks, no fee", "720", 1440, 10000, &none);
    return 0;
}
