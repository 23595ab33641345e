/* A pool's fee and market. */
#ifndef ORTH_COST_TERMS_H
#define ORTH_COST_TERMS_H

#include "orthant/cost.h"

struct orth_cost_terms {
    size_t n;
    double band;          /* b */
    double *covariance;   /* [n][n], both triangles */
    double *root;         /* [n][n]: its lower Cholesky factor, columns without variance 0 */
    double pair_variance; /* n = 2: sigma^2 */
    orth_cost_law law;    /* n = 2 */
};

/* Var_w(S) = sum over pairs of w_i w_j sigma_ij^2, where sigma_ij^2 is the variance of a block's
 * log-return of token i in token j. */
double orth_cost_variance(const orth_cost_terms *terms, const double *weights);
double orth_cost_pair_variance(const orth_cost_terms *terms, size_t i, size_t j);
/* Whether some two tokens' relative price is noisy, beside the rounding of the greatest variance;
 * the lower triangle is read. */
bool orth_cost_is_noisy(size_t n, const double *covariance);

#endif
