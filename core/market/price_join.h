/* Series of several files, or one panel, to the rows of a table. */
#ifndef ORTH_MARKET_PRICE_JOIN_H
#define ORTH_MARKET_PRICE_JOIN_H

#include "market/price_series.h"

/* One series a token, without rows for the numeraire. */
orth_status orth_series_join(orth_prices *prices, orth_series *series,
                             const orth_price_request *request, orth_error *error);

/* price_single.c: of the table's rows, `single` are new for one token alone. ORTH_BAD_INPUT where
 * these are most, unless the files have bars of one length, of which some are left out. */
orth_status orth_series_check_single(const orth_series *all, size_t n, size_t rows, size_t single,
                                     orth_error *error);

/* price_shape.c: ORTH_BAD_INPUT where `from` is after `to`; the rows of one panel that `from`, `to`
 * and `every` leave, and each row `blocks_per_row` times with the times in between. */
orth_status orth_price_request_check_span(const orth_price_request *request, orth_error *error);
orth_status orth_prices_window(orth_prices *prices, const orth_price_request *request,
                               orth_error *error);
orth_status orth_prices_spread(orth_prices *prices, uint64_t blocks_per_row, orth_error *error);
/* Both, of a borrowed table, which must outlive *prices: the window's rows are not copied where
 * there is neither a grid nor more than one block a row. Of `request`, from, to, every and
 * blocks_per_row count. */
orth_status orth_prices_choose(orth_prices **prices, const orth_prices *table,
                               const orth_price_request *request, orth_error *error);

#endif
