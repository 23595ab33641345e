/* The closed form for many speeds at a time. */
#ifndef ORTH_COST_OVERSHOOT_H
#define ORTH_COST_OVERSHOOT_H

#include <stddef.h>

/* -zeta(1/2) / sqrt(2 pi) */
#define ORTH_COST_RHO 0.5825971579390106702051771641876311547291

/* Y(x) - Y(0) for each speed x >= 0, relative error a few 1e-15; out may be `speeds` only where
 * count is 1. */
void orth_overshoot_excess(size_t count, double *out, double band, const double *speeds);

#endif
