/* Files of lines and fields. */
#ifndef ORTH_MARKET_PRICE_LINES_H
#define ORTH_MARKET_PRICE_LINES_H

#include "market/line_in.h"
#include "market/price_header.h"

/* Reads all lines into a series, as they stand. */
orth_status orth_lines_read(orth_series *series, orth_line_in *in, const orth_wanted *wanted,
                            orth_error *error);

/* price_row.c: takes one line apart, which may change it in place; `fields` has room for those
 * that are used. A row without a price is appended with prices of 0, and counted. */
orth_status orth_row_take(orth_series *series, const orth_header *header, char *text, size_t length,
                          size_t line, orth_field *fields, orth_error *error);

#endif
