/* Inside the library: rationals as double-doubles. */
#ifndef ORTH_NUMERIC_DECIMAL_H
#define ORTH_NUMERIC_DECIMAL_H

#include "orthant/decimal.h"

/* value = *high + *low to about 2^-106 relative: *high is the nearest double, *low the nearest
 * double to the rest. Beyond the largest double *high is an infinity and *low 0: the caller refuses
 * it, with the range that it permits. Underflow to zero is the caller's to exclude. */
void orth_rational_to_dd(double *high, double *low, const mpq_t value);

#endif
