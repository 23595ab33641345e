/* Whether a quadratic form is convex on the simplex, in exact arithmetic. */
#ifndef ORTH_EXACT_CONVEX_H
#define ORTH_EXACT_CONVEX_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>

#include "orthant/status.h"

/* Sets *convex to whether x' S x >= 0 for every x whose n entries sum to 0; S is symmetric,
 * row-major, n >= 2. Time O(n^3) operations on integers of some n times the digits of S. */
orth_status orth_form_is_convex(bool *convex, size_t n, mpq_t *form, orth_error *error);

#endif
