/* Estimators fitted to prices: the likelihood against the density of the changes as one dense
 * normal vector, and against the filter price by price; planted parameters; ends that are open;
 * what a wrong decay costs. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fit/estimator_costs.h"
#include "fit/estimator_likelihood.h"
#include "numeric/chi_square.h"
#include "orthant/estimator.h"
#include "orthant/estimator_fit.h"
#include "orthant/strategy.h"

/* Normal, as good as the tests need: Box and Muller. */
static double draw(test_random *random)
{
    double u = 1 - test_random_unit(random), angle = 2 * M_PI * test_random_unit(random);
    return sqrt(-2 * log(u)) * cos(angle);
}

/* Prices of level+ar1 whose noise has a standard deviation of 1e-3. */
static void make_level(test_random *random, double q, double rho, size_t n, double *prices)
{
    double level = 0, noise = draw(random);
    for (size_t i = 0; i < n; i++) {
        prices[i] = 100 * exp(1e-3 * (level + noise));
        level += sqrt(q) * draw(random);
        noise = rho * noise + sqrt(1 - rho * rho) * draw(random);
    }
}

/* Prices of the market that the gradient with lambda is right for. */
static void make_trend(test_random *random, double lambda, size_t n, double *prices)
{
    orth_trend_ratios q = orth_trend_ratios_of(lambda);
    double level = 0, slope = 0;
    for (size_t i = 0; i < n; i++) {
        prices[i] = 100 * exp(1e-3 * (level + draw(random)));
        level += slope + sqrt(q.level) * draw(random);
        slope += sqrt(q.slope) * draw(random);
    }
}

/* ---------------------------------------------------------------- the likelihood */

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
    make_level(&random, 0.1, 0.3, ROWS + 1, prices);
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
    make_level(&random, 0.05, 0.4, N, prices);
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
        double b = slope - sqrt(q.slope) * draw(&random);
        double a = level + slope - sqrt(q.level) * draw(&random);
        double e = draw(&random) - a;
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

/* ---------------------------------------------------------------- whole fits */

enum { MANY = 4000 };
static double made[MANY];

static void check_estimate(const orth_estimator_estimate *e, double planted)
{
    ck_assert(e->known && e->why == NULL);
    ck_assert(e->low < e->value && e->value < e->high);
    /* three halves of the interval: one of 1,000 seeds is beyond */
    ck_assert(planted > e->value - 1.7 * (e->value - e->low));
    ck_assert(planted < e->value + 1.7 * (e->high - e->value));
    const orth_estimator_curve *c = &e->curve;
    for (size_t i = 0; i < ORTH_ESTIMATOR_CURVE_POINTS; i++) {
        ck_assert(c->below[i] <= 0 && isfinite(c->below[i]));
        ck_assert(i == 0 || c->at[i] > c->at[i - 1]);
        bool in = c->at[i] > e->low && c->at[i] < e->high;
        ck_assert((c->below[i] > -1.9207295 - 1e-4) == in);
    }
}

START_TEST(planted_parameters_come_back)
{
    static orth_estimator_fit fit;
    test_random random = test_seeded(4);
    make_level(&random, 0.02, 0.6, MANY, made);
    ck_assert(orth_estimator_fit_prices(&fit, MANY, made, 1, 0.5, NULL, NULL) == ORTH_OK);
    ck_assert(fit.why == ORTH_ESTIMATOR_FITTED && fit.best == ORTH_ESTIMATOR_LEVEL_AR1);
    ck_assert(fit.foretold == MANY - 2 && fit.rho_p < 1e-6);
    const orth_estimator_market_fit *of = &fit.markets[ORTH_ESTIMATOR_LEVEL_AR1];
    ck_assert(of->edge == ORTH_ESTIMATOR_INSIDE && of->parameters == 3);
    check_estimate(&of->values[ORTH_ESTIMATOR_RHO], 0.6);
    check_estimate(&of->values[ORTH_ESTIMATOR_Q], 0.02);
    check_estimate(&of->values[ORTH_ESTIMATOR_LAMBDA], orth_average_best(0.02, 0.6));
    ck_assert_double_eq_tol(of->noise, 1e-3, 2e-4);
    double lambda = of->values[ORTH_ESTIMATOR_LAMBDA].value;
    ck_assert_double_eq_tol(of->memory_days, orth_memory_days(lambda, 0.5), 1e-9);
    ck_assert_double_eq_tol(strtod(of->contract_lambda, NULL), lambda, 1e-15);
    ck_assert(of->white.p > 1e-3 && of->steady.p > 1e-3);
    ck_assert(of->white.degrees == ORTH_ESTIMATOR_LAGS - 2);
    /* the market without correlation is seen through */
    ck_assert(fit.markets[ORTH_ESTIMATOR_LEVEL].white.p < 1e-6);
    ck_assert(!fit.markets[ORTH_ESTIMATOR_LEVEL].values[ORTH_ESTIMATOR_RHO].known);

    make_trend(&random, 0.9, MANY, made);
    ck_assert(orth_estimator_fit_prices(&fit, MANY, made, 1, 0.5, NULL, NULL) == ORTH_OK);
    of = &fit.markets[ORTH_ESTIMATOR_GRADIENT];
    ck_assert(fit.best == ORTH_ESTIMATOR_GRADIENT);
    check_estimate(&of->values[ORTH_ESTIMATOR_LAMBDA], 0.9);
    check_estimate(&of->values[ORTH_ESTIMATOR_Q], orth_trend_ratios_of(0.9).level);
    ck_assert(of->white.p > 1e-3);
}
END_TEST

/* No place on a grid of (q, rho) is better than what was found. */
START_TEST(nothing_is_better)
{
    static orth_estimator_fit fit;
    test_random random = test_seeded(5);
    for (int run = 0; run < 3; run++) {
        const size_t n = 300;
        make_level(&random, run == 1 ? 1 : 0.03, run == 2 ? -0.7 : 0.2, n, made);
        ck_assert(orth_estimator_fit_prices(&fit, n, made, 1, 1, NULL, NULL) == ORTH_OK);
        double *changes;
        ck_assert(orth_estimator_changes(&changes, n, made, 1, NULL) == ORTH_OK);
        orth_estimator_data data = {n - 1, changes};
        for (double log_q = -30; log_q < 13; log_q += 0.7)
            for (double rho = -0.98; rho < 1; rho += 0.04) {
                double l = orth_likelihood_level(&data, exp(log_q), rho, NULL).log;
                ck_assert(l <= fit.markets[ORTH_ESTIMATOR_LEVEL_AR1].log_likelihood + 1e-6);
            }
        ck_assert(fit.markets[ORTH_ESTIMATOR_LEVEL_AR1].log_likelihood >
                  fit.markets[ORTH_ESTIMATOR_LEVEL].log_likelihood - 1e-6);
        free(changes);
    }
}
END_TEST

START_TEST(ends_are_told)
{
    static orth_estimator_fit fit;
    test_random random = test_seeded(6);
    double level = 0, last = 0;
    for (size_t i = 0; i < 1000; i++) { /* changes that go on: no average helps */
        last = 0.5 * last + draw(&random);
        made[i] = exp(1e-3 * (level += last));
    }
    ck_assert(orth_estimator_fit_prices(&fit, 1000, made, 1, 1, NULL, NULL) == ORTH_OK);
    const orth_estimator_market_fit *of = &fit.markets[ORTH_ESTIMATOR_LEVEL];
    const orth_estimator_estimate *lambda = &of->values[ORTH_ESTIMATOR_LAMBDA];
    ck_assert(of->edge == ORTH_ESTIMATOR_NO_NOISE && of->contract_lambda[0] == '\0');
    ck_assert(lambda->low_open && !lambda->high_open && lambda->high < 0.1);
    ck_assert(of->values[ORTH_ESTIMATOR_Q].high_open && !of->values[ORTH_ESTIMATOR_Q].low_open);
    ck_assert(isnan(of->memory_days) && of->memory_low == 0 && isnan(of->costs.half));
    char text[ORTH_ESTIMATOR_SENTENCE_MAX];
    ck_assert_ptr_nonnull(strstr(orth_estimator_fit_sentence(text, &fit, ORTH_ESTIMATOR_LEVEL),
                                 "last price is the best"));

    for (size_t i = 0; i < 1000; i++) /* noise around a level that stays */
        made[i] = exp(1e-3 * draw(&random));
    ck_assert(orth_estimator_fit_prices(&fit, 1000, made, 1, 1, NULL, NULL) == ORTH_OK);
    ck_assert(fit.markets[ORTH_ESTIMATOR_LEVEL].values[ORTH_ESTIMATOR_LAMBDA].high_open);
    ck_assert(fit.markets[ORTH_ESTIMATOR_LEVEL].memory_high == INFINITY);

    for (size_t i = 0; i < 1000; i++)
        made[i] = 7;
    ck_assert(orth_estimator_fit_prices(&fit, 1000, made, 1, 1, NULL, NULL) == ORTH_OK);
    ck_assert(fit.why == ORTH_ESTIMATOR_STILL && fit.unmoved == 999);

    for (size_t i = 0; i < 1000; i++) /* foretold to the last digit */
        made[i] = exp(1e-3 * (double)(i % 2));
    ck_assert(orth_estimator_fit_prices(&fit, 1000, made, 1, 1, NULL, NULL) == ORTH_OK);
    for (int market = 0; market < ORTH_ESTIMATOR_MARKETS; market++)
        ck_assert(isfinite(fit.markets[market].log_likelihood));

    orth_error error;
    ck_assert(orth_estimator_fit_prices(&fit, 99, made, 1, 1, NULL, &error) == ORTH_BAD_INPUT);
    ck_assert_ptr_nonnull(strstr(error.text, "99 prices"));
    ck_assert_ptr_nonnull(strstr(error.text, "100 or more"));
    volatile sig_atomic_t stop = 1;
    made[5] = 2;
    ck_assert(orth_estimator_fit_prices(&fit, 1000, made, 1, 1, &stop, &error) == ORTH_INTERRUPTED);
}
END_TEST

START_TEST(a_rule_is_judged)
{
    static orth_estimator_fit fit;
    static double strided[3 * 1000];
    test_random random = test_seeded(8);
    make_level(&random, orth_level_ratio(0.9), 0, 1000, made);
    for (size_t i = 0; i < 1000; i++)
        strided[3 * i + 1] = made[i];
    ck_assert(orth_estimator_fit_prices(&fit, 1000, strided + 1, 3, 1, NULL, NULL) == ORTH_OK);
    const orth_estimator_estimate *lambda =
        &fit.markets[ORTH_ESTIMATOR_LEVEL].values[ORTH_ESTIMATOR_LAMBDA];
    const double decays[] = {lambda->value, lambda->low, 0.99};
    for (size_t i = 0; i < 3; i++) {
        orth_estimator_rule rule;
        char text[ORTH_ESTIMATOR_SENTENCE_MAX];
        ck_assert(orth_estimator_rule_judge(&rule, &fit, ORTH_ESTIMATOR_LEVEL, decays[i], made, 1,
                                            NULL) == ORTH_OK);
        ck_assert(rule.inside == (i < 2) && rule.cost >= -1e-12);
        ck_assert_double_eq_tol(rule.q, orth_level_ratio(decays[i]), 1e-15);
        if (i < 2)
            ck_assert_double_eq_tol(rule.below, i == 0 ? 0 : -1.920729410347062, 1e-3);
        orth_estimator_rule_sentence(text, &rule, &fit);
        ck_assert_ptr_nonnull(strstr(text, i < 2 ? "may be the market of" : "is not the market"));
    }
}
END_TEST

ORTH_TEST_MAIN("estimator_fit", likelihood_is_the_dense_one, likelihood_is_the_filters,
               known_answers, cost_of_a_gradient, decimals_of_a_contract,
               planted_parameters_come_back, nothing_is_better, ends_are_told, a_rule_is_judged)
