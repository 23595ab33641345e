/* The buyers of a price path, one after the other, drawn many at a time. */
#ifndef ORTH_SALE_DRAW_H
#define ORTH_SALE_DRAW_H

#include "orthant/sale_buyers.h"
#include "sale/arrivals.h"

#define ORTH_BUYERS_DRAWN 64 /* at a time; shows in no bit */

typedef struct orth_buyer_draw {
    const orth_sale_buyers *terms; /* must outlive it */
    uint64_t price_path;
    uint64_t next;   /* number of the next one to draw */
    double expected; /* arrivals up to the last one that was drawn, of rate 1 */
    orth_arrivals at;
    double log_budget; /* the median's */
    size_t given;      /* of those that are drawn, at most ORTH_BUYERS_DRAWN */
    double days[ORTH_BUYERS_DRAWN], budgets[ORTH_BUYERS_DRAWN], tastes[ORTH_BUYERS_DRAWN];
    double patience[ORTH_BUYERS_DRAWN], flips[ORTH_BUYERS_DRAWN]; /* uniforms */
} orth_buyer_draw;

void orth_buyer_draw_start(orth_buyer_draw *draw, const orth_sale_buyers *terms,
                           uint64_t price_path);
orth_sale_buyer orth_buyer_draw_next(orth_buyer_draw *draw);

#endif
