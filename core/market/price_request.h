/* A request for prices as bytes, by which requests are compared. */
#ifndef ORTH_MARKET_PRICE_REQUEST_H
#define ORTH_MARKET_PRICE_REQUEST_H

#include "orthant/prices.h"

typedef struct orth_request_key {
    size_t length;
    char *bytes;
} orth_request_key;

/* The same bytes for the same request, and other ones for any other. The bytes are the caller's,
 * to be freed; ORTH_NO_MEMORY. */
orth_status orth_request_key_make(orth_request_key *key, const orth_price_request *request,
                                  orth_error *error);

#endif
