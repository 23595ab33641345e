/* Seconds of 10,000 price paths of a sale with 21,600 blocks and 1,000 expected buyers each (min /
 * median / max of three runs): a constant value and impatient buyers, a value that moves, and with
 * orders that wait. An argument is the number of price paths. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "orthant/market.h"
#include "orthant/sale.h"
#include "orthant/sale_buyers.h"

#define RUNS 3
#define BLOCKS 21600
#define CHUNK 240
#define LANES 8

static double sink; /* kept, so that no work can be left out */

static void must(orth_status status, const orth_error *error)
{
    if (status == ORTH_OK)
        return;
    fprintf(stderr, "%s\n", error->text);
    exit(4);
}

/* 96/4 to 50/50; the value of one T in constant or moving prices of two tokens. */
static void run_paths(uint64_t paths, const orth_sale_buyers *terms, const orth_market *market)
{
    orth_error error;
    const orth_sale_terms pool = {.project = 9e6, .reserve = 1e5};
    orth_fee fee = orth_fee_of(0.01);
    orth_sale *sales[LANES];
    orth_sale_crowd *crowds[LANES];
    orth_market_walk *walk = NULL;
    if (market != NULL)
        must(orth_market_walk_create(&walk, market, LANES, &error), &error);
    for (size_t lane = 0; lane < LANES; lane++) {
        must(orth_sale_create(&sales[lane], &pool, &error), &error);
        must(orth_sale_crowd_create(&crowds[lane], terms, BLOCKS, &error), &error);
    }
    double value = 0.05, weights[2 * CHUNK], noted[CHUNK];
    static double prices[CHUNK * 2 * LANES];
    for (uint64_t path = 0; path < paths; path += LANES) {
        if (walk != NULL) {
            orth_market_walk_start(walk, path);
            must(orth_market_walk_fill(walk, 1, prices, NULL, &error), &error);
        }
        for (size_t lane = 0; lane < LANES; lane++) {
            orth_sale_restart(sales[lane]);
            orth_sale_crowd_start(crowds[lane], path + lane);
        }
        for (size_t block = 0; block < BLOCKS; block += CHUNK) {
            for (size_t k = 0; k < CHUNK; k++) {
                weights[2 * k] = 0.96 - 0.46 * (double)(block + k + 1) / BLOCKS;
                weights[2 * k + 1] = 1 - weights[2 * k];
            }
            if (walk != NULL)
                must(orth_market_walk_fill(walk, CHUNK, prices, NULL, &error), &error);
            for (size_t lane = 0; lane < LANES; lane++) {
                orth_sale_blocks blocks = {.count = CHUNK,
                                           .weights = weights,
                                           .reserve_weights = weights + 1,
                                           .weight_stride = 2,
                                           .fees = &fee,
                                           .values = walk == NULL ? &value : prices + lane,
                                           .value_stride = walk == NULL ? 0 : 2 * LANES};
                must(orth_sale_crowd_run(crowds[lane], sales[lane], &blocks, noted, &error),
                     &error);
                sink += noted[CHUNK - 1];
            }
        }
        for (size_t lane = 0; lane < LANES; lane++)
            sink += orth_sale_crowd_now(crowds[lane]).paid + orth_sale_crowd_gini(crowds[lane]);
    }
    for (size_t lane = 0; lane < LANES; lane++) {
        orth_sale_free(sales[lane]);
        orth_sale_crowd_free(crowds[lane]);
    }
    orth_market_walk_free(walk);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void bench(const char *what, uint64_t paths, const orth_sale_buyers *terms,
                  const orth_market *market)
{
    double seconds[RUNS];
    for (size_t run = 0; run < RUNS; run++) {
        double start = now();
        run_paths(paths, terms, market);
        seconds[run] = now() - start;
    }
    qsort(seconds, RUNS, sizeof *seconds, by_size);
    printf("%-40s %6.2f / %6.2f / %6.2f s\n", what, seconds[0], seconds[RUNS / 2],
           seconds[RUNS - 1]);
}

int main(int argc, char **argv)
{
    uint64_t paths = argc > 1 ? strtoull(argv[1], NULL, 10) : 10000;
    orth_sale_buyers terms = {.arrivals = {.rate = 1000 / 3.0},
                              .budget = 500,
                              .budget_deviation = 1.2,
                              .deviation = 0.4,
                              .block_seconds = 12,
                              .seed = 1};
    static const char *const tokens[] = {"PRJ", "USDC"};
    static const double start[] = {0.05, 1}, volatility[] = {0.8, 0};
    const orth_market_spec spec = {.model = "gbm",
                                   .n = 2,
                                   .tokens = tokens,
                                   .prices = start,
                                   .seed = 1,
                                   .block_seconds = 12,
                                   .parameters = {{"volatility", volatility}}};
    orth_market *market;
    orth_error error;
    must(orth_market_create(&market, &spec, &error), &error);
    bench("impatient, constant value", paths, &terms, NULL);
    bench("impatient, a value that moves", paths, &terms, market);
    terms.patient = 0.3;
    terms.flippers = 0.1;
    terms.gain = 0.2;
    bench("30 % wait, 10 % sell again", paths, &terms, NULL);
    orth_market_free(market);
    return sink == 0;
}
