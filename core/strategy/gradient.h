/* Relative slopes and averages of coarse prices, with decays a token. */
#ifndef ORTH_STRATEGY_GRADIENT_H
#define ORTH_STRATEGY_GRADIENT_H

#include "strategy/strategy.h"

typedef struct orth_slope {
    double lambda, rest, inverse; /* inverse: 1 / rest */
    double factor;                /* (1 - lambda)^3 / lambda; 0 where lambda is 0 */
    double other_rest;            /* of the divisor's average; NAN: the same average */
    double least;                 /* a sum below it counts as 0: the peer's threshold */
} orth_slope;
/* `other` is the divisor's decay, or NULL. */
orth_slope orth_slope_of(orth_decay decay, const orth_decay *other, bool as_peer);

/* Updates [slot][token][lane] of three slots (average, sum, divisor's average) by the next prices,
 * and fills the slopes; `first`: these are the first prices. */
#define ORTH_SLOPE_SLOTS 3
void orth_slopes_see(const orth_slope *slopes, size_t n, size_t lanes, bool first,
                     const double *prices, double *kept, double *out);

#endif
