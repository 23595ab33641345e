/* From set points to gradual updates: a call a set point, each from the weights as they are to
 * given ones of 18 decimals, linearly from the call's startTime to its endTime. */
#ifndef ORTH_PLAN_GRADUAL_CALLS_H
#define ORTH_PLAN_GRADUAL_CALLS_H

#include "plan/target.h"

/* Appends them. `function` takes startTime, endTime, perhaps the tokens' addresses, and endWeights
 * at last. */
orth_status orth_gradual_make(orth_plan *plan, const orth_setpoints *points,
                              const orth_plan_function *function, orth_error *error);

/* An orth_target's read_short by from, to, begin and end: weight = from -/+ mulDown(progress,
 * |to - from|), progress = divDown(t - begin, end - begin). */
bool orth_gradual_read_short(const orth_plan_state *state, uint64_t now, uint64_t *out);

/* Begins the way to `weights` from where the pool is at `time`, as its target reads it, or from the
 * plan's start. */
void orth_gradual_begin(orth_plan_state *state, const orth_plan *plan, const orth_word *weights,
                        uint64_t begin, uint64_t end, uint64_t time);

#endif
