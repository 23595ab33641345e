/* The likelihood of estimators against the density of the changes as one dense normal vector, and
 * against the filter price by price; known answers of what a wrong decay costs. */
#include "estimator_markets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fit/estimator_costs.h"
#include "fit/estimator_likelihood.h"
#include "numeric/chi_square.h"
#include "orthant/estimator.h"
#include "orthant/strategy.h"

#define ROWS 60

/* log density of the changes, all of them or the first alone, as a normal vector with covariance
 * var v (q I + differences of the noise), by Cholesky. *squares is x' C^-1 x with var v = 1. */
static double dense(size_t n, const double *changes, double q, double rho, double *squares)
{
    static double c[ROWS][ROWS];
    double x[ROWS], logs = 0;
    *squares = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double k = (double)(i - j);
            c[i][j] = 2 * pow(rho, k) - pow(rho, k + 1) - (k > 0 ? pow(rho, k - 1) : rho);
            c[i][j] += i == j ? q : 0;
        }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j <= i; j++) {
            for (size_t k = 0; k < j; k++)
                c[i][j] -= c[i][k] * c[j][k];
            c[i][j] = i == j ? sqrt(c[i][i]) : c[i][j] / c[j][j];
        }
        x[i] = changes[i];
        for (size_t k = 0; k < i; k++)
            x[i] -= c[i][k] * x[k];
        x[i] /= c[i][i];
        *squares += x[i] * x[i];
        logs += 2 * log(c[i][i]);
    }
    return logs;
}

START_TEST(likelihood_is_the_dense_one)
{
    static const double cases[][2] = {{0.01, 0},    {0.01, 0.5}, {0.01, 0.9}, {0.1, -0.5},
                                      {1e-12, 0},   {5, -0.9},   {1e5, 0.3},  {1, 0},
                                      {1e-4, 0.99}, {2, -0.999}};
    test_random random = test_seeded(1);
    double prices[ROWS + 1], *changes;
    test_level_prices(&random, 0.1, 0.3, ROWS + 1, prices);
    ck_assert(orth_estimator_changes(&changes, ROWS + 1, prices, 1, NULL) == ORTH_OK);
    orth_estimator_data data = {ROWS, changes};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double q = cases[i][0], rho = cases[i][1], first, all, innovations[ROWS], sum = 0;
        double logs = dense(ROWS, changes, q, rho, &all) - dense(1, changes, q, rho, &first);
        double m = ROWS - 1, noise = (all - first) / m;
        double expected = -0.5 * (m * (log(2 * M_PI * noise) + 1) + logs);
        orth_likelihood got = orth_likelihood_level(&data, q, rho, innovations);
        ck_assert_double_eq_tol(got.log, expected, 1e-8);
        ck_assert_double_eq_tol(got.noise / noise, 1, 1e-9);
        for (size_t k = 0; k < ROWS - 1; k++)
            sum += innovations[k] * innovations[k];
        ck_assert_double_eq_tol(sum / m, 1, 1e-12);
    }
    free(changes);
}
END_TEST

/* Price by price with the filter that gives gains from the first price on. */
static double by_filter(size_t n, const double *prices, const orth_filter *filter)
{
    double kept[ORTH_FILTER_SLOTS], squares = 0, logs = 0, m = (double)n - 2;
    for (size_t i = 0; i < n; i++) {
        double y = log(prices[i]) - log(prices[0]);
        orth_filter_see(filter, 1, 1, i, &y, kept);
        if (i < 2)
            continue;
        double s = kept[ORTH_FILTER_FORETOLD], e = kept[ORTH_FILTER_INNOVATION];
        squares += e * e / s;
        logs += log(s);
    }
    return -0.5 * (m * (log(2 * M_PI * squares / m) + 1) + logs);
}

START_TEST(likelihood_is_the_filters)
{
    enum { N = 3000 };
    static double prices[N];
    test_random random = test_seeded(2);
    test_level_prices(&random, 0.05, 0.4, N, prices);
    double *changes;
    ck_assert(orth_estimator_changes(&changes, N, prices, 1, NULL) == ORTH_OK);
    orth_estimator_data data = {N - 1, changes};
    static const double cases[][2] = {{0.01, 0}, {0.3, 0.7}, {4, -0.6}, {1e-6, 0.2}, {1e-9, 0}};
    for (size_t i = 0; i < 5; i++) {
        orth_filter filter;
        ck_assert(orth_filter_level(&filter, cases[i][0], cases[i][1], true, NULL) == ORTH_OK);
        double got = orth_likelihood_level(&data, cases[i][0], cases[i][1], NULL).log;
        ck_assert_double_eq_tol(got, by_filter(N, prices, &filter), 1e-6);
    }
    static const double decays[] = {0.05, 0.5, 0.9, 0.99, 0.999};
    for (size_t i = 0; i < 5; i++) {
        orth_filter filter;
        ck_assert(orth_filter_trend_of(&filter, decays[i], true, NULL) == ORTH_OK);
        ck_assert_double_eq_tol(filter.steady.foretold * decays[i] * decays[i], 1, 1e-9);
        orth_likelihood got = orth_likelihood_gradient(&data, decays[i], NULL);
        ck_assert_double_eq_tol(got.log, by_filter(N, prices, &filter), 1e-6);
    }
    free(changes);
}
END_TEST

/* ---------------------------------------------------------------- closed forms */

START_TEST(known_answers)
{
    /* design table: q, rho, best lambda, its error, Kalman's */
    static const double rows[][5] = {{0.01, 0, 0.904875, 0.095124921973, 0.095124921973},
                                     {0.01, 0.5, 0.939455, 0.161685187174, 0.158853386507},
                                     {0.01, 0.9, 0.971125, 0.383594598891, 0.351122180574},
                                     {0.1, -0.5, 0.676413, 0.179800893814, 1.0 / 6}};
    for (size_t i = 0; i < 4; i++) {
        double q = rows[i][0], rho = rows[i][1], best = orth_average_best(q, rho);
        ck_assert_double_eq_tol(best, rows[i][2], 6e-7);
        ck_assert_double_eq_tol(orth_average_error(best, q, rho), rows[i][3], 1e-11);
        ck_assert_double_eq_tol(orth_average_ratio(best, 1 - best, rho) / q, 1, 1e-10);
        /* the steady variance that the likelihood uses */
        double v = 2 / (1 + sqrt(1 + 4 * (1 - rho) / ((1 + rho) * q)));
        ck_assert_double_eq_tol(v, rows[i][4], 1e-11);
    }
    for (double rho = -0.95; rho < 1; rho += 0.19)
        for (double rest = 0.9; rest > 1e-3; rest *= 0.6) {
            double q = orth_average_ratio(1 - rest, rest, rho);
            ck_assert_double_eq_tol((1 - orth_average_best(q, rho)) / rest, 1, 1e-8);
        }
    /* A factor of 2 costs 28 to 31 %, of 3 75 to 86 %, at q = 0.01. */
    double best = 1 - orth_average_best(0.01, 0);
    double cost[4];
    static const double factors[] = {0.5, 2, 1.0 / 3, 3};
    for (size_t i = 0; i < 4; i++)
        cost[i] = orth_estimator_cost(ORTH_ESTIMATOR_LEVEL, factors[i] * best, best, 0.01, 0);
    ck_assert(cost[0] > 0.275 && cost[0] < 0.315 && cost[1] > 0.275 && cost[1] < 0.315);
    ck_assert(cost[2] > 0.745 && cost[2] < 0.865 && cost[3] > 0.745 && cost[3] < 0.865);
    /* q and rho of 0 decay: rule and market alike have no cost */
    ck_assert(isnan(orth_estimator_cost(ORTH_ESTIMATOR_LEVEL, 1.2, 0.6, 1, 0)));
    static const double p[][3] = {{1, 3.841458820694124, 0.05},
                                  {2, 5.991464547107979, 0.05},
                                  {20, 31.410432844230918, 0.05},
                                  {19, 36.19086912927004, 0.01},
                                  {3, 0.35184631774927144, 0.95}};
    for (size_t i = 0; i < 5; i++)
        ck_assert_double_eq_tol(orth_chi_square_above((size_t)p[i][0], p[i][1]), p[i][2], 1e-12);
}
END_TEST

/* The slope's error of the right decay is what Riccati gives, and that of a wrong one what many
 * prices show. */
START_TEST(cost_of_a_gradient)
{
    static const double decays[] = {0.5, 0.9, 0.99, 0.9999};
    for (size_t i = 0; i < 4; i++) {
        orth_filter filter;
        ck_assert(orth_filter_trend_of(&filter, decays[i], false, NULL) == ORTH_OK);
        double got = orth_gradient_error(1 - decays[i], 1 - decays[i]);
        ck_assert_double_eq_tol(got / filter.steady.covariance[3], 1, 1e-7);
        ck_assert(orth_gradient_error((1 - decays[i]) / 2, 1 - decays[i]) > 1.2 * got);
        ck_assert(orth_gradient_error((1 - decays[i]) * 1.5, 1 - decays[i]) > 1.05 * got);
    }
    test_random random = test_seeded(3);
    orth_trend_ratios q = orth_trend_ratios_of(0.8);
    orth_trend_gains gains = orth_trend_gains_of(0.6);
    double level = 0, slope = 0, sum = 0; /* errors alone: their filter is linear */
    for (size_t i = 0; i < 200000; i++) {
        double b = slope - sqrt(q.slope) * test_normal(&random);
        double a = level + slope - sqrt(q.level) * test_normal(&random);
        double e = test_normal(&random) - a;
        level = a + gains.level * e, slope = b + gains.slope * e;
        sum += slope * slope;
    }
    ck_assert_double_eq_tol(sum / 200000 / orth_gradient_error(0.4, 0.2), 1, 0.03);
}
END_TEST

START_TEST(decimals_of_a_contract)
{
    static const struct {
        double lambda;
        const char *text;
    } rows[] = {{0.5, "0.500000000000000000"},
                {0.9, "0.900000000000000022"}, /* the double is 0.90000000000000002220 */
                {0.1, "0.100000000000000006"}, /* 0.1000000000000000055511 */
                {1e-6, "0.000001000000000000"},
                {0x1.fffffffffffffp-1, "0.999999999999999889"}}; /* 1 - 1.11e-16 */
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[ORTH_CONTRACT_LAMBDA_TEXT];
        orth_contract_lambda(text, rows[i].lambda);
        ck_assert_str_eq(text, rows[i].text);
    }
}
END_TEST

ORTH_TEST_MAIN("estimator_likelihood", likelihood_is_the_dense_one, likelihood_is_the_filters,
               known_answers, cost_of_a_gradient, decimals_of_a_contract)
