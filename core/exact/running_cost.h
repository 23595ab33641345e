/* A running cost evaluated: enclosures of a row's cost and of its gradient, at one precision. */
#ifndef ORTH_EXACT_RUNNING_COST_H
#define ORTH_EXACT_RUNNING_COST_H

#include "exact/interval.h"
#include "orthant/running.h"

typedef struct orth_running_cost {
    const orth_exact_running *of; /* NULL: no cost */
    orth_iv *pull;                /* lambda S, n x n; NULL without tracking */
    orth_iv *tracked, *away;      /* w*, and w - w* */
    orth_iv *returns;             /* nu of a row */
    orth_iv term;
} orth_running_cost;

/* `of` may be NULL. */
orth_status orth_running_cost_create(orth_running_cost *cost, const orth_exact_running *of,
                                     mpfr_prec_t precision, orth_error *error);
void orth_running_cost_clear(orth_running_cost *cost); /* a zeroed struct is fine */
void orth_running_cost_set_precision(orth_running_cost *cost, mpfr_prec_t precision);

/* The cost of row k, 1 .. steps, with weights w, and, unless it is NULL, its gradient
 * - nu_k + lambda S (w - w*), n intervals. The outputs are no operands. */
void orth_running_cost_row(orth_running_cost *cost, orth_iv *value, orth_iv *gradient, size_t k,
                           const orth_iv *w);

/* The last row that is to be chosen: steps with a free end, else steps - 1. */
size_t orth_running_last(const orth_exact_running *of, size_t steps);

/* Bits that a problem with this cost needs on top of one without: for small forecasts, whose
 * moves are small, and for what grows along the chain where the cost tracks. */
long orth_running_guard_bits(const orth_exact_running *of);

/* lambda, the tracked point and a symmetric covariance: ORTH_DOMAIN where they are not as
 * orthant/running.h says; and whether the cost is convex. */
orth_status orth_running_check_tracking(const orth_exact_running *of, bool *convex,
                                        orth_error *error);
#define ORTH_NOT_CONVEX                                                                            \
    "the covariance is not positive semidefinite, so the cost is not convex and nothing can be "   \
    "proven"

#endif
