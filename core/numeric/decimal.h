/* Inside the library: rationals as double-doubles, and arrays of rationals. */
#ifndef ORTH_NUMERIC_DECIMAL_H
#define ORTH_NUMERIC_DECIMAL_H

#include "orthant/decimal.h"

/* value = *high + *low to about 2^-106 relative: *high is the nearest double, *low the nearest
 * double to the rest. Beyond the largest double *high is an infinity and *low 0: the caller refuses
 * it, with the range that it permits. Underflow to zero is the caller's to exclude. */
void orth_rational_to_dd(double *high, double *low, const mpq_t value);

/* n rationals of value 0, or NULL where memory runs out; also for n = 0 there is an array. */
mpq_t *orth_rationals_create(size_t n);
void orth_rationals_free(mpq_t *values, size_t n); /* NULL is fine */

#endif
