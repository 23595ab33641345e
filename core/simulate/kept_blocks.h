/* A pool that is seen, and traded with, in every so many blocks only (orth_scenario's
 * arbitrage_every): the blocks between are left out. */
#ifndef ORTH_SIMULATE_KEPT_BLOCKS_H
#define ORTH_SIMULATE_KEPT_BLOCKS_H

#include "orthant/run.h"

/* Blocks of a call in which the pool is seen, one after the other. */
typedef struct orth_kept_blocks {
    uint64_t every; /* those at multiples of it */
    size_t n;       /* tokens */
    size_t count;
    double *prices, *weights;
    const orth_fee *fees; /* NULL where the call has none; likewise */
    const bool *present;
    double *last; /* [lane]: what the pools were worth in the last one */
    orth_fee *fee_room;
    bool *present_room;
} orth_kept_blocks;

/* Of calls of up to `chunk` blocks. */
orth_status orth_kept_blocks_create(orth_kept_blocks **kept, uint64_t every, size_t n, size_t lanes,
                                    size_t chunk, orth_error *error);
void orth_kept_blocks_free(orth_kept_blocks *kept); /* NULL is fine */

/* Those of the blocks first .. first+count-1, of `lanes` pools. */
void orth_kept_blocks_take(orth_kept_blocks *kept, size_t lanes, uint64_t first, size_t count,
                           const double *prices, const double *weights, const orth_fee *fees,
                           const bool *present);
/* From a value for each of these, [block][lane], to one for each of the blocks: that of the last
 * block that was seen. */
void orth_kept_blocks_spread(orth_kept_blocks *kept, size_t lanes, uint64_t first, size_t count,
                             double *values);

#endif
