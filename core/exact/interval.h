/* Closed intervals with MPFR ends. Every operation rounds its lower end down and its upper end up,
 * so the result holds every value that the operation can have on points of its operands. Results
 * may be operands. An interval keeps the precision that it was made with. */
#ifndef ORTH_EXACT_INTERVAL_H
#define ORTH_EXACT_INTERVAL_H

#include <gmp.h>
#include <mpfr.h>
#include <stdbool.h>
#include <stddef.h>

#include "orthant/status.h"

typedef struct orth_iv {
    mpfr_t lo, hi;
} orth_iv;

void orth_iv_init(orth_iv *x, mpfr_prec_t precision);
void orth_iv_clear(orth_iv *x);
/* n intervals; NULL when there is no memory. */
orth_iv *orth_iv_array(size_t n, mpfr_prec_t precision);
void orth_iv_array_free(orth_iv *array, size_t n); /* NULL is fine */

void orth_iv_set(orth_iv *out, const orth_iv *x);
void orth_iv_set_q(orth_iv *out, const mpq_t x);
void orth_iv_set_ui(orth_iv *out, unsigned long x);
/* numerator / denominator, denominator > 0 */
void orth_iv_set_ratio(orth_iv *out, const mpz_t numerator, const mpz_t denominator);

void orth_iv_add(orth_iv *out, const orth_iv *a, const orth_iv *b);
void orth_iv_sub(orth_iv *out, const orth_iv *a, const orth_iv *b);
void orth_iv_mul(orth_iv *out, const orth_iv *a, const orth_iv *b);
void orth_iv_mul_ui(orth_iv *out, const orth_iv *a, unsigned long b);
void orth_iv_div_ui(orth_iv *out, const orth_iv *a, unsigned long b);
/* b > 0 */
void orth_iv_div(orth_iv *out, const orth_iv *a, const orth_iv *b);
/* a >= 0 */
void orth_iv_sqrt(orth_iv *out, const orth_iv *a);
/* a > 0 */
void orth_iv_log(orth_iv *out, const orth_iv *a);
void orth_iv_exp(orth_iv *out, const orth_iv *a);
/* a within [0, pi) */
void orth_iv_sin(orth_iv *out, const orth_iv *a);
/* a within [-1, 1] */
void orth_iv_asin(orth_iv *out, const orth_iv *a);

/* Divides n positive intervals by their sum. */
void orth_iv_normalise(orth_iv *x, size_t n);

/* Whether the width is at most 10^-digits of the smallest magnitude held (so [0, 0] is settled and
 * an interval around 0 is not). */
bool orth_iv_settled(const orth_iv *x, unsigned digits);

#endif
