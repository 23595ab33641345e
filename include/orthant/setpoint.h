/* Set points: the few points between which a contract, which can only move weights linearly, comes
 * closest to the best trajectory. In doubles; orthant/plan.h makes calls of them. */
#ifndef ORTHANT_SETPOINT_H
#define ORTHANT_SETPOINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/limits.h"
#include "orthant/path.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How set points are chosen. */
typedef struct orth_setpoint_options {
    bool optimise_weights; /* else points of the geodesic */
    bool free_times;       /* else equal times, rounded to whole steps */
    double minimum_weight; /* no set point's weight below it; 0: no such rail */
    double largest_move;   /* no weight moves more in one call; 0: no such rail */
} orth_setpoint_options;

/* calls + 1 points, the move's ends included, and the whole steps at which they are reached; the
 * weights go linearly from one to the next. */
typedef struct orth_setpoints {
    size_t n;
    size_t calls;
    uint64_t *times; /* calls + 1: 0, ..., steps; increasing */
    double *weights; /* calls + 1 rows of n; each sums to 1 within 4 n 2^-53 */
    /* sum over the steps of KL(w_k || w_{k-1}) of the piecewise linear schedule, from the closed
     * form of core/setpoint/segment.h: about 1e-14 relative. */
    double log_loss;
    bool settled; /* false: the optimiser stopped early; the points are feasible all the same */
} orth_setpoints;

/* Chooses them: 1 <= calls <= ORTH_PLAN_CALLS_MAX, calls <= steps (ORTH_DOMAIN). Optimised weights
 * minimise the loss for the times in use (the problem is convex); with free times weights and times
 * are moved together by Newton's method from the equal times, then rounded to whole steps and
 * improved by exchanging single steps, never losing more than equal times. Rails that cannot be
 * kept are ORTH_DOMAIN, naming the rail: ends below minimum_weight, too few calls for largest_move.
 * Time O(N calls^2) an iteration, whatever the number of steps. */
ORTH_API orth_status orth_setpoints_create(orth_setpoints **points, const orth_move *move,
                                           uint64_t steps, size_t calls,
                                           const orth_setpoint_options *options, orth_error *error);
/* ORTH_NO_MEMORY; *copy is NULL then. */
ORTH_API orth_status orth_setpoints_copy(orth_setpoints **copy, const orth_setpoints *points,
                                         orth_error *error);
ORTH_API void orth_setpoints_free(orth_setpoints *points); /* NULL is fine */

/* The least number of calls in which no weight moves by more than options->largest_move at once. */
ORTH_API size_t orth_setpoint_calls_least(const orth_move *move,
                                          const orth_setpoint_options *options);

#ifdef __cplusplus
}
#endif
#endif
