/* The exact discrete optimum: the schedule of least loss in f steps, in double precision.
 *
 * The loss is jointly convex in the inner points, so its minimum is unique; it obeys
 *   y_{k+1} = log(1 + y_k) - KL_k,   y_k = w_k / w_{k-1} - 1,   KL_k = KL(w_k || w_{k-1}),
 * for every token alike. Two routes that share only the move lead there:
 *
 *   Newton     on the whole chain, in relative variables: the Hessian is that of a chain of
 *              resistors with conductances w_k, solved by linear shooting. O(f N^2) time and
 *              O(f N) memory an iteration, 2 to 9 iterations.
 *   backward   shooting from the target by w_{k-1} ~ w_k exp(1 - w_{k+1} / w_k), which never
 *              leaves the simplex, with analytic sensitivities (O(f N^2)) up to N = 64, and
 *              corrected by the sphere's logarithm (O(f N)) above.
 *
 * Weights from 1e-12 to 1 are what both are made for. Where a weight of nearly 1 goes to one below
 * about 1e-15, their sums in doubles no longer resolve it, and they may not converge (they say so;
 * `orthant optimum` solves in as many digits as it takes).
 *
 * ORTH_ROUTE_AUTO takes Newton where N^2 f <= ORTH_NEWTON_MOST and N or f is at most
 * ORTH_NEWTON_EITHER, backward shooting elsewhere (several times faster there on moderate moves),
 * and the other one when the first does not converge. Memory is 5 N (f + 1) doubles; a problem that
 * would take more than the machine's physical memory is refused (ORTH_NO_MEMORY).
 */
#ifndef ORTHANT_OPTIMUM_H
#define ORTHANT_OPTIMUM_H

#include <stdbool.h>

#include "orthant/path.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum orth_route { ORTH_ROUTE_AUTO, ORTH_ROUTE_NEWTON, ORTH_ROUTE_BACKWARD } orth_route;

#define ORTH_NEWTON_MOST 2e8
#define ORTH_NEWTON_EITHER 64

/* Along a converged result |y_{k+1} - log1p(y_k) + KL_k| <= ORTH_OPTIMUM_RESIDUAL max |y|. */
#define ORTH_OPTIMUM_RESIDUAL 1e-12

typedef struct orth_optimum {
    size_t n;
    uint64_t steps;
    double *weights;  /* steps+1 rows; the ends exactly the move's */
    double *relative; /* steps rows: y_{k+1} at row k, so that a step keeps its last bits */
    orth_route route; /* the one that led here */
    int iterations;
    bool converged;
    double residual; /* max |y_{k+1} - log1p(y_k) + KL_k| / max |y| */
    double log_loss;
    /* Frank-Wolfe gap: the loss is at most this above the least possible. Evaluated in doubles, so
     * for a converged schedule it is mostly the rounding noise of the evaluation. */
    double gap;
} orth_optimum;

/* Solves for steps >= 1. The result is feasible in any case (positive rows that sum to 1); when no
 * route reaches its tolerance it is the best schedule found, `converged` is false and `gap` says
 * what it may have missed. ORTH_NO_MEMORY when it cannot be held. */
ORTH_API orth_status orth_optimum_solve(orth_optimum **optimum, const orth_move *move,
                                        uint64_t steps, orth_route route, orth_error *error);
ORTH_API void orth_optimum_free(orth_optimum *optimum); /* NULL is fine */

/* The optimum of two steps by Lambert's W, a third route: w = target / W(e^(1-mu) target / start),
 * mu such that the n weights of `midpoint` sum to 1. Each to 1e-14 relative. */
ORTH_API void orth_optimum_midpoint(double *midpoint, double *mu, const orth_move *move);

#ifdef __cplusplus
}
#endif
#endif
