/* The least fee that makes a schedule safe. */
#ifndef ORTH_SAFETY_LEAST_FEE_H
#define ORTH_SAFETY_LEAST_FEE_H

#include "safety/window.h"

/* The most blocks of an attacker's window from a block on. */
static inline size_t orth_most_blocks(size_t blocks, size_t window, size_t block)
{
    return blocks - block < window ? blocks - block : window;
}

/* orth_safety.least_fee, from the windows that are found already. */
orth_status orth_find_least_fee(double *fee, const orth_safety *safety,
                                const orth_schedule *schedule, unsigned threads, orth_error *error);

#endif
