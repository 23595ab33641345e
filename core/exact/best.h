/* The least loss between two points in a given number of steps, or the least J of a running cost: a
 * schedule close to the best one, found by Newton's method in MPFR, and an enclosure of the least
 * loss that is proven from it. */
#ifndef ORTH_EXACT_BEST_H
#define ORTH_EXACT_BEST_H

#include "exact/interval.h"
#include "exact/rows.h"
#include "orthant/running.h"

typedef struct orth_best {
    orth_rows rows; /* a feasible schedule on a binary grid, its given ends those asked for */
    orth_iv loss;   /* [proven lower bound of the optimum, upper bound of the loss of rows]; of J
                       with a running cost */
    bool settled;   /* whether the width is 10^-digits relative, as asked; with a running cost,
                       orth_objective_settled */
} orth_best;

/* From the first row of `ends` to its last, which with a free end is only where the iteration
 * begins. `running` may be NULL. Time O(steps n^2 + n^3) a pass, memory O(steps n +
 * n^2). When the iteration stops short of the digits asked, `settled` is false and all else is
 * still proven.
 */
orth_status orth_best_find(orth_best *best, const orth_rows *ends, size_t steps,
                           const orth_exact_running *running, unsigned digits, orth_error *error);
void orth_best_clear(orth_best *best); /* a zeroed struct is fine */

#endif
