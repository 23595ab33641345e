/* From set points to the calls of a QuantAMM pool. */
#ifndef ORTH_PLAN_QUANTAMM_CALLS_H
#define ORTH_PLAN_QUANTAMM_CALLS_H

#include "plan/target.h"

#define ORTH_QUANTAMM_UNIT 1000000000 /* the last wei that a stored weight can hold */
#define ORTH_QUANTAMM_TOKENS 8

/* Appends them. `stops`: `function` takes weights, multipliers and the time to stop at; else
 * targets that the weights run past, so that a last call stops them. */
orth_status orth_quantamm_make(orth_plan *plan, const orth_setpoints *points,
                               const orth_plan_function *function, bool stops, orth_error *error);

#endif
