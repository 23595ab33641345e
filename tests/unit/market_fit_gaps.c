/* Fits of prices with times: the block, tokens that stand still, and returns over gaps, which no
 * likelihood has. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fitted.h"
#include "harness.h"

#define MINUTE 60000000
#define GAPS 5
static const size_t gap_rows[GAPS] = {0, 17, 18, 900, 2500};

/* Minutes, with gaps of two minutes to days behind those rows, and steps that are no gaps. */
static void make_times(int64_t *times, bool *is_gap)
{
    int64_t now = 0;
    for (size_t r = 0, g = 0; r < FITTED_ROWS; r++) {
        times[r] = now;
        is_gap[r] = g < GAPS && gap_rows[g] == r;
        now += is_gap[r]  ? 2 * MINUTE + (int64_t)g * 1440 * MINUTE
               : r == 600 ? MINUTE * 3 / 2
                          : MINUTE;
        g += is_gap[r];
    }
}

static orth_market_fit *timed(orth_market_fit_model model, size_t n, const double *prices,
                              const int64_t *times)
{
    orth_market_fit_data data = {n, fitted_tokens, FITTED_ROWS, prices, times};
    orth_market_fit_terms terms = {.model = model};
    orth_market_fit *fit;
    orth_error error;
    ck_assert_msg(orth_market_fit_make(&fit, &data, &terms, &error) == ORTH_OK, "%s", error.text);
    return fit;
}

static void check_alike(const orth_market_fit *fit, const orth_market_fit *other)
{
    ck_assert_double_eq_tol(fit->log_likelihood, other->log_likelihood, 1e-6);
    ck_assert_double_eq_tol(fit->gbm_log_likelihood, other->gbm_log_likelihood, 1e-6);
    for (size_t v = 0; v < ORTH_MARKET_FIT_VALUES; v++)
        for (size_t i = 0; i < fit->n; i++) {
            const orth_market_estimate *a = &fit->values[v][i], *b = &other->values[v][i];
            if (a->known)
                ck_assert_msg(fabs(a->value - b->value) <= 1e-5 * b->error, "value %zu of %zu", v,
                              i);
        }
}

/* Where prices come back eightfold after each gap nothing is another, and the likelihood is that of
 * the other returns alone. */
START_TEST(jumps_over_gaps_are_not_seen)
{
    static const double as_they_are[ORTH_MARKET_FIT_VALUES] = {1, 1, 1, 1, 1, 1, 1, 1};
    int64_t times[FITTED_ROWS];
    bool is_gap[FITTED_ROWS];
    make_times(times, is_gap);
    for (int m = 0; m < ORTH_MARKET_FIT_MODELS; m++) {
        orth_market_fit_model model = (orth_market_fit_model)m;
        size_t n = model == ORTH_MARKET_FIT_MERTON ? 1 : 2;
        double *prices = fitted_walk(model, n, FITTED_ROWS), factor = 1;
        double *moved = malloc(n * FITTED_ROWS * sizeof *moved);
        for (size_t r = 0; r < FITTED_ROWS; r++) {
            for (size_t i = 0; i < n; i++)
                moved[r * n + i] = factor * prices[r * n + i];
            factor *= is_gap[r] ? 8 : 1;
        }
        orth_market_fit *fit = timed(model, n, moved, times);
        orth_market_fit *other = timed(model, n, prices, times);
        ck_assert_uint_eq(fit->gaps, GAPS);
        ck_assert_uint_eq(fit->returns, FITTED_ROWS - 1 - GAPS);
        ck_assert_double_eq(fit->block_seconds, 60);
        ck_assert_ptr_nonnull(strstr(fit->notes[0], "5 of 3000 steps"));
        check_alike(fit, other);
        if (model != ORTH_MARKET_FIT_GBM) {
            fitted_likelihood *by_hand =
                model == ORTH_MARKET_FIT_GARCH ? fitted_garch_by_hand : fitted_merton_by_hand;
            double at = by_hand(fit, moved, is_gap, as_they_are);
            ck_assert_msg(fabs(at - fit->log_likelihood) < 1e-7 * fabs(at), "%.12g and %.12g", at,
                          fit->log_likelihood);
        }
        orth_market_fit_free(fit);
        orth_market_fit_free(other);
        free(moved);
        free(prices);
    }
}
END_TEST

/* Every third step is a gap: of 150 returns 100 are kept, of 147 two less than a fit needs. */
START_TEST(too_many_gaps)
{
    double *prices = fitted_walk(ORTH_MARKET_FIT_GARCH, 2, 181);
    int64_t times[181], now = 0;
    for (size_t r = 0; r < 181; r++) {
        times[r] = now;
        now += r % 3 == 2 ? 2 * MINUTE : MINUTE;
    }
    orth_market_fit_data data = {2, fitted_tokens, 181, prices, times};
    orth_market_fit_terms terms = {.model = ORTH_MARKET_FIT_GBM};
    orth_market_fit *fit;
    orth_error error;
    ck_assert_int_eq(orth_market_fit_make(&fit, &data, &terms, NULL), ORTH_OK);
    ck_assert_uint_eq(fit->returns, 120);
    orth_market_fit_free(fit);
    data.rows = 151;
    ck_assert_int_eq(orth_market_fit_make(&fit, &data, &terms, NULL), ORTH_OK);
    data.rows = 148;
    orth_market_fit_free(fit);
    ck_assert_int_eq(orth_market_fit_make(&fit, &data, &terms, &error), ORTH_DOMAIN);
    ck_assert_msg(strstr(error.text, "49 of 147 returns span a gap between rows and are left out; "
                                     "permitted: so few that 100 are kept") != NULL,
                  "%s", error.text);
    free(prices);
}
END_TEST

/* The median step is the block; a token that stands still stays, and changes nothing. */
START_TEST(test_times_and_still)
{
    double *prices = fitted_walk(ORTH_MARKET_FIT_GARCH, 2, FITTED_ROWS),
           *three = malloc(3 * FITTED_ROWS * sizeof *three);
    int64_t *times = malloc(FITTED_ROWS * sizeof *times), now = 0;
    for (size_t r = 0; r < FITTED_ROWS; r++) {
        memcpy(three + 3 * r, prices + 2 * r, 2 * sizeof *three);
        three[3 * r + 2] = 1;
        times[r] = now += r % 1000 == 500 ? 180000000 : 60000000;
    }
    orth_market_fit_data data = {3, fitted_tokens, FITTED_ROWS, three, times};
    orth_market_fit_terms terms = {.model = ORTH_MARKET_FIT_GARCH};
    orth_market_fit *fit;
    ck_assert_int_eq(orth_market_fit_make(&fit, &data, &terms, NULL), ORTH_OK);
    ck_assert_double_eq(fit->block_seconds, 60);
    ck_assert_uint_eq(fit->gaps, 3);
    ck_assert_uint_eq(fit->still, 1);
    ck_assert_double_eq(fitted_value(fit, ORTH_MARKET_FIT_VOLATILITY, 2), 0);
    ck_assert(!fit->values[ORTH_MARKET_FIT_VOLATILITY][2].bounded);
    ck_assert_double_eq(fit->correlations[2].value, 0);
    orth_market_fit *two = timed(ORTH_MARKET_FIT_GARCH, 2, prices, times);
    ck_assert_double_eq(two->log_likelihood, fit->log_likelihood);

    double numbers[ORTH_MARKET_FIT_NUMBERS];
    orth_market_spec spec;
    orth_market *market;
    orth_error error;
    orth_market_fit_spec(&spec, fit, numbers);
    ck_assert_msg(orth_market_create(&market, &spec, &error) == ORTH_OK, "%s", error.text);
    orth_market_free(market);
    orth_market_fit_free(two);
    orth_market_fit_free(fit);
    free(times);
    free(three);
    free(prices);
}
END_TEST

ORTH_TEST_MAIN("market_fit_gaps", jumps_over_gaps_are_not_seen, too_many_gaps, test_times_and_still)
