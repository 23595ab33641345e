/* The likelihood of the markets of orthant/estimator_fit.h, from one price to the next. */
#ifndef ORTH_FIT_ESTIMATOR_LIKELIHOOD_H
#define ORTH_FIT_ESTIMATOR_LIKELIHOOD_H

#include <stddef.h>

#include "orthant/status.h"

/* The data: y_1 - y_0, y_2 - y_1, .. of log-prices, `count` >= 3 of them. */
typedef struct orth_estimator_data {
    size_t count;
    const double *changes;
} orth_estimator_data;

/* The changes of n >= 2 prices, price i at prices[i * stride]; to be freed. */
orth_status orth_estimator_changes(double **changes, size_t n, const double *prices, size_t stride,
                                   orth_error *error);

/* At given parameters, with the variance of the noise that is best for them. */
typedef struct orth_likelihood {
    double log;      /* log L */
    double noise;    /* var v */
    double foretold; /* S of the last price, in units of var v */
} orth_likelihood;

/* level and level+ar1: q > 0, |rho| < 1. Where `innovations` is not NULL it gets the count - 1
 * values e / sqrt(S var v). */
orth_likelihood orth_likelihood_level(const orth_estimator_data *data, double q, double rho,
                                      double *innovations);
/* gradient, of a decay in (0, 1). */
orth_likelihood orth_likelihood_gradient(const orth_estimator_data *data, double lambda,
                                         double *innovations);

/* The q > 0 of level+ar1 of which lambda = 1 - rest is the best decay, the inverse of
 * orth_average_best: rest^2 (1 - rho) (1 + lambda^2 rho) / (lambda (1 - lambda rho)^2). */
double orth_average_ratio(double lambda, double rest, double rho);

#endif
