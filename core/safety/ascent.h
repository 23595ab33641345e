/* A search on the exact profit, along its derivatives. */
#ifndef ORTH_SAFETY_ASCENT_H
#define ORTH_SAFETY_ASCENT_H

#include "safety/legs.h"
#include "safety/reach.h"

/* Improves a displacement within his means until nothing gains: one token up and one down, or a
 * part of the budget from one that comes in to another while a third makes up for it, each as far
 * as that gains. Returns what a takes. */
double orth_ascend(double *a, const orth_reach *reach, const orth_legs *legs);

#endif
