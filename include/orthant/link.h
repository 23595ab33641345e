/* Links: from scores to weights, all at once. For scores x and reference weights q
 *     w(x) = the w of the simplex where w.x - D(w || q) is greatest,
 *     D = sum q_i f(w_i / q_i),  f(u) = (u^alpha - alpha u + alpha - 1) / (alpha (alpha - 1)),
 * which is
 *     w_i = q_i [1 + (alpha - 1)(x_i - mu)]^(1 / (alpha - 1)),
 * mu such that they sum to 1; what stands in the brackets is 0 where it would be below. alpha = 1
 * is the softmax, w_i = q_i e^(x_i - mu); alpha = 2 the Euclidean projection (sparsemax, q_i
 * alike). The same number added to all scores changes nothing, equal scores give q.
 *
 * Why alpha < 1: where the scores lie within a range D, no weight falls below
 *     q_i [1 + (1 - alpha) D]^(-1 / (1 - alpha)),
 * a power of D where the softmax has q_i e^-D. So a least weight can be had by the choice of alpha
 * and needs no clamp. With alpha > 1 weights become 0.
 */
#ifndef ORTHANT_LINK_H
#define ORTHANT_LINK_H

#include <stddef.h>

#include "orthant/api.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* alpha of every function below: both ends are permitted. */
#define ORTH_LINK_ALPHA_MIN 1e-6
#define ORTH_LINK_ALPHA_MAX 2

/* The weights, and mu as its value. reference: n weights, each >= ORTH_WEIGHT_MIN and summing to 1,
 * or NULL, 1 / n each; scores finite. mu is found by Newton's iteration, which rises to it from
 * below and does not leave its bracket. The weights sum to 1 within 2.5 * 2^-53. Relative error of
 * a weight at most 1e-14 (1 + |log(w_i / q_i)|); for alpha > 1, where they go to 0, absolute error
 * 1e-14. weights may be the scores. */
ORTH_API double orth_link_weights(double *weights, size_t n, double alpha, const double *reference,
                                  const double *scores);

/* dw_i / dx_j = u_i (i = j) - u_i u_j / sum u, u_i = w_i^(2 - alpha) q_i^(alpha - 1), at weights
 * that the link gave: n rows of n. Symmetric to the bit; its rows sum to 0 to rounding. */
ORTH_API void orth_link_derivative(double *derivative, size_t n, double alpha,
                                   const double *reference, const double *weights);

/* The least weight that a token of reference q in (0, 1) can have where scores lie within a range
 * >= 0: it alone is behind all others. Error as the weights'. */
ORTH_API double orth_link_least(double alpha, double q, double range);
/* A bound below it, in closed form (above), for alpha <= 1; 0 for alpha > 1 where none is. */
ORTH_API double orth_link_bound(double alpha, double q, double range);

/* The range of scores, >= 0, within which no weight falls below `least` in (0, q):
 *     (g^(alpha - 1) - h^(alpha - 1)) / (1 - alpha),  g = least / q, h = (1 - least) / (1 - q).
 * log(h / g) for alpha = 1. */
ORTH_API double orth_link_range(double alpha, double q, double least);

/* The largest alpha from ORTH_LINK_ALPHA_MIN to 1 at which no weight falls below `least` where the
 * scores lie within `range`; reference as above. At the answer orth_link_range is not below `range`
 * for any token. ORTH_DOMAIN where no alpha keeps it, with the largest range or the least weight
 * that one would. */
ORTH_API orth_status orth_link_alpha(double *alpha, size_t n, const double *reference, double range,
                                     double least, orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
