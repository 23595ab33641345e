/* Sizing, efficiency and presence from three trades and a chance that was missed, by hand; trades
 * that do not agree on the swap fee, and a fee that changes. */
#include "harness.h"

#include <stdio.h>
#include <string.h>

#include "live/measure.h"

static void check(const orth_live_figure *figure, double value, double low, double high)
{
    ck_assert(figure->known && figure->reason == NULL);
    ck_assert_double_eq_tol(figure->value, value, 1e-15);
    ck_assert_double_eq_tol(figure->low, low, 1e-9);
    ck_assert_double_eq_tol(figure->high, high, 1e-9);
}

/* Half of the intervals of sizing and efficiency is 4.302652729696 standard errors, Student's t of
 * two degrees: of sizing sqrt(0.02 3/2) / 3, of efficiency sqrt(2 3/2) / 16. */
START_TEST(three_trades)
{
    orth_live_chance all[] = {
        {.xx = 1, .xy = 0.5, .traded = true, .made_profit = 2, .best_profit = 4},
        {.xx = 1, .xy = 0, .traded = false, .best_profit = 100},
        {.xx = 1, .xy = 0.6, .traded = true, .made_profit = 3, .best_profit = 4},
        {.xx = 1, .xy = 0.7, .traded = true, .made_profit = 7, .best_profit = 8},
    };
    orth_live_chances chances = {4, all};
    orth_live live = {.blocks = 10};
    orth_live_estimate(&live, &chances, false);
    ck_assert(live.opportunities == 4 && live.traded == 3 && live.made_profit == 12);
    check(&live.sizing, 0.6, 0.6 - 0.24841377118, 0.6 + 0.24841377118);
    check(&live.efficiency, 0.75, 0.75 - 0.46577582095, 0.75 + 0.46577582095);
    check(&live.presence, 0.75, 0.30064184258, 0.95441273919);
}
END_TEST

/* Pairs of trades that grow, one of each pair at the first fee and one at the second. */
static orth_error fee_of(double first, double second)
{
    char text[4096] = "block,weight A,price A,reserve A,weight B,price B,reserve B\n";
    double a = 1000, b = 1000;
    for (int k = 0; k <= 16; k++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%d,0.5,1,%.17g,0.5,1,%.17g\n", k, a, b);
        double in = 0.01 * (1 + k / 2), keep = 1 - (k % 2 == 0 ? first : second);
        b *= a / (a + keep * in * a);
        a += in * a;
    }
    orth_live_log *log;
    orth_live live = {0};
    orth_error error = {.status = ORTH_OK, .text = ""};
    ck_assert(orth_live_log_parse(&log, text, strlen(text), "l.csv", NULL, &error) == ORTH_OK);
    orth_live_find_fee(&live, log, &error);
    ck_assert_uint_eq(live.fee_trades, 16);
    orth_live_log_free(log);
    return error;
}

START_TEST(fees_that_differ)
{
    orth_error error = fee_of(0.001, 0.01);
    ck_assert_int_eq(error.status, ORTH_BAD_INPUT);
    ck_assert_ptr_nonnull(strstr(error.text, "l.csv: trades tell swap fees from 0.001 to 0.01"));
}
END_TEST

/* What perfect arbitrage extracts in a block is by the fee of that block. */
START_TEST(fee_of_the_block)
{
    static const char rows[] = "block,fee,weight A,price A,reserve A,weight B,price B,reserve B\n"
                               "1,%g,0.5,1,100,0.5,1,100\n2,%g,0.5,2,100,0.5,1,100\n";
    const orth_live_options options = {.fee = -1};
    for (int wide = 0; wide < 2; wide++) {
        char text[300];
        snprintf(text, sizeof text, rows, wide ? 0.0 : 0.9, wide ? 0.9 : 0.0);
        orth_live_log *log;
        orth_live *live;
        ck_assert(orth_live_log_parse(&log, text, strlen(text), "l.csv", NULL, NULL) == ORTH_OK);
        ck_assert(orth_live_measure(&live, log, &options, NULL) == ORTH_OK);
        /* sqrt(2) - 1 of B's reserve comes in for 1 - sqrt(1/2) of A's, at price 2. */
        double all = 100 * (2 * (1 - 0.70710678118654752) - 0.41421356237309505);
        ck_assert_double_eq_tol(live->perfect, wide ? 0 : all, 1e-9);
        orth_live_free(live);
        orth_live_log_free(log);
    }
}
END_TEST

ORTH_TEST_MAIN("live_estimate", three_trades, fees_that_differ, fee_of_the_block)
