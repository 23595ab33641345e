/* Nanoseconds of processor time (min / median / max of the runs) of a sale by falling weights: a
 * block under a value that all know, constant or walking, and one purchase. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "orthant/sale.h"

#define RUNS 7
#define BLOCKS 21600
#define SALES 20

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double total; /* kept, so that no work can be left out */

/* Each sells 9,000,000 T from 100,000 R, 96/4 to 50/50. */
static void blocks_of_value(orth_sale *sale, const double *values, double fee)
{
    orth_fee of = orth_fee_of(fee);
    for (int i = 0; i < SALES; i++) {
        orth_sale_restart(sale);
        for (int k = 1; k <= BLOCKS; k++) {
            orth_sale_block(sale, 0.96 - 0.46 * k / BLOCKS, &of);
            total += orth_sale_arbitrage(sale, values[k]).got;
            total += orth_sale_price(sale);
        }
    }
}

static void purchases(orth_sale *sale, const double *values, double fee)
{
    orth_fee of = orth_fee_of(fee);
    for (int i = 0; i < SALES; i++) {
        orth_sale_restart(sale);
        for (int k = 1; k <= BLOCKS; k++) {
            if (k % 1000 == 1)
                orth_sale_block(sale, 0.96 - 0.46 * k / BLOCKS, &of);
            total += orth_sale_buy(sale, 10 + values[k], 100).got;
        }
    }
}

static void measure(const char *name, void (*what)(orth_sale *, const double *, double),
                    bool blocked, const double *values, double fee)
{
    double times[RUNS];
    orth_sale *sale;
    orth_sale_terms terms = {.project = 9e6, .reserve = 1e5, .sales_blocked = blocked};
    if (orth_sale_create(&sale, &terms, NULL) != ORTH_OK)
        exit(4);
    for (int r = 0; r < RUNS; r++) {
        double start = now();
        what(sale, values, fee);
        times[r] = (now() - start) / ((double)BLOCKS * SALES);
    }
    orth_sale_state state = orth_sale_now(sale);
    qsort(times, RUNS, sizeof times[0], by_size);
    printf("%-28s %-8s fee %-5g %6llu buys %6llu sales %7.1f %7.1f %7.1f ns\n", name,
           blocked ? "blocked" : "allowed", fee, (unsigned long long)state.ledger.buys,
           (unsigned long long)state.ledger.sales, times[0], times[RUNS / 2], times[RUNS - 1]);
    orth_sale_free(sale);
}

int main(void)
{
    static double constant[BLOCKS + 1], walking[BLOCKS + 1];
    uint64_t state = 1;
    walking[0] = 0.05;
    for (int k = 0; k <= BLOCKS; k++) {
        constant[k] = 0.05;
        state = state * 6364136223846793005u + 1442695040888963407u;
        double step = 0.002 * ((double)(state >> 11) * 0x1p-53 - 0.5);
        walking[k] = k == 0 ? 0.05 : walking[k - 1] * (1 + step);
    }
    for (int i = 0; i < 4; i++) {
        measure("a block, constant value", blocks_of_value, i % 2 == 0, constant, i / 2 * 0.01);
        measure("a block, walking value", blocks_of_value, i % 2 == 0, walking, i / 2 * 0.01);
    }
    measure("a purchase", purchases, true, walking, 0);
    measure("a purchase", purchases, true, walking, 0.01);
    return total > 0 ? 0 : 1;
}
