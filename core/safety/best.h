/* The best attack on one window, by its exact profit. */
#ifndef ORTH_SAFETY_BEST_H
#define ORTH_SAFETY_BEST_H

#include "safety/legs.h"
#include "safety/reach.h"

/* Two tokens: the end of what he can reach on the side that the move pays for. */
void orth_best_end(orth_safety_attack *attack, double *a, const orth_reach *reach,
                   const orth_legs *legs);

/* Of two tokens both ends and the inside. Of more, for each token down and set up whose first-order
 * gain is near the best: the exact profit, with the split corrected by its exact derivatives; sets
 * that differ from the best by a token; and a search from the best of these along its
 * derivatives. */
void orth_best_attack(orth_safety_attack *attack, double *a, const orth_reach *reach,
                      const orth_legs *legs);

/* The same of three tokens and more without the last search, some 1e-4 less at most. */
void orth_best_split(orth_safety_attack *attack, const orth_reach *reach, const orth_legs *legs);

/* Whether it takes more than ORTH_SAFETY_EXCESS over honest arbitrage; found sooner. */
bool orth_best_exceeds(const orth_reach *reach, const orth_legs *legs);

#endif
