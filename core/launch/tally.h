/* Money of a sale in the unit, each trade valued at the price of R in its block: what the pool,
 * which counts in tokens, cannot know. */
#ifndef ORTH_LAUNCH_TALLY_H
#define ORTH_LAUNCH_TALLY_H

#include "numeric/dd.h"
#include "orthant/sale.h"

typedef struct orth_tally {
    orth_dd raised, fees; /* the protocol's share of fees and all */
    double highest_price; /* at the margin right after a buy; 0 without */
} orth_tally;

/* A buy, or a sale, after which the pool's price is p in R; one of nothing counts for nothing. */
void orth_tally_buy(orth_tally *tally, const orth_sale_trade *trade, double p, const orth_fee *fee,
                    double reserve_price);
void orth_tally_sale(orth_tally *tally, const orth_sale_trade *trade, const orth_fee *fee,
                     double reserve_price);

#endif
