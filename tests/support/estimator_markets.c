#include "estimator_markets.h"

#include <math.h>

#include "orthant/estimator.h"

double test_normal(test_random *random)
{
    double u = 1 - test_random_unit(random), angle = 2 * M_PI * test_random_unit(random);
    return sqrt(-2 * log(u)) * cos(angle);
}

void test_level_prices(test_random *random, double q, double rho, size_t n, double *prices)
{
    double level = 0, noise = test_normal(random);
    for (size_t i = 0; i < n; i++) {
        prices[i] = 100 * exp(1e-3 * (level + noise));
        level += sqrt(q) * test_normal(random);
        noise = rho * noise + sqrt(1 - rho * rho) * test_normal(random);
    }
}

void test_trend_prices(test_random *random, double lambda, size_t n, double *prices)
{
    orth_trend_ratios q = orth_trend_ratios_of(lambda);
    double level = 0, slope = 0;
    for (size_t i = 0; i < n; i++) {
        prices[i] = 100 * exp(1e-3 * (level + test_normal(random)));
        level += slope + sqrt(q.level) * test_normal(random);
        slope += sqrt(q.slope) * test_normal(random);
    }
}
