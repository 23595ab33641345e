/* The simulation beside the closed form with the fee. */
#ifndef ORTH_COMPARE_STEPS_DIFFERENCE_H
#define ORTH_COMPARE_STEPS_DIFFERENCE_H

#include "orthant/compare.h"

/* Fills each point's `with_fee` and the report's difference, once the points are in order and the
 * least is known. */
orth_status orth_steps_difference_find(orth_best_steps *report, orth_error *error);

#endif
