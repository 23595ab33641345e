/* The least that any schedule between a plan's ends can lose, proven. */
#ifndef ORTH_PLAN_PLAN_BOUND_H
#define ORTH_PLAN_PLAN_BOUND_H

#include "orthant/exact.h"
#include "orthant/plan.h"

/* Significant digits of the bound that a plan is written with; it is rounded down to them. */
#define ORTH_PLAN_BOUND_DIGITS 15

/* Weights of 18 decimals as rationals; the array is initialised here. Each row is divided by its
 * sum. NULL without memory; free with orth_plan_rationals_free. */
mpq_t *orth_plan_rationals(const uint64_t *rows, size_t count, size_t n);
void orth_plan_rationals_free(mpq_t *values, size_t count);

/* The proven lower bound between the plan's ends, as a decimal text to be freed; NULL for plans
 * that it would take too long for. */
orth_status orth_plan_bound(char **bound, const orth_plan *plan, unsigned digits,
                            orth_error *error);

#endif
