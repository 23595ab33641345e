/* What a decay that is not the best one costs, and the form in which a contract holds one. */
#ifndef ORTH_FIT_ESTIMATOR_COSTS_H
#define ORTH_FIT_ESTIMATOR_COSTS_H

#include <stddef.h>

#include "orthant/estimator_fit.h"

/* The mean square error of the average (or the gradient, of the slope) with 1 - lambda = `rest`
 * over that with the best, 1 - lambda = `best`, less 1; NaN where rest is not in (0, 1). q and rho
 * play no part for the gradient. */
double orth_estimator_cost(orth_estimator_market market, double rest, double best, double q,
                           double rho);

/* Mean square error of the gradient's slope, gains of the decay 1 - rest, in the market for which
 * 1 - best is right, in units of var v. */
double orth_gradient_error(double rest, double best);

/* lambda in [0, 1 - 1e-17], 18 digits after the point, the nearest. */
void orth_contract_lambda(char text[ORTH_CONTRACT_LAMBDA_TEXT], double lambda);

/* Ljung and Box, of values x or (`squares`) x^2; n > ORTH_ESTIMATOR_LAGS. */
orth_whiteness orth_whiteness_of(size_t n, const double *x, int squares, size_t parameters);

#endif
