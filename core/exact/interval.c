#include "exact/interval.h"

#include <stdlib.h>

#include "base/check.h"

void orth_iv_init(orth_iv *x, mpfr_prec_t precision)
{
    mpfr_init2(x->lo, precision);
    mpfr_init2(x->hi, precision);
}

void orth_iv_clear(orth_iv *x)
{
    mpfr_clear(x->lo);
    mpfr_clear(x->hi);
}

orth_iv *orth_iv_array(size_t n, mpfr_prec_t precision)
{
    orth_iv *array = calloc(n > 0 ? n : 1, sizeof *array);
    for (size_t i = 0; array != NULL && i < n; i++)
        orth_iv_init(&array[i], precision);
    return array;
}

void orth_iv_array_free(orth_iv *array, size_t n)
{
    for (size_t i = 0; array != NULL && i < n; i++)
        orth_iv_clear(&array[i]);
    free(array);
}

void orth_iv_set(orth_iv *out, const orth_iv *x)
{
    mpfr_set(out->lo, x->lo, MPFR_RNDD);
    mpfr_set(out->hi, x->hi, MPFR_RNDU);
}

void orth_iv_set_q(orth_iv *out, const mpq_t x)
{
    mpfr_set_q(out->lo, x, MPFR_RNDD);
    mpfr_set_q(out->hi, x, MPFR_RNDU);
}

void orth_iv_set_ui(orth_iv *out, unsigned long x)
{
    mpfr_set_ui(out->lo, x, MPFR_RNDD);
    mpfr_set_ui(out->hi, x, MPFR_RNDU);
}

void orth_iv_set_ratio(orth_iv *out, const mpz_t numerator, const mpz_t denominator)
{
    ORTH_CHECK(mpz_sgn(denominator) > 0);
    mpfr_t below;
    mpfr_init2(below, mpfr_get_prec(out->lo));
    mpfr_set_z(below, denominator, mpz_sgn(numerator) >= 0 ? MPFR_RNDU : MPFR_RNDD);
    mpfr_set_z(out->lo, numerator, MPFR_RNDD);
    mpfr_div(out->lo, out->lo, below, MPFR_RNDD);
    mpfr_set_z(below, denominator, mpz_sgn(numerator) >= 0 ? MPFR_RNDD : MPFR_RNDU);
    mpfr_set_z(out->hi, numerator, MPFR_RNDU);
    mpfr_div(out->hi, out->hi, below, MPFR_RNDU);
    mpfr_clear(below);
}

void orth_iv_add(orth_iv *out, const orth_iv *a, const orth_iv *b)
{
    mpfr_add(out->lo, a->lo, b->lo, MPFR_RNDD);
    mpfr_add(out->hi, a->hi, b->hi, MPFR_RNDU);
}

void orth_iv_sub(orth_iv *out, const orth_iv *a, const orth_iv *b)
{
    mpfr_t lo;
    mpfr_init2(lo, mpfr_get_prec(out->lo));
    mpfr_sub(lo, a->lo, b->hi, MPFR_RNDD);
    mpfr_sub(out->hi, a->hi, b->lo, MPFR_RNDU);
    mpfr_swap(out->lo, lo);
    mpfr_clear(lo);
}

/* The least and the greatest of the four products of ends. */
static void mul_any_sign(orth_iv *out, const orth_iv *a, const orth_iv *b)
{
    mpfr_srcptr as[2] = {a->lo, a->hi}, bs[2] = {b->lo, b->hi};
    orth_iv best;
    mpfr_t t;
    orth_iv_init(&best, mpfr_get_prec(out->lo));
    mpfr_init2(t, mpfr_get_prec(out->lo));
    for (int i = 0; i < 4; i++) {
        mpfr_mul(t, as[i / 2], bs[i % 2], MPFR_RNDD);
        if (i == 0 || mpfr_less_p(t, best.lo))
            mpfr_set(best.lo, t, MPFR_RNDD);
        mpfr_mul(t, as[i / 2], bs[i % 2], MPFR_RNDU);
        if (i == 0 || mpfr_greater_p(t, best.hi))
            mpfr_set(best.hi, t, MPFR_RNDU);
    }
    mpfr_swap(out->lo, best.lo);
    mpfr_swap(out->hi, best.hi);
    orth_iv_clear(&best);
    mpfr_clear(t);
}

void orth_iv_mul(orth_iv *out, const orth_iv *a, const orth_iv *b)
{
    if (mpfr_sgn(a->lo) < 0 || mpfr_sgn(b->lo) < 0) {
        mul_any_sign(out, a, b);
        return;
    }
    mpfr_mul(out->lo, a->lo, b->lo, MPFR_RNDD);
    mpfr_mul(out->hi, a->hi, b->hi, MPFR_RNDU);
}

void orth_iv_mul_ui(orth_iv *out, const orth_iv *a, unsigned long b)
{
    mpfr_mul_ui(out->lo, a->lo, b, MPFR_RNDD);
    mpfr_mul_ui(out->hi, a->hi, b, MPFR_RNDU);
}

void orth_iv_div_ui(orth_iv *out, const orth_iv *a, unsigned long b)
{
    mpfr_div_ui(out->lo, a->lo, b, MPFR_RNDD);
    mpfr_div_ui(out->hi, a->hi, b, MPFR_RNDU);
}

void orth_iv_div(orth_iv *out, const orth_iv *a, const orth_iv *b)
{
    ORTH_CHECK(mpfr_sgn(b->lo) > 0);
    mpfr_srcptr below = mpfr_sgn(a->lo) >= 0 ? b->hi : b->lo;
    mpfr_srcptr above = mpfr_sgn(a->hi) >= 0 ? b->lo : b->hi;
    mpfr_t lo;
    mpfr_init2(lo, mpfr_get_prec(out->lo));
    mpfr_div(lo, a->lo, below, MPFR_RNDD);
    mpfr_div(out->hi, a->hi, above, MPFR_RNDU);
    mpfr_swap(out->lo, lo);
    mpfr_clear(lo);
}

void orth_iv_sqrt(orth_iv *out, const orth_iv *a)
{
    mpfr_sqrt(out->lo, a->lo, MPFR_RNDD);
    mpfr_sqrt(out->hi, a->hi, MPFR_RNDU);
}

void orth_iv_log(orth_iv *out, const orth_iv *a)
{
    ORTH_CHECK(mpfr_sgn(a->lo) > 0);
    mpfr_log(out->lo, a->lo, MPFR_RNDD);
    mpfr_log(out->hi, a->hi, MPFR_RNDU);
}

void orth_iv_exp(orth_iv *out, const orth_iv *a)
{
    mpfr_exp(out->lo, a->lo, MPFR_RNDD);
    mpfr_exp(out->hi, a->hi, MPFR_RNDU);
}

/* Rising to pi/2, then falling: the least value is at an end, the greatest at an end or 1. */
void orth_iv_sin(orth_iv *out, const orth_iv *a)
{
    mpfr_t other;
    mpfr_init2(other, mpfr_get_prec(out->lo));
    mpfr_const_pi(other, MPFR_RNDD);
    mpfr_div_2ui(other, other, 1, MPFR_RNDD);
    bool rising = mpfr_lessequal_p(a->hi, other);
    mpfr_sin(other, a->hi, rising ? MPFR_RNDU : MPFR_RNDD);
    mpfr_sin(out->lo, a->lo, MPFR_RNDD);
    if (rising) {
        mpfr_set(out->hi, other, MPFR_RNDU);
    } else {
        mpfr_min(out->lo, out->lo, other, MPFR_RNDD);
        mpfr_set_ui(out->hi, 1, MPFR_RNDU);
    }
    mpfr_clear(other);
}

void orth_iv_asin(orth_iv *out, const orth_iv *a)
{
    mpfr_asin(out->lo, a->lo, MPFR_RNDD);
    mpfr_asin(out->hi, a->hi, MPFR_RNDU);
}

void orth_iv_normalise(orth_iv *x, size_t n)
{
    orth_iv sum;
    orth_iv_init(&sum, mpfr_get_prec(x[0].lo));
    orth_iv_set_ui(&sum, 0);
    for (size_t i = 0; i < n; i++)
        orth_iv_add(&sum, &sum, &x[i]);
    for (size_t i = 0; i < n; i++)
        orth_iv_div(&x[i], &x[i], &sum);
    orth_iv_clear(&sum);
}

bool orth_iv_settled(const orth_iv *x, unsigned digits)
{
    if (mpfr_zero_p(x->lo) && mpfr_zero_p(x->hi))
        return true;
    if (mpfr_sgn(x->lo) * mpfr_sgn(x->hi) <= 0 || !mpfr_number_p(x->lo) || !mpfr_number_p(x->hi))
        return false;
    mpfr_t width, allowed;
    mpfr_init2(width, 64);
    mpfr_init2(allowed, 64);
    mpfr_sub(width, x->hi, x->lo, MPFR_RNDU);
    mpfr_ui_pow_ui(allowed, 10, digits, MPFR_RNDU);
    mpfr_div(allowed, mpfr_sgn(x->lo) > 0 ? x->lo : x->hi, allowed, MPFR_RNDZ);
    bool settled = mpfr_cmpabs(width, allowed) <= 0;
    mpfr_clear(width);
    mpfr_clear(allowed);
    return settled;
}
