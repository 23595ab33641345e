/* What a move costs by its number of steps where the pool charges a fee and prices are noisy, in
 * closed form (orthant/cost.h), and which number costs least.
 *
 *     cost(f) = loss of the move's f steps - f rest + f (update + tracking)
 *
 * with `rest` the loss of a block of the pool that is at its target and rests there. That is what a
 * simulation measures (orthant/compare.h), apart from where in its band the pool is at the start
 * and at the end. Two tokens: with the errors of orth_cost_overshoot. More: by the walk, on the
 * same
 * random numbers for each f.
 *
 * Where the closed form holds, which is from some number of steps on, cost(f) falls to its least
 * and
 * rises from there: the mean square of the overshoot is convex in the speed, and the weights' step
 * falls as 1 / f. In fewer steps, w_k (1 - w_k) m_k^2 / 2 is far below the loss of a large step,
 * and
 * may look cheapest in a single one; so nothing is looked for there. */
#ifndef ORTHANT_STEPS_CURVE_H
#define ORTHANT_STEPS_CURVE_H

#include <stdbool.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/scenario.h"
#include "orthant/scenario_cost.h"
#include "orthant/simulate.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* `error` is the sum of two: of what the way costs a part b + m, with b = -log(1 - fee) and m the
 * root mean square of the steps of log(w_1 / w_2), as it is the limit of small fees and steps, and
 * the part that orthant/cost.h states; and w (1 - w) b^2 / 2 of the start's weights (more than two
 * tokens: b^2 / 8), as the pool of a simulation starts in mid-band. */
typedef struct orth_steps_point {
    uint64_t steps;
    double cost, stderr_; /* in the log of value; 0 for two tokens. Of more tokens at most this: the
                             two walks' errors as if they had nothing in common */
    double error;         /* what the cost is off by, about and at most; mostly it is too high */
    bool valid;           /* orth_cost's, */
    const char *why;      /* and in one sentence why not; else "" */
} orth_steps_point;

/* The search goes no further. */
#define ORTH_STEPS_CURVE_MOST 1048576

#define ORTH_STEPS_CURVE_WHY_MAX 400
typedef struct orth_steps_curve {
    bool there; /* a fee, noise and a move; where not, all that follows is 0 */
    /* Whether it describes the scenario's pool. Not where there are gas or other costs of the
     * arbitrageur, absent, undersized or partial arbitrage, others' trades, a protocol's share, a
     * fee schedule, several blocks a step, or an order other than `together`; nor where its steps
     * are too large in every number of steps, or would be so at its least. */
    bool holds;
    char why[ORTH_STEPS_CURVE_WHY_MAX]; /* in one sentence what stands against it; else "" */
    double fee;
    double rest, rest_stderr; /* a block, in the log of value */
    bool searched;            /* holds, and the path is not of a file, which has its own steps */
    /* Where searched: of the numbers of steps, to the market's, in which a cost is `valid`, the one
     * that costs least (three and more tokens: to 5 %); `steps` 0 where more are always better, as
     * far as
     * ORTH_STEPS_CURVE_MOST. */
    orth_steps_point best;
    bool ended; /* the market has no blocks for more than best.steps */

    const orth_scenario *scenario;
    orth_scenario_cost *cost;
    orth_move *move;
    orth_cost_options options;
    double apart; /* update and tracking */
} orth_steps_curve;

/* Of the scenario's first path; it must outlive the curve. `exposure` is that of
 * orth_exposure_of. Only the threads and the seed of `options` (may be NULL) play a part. Errors
 * are those of orth_scenario_cost_create and orth_path_create. *curve is NULL on failure. */
ORTH_API orth_status orth_steps_curve_create(orth_steps_curve **curve,
                                             const orth_scenario *scenario,
                                             const orth_exposure *exposure,
                                             const orth_cost_options *options, orth_error *error);
ORTH_API void orth_steps_curve_free(orth_steps_curve *curve); /* NULL is fine */

/* The cost in so many steps. The curve must hold. */
ORTH_API orth_status orth_steps_curve_at(orth_steps_point *point, const orth_steps_curve *curve,
                                         uint64_t steps, orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
