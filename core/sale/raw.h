/* Tokens and raw units: 10^decimals raw units are a token. */
#ifndef ORTH_SALE_RAW_H
#define ORTH_SALE_RAW_H

#include <gmp.h>
#include <stdbool.h>

#include "contract/word.h"

#define ORTH_RAW_DECIMALS_MAX 18

uint64_t orth_raw_unit(unsigned decimals); /* 10^decimals */

/* floor(value 10^decimals), or where `nearest` that of value 10^decimals + 1/2; *exact, unless
 * NULL, is whether nothing was cut off. false where it is below 0 or 2^bits and more. */
bool orth_raw_of_rational(orth_word *raw, const __mpq_struct *value, unsigned decimals,
                          bool nearest, unsigned bits, bool *exact);

/* floor(tokens 10^decimals) for tokens >= 0, exactly; 2^128 - 1 at most. */
orth_word orth_raw_of_tokens(double tokens, unsigned decimals);

/* Within 2 ulp. */
double orth_raw_tokens(orth_word raw, unsigned decimals);

#endif
