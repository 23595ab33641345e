/* Prices in JSON. */
#ifndef ORTH_MARKET_PRICE_JSON_H
#define ORTH_MARKET_PRICE_JSON_H

#include <jansson.h>

#include "market/price_series.h"

/* price_json_rows.c: a list of lists of five and more. */
bool orth_json_is_bars(const json_t *json);
orth_status orth_series_read_json_bars(orth_series *series, const json_t *json,
                                       const orth_wanted *wanted, orth_error *error);

#endif
