/* The best attack that a search has found so far. */
#ifndef ORTH_SAFETY_FOUND_H
#define ORTH_SAFETY_FOUND_H

#include <stdbool.h>

#include "orthant/safety.h"
#include "safety/legs.h"
#include "safety/reach.h"

/* The best so far, of displacements that are not 0, and the split that it came from. */
typedef struct orth_found {
    const orth_reach *reach;
    const orth_legs *legs;
    orth_bands bands;
    double g[ORTH_SAFETY_TOKENS_MAX];
    double taken;
    double a[ORTH_SAFETY_TOKENS_MAX];
    orth_split split;
    /* The best of those whose split has no root: the derivatives lead on from there. */
    double folded_taken;
    double folded[ORTH_SAFETY_TOKENS_MAX];
} orth_found;

/* Nothing yet. */
void orth_found_begin(orth_found *best, const orth_reach *reach, const orth_legs *legs);
/* Whether the displacement takes more than what was found before; it is kept then. */
bool orth_found_try(orth_found *best, const double *a);
/* What was found as an attack, or none at all where it takes no more than honest arbitrage; `a`
 * (its displacement) may be NULL. */
void orth_found_conclude(orth_safety_attack *attack, double *a, orth_found *best);

#endif
