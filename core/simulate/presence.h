/* In which blocks an arbitrageur is there. Drawn by counter (seed, price path, block), so that
 * every schedule meets the same blocks, on any number of threads. */
#ifndef ORTH_SIMULATE_PRESENCE_H
#define ORTH_SIMULATE_PRESENCE_H

#include "orthant/scenario.h"

/* Blocks first .. first+count-1 of a price path; `scratch` has room for 2 count. */
void orth_presence_fill(bool *present, double *scratch, const orth_scenario *scenario,
                        uint64_t price_path, uint64_t first, size_t count);

#endif
