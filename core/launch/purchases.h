/* What buyers of one sale paid and got, and how unequal their prices are. */
#ifndef ORTH_LAUNCH_PURCHASES_H
#define ORTH_LAUNCH_PURCHASES_H

#include "orthant/sale_buyers.h"

/* A list that grows and is kept for the next price path: `count` and `made` are set to 0 then. It
 * does not grow with the blocks for ever: when ORTH_PURCHASES_MOST are there, neighbours in price
 * are put together, each group with at most 4 / ORTH_PURCHASES_MOST of the tokens so far, so that
 * at most half of them stay. The Gini coefficient, which sees no difference within a group, is then
 * less by no more than (highest - lowest price) / average price times 4 / ORTH_PURCHASES_MOST for
 * each time that this happened. */
#define ORTH_PURCHASES_MOST 131072
typedef struct orth_purchases {
    size_t count, room; /* as much room again is behind it, to sort */
    uint64_t made;      /* purchases, before any were put together */
    orth_sale_purchase *list;
} orth_purchases;

orth_status orth_purchases_add(orth_purchases *purchases, double paid, double tokens,
                               orth_error *error);
void orth_purchases_free(orth_purchases *purchases);

/* All money that was paid over all tokens that were got; NaN where nobody bought. */
double orth_purchases_average(const orth_purchases *purchases);
/* NaN where nobody bought; sorts them by price. */
double orth_purchases_gini(orth_purchases *purchases);
/* Of sorted ones the price at shares 0, 1 / (count - 1), ..., 1 of the tokens, cheapest first; NaN
 * where nobody bought. */
void orth_purchases_shares(double *prices, size_t count, const orth_purchases *purchases);

#endif
