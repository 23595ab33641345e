/* splitmix64: the small generator behind draws that a seed must give again. */
#ifndef ORTH_BASE_SPLITMIX_H
#define ORTH_BASE_SPLITMIX_H

#include <stdint.h>

static inline uint64_t orth_splitmix(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* In [0, 1), a multiple of 2^-53. */
static inline double orth_splitmix_unit(uint64_t *state)
{
    return (double)(orth_splitmix(state) >> 11) * 0x1p-53;
}

#endif
