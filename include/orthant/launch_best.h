/* What a seller would want: the settings of a launch ranked by one figure, judged as the points of
 * a sweep are. */
#ifndef ORTHANT_LAUNCH_BEST_H
#define ORTHANT_LAUNCH_BEST_H

#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/launch.h"
#include "orthant/status.h"
#include "orthant/sweep_results.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum orth_launch_goal {
    ORTH_LAUNCH_GOAL_RAISE,           /* ORTH_LAUNCH_RAISED, the most */
    ORTH_LAUNCH_GOAL_PRICE_STABILITY, /* ORTH_LAUNCH_PRICE_DEVIATION, the least */
    ORTH_LAUNCH_GOAL_DISPERSION       /* ORTH_LAUNCH_GINI, the least: buyers pay alike */
} orth_launch_goal;
#define ORTH_LAUNCH_GOALS 3

/* "raise", "price-stability", "dispersion". */
ORTH_API const char *orth_launch_goal_name(orth_launch_goal goal);
/* ORTH_BAD_INPUT with the names, and the nearest. */
ORTH_API orth_status orth_launch_goal_find(orth_launch_goal *goal, const char *name,
                                           orth_error *error);

/* Ranks the results of a launch, best first; `top` rows are kept, 0: all. A point's number is its
 * result's, the parameters are those of /path, /start_weight, /end_weight, /days and /swap_fee in
 * which the results differ, `by` is the figure's name behind a stroke. Where figures are of several
 * price paths two results are compared path by path, in groups, and all judged together, as
 * orth_sweep_best does; where nothing is random, by their values.
 *
 * A result that has the figure on no price path (nobody bought) is undefined and not ranked. Of the
 * others those price paths count on which all of them have it; *left_out is how many do not. Where
 * fewer than two do, each result has its own paths, and their intervals decide.
 *
 * ORTH_BAD_INPUT where the results differ in none of the parameters, or none has the figure.
 * *ranking is NULL on failure, else to be freed with orth_sweep_ranking_free. */
ORTH_API orth_status orth_launch_best(orth_sweep_ranking **ranking, uint64_t *left_out,
                                      const orth_launch *launch, orth_launch_goal goal, size_t top,
                                      orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
