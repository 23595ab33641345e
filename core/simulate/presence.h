/* In which blocks an arbitrageur is there. Drawn by counter (seed, price path, block), so that
 * every schedule meets the same blocks, on any number of threads. */
#ifndef ORTH_SIMULATE_PRESENCE_H
#define ORTH_SIMULATE_PRESENCE_H

#include "orthant/scenario.h"
#include "simulate/flow.h"

typedef struct orth_presence {
    uint64_t seed;
    double probability;
    bool there[ORTH_FLOW_BLOCKS];
    double draws[ORTH_FLOW_BLOCKS], unused[ORTH_FLOW_BLOCKS];
} orth_presence;

/* *presence is NULL where he always is; free() it. */
orth_status orth_presence_create(orth_presence **presence, const orth_scenario *scenario,
                                 orth_error *error);

/* Draws blocks first .. first+count-1 of a price path, ORTH_FLOW_BLOCKS at most. */
void orth_presence_fill(orth_presence *presence, uint64_t price_path, uint64_t first, size_t count);

#endif
