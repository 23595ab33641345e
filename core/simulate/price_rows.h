/* A price path's rows, some at a time, and behind them those that a strategy looks ahead at. */
#ifndef ORTH_SIMULATE_PRICE_ROWS_H
#define ORTH_SIMULATE_PRICE_ROWS_H

#include "orthant/market.h"

typedef struct orth_price_rows {
    const double *prices;       /* of the last orth_price_rows_next */
    orth_market_walk *walks[2]; /* of one price path, and of ORTH_RUN_LANES or NULL */
    size_t n, most, ahead;
    double *window;      /* most + ahead rows; NULL where nobody looks ahead */
    size_t filled, used; /* rows that are there, and of them those of the last call */
} orth_price_rows;

/* Of a market of n tokens, at most `most` rows at a time with `ahead` behind them; of several price
 * paths too where they run `side_by_side`. After an error *rows is still to be freed; it is to be
 * zero before. */
orth_status orth_price_rows_create(orth_price_rows *rows, const orth_market *market, size_t n,
                                   size_t most, uint64_t ahead, bool side_by_side,
                                   orth_error *error);
void orth_price_rows_free(orth_price_rows *rows); /* all zero is fine */

/* Walk w from its first row on, at that price path. */
void orth_price_rows_start(orth_price_rows *rows, size_t w, uint64_t price_path);

/* The next *count rows, up to `wanted` and rows->most, into rows->prices. */
orth_status orth_price_rows_next(orth_price_rows *rows, size_t w, uint64_t wanted, size_t *count,
                                 orth_error *error);

#endif
