/* Prices whose model is known, their fits, and the likelihoods of these from the text of
 * orthant/market.h, by the C library. */
#ifndef ORTH_TEST_FITTED_H
#define ORTH_TEST_FITTED_H

#include <stdbool.h>
#include <stddef.h>

#include "orthant/market_fit.h"

#define FITTED_ROWS 3001
#define FITTED_SECONDS 60.0
#define FITTED_YEARS (FITTED_SECONDS / ORTH_YEAR_SECONDS)
extern const char *const fitted_tokens[3];

/* A path of a market of one token or two; the caller's. */
double *fitted_walk(orth_market_fit_model model, size_t n, size_t rows);

/* The fit of prices without times. */
orth_market_fit *fitted_of(orth_market_fit_model model, size_t n, size_t rows,
                           const double *prices);

double fitted_value(const orth_market_fit *fit, orth_market_fit_value v, size_t i);

/* The log-likelihood where token 0 has its values times by[]. is_gap [rows - 1]: returns that are
 * left out; NULL: none. Of merton for one token alone. */
typedef double fitted_likelihood(const orth_market_fit *fit, const double *prices,
                                 const bool *is_gap, const double by[ORTH_MARKET_FIT_VALUES]);
fitted_likelihood fitted_garch_by_hand, fitted_merton_by_hand;

#endif
