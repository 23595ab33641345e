/* A search on the exact profit, along its derivatives. */
#ifndef ORTH_SAFETY_ASCENT_H
#define ORTH_SAFETY_ASCENT_H

#include "safety/legs.h"
#include "safety/reach.h"

/* Improves a displacement within his means until nothing gains: one token up and one down, or a
 * part of the budget from one that comes in to another while a third makes up for it, each as far
 * as that gains. Returns what a takes.
 * From corner to corner, for a swap limit, with which the gain is greatest at one: the ends of each
 * direction are looked at whatever the derivatives, since the gain is convex in between, but
 * nothing is taken back: a corner that is worth less than no attack may lead to one that is worth
 * more. */
typedef enum orth_ascent_way { ORTH_ASCENT_SLOPES, ORTH_ASCENT_CORNERS } orth_ascent_way;
double orth_ascend(double *a, const orth_reach *reach, const orth_legs *legs, orth_ascent_way way);

#endif
