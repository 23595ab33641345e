/* Multi-precision numbers as decimal text, and back. */
#ifndef ORTH_EXACT_TEXT_H
#define ORTH_EXACT_TEXT_H

#include <gmp.h>
#include <mpfr.h>
#include <stdbool.h>

#include "orthant/status.h"

/* `digits` significant digits in the rounding given: "0.00125", or "1.25e-9" where six zeros or
 * more would follow the point. To be freed with free(); NULL when there is no memory. x finite. */
char *orth_mpfr_text(const mpfr_t x, unsigned digits, mpfr_rnd_t rounding);

/* entry / 10^decimals, below 1, with every digit. Freed with free(); NULL as above. */
char *orth_fixed_text(const mpz_t entry, unsigned decimals);

/* x exactly: as a decimal, "-0.02", where it has one of at most ORTH_RATIONAL_DECIMALS_MAX
 * decimals, else as the fraction "1/3". orth_decimal_parse reads it back. Freed with free(); NULL
 * as above. */
#define ORTH_RATIONAL_DECIMALS_MAX 4000
char *orth_rational_text(const mpq_t x);

/* Whether text is a decimal number without sign: digits, perhaps a point and digits, perhaps e and
 * a whole exponent of at most 9 digits; and its value in that rounding, at x's precision. */
bool orth_mpfr_parse(mpfr_t x, const char *text, mpfr_rnd_t rounding);
/* The same of a number that may have a "-" before it. */
bool orth_mpfr_parse_signed(mpfr_t x, const char *text, mpfr_rnd_t rounding);

/* The number of decimals that write x exactly, -1 when no number does. */
long orth_decimals_needed(const mpq_t x);

#endif
