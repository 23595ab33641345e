#include "exact/log_ratio.h"

#include "base/check.h"

/* More terms than this and the logarithm itself is faster. */
enum { TERMS_MAX = 40 };

/* Terms of sum_j s^2j / (2j + 1) that leave less than 2^-precision; TERMS_MAX + 1 for too many. */
static unsigned terms_needed(const mpfr_t s, mpfr_prec_t precision)
{
    if (mpfr_zero_p(s))
        return 1;
    long bits = -2 * mpfr_get_exp(s); /* s^2 < 2^-bits */
    if (bits < 4 || precision / bits >= TERMS_MAX)
        return TERMS_MAX + 1;
    return (unsigned)(precision / bits) + 1;
}

/* out = 2 s sum_{j < terms} s^2j / (2j + 1) for 0 <= s < 1/4, every rounding in the direction
 * given. All terms are positive, so rounding up, with what the tail can add, bounds 2 atanh(s) from
 * above, and rounding down from below. The tail is less than s^(2 terms) / ((2 terms + 1) (1 -
 * s^2)), in units of s, hence less than s^(2 terms). */
static void series(mpfr_t out, const mpfr_t s, unsigned terms, mpfr_rnd_t rounding)
{
    mpfr_t t, coefficient;
    mpfr_init2(t, mpfr_get_prec(out));
    mpfr_init2(coefficient, mpfr_get_prec(out));
    mpfr_sqr(t, s, rounding);
    mpfr_set_ui(out, rounding == MPFR_RNDU ? 1 : 0, rounding);
    for (unsigned j = terms; j-- > 0;) {
        mpfr_mul(out, out, t, rounding);
        mpfr_set_ui(coefficient, 1, rounding);
        mpfr_div_ui(coefficient, coefficient, 2 * j + 1, rounding);
        mpfr_add(out, out, coefficient, rounding);
    }
    mpfr_mul(out, out, s, rounding);
    mpfr_mul_2ui(out, out, 1, rounding);
    mpfr_clear(t);
    mpfr_clear(coefficient);
}

void orth_log_ratio(mpfr_t out, const mpfr_t a, const mpfr_t b)
{
    mpfr_t s, sum;
    mpfr_init2(s, mpfr_get_prec(out));
    mpfr_init2(sum, mpfr_get_prec(out));
    mpfr_sub(s, a, b, MPFR_RNDN);
    mpfr_add(sum, a, b, MPFR_RNDN);
    mpfr_div(s, s, sum, MPFR_RNDN);
    unsigned terms = terms_needed(s, mpfr_get_prec(out));
    if (terms <= TERMS_MAX) {
        series(out, s, terms, MPFR_RNDN);
    } else {
        mpfr_div(s, a, b, MPFR_RNDN);
        mpfr_log(out, s, MPFR_RNDN);
    }
    mpfr_clear(s);
    mpfr_clear(sum);
}

/* s = (a - b) / (a + b), rounded down or up; rising in a and falling in b. */
static void contrast(mpfr_t s, const mpfr_t a, const mpfr_t b, mpfr_rnd_t rounding)
{
    mpfr_t sum;
    mpfr_init2(sum, mpfr_get_prec(s));
    mpfr_sub(s, a, b, rounding);
    bool away = (mpfr_sgn(s) >= 0) == (rounding == MPFR_RNDU);
    mpfr_add(sum, a, b, away ? MPFR_RNDD : MPFR_RNDU);
    mpfr_div(s, s, sum, rounding);
    mpfr_clear(sum);
}

/* 2 atanh(s), rounded down or up, by the odd symmetry. */
static void bound(mpfr_t out, mpfr_t s, unsigned terms, mpfr_rnd_t rounding)
{
    if (mpfr_sgn(s) >= 0) {
        series(out, s, terms, rounding);
        return;
    }
    mpfr_neg(s, s, MPFR_RNDN);
    series(out, s, terms, rounding == MPFR_RNDU ? MPFR_RNDD : MPFR_RNDU);
    mpfr_neg(out, out, MPFR_RNDN);
}

void orth_iv_log_ratio(orth_iv *out, const orth_iv *a, const orth_iv *b)
{
    ORTH_CHECK(mpfr_sgn(a->lo) > 0 && mpfr_sgn(b->lo) > 0);
    mpfr_prec_t precision = mpfr_get_prec(out->lo);
    orth_iv s;
    orth_iv_init(&s, precision);
    contrast(s.lo, a->lo, b->hi, MPFR_RNDD);
    contrast(s.hi, a->hi, b->lo, MPFR_RNDU);
    unsigned low = terms_needed(s.lo, precision), high = terms_needed(s.hi, precision);
    unsigned terms = low > high ? low : high;
    if (terms <= TERMS_MAX) {
        bound(out->lo, s.lo, terms, MPFR_RNDD);
        bound(out->hi, s.hi, terms, MPFR_RNDU);
    } else {
        orth_iv_div(out, a, b);
        orth_iv_log(out, out);
    }
    orth_iv_clear(&s);
}
