/* Real arithmetic of what QuantAMM computes in 18 decimals, as enclosures. Values are in wei, so
 * that a whole number of them (a rail, a price) has no width; a product is therefore divided by
 * 1e18, a quotient multiplied. Results may be operands. */
#ifndef ORTH_TRUTH_REAL_H
#define ORTH_TRUTH_REAL_H

#include "exact/interval.h"
#include "truth/truth.h"

#define ORTH_REAL_TOKENS_MAX 64
#define ORTH_REAL_UNIT 1000000000000000000ul

/* Whether all branches and quotients were certain in this precision. */
typedef struct orth_real {
    mpfr_prec_t precision;
    bool told;
} orth_real;

void orth_real_set(orth_iv *out, orth_word word); /* signed */
void orth_real_negate(orth_iv *x);
void orth_real_mul(orth_iv *out, const orth_iv *a, const orth_iv *b);
/* A divisor that might be 0 is not told. */
void orth_real_div(orth_real *real, orth_iv *out, const orth_iv *a, const orth_iv *b);
/* 1 - x */
void orth_real_rest(orth_iv *out, const orth_iv *x);
/* x^y for x >= 0, where x^0 = 1 and 0^y = 0. */
void orth_real_power(orth_real *real, orth_iv *out, const orth_iv *x, const orth_iv *y);

/* Whether a < b; what the enclosures leave open is not told. */
bool orth_real_below(orth_real *real, const orth_iv *a, const orth_iv *b);
bool orth_real_is_zero(const orth_iv *x);

/* The guard after a rule, in place: clamp, speed limit, sum repair. */
void orth_real_guard(orth_real *real, size_t n, orth_iv *weights, const orth_iv *previous,
                     const orth_iv *epsilon, const orth_iv *rail);

typedef enum orth_real_kind {
    ORTH_REAL_GUARD,
    ORTH_REAL_MOMENTUM,
    ORTH_REAL_ANTI_MOMENTUM,
    ORTH_REAL_POWER_CHANNEL,
    ORTH_REAL_CHANNEL_FOLLOWING,
    ORTH_REAL_DIFFERENCE_MOMENTUM,
    ORTH_REAL_MINIMUM_VARIANCE
} orth_real_kind;

/* A rule's run: `out` has n weights for each of the steps, as the function returns them. */
void orth_real_rule(orth_real *real, orth_real_kind kind, const orth_contract_value *arguments,
                    orth_iv *out);

#endif
