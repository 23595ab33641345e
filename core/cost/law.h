/* The excess for many speeds at a time. */
#ifndef ORTH_COST_LAW_H
#define ORTH_COST_LAW_H

#include <stddef.h>

#include "orthant/cost.h"

/* out must not overlap `speeds`. */
void orth_cost_law_excesses(const orth_cost_law *law, size_t count, double *out,
                            const double *speeds);

#endif
