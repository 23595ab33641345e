/* Inside the launch room: prices of the reserve token in the scenario's unit, from a file of its
 * own. */
#ifndef ORTH_LAUNCH_RESERVE_PRICES_H
#define ORTH_LAUNCH_RESERVE_PRICES_H

#include "orthant/price_store.h"
#include "orthant/scenario.h"

/* Prices that hold from a block on, to the next one's: prices[i] from block from[i]. A block's
 * price is the last that the file knows at the block's timestamp, start_time + floor(k
 * block_seconds / block_per). */
typedef struct orth_reserve_prices {
    size_t count;   /* >= 1 */
    uint64_t *from; /* from[0] = 0, rising */
    double *prices; /* ORTH_PRICE_MIN .. ORTH_PRICE_MAX */
    size_t note_count;
    char **notes; /* what was read and assumed of the file, as of orth_prices */
} orth_reserve_prices;

/* The prices of `token` in `file` for blocks 0 .. blocks of the scenario's chain, whose start_time
 * the scenario must say. `store` may be NULL. Memory grows with the file's rows within the sale,
 * not with the blocks. Errors of orth_prices_load; ORTH_BAD_INPUT where the file has no dates,
 * begins after the sale or ends before it, with both spans. *out is NULL on failure. */
orth_status orth_reserve_prices_load(orth_reserve_prices **out, const orth_scenario *scenario,
                                     const char *token, const orth_price_file *file,
                                     uint64_t blocks, orth_price_store *store, orth_error *error);
void orth_reserve_prices_free(orth_reserve_prices *prices); /* NULL is fine */

/* The price at a block. *at is the caller's, 0 at first: where the last answer was found, so that
 * blocks in rising order take no search. Any order is right. Threads may share the prices, each
 * with its own *at. */
double orth_reserve_price(const orth_reserve_prices *prices, uint64_t block, size_t *at);

#endif
