/* Blocks of a sale against a value that all know. */
#ifndef ORTH_LAUNCH_ARBITRAGE_H
#define ORTH_LAUNCH_ARBITRAGE_H

#include "launch/purchases.h"
#include "launch/setup.h"
#include "launch/tally.h"

/* What blocks that are run together read: arrays that begin with the first of them. */
typedef struct orth_launch_piece {
    uint64_t first;
    size_t count;
    bool begun; /* the first block, by the sniper */
    orth_launch_weights weights;
    const double *value, *reserve, *ratio; /* V, Q and V / Q */
    const orth_fee *fees;
    size_t fee_stride;
    double *prices; /* gets p in R after each */
} orth_launch_piece;

/* Arbitrageurs buy below the value, and sell above it where that is allowed. ORTH_NO_MEMORY. */
orth_status orth_launch_arbitrage(orth_sale *sale, bool sales_blocked,
                                  const orth_launch_piece *piece, orth_tally *tally,
                                  orth_purchases *purchases, orth_error *error);

#endif
