/* Decimal text, read exactly under any locale. */
#ifndef ORTHANT_DECIMAL_H
#define ORTHANT_DECIMAL_H

#include <gmp.h>

#include "orthant/api.h"
#include "orthant/limits.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Reads "12", "-0.5", "1.25e-3" or a fraction "1/3" of whole numbers, exactly. `value` must be
 * initialised. ORTH_BAD_INPUT with a reason (not naming the text) for anything else, beyond
 * ORTH_DECIMAL_EXPONENT_MAX and _LENGTH_MAX, or a zero denominator. */
ORTH_API orth_status orth_decimal_parse(mpq_t value, const char *text, orth_error *error);

/* The nearest double, to even where two are as near; an infinity or 0 beyond the doubles. */
ORTH_API double orth_rational_to_double(const mpq_t value);

#ifdef __cplusplus
}
#endif
#endif
