/* Sobol's sequence (I. M. Sobol', USSR Comp. Math. and Math. Phys. 7, 1967). */
#ifndef ORTH_SWEEP_SOBOL_H
#define ORTH_SWEEP_SOBOL_H

#include <stddef.h>
#include <stdint.h>

#include "orthant/limits.h"

typedef struct orth_sobol {
    uint32_t directions[ORTH_SWEEP_PARAMETERS_MAX][32];
} orth_sobol;

void orth_sobol_prepare(orth_sobol *sobol, size_t dimensions);

/* The first 32 binary digits after the point of that coordinate of point `point` (below 2^32). The
 * first 2^k points of each coordinate are the multiples of 2^-k, each once. */
uint32_t orth_sobol_digits(const orth_sobol *sobol, size_t dimension, uint64_t point);

#endif
