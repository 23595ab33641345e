/* The rail `safe` of a plan: its blocks' weights against whoever builds several of them. */
#ifndef ORTH_PLAN_SAFE_H
#define ORTH_PLAN_SAFE_H

#include "orthant/plan.h"
#include "orthant/safety.h"

/* Every window of the weights that the chain saw. ORTH_DOMAIN for a rail that is not permitted. */
orth_status orth_plan_safety_of(orth_safety **safety, const orth_replay *replay,
                                const orth_plan_safe *safe, orth_error *error);

/* ORTH_DOMAIN, naming the window and what it gives, where one is not safe. Without the rail nothing
 * is looked at. */
orth_status orth_plan_check_safe(const orth_replay *replay, const orth_plan_safe *safe,
                                 orth_error *error);

#endif
