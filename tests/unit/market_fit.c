/* Models of prices fitted to data: the likelihood by a second route, boundaries, what is refused,
 * and the market that a fit makes. How often intervals cover: tests/fits/. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fit/market_parts.h"
#include "fitted.h"
#include "harness.h"
#include "orthant/market_fit.h"
#include "orthant/scenario.h"

/* The likelihood is what it is said to be, and falls to both sides of each value. */
static void check_peak(const orth_market_fit *fit, const double *prices, fitted_likelihood *by_hand)
{
    double by[ORTH_MARKET_FIT_VALUES];
    for (size_t v = 0; v < ORTH_MARKET_FIT_VALUES; v++)
        by[v] = 1;
    double at = by_hand(fit, prices, NULL, by);
    ck_assert_msg(fabs(at - fit->log_likelihood) < 1e-7 * fabs(at), "%.12g and %.12g", at,
                  fit->log_likelihood);
    for (size_t v = 0; v < ORTH_MARKET_FIT_VALUES; v++) {
        const orth_market_estimate *estimate = &fit->values[v][0];
        if (!estimate->known)
            continue;
        ck_assert(estimate->bounded && estimate->low < estimate->value);
        ck_assert(estimate->value < estimate->high);
        for (int side = -1; side <= 1; side += 2) {
            by[v] = 1 + side * 0.3 * estimate->error / fabs(estimate->value);
            ck_assert_msg(by_hand(fit, prices, NULL, by) < at, "%s %d",
                          orth_market_fit_value_name((orth_market_fit_value)v), side);
        }
        by[v] = 1;
    }
}

START_TEST(test_garch_likelihood)
{
    for (size_t n = 1; n <= 2; n++) {
        double *prices = fitted_walk(ORTH_MARKET_FIT_GARCH, n, FITTED_ROWS);
        orth_market_fit *fit = fitted_of(ORTH_MARKET_FIT_GARCH, n, FITTED_ROWS, prices);
        ck_assert_uint_eq(fit->parameters, n == 1 ? 5 : 11);
        check_peak(fit, prices, fitted_garch_by_hand);
        ck_assert_double_lt(fit->bic, fit->gbm_bic);
        orth_market_fit_free(fit);
        free(prices);
    }
}
END_TEST

START_TEST(test_merton_likelihood)
{
    double *prices = fitted_walk(ORTH_MARKET_FIT_MERTON, 1, FITTED_ROWS);
    orth_market_fit *fit = fitted_of(ORTH_MARKET_FIT_MERTON, 1, FITTED_ROWS, prices);
    check_peak(fit, prices, fitted_merton_by_hand);
    ck_assert_double_lt(fit->aic, fit->gbm_aic);
    orth_market_fit_free(fit);
    free(prices);
}
END_TEST

/* Means, deviations and the correlation by their definitions; the errors by theirs. */
START_TEST(test_gbm)
{
    double *prices = fitted_walk(ORTH_MARKET_FIT_GBM, 2, FITTED_ROWS);
    orth_market_fit *fit = fitted_of(ORTH_MARKET_FIT_GBM, 2, FITTED_ROWS, prices);
    double mean[2], square[2] = {0, 0}, product = 0, count = FITTED_ROWS - 1;
    for (size_t i = 0; i < 2; i++)
        mean[i] = log(prices[(FITTED_ROWS - 1) * 2 + i] / prices[i]) / count;
    for (size_t r = 0; r < FITTED_ROWS - 1; r++) {
        double x = log(prices[2 * r + 2] / prices[2 * r]) - mean[0];
        double y = log(prices[2 * r + 3] / prices[2 * r + 1]) - mean[1];
        square[0] += x * x / count;
        square[1] += y * y / count;
        product += x * y / count;
    }
    double c = product / sqrt(square[0] * square[1]);
    for (size_t i = 0; i < 2; i++) {
        const orth_market_estimate *sigma = &fit->values[ORTH_MARKET_FIT_VOLATILITY][i];
        const orth_market_estimate *drift = &fit->values[ORTH_MARKET_FIT_DRIFT][i];
        double is = sqrt(square[i] / FITTED_YEARS);
        ck_assert_double_eq_tol(sigma->value, is, 1e-9);
        ck_assert_double_eq_tol(sigma->error, is / sqrt(2 * count), 1e-9);
        ck_assert_double_eq_tol(sigma->high, is * exp(1.95996398454005 / sqrt(2 * count)), 1e-9);
        ck_assert_double_eq_tol(drift->value, mean[i] / FITTED_YEARS + is * is / 2, 1e-6);
        ck_assert_double_eq_tol(
            drift->error, sqrt(is * is / (FITTED_YEARS * count) + pow(is, 4) / (2 * count)), 1e-6);
    }
    ck_assert_double_eq_tol(fit->correlations[1].value, c, 1e-9);
    ck_assert_double_eq_tol(fit->correlations[2].error, (1 - c * c) / sqrt(count), 1e-9);
    double likelihood =
        -0.5 * count * (2 * log(2 * acos(-1)) + 2 + log(square[0] * square[1] * (1 - c * c)));
    ck_assert_double_eq_tol(fit->log_likelihood, likelihood, 1e-6);
    ck_assert_double_eq_tol(fit->bic, 5 * log(count) - 2 * likelihood, 1e-5);
    orth_market_fit_free(fit);
    free(prices);
}
END_TEST

/* Of normal returns neither jumps, nor clustering, nor tails are told. */
START_TEST(test_boundaries)
{
    double *prices = fitted_walk(ORTH_MARKET_FIT_GBM, 2, FITTED_ROWS);
    static const orth_market_fit_value at[] = {ORTH_MARKET_FIT_JUMP_RATE, ORTH_MARKET_FIT_ALPHA,
                                               ORTH_MARKET_FIT_NU};
    static const orth_market_fit_model models[] = {ORTH_MARKET_FIT_MERTON, ORTH_MARKET_FIT_GARCH,
                                                   ORTH_MARKET_FIT_GARCH};
    for (size_t k = 0; k < 3; k++) {
        orth_market_fit *fit = fitted_of(models[k], 2, FITTED_ROWS, prices);
        for (size_t i = 0; i < 2; i++) {
            const orth_market_estimate *is = &fit->values[at[k]][i];
            ck_assert(is->known && !is->bounded && is->why != NULL);
            ck_assert(is->value == (at[k] == ORTH_MARKET_FIT_NU ? (double)INFINITY : 0));
            ck_assert(strstr(is->why, "at the boundary") != NULL);
        }
        ck_assert_uint_eq(fit->parameters, fit->gbm_parameters);
        ck_assert_double_eq_tol(fit->log_likelihood, fit->gbm_log_likelihood, 1e-3);
        orth_market_fit_free(fit);
    }
    free(prices);
}
END_TEST

static orth_error refused(size_t n, size_t rows, const double *prices, double seconds,
                          orth_market_fit_model model)
{
    orth_market_fit_data data = {n, fitted_tokens, rows, prices, NULL};
    orth_market_fit_terms terms = {.model = model, .block_seconds = seconds};
    orth_market_fit *fit;
    orth_error error = {0};
    ck_assert_int_eq(orth_market_fit_make(&fit, &data, &terms, &error), ORTH_DOMAIN);
    ck_assert_ptr_null(fit);
    return error;
}

START_TEST(test_refused)
{
    double *prices = fitted_walk(ORTH_MARKET_FIT_GBM, 1, FITTED_ROWS);
    orth_error error = refused(1, 50, prices, FITTED_SECONDS, ORTH_MARKET_FIT_GARCH);
    ck_assert_ptr_nonnull(strstr(error.text, "50 rows"));
    ck_assert_ptr_nonnull(strstr(error.text, "at least 101"));
    error = refused(1, FITTED_ROWS, prices, 0, ORTH_MARKET_FIT_GBM);
    ck_assert_ptr_nonnull(strstr(error.text, "no times"));
    double *twice = malloc(2 * FITTED_ROWS * sizeof *twice);
    for (size_t r = 0; r < FITTED_ROWS; r++)
        twice[2 * r] = twice[2 * r + 1] = prices[r];
    error = refused(2, FITTED_ROWS, twice, FITTED_SECONDS, ORTH_MARKET_FIT_GBM);
    ck_assert_ptr_nonnull(strstr(error.text, "moves exactly with"));
    for (size_t r = 0; r < FITTED_ROWS; r++)
        prices[r] = r % 3 == 0 ? prices[r] : prices[r - 1];
    error = refused(1, FITTED_ROWS, prices, FITTED_SECONDS, ORTH_MARKET_FIT_MERTON);
    ck_assert_ptr_nonnull(strstr(error.text, "returns of BTC are 0"));
    for (size_t r = 0; r < FITTED_ROWS; r++)
        prices[r] = 7;
    error = refused(1, FITTED_ROWS, prices, FITTED_SECONDS, ORTH_MARKET_FIT_GBM);
    ck_assert_ptr_nonnull(strstr(error.text, "no price moves"));
    prices[3] = NAN;
    error = refused(1, FITTED_ROWS, prices, FITTED_SECONDS, ORTH_MARKET_FIT_GBM);
    ck_assert_ptr_nonnull(strstr(error.text, "row 3: the price of BTC"));
    free(twice);
    free(prices);
}
END_TEST

/* What is written is a scenario whose market has the values, bit for bit. */
START_TEST(test_write)
{
    char file[] = "/tmp/orthant-fit-XXXXXX";
    int descriptor = mkstemp(file);
    ck_assert_int_ge(descriptor, 0);
    close(descriptor);
    double *prices = fitted_walk(ORTH_MARKET_FIT_MERTON, 1, FITTED_ROWS);
    orth_market_fit *fit = fitted_of(ORTH_MARKET_FIT_MERTON, 1, FITTED_ROWS, prices);
    orth_error error;
    ck_assert_msg(orth_market_fit_write(fit, file, &error) == ORTH_OK, "%s", error.text);
    orth_scenario *scenario;
    ck_assert_msg(orth_scenario_load(&scenario, file, &error) == ORTH_OK, "%s", error.text);
    char *text = NULL;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    ck_assert(orth_market_fit_write_to(fit, stream, &error) == ORTH_OK);
    ck_assert(fclose(stream) == 0);
    orth_scenario *same;
    ck_assert(orth_scenario_parse(&same, text, length, "same", &error) == ORTH_OK);
    ck_assert_str_eq(same->sha256, scenario->sha256); /* byte for byte */
    orth_scenario_free(same);
    free(text);
    ck_assert_str_eq(scenario->market->model, "merton");
    ck_assert_double_eq(scenario->market->block_seconds, FITTED_SECONDS);
    for (size_t k = 0; k < ORTH_MARKET_PARAMETERS_MAX; k++)
        for (size_t v = 0;
             scenario->market->parameters[k].name != NULL && v < ORTH_MARKET_FIT_VALUES; v++)
            if (strcmp(scenario->market->parameters[k].name,
                       orth_market_fit_value_name((orth_market_fit_value)v)) == 0)
                ck_assert_double_eq(scenario->market->parameters[k].values[0],
                                    fitted_value(fit, (orth_market_fit_value)v, 0));
    orth_scenario_free(scenario);
    fit->values[ORTH_MARKET_FIT_VOLATILITY][0].value = 1000;
    ck_assert_int_eq(orth_market_fit_write(fit, file, &error), ORTH_DOMAIN);
    ck_assert_ptr_nonnull(strstr(error.text, "volatility of BTC"));
    ck_assert_int_eq(orth_market_fit_write_to(fit, NULL, &error),
                     ORTH_DOMAIN); /* before it writes */
    orth_market_fit_free(fit);
    free(prices);
    unlink(file);
}
END_TEST

START_TEST(test_parts)
{
    for (double x = 0.01; x < 2000; x *= 1.37)
        ck_assert_msg(fabs(orth_fit_log_gamma(x) - lgamma(x)) < 1e-13 * (1 + fabs(lgamma(x))), "%g",
                      x);
    double pairs[3] = {0.7, -1.2, 0.4}, back[3], factor[9], matrix[9];
    orth_fit_factor(3, pairs, factor);
    for (size_t e = 0; e < 9; e++) {
        matrix[e] = 0;
        for (size_t k = 0; k < 3; k++)
            matrix[e] += factor[e / 3 * 3 + k] * factor[e % 3 * 3 + k];
    }
    ck_assert(orth_fit_factor_back(3, matrix, back));
    for (size_t e = 0; e < 3; e++) {
        ck_assert_double_eq_tol(back[e], pairs[e], 1e-13);
        ck_assert_double_eq_tol(matrix[4 * e], 1, 1e-15);
    }
    ck_assert_double_eq_tol(matrix[1], tanh(0.7), 1e-15);
}
END_TEST

ORTH_TEST_MAIN("market_fit", test_garch_likelihood, test_merton_likelihood, test_gbm,
               test_boundaries, test_refused, test_write, test_parts)
