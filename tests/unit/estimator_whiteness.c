/* The tests that stand beside an estimator's fit, by their definitions: Ljung and Box, and whether
 * noise is correlated. */
#include "estimator_markets.h"

#include <math.h>

#include "fit/estimator_costs.h"
#include "orthant/estimator.h"
#include "orthant/estimator_fit.h"

enum { N = 60 };

/* P(chi^2 of 2 k degrees > x) = e^(-x/2) sum_{i<k} (x/2)^i / i!. */
static double above(size_t half_degrees, double x)
{
    double term = 1, sum = 0;
    for (size_t i = 0; i < half_degrees; i++) {
        sum += term;
        term *= x / 2 / (double)(i + 1);
    }
    return exp(-x / 2) * sum;
}

START_TEST(ljung_and_box)
{
    test_random random = test_seeded(12);
    double x[N];
    for (size_t i = 0; i < N; i++)
        x[i] = test_random_unit(&random) + (i > 0 ? 0.4 * x[i - 1] : 0);
    for (int squares = 0; squares < 2; squares++) {
        long double y[N], mean = 0, variance = 0, sum = 0;
        for (size_t i = 0; i < N; i++)
            mean += (y[i] = squares ? (long double)x[i] * x[i] : x[i]) / N;
        for (size_t i = 0; i < N; i++)
            variance += (y[i] - mean) * (y[i] - mean);
        for (size_t k = 1; k <= 20; k++) {
            long double both = 0;
            for (size_t i = k; i < N; i++)
                both += (y[i] - mean) * (y[i - k] - mean);
            sum += both / variance * (both / variance) / (long double)(N - k);
        }
        double statistic = (double)(N * (N + 2) * sum);
        orth_whiteness white = orth_whiteness_of(N, x, squares, 2);
        ck_assert_double_eq_tol(white.statistic, statistic, 1e-11 * statistic);
        ck_assert(white.lags == 20 && white.degrees == 18);
        ck_assert_double_eq_tol(white.p, above(9, statistic), 1e-12);
    }
}
END_TEST

/* Twice the gain of the logarithm is chi^2 of one degree: above it is erfc(sqrt(gain)). */
START_TEST(correlated_noise)
{
    static double prices[1000];
    test_random random = test_seeded(5);
    test_level_prices(&random, orth_level_ratio(0.9), 0.15, 1000, prices);
    orth_estimator_fit fit;
    ck_assert(orth_estimator_fit_prices(&fit, 1000, prices, 1, 1, NULL, NULL) == ORTH_OK);
    double gain = fit.markets[ORTH_ESTIMATOR_LEVEL_AR1].log_likelihood -
                  fit.markets[ORTH_ESTIMATOR_LEVEL].log_likelihood;
    ck_assert(gain > 0.01);
    ck_assert_double_eq_tol(fit.rho_p, erfc(sqrt(gain)), 1e-12);
}
END_TEST

ORTH_TEST_MAIN("estimator_whiteness", ljung_and_box, correlated_noise)
