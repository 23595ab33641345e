/* The exact profit of both legs of an attack, and how it changes with the displacement. */
#ifndef ORTH_SAFETY_LEGS_H
#define ORTH_SAFETY_LEGS_H

#include "orthant/arbitrage.h"
#include "orthant/safety.h"

/* A window: the pool rests at `from`, and the second leg is traded at `to`; both sum to 1. */
typedef struct orth_legs {
    size_t n;
    const double *from, *to;
    const orth_fee *first, *back;         /* the fees of the legs */
    double shift[ORTH_SAFETY_TOKENS_MAX]; /* log(from_i / to_i) */
} orth_legs;

void orth_legs_begin(orth_legs *legs, size_t n, const double *from, const double *to,
                     const orth_fee *first, const orth_fee *back);

/* Derivatives of the extraction by each a_i, as if the others stayed: where it grows and where it
 * falls, which differ at a_i = 0 by the fee. */
typedef struct orth_slopes {
    double up[ORTH_SAFETY_TOKENS_MAX], down[ORTH_SAFETY_TOKENS_MAX];
} orth_slopes;

/* The extraction by displacement a, sum from_i a_i = 0: what the pool has less than 1 in the end,
 *   sum (from_i - final reserve i),
 * in which what is put in and taken back does not appear, so that its error does not grow with the
 * capital. `slopes` may be NULL. */
double orth_legs_take(const orth_legs *legs, const double *a, orth_slopes *slopes);

/* The same of no displacement: honest arbitrage. */
double orth_legs_honest(const orth_legs *legs);

/* What the first leg puts in, fee included. */
double orth_legs_capital(const orth_legs *legs, const double *a);

#endif
