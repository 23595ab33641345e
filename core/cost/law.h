/* The parts of a law: many speeds at a time, or none. */
#ifndef ORTH_COST_LAW_H
#define ORTH_COST_LAW_H

#include <stddef.h>

#include "orthant/cost.h"

/* Y(0), for which no interpolant is made. */
double orth_cost_law_rest(double band);

/* The excess; out must not overlap `speeds`. */
void orth_cost_law_excesses(const orth_cost_law *law, size_t count, double *out,
                            const double *speeds);

/* The mean volume of arbitrage in a block, the means of both edges' overshoots summed, by a law
 * made
 * for it: below ORTH_COST_LAW_BAND an interpolant of the twin, from there on in closed form. */
orth_cost_law orth_cost_law_of_volume(double band);
double orth_cost_law_volume(const orth_cost_law *law, double speed);

#endif
