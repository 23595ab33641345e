/* What files become: orth_prices. */
#ifndef ORTH_MARKET_PRICE_TABLE_H
#define ORTH_MARKET_PRICE_TABLE_H

#include "orthant/market.h"

/* An empty table, and its rows. */
orth_status orth_prices_new(orth_prices **prices, size_t n, orth_error *error);
orth_status orth_prices_allocate(orth_prices *prices, size_t rows, orth_error *error);
/* Another table of the rows of `other`, which are not copied but for their times. */
orth_status orth_prices_borrow_again(orth_prices **prices, const orth_prices *other,
                                     orth_error *error);
/* The record of a file, which is taken over. */
orth_status orth_prices_add_source(orth_prices *prices, orth_price_source *source,
                                   orth_error *error);
void orth_source_free(orth_price_source *source);
bool orth_is_numeraire(const char *token, const char *numeraire); /* which may be NULL */

orth_status orth_prices_note(orth_prices *prices, orth_error *error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
