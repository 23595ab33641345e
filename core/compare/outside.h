/* What a comparison says of the move outside the pool. */
#ifndef ORTH_COMPARE_OUTSIDE_H
#define ORTH_COMPARE_OUTSIDE_H

#include "orthant/compare.h"

/* comparison->outside, where the scenario has a benchmark; its results are there. */
orth_status orth_comparison_fill_outside(orth_comparison *comparison, const orth_move *move,
                                         orth_error *error);

#endif
