/* A bootstrap that leaves returns over gaps out draws all others alike, and follows over a gap; one
 * that does not draws them as one block's. */
#include "markets.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROWS                                                                                       \
    41 /* returns -0.0001, 0.0002, ..; behind rows 9, 10 and 30 a gap, with 0.05 for a return */
#define GAPS 3
#define BLOCKS 4000
static const char *const tokens[] = {"A"};

static bool is_gap(size_t row)
{
    return row == 9 || row == 10 || row == 30;
}

static void write_rows(char *file, size_t step)
{
    int descriptor = mkstemp(file);
    ck_assert_int_ge(descriptor, 0);
    FILE *stream = fdopen(descriptor, "w");
    double price = 1;
    size_t minute = 0, other = 1;
    fputs("time,A\n", stream);
    for (size_t r = 0; r < ROWS; r++) {
        fprintf(stream, "%zu,%.17g\n", 1600000000 + 60 * minute, price);
        minute += is_gap(r) ? step : 1;
        price *= exp(is_gap(r) ? 0.05 : (other % 2 == 0 ? 1e-4 : -1e-4) * (double)other);
        other += !is_gap(r);
    }
    fclose(stream);
}

/* Which of the returns that are no gap's it is, from 1 on; 0: a gap's. */
static size_t number_of(double value)
{
    if (fabs(value - 0.05) < 1e-9)
        return 0;
    double number = round(1e4 * fabs(value));
    ck_assert(fabs(1e4 * fabs(value) - number) < 1e-6 && number >= 1 && number < ROWS - GAPS);
    return (size_t)number;
}

/* Counts how often each is drawn, and how often the next one follows. */
static void draw(const orth_market *market, size_t *drawn, size_t *follows)
{
    static double returns[BLOCKS + 1];
    orth_market_walk *walk = test_walk(market, 1);
    orth_market_walk_start(walk, 0);
    ck_assert_int_eq(orth_market_walk_fill(walk, BLOCKS + 1, NULL, returns, NULL), ORTH_OK);
    *follows = 0;
    for (size_t b = 1; b <= BLOCKS; b++) {
        drawn[number_of(returns[b])]++;
        *follows += b > 1 && number_of(returns[b]) == number_of(returns[b - 1]) % 37 + 1;
    }
    orth_market_walk_free(walk);
}

START_TEST(gaps_are_not_drawn)
{
    char file[] = "/tmp/orthant-gaps-XXXXXX";
    const double mean_length = 4;
    write_rows(file, 2);
    orth_market_spec spec = {.model = "bootstrap",
                             .n = 1,
                             .tokens = tokens,
                             .file = file,
                             .seed = 3,
                             .parameters = {{"mean_length", &mean_length}}};
    for (int without = 0; without <= 1; without++) {
        spec.leave_gaps_out = without == 1;
        orth_market *market = test_market(&spec);
        size_t drawn[ROWS] = {0}, follows;
        double covariance, squares = without ? 0 : 3 * 0.0025;
        draw(market, drawn, &follows);
        for (size_t k = 1; k <= 37; k++) {
            ck_assert_uint_gt(drawn[k], 20);
            squares += 1e-8 * (double)(k * k);
        }
        ck_assert((drawn[0] == 0) == (without == 1));
        if (without)
            ck_assert(fabs((double)follows / BLOCKS - 0.75 - 0.25 / 37) < 0.03);
        ck_assert_int_eq(orth_market_covariance(market, 0, &covariance, NULL), ORTH_OK);
        ck_assert_double_eq_tol(covariance, squares / (without ? 37 : 40), 1e-14);
        orth_market_free(market);
    }
    unlink(file);
}
END_TEST

/* Without gaps not a bit is another. */
START_TEST(nothing_without_gaps)
{
    char file[] = "/tmp/orthant-gaps-XXXXXX";
    const double mean_length = 4;
    write_rows(file, 1);
    orth_market_spec spec = {.model = "bootstrap",
                             .n = 1,
                             .tokens = tokens,
                             .file = file,
                             .seed = 3,
                             .parameters = {{"mean_length", &mean_length}}};
    double returns[2][500];
    for (int without = 0; without <= 1; without++) {
        spec.leave_gaps_out = without == 1;
        orth_market *market = test_market(&spec);
        orth_market_walk *walk = test_walk(market, 1);
        orth_market_walk_start(walk, 0);
        ck_assert_int_eq(orth_market_walk_fill(walk, 500, NULL, returns[without], NULL), ORTH_OK);
        orth_market_walk_free(walk);
        orth_market_free(market);
    }
    ck_assert_mem_eq(returns[0] + 1, returns[1] + 1, 499 * sizeof returns[0][0]);
    unlink(file);
}
END_TEST

ORTH_TEST_MAIN("market_gaps", gaps_are_not_drawn, nothing_without_gaps)
