/* Nanoseconds a block: two arbitrage legs with the ledger, prices and weights given, in processor
 * time of one core: one pool alone, the same leg by leg through orthant/arbitrage.h (the plain
 * way), and eight price paths side by side, a block of one of them. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

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

static double measure(size_t n, size_t lanes, double fee, bool plain, double *trades)
{
    double *prices = malloc((BLOCKS + 1) * n * lanes * sizeof *prices);
    double *weights = malloc((BLOCKS + 1) * n * sizeof *weights);
    orth_pool_rules rules = {.fee = fee};
    orth_run *run;
    if (prices == NULL || weights == NULL ||
        orth_run_create_lanes(&run, n, lanes, &rules, NULL) != ORTH_OK)
        exit(1);
    fill(n, lanes, prices, weights);
    double best = INFINITY;
    size_t rounds = n > 16 || lanes > 1 ? 3 : 12;
    for (size_t repeat = 0; repeat < 7; repeat++) {
        double begun = now();
        for (size_t round = 0; round < rounds; round++) {
            orth_run_start(run, weights, prices, 1e6);
            if (plain)
                orth_run_plain_blocks(run, BLOCKS, prices + n, weights + n, &run->fee, 0);
            else
                orth_run_blocks(run, BLOCKS, prices + n * lanes, weights + n, NULL);
        }
        best = fmin(best, (now() - begun) / (double)(rounds * lanes) / BLOCKS);
    }
    *trades = (double)orth_run_outcome(run).trades / BLOCKS;
    orth_run_free(run);
    free(prices);
    free(weights);
    return 1e9 * best;
}

static void report(size_t n, double fee)
{
    double trades, alone = measure(n, 1, fee, false, &trades);
    double plain = measure(n, 1, fee, true, &trades);
    double beside = fee > 0 ? measure(n, ORTH_RUN_LANES, fee, false, &trades) : 0;
    printf("simulate  %2zu tokens  fee %-6g  alone %7.1f  leg by leg %7.1f", n, fee, alone, plain);
    if (fee > 0)
        printf("  side by side %6.1f", beside);
    printf("  ns a block  (%.2f trades)\n", trades);
}

int main(void)
{
    static const size_t counts[] = {2, 3, 8, 64};
    for (size_t c = 0; c < 4; c++) {
        report(counts[c], 0.003);
        report(counts[c], 0);
    }
    return 0;
}
