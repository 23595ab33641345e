/* What gas makes of the number of steps. */
#ifndef ORTH_COMPARE_BEST_STEPS_GAS_H
#define ORTH_COMPARE_BEST_STEPS_GAS_H

#include "orthant/compare.h"

/* Fills the report's gas, once the points are in order and the least is known. */
orth_status orth_best_steps_add_gas(orth_best_steps *report, orth_error *error);

#endif
