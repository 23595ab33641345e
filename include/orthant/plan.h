/* Plans: the few calls by which a contract, which can only move weights linearly between set
 * points, comes close to the best trajectory.
 */
#ifndef ORTHANT_PLAN_H
#define ORTHANT_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/export.h"
#include "orthant/path.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ORTH_PLAN_CALLS_MAX 64

/* How set points are chosen. */
typedef struct orth_plan_options {
    bool optimise_weights; /* else points of the geodesic */
    bool free_times;       /* else equal times, rounded to whole steps */
    double minimum_weight; /* no set point's weight below it; 0: no such rail */
    double largest_move;   /* no weight moves more in one call; 0: no such rail */
} orth_plan_options;

/* calls + 1 points, the move's ends included, and the whole steps at which they are reached; the
 * weights go linearly from one to the next. */
typedef struct orth_plan_points {
    size_t n;
    size_t calls;
    uint64_t *times; /* calls + 1: 0, ..., steps; increasing */
    double *weights; /* calls + 1 rows of n; each sums to 1 within 4 n 2^-53 */
    /* sum over the steps of KL(w_k || w_{k-1}) of the piecewise linear schedule, from the closed
     * form of core/plan/segment.h: about 1e-14 relative. */
    double log_loss;
    bool settled; /* false: the optimiser stopped early; the points are feasible all the same */
} orth_plan_points;

/* Chooses them: 1 <= calls <= ORTH_PLAN_CALLS_MAX, calls <= steps (ORTH_DOMAIN). Optimised weights
 * minimise the loss for the times in use (the problem is convex); with free times weights and times
 * are moved together by Newton's method from the equal times, then rounded to whole steps and
 * improved by exchanging single steps, never losing more than equal times. Rails that cannot be
 * kept are ORTH_DOMAIN, naming the rail: ends below minimum_weight, too few calls for largest_move.
 * Time O(N calls^2) an iteration, whatever the number of steps. */
ORTH_API orth_status orth_plan_points_create(orth_plan_points **points, const orth_move *move,
                                             uint64_t steps, size_t calls,
                                             const orth_plan_options *options, orth_error *error);
ORTH_API void orth_plan_points_free(orth_plan_points *points); /* NULL is fine */

#ifdef __cplusplus
}
#endif
#endif
