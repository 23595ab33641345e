/* Nanoseconds a block: two arbitrage legs with the ledger, prices and weights given, in processor
 * time of one core. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "orthant/arbitrage.h"
#include "orthant/run.h"

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
static void fill(size_t n, double *prices, double *weights)
{
    for (size_t k = 0; k <= BLOCKS; k++) {
        double sum = 0;
        for (size_t i = 0; i < n; i++) {
            prices[k * n + i] = k == 0 ? 1 : prices[(k - 1) * n + i] * exp(2e-3 * (unit() - 0.5));
            weights[k * n + i] = 1 + (i % 2 == 0 ? 0.5 : -0.4) * (double)k / BLOCKS;
            sum += weights[k * n + i];
        }
        for (size_t i = 0; i < n; i++)
            weights[k * n + i] /= sum;
    }
}

static void measure(size_t n, double fee)
{
    double *prices = malloc((BLOCKS + 1) * n * sizeof *prices);
    double *weights = malloc((BLOCKS + 1) * n * sizeof *weights);
    orth_rules rules = {.fee = fee};
    orth_run *run;
    if (prices == NULL || weights == NULL || orth_run_create(&run, n, &rules, NULL) != ORTH_OK)
        exit(1);
    fill(n, prices, weights);
    double best = INFINITY;
    size_t rounds = n > 16 ? 3 : 12;
    double trades = 0;
    for (size_t repeat = 0; repeat < 7; repeat++) {
        double begun = now();
        for (size_t round = 0; round < rounds; round++) {
            orth_run_start(run, weights, prices, 1e6);
            orth_run_blocks(run, BLOCKS, prices + n, weights + n, NULL);
        }
        best = fmin(best, (now() - begun) / (double)rounds / BLOCKS);
        trades = (double)orth_run_outcome(run).trades / BLOCKS;
    }
    printf("simulate  %2zu tokens  fee %-6g  %8.1f ns a block  (%.2f trades a block)\n", n, fee,
           1e9 * best, trades);
    orth_run_free(run);
    free(prices);
    free(weights);
}

int main(void)
{
    static const size_t counts[] = {2, 3, 8, 64};
    for (size_t c = 0; c < 4; c++) {
        measure(counts[c], 0.003);
        measure(counts[c], 0);
    }
    return 0;
}
