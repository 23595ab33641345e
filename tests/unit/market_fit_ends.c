/* Fits of odd prices end, with what is at a boundary told and the rest bounded; fits without drift,
 * models compared, a fit that is stopped. */
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "orthant/market_fit.h"

#define ROWS 401
#define SECONDS 60.0
#define YEARS (SECONDS / ORTH_YEAR_SECONDS)
static const char *const tokens[] = {"ONE", "TWO"};

static double uniform(uint64_t *state)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return ((double)(*state >> 11) + 0.5) * 0x1p-53;
}

static double normal(uint64_t *state)
{
    double radius = sqrt(-2 * log(uniform(state)));
    return radius * cos(2 * acos(-1) * uniform(state));
}

/* Returns of one block. */
typedef double (*law)(size_t row, uint64_t *state);

static double calm(size_t row, uint64_t *state)
{
    (void)row;
    return 1e-3 * normal(state);
}

static double two_values(size_t row, uint64_t *state)
{
    (void)row;
    return uniform(state) < 0.5 ? -1e-3 : 1e-3;
}

static double ticks(size_t row, uint64_t *state)
{
    (void)row;
    return 1e-3 * round(normal(state));
}

static double one_outlier(size_t row, uint64_t *state)
{
    return row == ROWS / 3 ? 1 : calm(row, state);
}

static double turns(size_t row, uint64_t *state)
{
    return (row % 2 == 0 ? 1e-3 : -1e-3) + 1e-6 * normal(state);
}

static double grows(size_t row, uint64_t *state)
{
    return calm(row, state) * exp(6.0 * (double)row / ROWS);
}

static double wild(size_t row, uint64_t *state)
{
    (void)row;
    return fmax(fmin(1e-5 * tan(acos(-1) * (uniform(state) - 0.5)), 1), -1);
}

static double trend(size_t row, uint64_t *state)
{
    return 1e-4 + 1e-6 * calm(row, state);
}

static double sine(size_t row, uint64_t *state)
{
    (void)state;
    return 1e-3 * sin((double)row / 70);
}

static const law laws[] = {calm, two_values, ticks, one_outlier, turns, grows, wild, trend, sine};
#define LAWS (sizeof laws / sizeof *laws)

static void make_prices(size_t n, const law *of, double scale, double *prices)
{
    uint64_t state = 7;
    for (size_t i = 0; i < n; i++)
        prices[i] = scale;
    for (size_t r = 1; r < ROWS; r++)
        for (size_t i = 0; i < n; i++)
            prices[r * n + i] = prices[(r - 1) * n + i] * exp(of[i](r, &state));
}

static void check_estimate(const orth_market_estimate *is, bool converged, const char *which)
{
    ck_assert_msg(!isnan(is->value) && isfinite(is->error) && isfinite(is->low), "%s", which);
    ck_assert_msg(isfinite(is->high) && is->bounded == (is->why == NULL), "%s", which);
    ck_assert_msg(!is->bounded || (is->low <= is->value && is->value <= is->high), "%s", which);
    ck_assert_msg(is->bounded || converged || is->why != NULL, "%s", which);
}

static size_t without; /* a maximum */

static void check_fit(size_t n, const double *prices, orth_market_fit_model model, bool no_drift)
{
    orth_market_fit_data data = {n, tokens, ROWS, prices, NULL};
    orth_market_fit_terms terms = {.model = model, .block_seconds = SECONDS, .no_drift = no_drift};
    orth_market_fit *fit;
    orth_error error;
    orth_status status = orth_market_fit_make(&fit, &data, &terms, &error);
    if (status == ORTH_DOMAIN) {
        ck_assert_msg(strstr(error.text, "returns of") != NULL, "%s", error.text);
        return;
    }
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    without += !fit->converged;
    ck_assert_double_ge(fit->log_likelihood, fit->gbm_log_likelihood - 0.01);
    for (size_t i = 0; i < n; i++) {
        for (size_t v = 0; v < ORTH_MARKET_FIT_VALUES; v++)
            if (fit->values[v][i].known)
                check_estimate(&fit->values[v][i], fit->converged,
                               orth_market_fit_value_name((orth_market_fit_value)v));
        /* What is told of drift, the rest has intervals as well: never none at all. */
        ck_assert(no_drift || !fit->converged || fit->values[ORTH_MARKET_FIT_DRIFT][i].bounded);
        ck_assert(!no_drift || fit->values[ORTH_MARKET_FIT_DRIFT][i].value == 0);
        for (size_t j = 0; j < n; j++)
            check_estimate(&fit->correlations[i * n + j], fit->converged, "correlation");
    }
    orth_market_fit_free(fit);
}

START_TEST(test_odd_prices)
{
    static double prices[2 * ROWS];
    for (size_t k = 0; k < LAWS; k++)
        for (size_t m = 0; m < ORTH_MARKET_FIT_MODELS; m++)
            for (int no_drift = 0; no_drift < 2; no_drift++) {
                const law both[] = {laws[k], laws[(k + 1) % LAWS]};
                make_prices(1, both, 1e-12, prices);
                check_fit(1, prices, (orth_market_fit_model)m, no_drift == 1);
                make_prices(2, both, 1e12, prices);
                check_fit(2, prices, (orth_market_fit_model)m, no_drift == 1);
            }
    ck_assert_uint_le(without, 2);
}
END_TEST

/* With drift 0 GBM's likelihood is that of normal returns of mean -s / 2: its greatest value in s,
 * by a search of its own. */
START_TEST(test_no_drift)
{
    static double prices[ROWS];
    const law one[] = {calm};
    make_prices(1, one, 1, prices);
    for (size_t r = 0; r < ROWS; r++)
        prices[r] *= exp(2e-4 * (double)r);
    orth_market_fit_data data = {1, tokens, ROWS, prices, NULL};
    orth_market_fit_terms terms = {
        .model = ORTH_MARKET_FIT_GBM, .block_seconds = SECONDS, .no_drift = true};
    orth_market_fit *fit;
    ck_assert_int_eq(orth_market_fit_make(&fit, &data, &terms, NULL), ORTH_OK);
    double best = -HUGE_VAL, best_s = 0;
    for (double s = 9e-7; s < 1.3e-6; s *= 1.00001) {
        double sum = 0;
        for (size_t r = 0; r < ROWS - 1; r++)
            sum -=
                0.5 * (log(2 * acos(-1) * s) + pow(log(prices[r + 1] / prices[r]) + s / 2, 2) / s);
        if (sum > best)
            best = sum, best_s = s;
    }
    ck_assert_double_eq_tol(fit->log_likelihood, best, 1e-5);
    double volatility = sqrt(best_s / YEARS);
    ck_assert_double_eq_tol(fit->values[ORTH_MARKET_FIT_VOLATILITY][0].value / volatility, 1, 1e-4);
    ck_assert_uint_eq(fit->parameters, 1);
    orth_market_fit_free(fit);
}
END_TEST

/* What is told of progress: never less than before, never beyond the end. */
typedef struct heard {
    uint64_t calls, done, stop_at;
    volatile sig_atomic_t stop;
} heard;

static void hear(void *user, uint64_t done, uint64_t most)
{
    heard *on = user;
    ck_assert_uint_gt(done, on->done);
    ck_assert_uint_lt(done, most);
    on->done = done;
    if (++on->calls == on->stop_at)
        on->stop = 1;
}

START_TEST(test_compare_and_stop)
{
    static double prices[2 * ROWS];
    const law both[] = {wild, calm};
    make_prices(2, both, 1, prices);
    heard on = {.stop_at = 0};
    orth_market_fit_data data = {2, tokens, ROWS, prices, NULL};
    orth_market_fit_terms terms = {.model = ORTH_MARKET_FIT_MERTON,
                                   .block_seconds = SECONDS,
                                   .compare = true,
                                   .stop = &on.stop,
                                   .progress = hear,
                                   .user = &on};
    orth_market_fit *fit, *alone;
    orth_error error;
    ck_assert_int_eq(orth_market_fit_make(&fit, &data, &terms, NULL), ORTH_OK);
    ck_assert_uint_gt(on.calls, 10);
    for (size_t m = 0; m < ORTH_MARKET_FIT_MODELS; m++) {
        orth_market_fit_terms own = {.model = (orth_market_fit_model)m, .block_seconds = SECONDS};
        ck_assert_int_eq(orth_market_fit_make(&alone, &data, &own, NULL), ORTH_OK);
        ck_assert(fit->against[m].known);
        ck_assert_double_eq(fit->against[m].bic, alone->bic);
        ck_assert_uint_eq(fit->against[m].parameters, alone->parameters);
        ck_assert_double_le(fit->against[fit->least_aic].aic, alone->aic);
        ck_assert_double_le(fit->against[fit->least_bic].bic, alone->bic);
        orth_market_fit_free(alone);
    }
    orth_market_fit_free(fit);
    uint64_t calls = on.calls;
    for (uint64_t at = 1; at < calls; at += 1 + calls / 20) {
        on = (heard){.stop_at = at};
        ck_assert_int_eq(orth_market_fit_make(&fit, &data, &terms, &error), ORTH_INTERRUPTED);
        ck_assert_ptr_null(fit);
        ck_assert_uint_eq(on.calls, at);
    }
}
END_TEST

ORTH_TEST_MAIN("market_fit_ends", test_odd_prices, test_no_drift, test_compare_and_stop)
