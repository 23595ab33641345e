/* The closed form for many speeds at a time. */
#ifndef ORTH_COST_OVERSHOOT_H
#define ORTH_COST_OVERSHOOT_H

#include <stddef.h>

/* -zeta(1/2) / sqrt(2 pi) */
#define ORTH_COST_RHO 0.5825971579390106702051771641876311547291

/* Y(x) - Y(0) for each speed x >= 0 by the closed form, with a few roundings; out must not overlap
 * `speeds`. */
void orth_overshoot_excess(size_t count, double *out, double band, const double *speeds);

/* band + rho(x) */
double orth_overshoot_beta(double band, double speed);

#endif
