/* Tables of prices that are read once and shared: by the points of a sweep, by the threads that
 * compute them, by markets that go through the same files. A market takes its tables from a store
 * where its specification names one (orth_market_spec.store).
 *
 * Two requests are the same where all that they say is the same: tokens in their order, numeraire,
 * names of files and how these are read, span, blocks a row. A file that changes while a store
 * holds its table is not read again. */
#ifndef ORTHANT_PRICE_STORE_H
#define ORTHANT_PRICE_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/prices.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct orth_price_store orth_price_store;

/* What tables that nobody has in use may take where a caller has no other wish: 64 MiB are two
 * years of minutes of seven tokens. */
#define ORTH_PRICE_STORE_BYTES 67108864

/* An empty store. Tables stay in it when they are given back, for the next who asks, as long as all
 * its tables take at most `bytes` bytes; beyond that those that nobody has go, the one first that
 * was given back first. Tables in use stay, whatever they take: with `bytes` of 0 a table goes when
 * its last user gives it back. ORTH_NO_MEMORY; *store is NULL then. */
ORTH_API orth_status orth_price_store_create(orth_price_store **store, uint64_t bytes,
                                             orth_error *error);
/* All tables must have been given back. NULL is fine. */
ORTH_API void orth_price_store_free(orth_price_store *store);

/* The table of orth_prices_load, to be read only. Whoever asks for a table that is being read waits
 * for it. It lives until it is given back as often as it was got. Errors as orth_prices_load, and
 * ORTH_NO_MEMORY; *prices is NULL then, and the next who asks reads again. Any number of threads
 * may use a store. */
ORTH_API orth_status orth_price_store_load(const orth_prices **prices, orth_price_store *store,
                                           const orth_price_request *request, orth_error *error);
ORTH_API void orth_price_store_give_back(orth_price_store *store, const orth_prices *prices);

/* What a store has done and holds: tables read from files, requests answered without reading,
 * tables that are held now and the bytes of their rows. */
typedef struct orth_price_store_use {
    uint64_t read, shared;
    size_t held;
    uint64_t bytes;
} orth_price_store_use;
ORTH_API orth_price_store_use orth_price_store_used(orth_price_store *store);

#ifdef __cplusplus
}
#endif
#endif
