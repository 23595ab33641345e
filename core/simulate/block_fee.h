/* The fee of a block where it falls or rises with the blocks. */
#ifndef ORTH_SIMULATE_BLOCK_FEE_H
#define ORTH_SIMULATE_BLOCK_FEE_H

#include "orthant/scenario.h"

/* From `from` at block 0 to `to` at block schedule->blocks, and from there on. */
double orth_block_fee(const orth_fee_schedule *schedule, uint64_t block);

#endif
