/* What a comparison says of the move outside the pool. */
#ifndef ORTH_COMPARE_OUTSIDE_H
#define ORTH_COMPARE_OUTSIDE_H

#include "orthant/compare.h"

/* comparison->outside, where the scenario has a benchmark; its results are there. */
orth_status orth_comparison_fill_outside(orth_comparison *comparison, const orth_move *move,
                                         orth_error *error);

/* What a result costs, in logs of value, by the most that is known of it: with the fee where that
 * is valid, else with gas where there is no fee, else its loss. */
orth_outside_basis orth_comparison_known_cost(double *cost, const orth_comparison_result *result);

#endif
