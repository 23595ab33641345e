/* What a crowd is made of. */
#ifndef ORTH_SALE_CROWD_H
#define ORTH_SALE_CROWD_H

#include "numeric/dd.h"
#include "orthant/sale_buyers.h"
#include "sale/draw.h"
#include "sale/orders.h"

#define ORTH_CROWD_NEVER UINT64_MAX

struct orth_sale_crowd {
    orth_sale_buyers terms;
    double *rates;   /* the list of the terms, NULL without */
    uint64_t blocks; /* of the sale */
    uint64_t block;  /* the last one that was run */
    orth_buyer_draw draw;
    orth_sale_buyer next; /* the next one to come, */
    uint64_t next_block;  /* his block, ORTH_CROWD_NEVER when nobody comes any more, */
    uint64_t came;        /* and his number: so many came before him */
    orth_orders bids, offers;
    size_t count, room; /* of purchases, and as many again to sort them */
    orth_sale_purchase *purchases;
    orth_dd paid, taken, fees, unfilled, priced_out; /* the last two of those who left */
    double highest_price;
    uint64_t first_block;
};

/* Draws the next one to come. */
void orth_crowd_next(orth_sale_crowd *crowd);

#endif
