/* log(a / b) by 2 atanh((a - b) / (a + b)): a short series where a and b are close, as neighbouring
 * rows of a schedule are, and several times faster there than a logarithm of the quotient. */
#ifndef ORTH_EXACT_LOG_RATIO_H
#define ORTH_EXACT_LOG_RATIO_H

#include "exact/interval.h"

/* To a few units in the last place of out, nothing proven; a, b > 0. out may not be a or b. */
void orth_log_ratio(mpfr_t out, const mpfr_t a, const mpfr_t b);

/* An enclosure; a, b > 0. out may not be a or b. */
void orth_iv_log_ratio(orth_iv *out, const orth_iv *a, const orth_iv *b);

#endif
