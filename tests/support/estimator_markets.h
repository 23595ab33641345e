/* Prices of the markets that estimators are for, drawn. */
#ifndef TESTS_ESTIMATOR_MARKETS_H
#define TESTS_ESTIMATOR_MARKETS_H

#include "harness.h"

/* Normal, as good as the tests need: Box and Muller. */
double test_normal(test_random *random);
/* Prices of level+ar1 whose noise has a standard deviation of 1e-3. */
void test_level_prices(test_random *random, double q, double rho, size_t n, double *prices);
/* Prices of the market that the gradient with lambda is right for; the same noise. */
void test_trend_prices(test_random *random, double lambda, size_t n, double *prices);

#endif
