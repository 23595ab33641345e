/* Rails as bounds on whole units of a target. */
#ifndef ORTH_PLAN_RAILS_H
#define ORTH_PLAN_RAILS_H

#include "plan/target.h"
#include "setpoint/box.h"

/* The rail that the target's pools have of their own; 0 where they have none. */
uint64_t orth_rails_of_pool(const orth_target *target, const orth_plan_rails *rails);

/* The least weight that both the target and minimum_weight allow, in wei. */
uint64_t orth_rails_least(const orth_target *target, size_t n, const orth_plan_rails *rails);

/* Fills the box by the target's limits and minimum_weight, rounded inwards to units. */
void orth_rails_box(orth_box *box, const orth_target *target, size_t n,
                    const orth_plan_rails *rails, uint64_t unit);
/* Narrows the box to the points that `calls` calls of largest_move lead from or to: `there`, in
 * units, is at the other end. */
void orth_rails_reach(orth_box *box, const orth_plan_rails *rails, uint64_t unit, size_t calls,
                      const int64_t *there);

#endif
