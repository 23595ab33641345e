#include "truth/real.h"

void orth_real_set(orth_iv *out, orth_word word)
{
    mpz_t integer;
    mpz_init(integer);
    orth_truth_integer(integer, word, true);
    mpfr_set_z(out->lo, integer, MPFR_RNDD);
    mpfr_set_z(out->hi, integer, MPFR_RNDU);
    mpz_clear(integer);
}

void orth_real_negate(orth_iv *x)
{
    mpfr_swap(x->lo, x->hi);
    mpfr_neg(x->lo, x->lo, MPFR_RNDD);
    mpfr_neg(x->hi, x->hi, MPFR_RNDU);
}

void orth_real_mul(orth_iv *out, const orth_iv *a, const orth_iv *b)
{
    orth_iv_mul(out, a, b);
    orth_iv_div_ui(out, out, ORTH_REAL_UNIT);
}

void orth_real_div(orth_real *real, orth_iv *out, const orth_iv *a, const orth_iv *b)
{
    if (mpfr_sgn(b->lo) > 0) {
        orth_iv_div(out, a, b);
    } else if (mpfr_sgn(b->hi) < 0) {
        orth_iv divisor;
        orth_iv_init(&divisor, real->precision);
        orth_iv_set(&divisor, b);
        orth_real_negate(&divisor);
        orth_iv_div(out, a, &divisor);
        orth_real_negate(out);
        orth_iv_clear(&divisor);
    } else {
        real->told = false;
        orth_iv_set_ui(out, 0);
    }
    orth_iv_mul_ui(out, out, ORTH_REAL_UNIT);
}

void orth_real_rest(orth_iv *out, const orth_iv *x)
{
    orth_iv_set(out, x);
    orth_real_negate(out);
    mpfr_add_ui(out->lo, out->lo, ORTH_REAL_UNIT, MPFR_RNDD);
    mpfr_add_ui(out->hi, out->hi, ORTH_REAL_UNIT, MPFR_RNDU);
}

bool orth_real_is_zero(const orth_iv *x)
{
    return mpfr_zero_p(x->lo) && mpfr_zero_p(x->hi);
}

void orth_real_power(orth_real *real, orth_iv *out, const orth_iv *x, const orth_iv *y)
{
    if (orth_real_is_zero(y)) {
        orth_iv_set_ui(out, ORTH_REAL_UNIT);
    } else if (orth_real_is_zero(x)) {
        orth_iv_set_ui(out, 0);
    } else if (mpfr_sgn(x->lo) <= 0) {
        real->told = false;
        orth_iv_set_ui(out, 0);
    } else {
        orth_iv log;
        orth_iv_init(&log, real->precision);
        orth_iv_div_ui(&log, x, ORTH_REAL_UNIT);
        orth_iv_log(&log, &log);
        orth_real_mul(&log, &log, y);
        orth_iv_exp(out, &log);
        orth_iv_mul_ui(out, out, ORTH_REAL_UNIT);
        orth_iv_clear(&log);
    }
}

bool orth_real_below(orth_real *real, const orth_iv *a, const orth_iv *b)
{
    if (mpfr_less_p(a->hi, b->lo))
        return true;
    if (!mpfr_greaterequal_p(a->lo, b->hi))
        real->told = false;
    return false;
}
