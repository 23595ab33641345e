/* The times of the rows of a table that is made of several series. */
#ifndef ORTH_MARKET_PRICE_TIMES_H
#define ORTH_MARKET_PRICE_TIMES_H

#include "market/price_series.h"

/* The multiple of `every` (since 1970 UTC; weeks from Mondays) that is at or after a time. */
int64_t orth_grid_first(orth_span every, int64_t time);
/* The next after a multiple. */
int64_t orth_grid_next(orth_span every, int64_t time);

/* ORTH_BAD_INPUT where a grid over this span would have more rows than a market has blocks at most;
 * months are never so many. */
#define ORTH_GRID_MAX INT64_C(100000000)
orth_status orth_grid_check(orth_span every, int64_t first, int64_t last, orth_error *error);

#endif
