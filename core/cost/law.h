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

#endif
