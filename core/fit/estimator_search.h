/* The greatest likelihood of each market of orthant/estimator_fit.h, and its profiles. */
#ifndef ORTH_FIT_ESTIMATOR_SEARCH_H
#define ORTH_FIT_ESTIMATOR_SEARCH_H

#include <signal.h>

#include "fit/estimator_likelihood.h"
#include "orthant/estimator_fit.h"

/* Where it is greatest. */
typedef struct orth_estimator_point {
    double lambda, rest; /* rest = 1 - lambda */
    double q, rho;
    double log_likelihood;
    orth_estimator_edge edge;
} orth_estimator_point;

/* Fills the values of one market. Where *stop is not 0 all numbers are void. */
void orth_estimator_search(const orth_estimator_data *data, orth_estimator_market market,
                           const volatile sig_atomic_t *stop, orth_estimator_point *point,
                           orth_estimator_estimate values[ORTH_ESTIMATOR_VALUES]);

#endif
