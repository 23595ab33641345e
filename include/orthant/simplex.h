/* Points of the simplex, their divergence and their geometry.
 *
 * Arguments: outputs first, then the length n, then the arrays. A point is n doubles, n >= 2, each
 * > 0, summing to 1 within ORTH_SUM_TOLERANCE; a trajectory is rows of n, [step][token] row-major.
 * Input and output arrays may be the same array where said, else they must not overlap.
 * "u" below is the unit 2^-53.
 */
#ifndef ORTHANT_SIMPLEX_H
#define ORTHANT_SIMPLEX_H

#include <stddef.h>

#include "orthant/api.h"
#include "orthant/limits.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Checks a point: n in range, each weight in [ORTH_WEIGHT_MIN, 1), sum within ORTH_SUM_TOLERANCE of
 * 1. ORTH_DOMAIN, naming the offending index and value, when not. */
ORTH_API orth_status orth_simplex_validate(size_t n, const double *weights, orth_error *error);

/* out_i = weights_i / sum. weights finite, each > 0, sum finite; out may be weights. Relative error
 * of each at most 2.5 u; the result sums to 1 within 2.5 u. */
ORTH_API void orth_simplex_normalise(double *out, size_t n, const double *weights);

/* - sum w_i log w_i >= 0, in nats. Relative error at most ORTH_ENTROPY_ERROR. */
#define ORTH_ENTROPY_ERROR 0x1p-50
ORTH_API double orth_simplex_entropy(size_t n, const double *weights);

/* KL(to || from) = sum to_i log(to_i / from_i), the log of value that a fee-less pool pays for the
 * step from -> to (exactly, for any n and size of step). Computed as sum phi(to_i, from_i) with
 * phi(w, u) = w log(w/u) - (w - u) >= 0, which equals it for points that sum to 1 and needs no
 * cancellation between tokens: relative error at most ORTH_KL_ERROR for the doubles as given. Zero
 * exactly when the points are equal. */
#define ORTH_KL_ERROR 0x1p-48
ORTH_API double orth_simplex_kl(size_t n, const double *to, const double *from);

/* KL(to || from) of a step given by its displacement: to = from + displacement, where the
 * displacement is known better than the difference of two stored weights. Each to_i must be > 0. */
ORTH_API double orth_simplex_kl_displaced(size_t n, const double *from, const double *displacement);

/* sum over k of KL(row k+1 || row k) of a trajectory of `steps`+1 rows: the loss of the schedule
 * that is stored, relative error at most ORTH_KL_ERROR at any length (compensated totals).
 * One pass, no memory. */
ORTH_API double orth_simplex_kl_sum(size_t steps, size_t n, const double *trajectory);

/* Bhattacharyya angle omega = 2 asin(|sqrt u - sqrt w| / 2), in [0, pi/2], by the cancellation-free
 * differences (u_i - w_i) / (sqrt u_i + sqrt w_i). Relative error at most ORTH_ANGLE_ERROR for the
 * doubles as given, at any distance. */
#define ORTH_ANGLE_ERROR 0x1p-51
ORTH_API double orth_simplex_angle(size_t n, const double *a, const double *b);

/* Fisher-Rao distance D = 2 omega, in [0, pi] (metric sum dw_i^2 / w_i). Error as the angle's. */
ORTH_API double orth_simplex_distance(size_t n, const double *a, const double *b);

/* Distances between consecutive rows of a trajectory: `steps` values. */
ORTH_API void orth_simplex_distances(double *out, size_t steps, size_t n, const double *trajectory);

/* Hellinger map eta_i = sqrt(w_i), onto the positive orthant of the unit sphere, and its inverse
 * w_i = eta_i^2. Batched: n may be rows * n. Correctly rounded; out may be the input. */
ORTH_API void orth_hellinger(double *out, size_t n, const double *weights);
ORTH_API void orth_hellinger_inverse(double *out, size_t n, const double *eta);

/* Riemannian exponential of the Fisher-Rao metric: the point reached from w after unit time along
 * the geodesic with initial velocity v (tangent: sum v_i = 0, units of weight; Fisher norm
 * s = sqrt(sum v_i^2 / w_i)). ORTH_DOMAIN when the geodesic leaves the open simplex before that.
 * out must not overlap the inputs. */
ORTH_API orth_status orth_simplex_exp(double *out, size_t n, const double *w, const double *v,
                                      orth_error *error);

/* Riemannian logarithm: the velocity v at w whose exponential is `to`; sum v_i = 0 to rounding,
 * Fisher norm = Fisher-Rao distance. Defined for every pair of points of the open simplex. */
ORTH_API void orth_simplex_log(double *out, size_t n, const double *w, const double *to);

#ifdef __cplusplus
}
#endif
#endif
