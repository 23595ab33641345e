/* What one T and one R are worth, block by block of a price path. */
#ifndef ORTH_LAUNCH_VALUES_H
#define ORTH_LAUNCH_VALUES_H

#include "launch/setup.h"

/* setup->market, reserve_prices, random, values_move, value_known; the schedules are there.
 * ORTH_BAD_INPUT where the market is shorter than the longest sale, and where the demand needs a
 * value that nothing says. */
orth_status orth_launch_make_market(orth_launch_setup *setup, orth_error *error);

/* One thread's place in a price path. Where nothing moves all blocks are like the first. */
typedef struct orth_launch_values {
    const orth_launch_setup *setup;
    orth_market_walk *walk;              /* NULL where nothing moves by the market */
    double first_project, first_reserve; /* prices at block 0 */
    uint64_t block;                      /* the next one */
    size_t at;                           /* of the reserve's prices */
    /* Of the last call, ORTH_LAUNCH_CHUNK of each: V and Q in the unit, V / Q. V is NaN where it is
     * not known. */
    double value[ORTH_LAUNCH_CHUNK], reserve[ORTH_LAUNCH_CHUNK], ratio[ORTH_LAUNCH_CHUNK];
} orth_launch_values;

orth_status orth_launch_values_create(orth_launch_values **values, const orth_launch_setup *setup,
                                      orth_error *error);
void orth_launch_values_free(orth_launch_values *values); /* NULL is fine */

/* From block 0 on; the first call of the next function is for block 0 alone. */
void orth_launch_values_start(orth_launch_values *values, uint64_t price_path);
/* The next *count blocks, at most `wanted` and ORTH_LAUNCH_CHUNK. */
orth_status orth_launch_values_next(orth_launch_values *values, uint64_t wanted, size_t *count,
                                    orth_error *error);

#endif
