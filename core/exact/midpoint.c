#include "exact/midpoint.h"

#include "exact/log_ratio.h"

/* y = log x solves e^y + y = z: Newton from above the root converges monotonically, since the left
 * side is convex and rising. */
static void newton(mpfr_t y, const mpfr_t z)
{
    mpfr_prec_t precision = mpfr_get_prec(y);
    mpfr_t power, change;
    mpfr_inits2(precision, power, change, (mpfr_ptr)0);
    /* log z for large z, z for very negative z, 0 between, are close enough to start from. */
    if (mpfr_cmp_ui(z, 2) > 0)
        mpfr_log(y, z, MPFR_RNDN);
    else if (mpfr_cmp_si(z, -1) < 0)
        mpfr_set(y, z, MPFR_RNDN);
    else
        mpfr_set_ui(y, 0, MPFR_RNDN);
    for (int i = 0; i < 64; i++) {
        mpfr_exp(power, y, MPFR_RNDN);
        mpfr_add(change, power, y, MPFR_RNDN);
        mpfr_sub(change, change, z, MPFR_RNDN);
        mpfr_add_ui(power, power, 1, MPFR_RNDN);
        mpfr_div(change, change, power, MPFR_RNDN);
        mpfr_sub(y, y, change, MPFR_RNDN);
        /* Quadratic: a step of 2^-p/2 leaves an error near 2^-p. */
        if (mpfr_zero_p(change) || mpfr_get_exp(change) < -(precision / 2) - 2)
            break;
    }
    mpfr_clears(power, change, (mpfr_ptr)0);
}

/* One end of the enclosure: the left side e^y + y rises with slope at least 1, so the root is
 * within |e^y + y - z| of any y. */
static void lambert_end(mpfr_t out, const mpfr_t z, mpfr_rnd_t rounding)
{
    mpfr_prec_t precision = mpfr_get_prec(out);
    orth_iv y, residual;
    orth_iv_init(&y, precision);
    orth_iv_init(&residual, precision);
    newton(y.lo, z);
    mpfr_set(y.hi, y.lo, MPFR_RNDN);
    orth_iv_exp(&residual, &y);
    orth_iv_add(&residual, &residual, &y);
    mpfr_sub(residual.lo, residual.lo, z, MPFR_RNDD);
    mpfr_sub(residual.hi, residual.hi, z, MPFR_RNDU);
    mpfr_abs(residual.lo, residual.lo, MPFR_RNDU);
    mpfr_abs(residual.hi, residual.hi, MPFR_RNDU);
    mpfr_max(residual.hi, residual.hi, residual.lo, MPFR_RNDU);
    if (rounding == MPFR_RNDD)
        mpfr_sub(y.lo, y.lo, residual.hi, MPFR_RNDD);
    else
        mpfr_add(y.lo, y.lo, residual.hi, MPFR_RNDU);
    mpfr_exp(out, y.lo, rounding);
    orth_iv_clear(&y);
    orth_iv_clear(&residual);
}

void orth_iv_lambert_exp(orth_iv *out, const orth_iv *z)
{
    lambert_end(out->lo, z->lo, MPFR_RNDD);
    lambert_end(out->hi, z->hi, MPFR_RNDU);
}

void orth_iv_lambert_point(orth_iv *out, size_t n, const orth_iv *a, const orth_iv *b,
                           const orth_iv *mu)
{
    mpfr_prec_t precision = mpfr_get_prec(out[0].lo);
    orth_iv z, one;
    orth_iv_init(&z, precision);
    orth_iv_init(&one, precision);
    orth_iv_set_ui(&one, 1);
    orth_iv_sub(&one, &one, mu);
    for (size_t i = 0; i < n; i++) {
        orth_iv_log_ratio(&z, &b[i], &a[i]);
        orth_iv_add(&z, &z, &one);
        orth_iv_lambert_exp(&z, &z);
        orth_iv_div(&out[i], &b[i], &z);
    }
    orth_iv_clear(&z);
    orth_iv_clear(&one);
}

static void add_up(orth_iv *sum, const orth_iv *x, size_t n)
{
    orth_iv_set_ui(sum, 0);
    for (size_t i = 0; i < n; i++)
        orth_iv_add(sum, sum, &x[i]);
}

/* One Newton step for sum w(mu) = 1 from the middle of mu; dw/dmu = w / (1 + x), x = b / w. Returns
 * the binary exponent of the change. */
static mpfr_exp_t improve(mpfr_t mu, size_t n, const orth_iv *w, const orth_iv *b,
                          const orth_iv *sum)
{
    mpfr_prec_t precision = mpfr_get_prec(mu);
    mpfr_t slope, t, excess;
    mpfr_inits2(precision, slope, t, excess, (mpfr_ptr)0);
    mpfr_set_ui(slope, 0, MPFR_RNDN);
    for (size_t i = 0; i < n; i++) {
        mpfr_div(t, b[i].lo, w[i].lo, MPFR_RNDN);
        mpfr_add_ui(t, t, 1, MPFR_RNDN);
        mpfr_div(t, w[i].lo, t, MPFR_RNDN);
        mpfr_add(slope, slope, t, MPFR_RNDN);
    }
    mpfr_sub_ui(excess, sum->lo, 1, MPFR_RNDN);
    mpfr_div(excess, excess, slope, MPFR_RNDN);
    mpfr_sub(mu, mu, excess, MPFR_RNDN);
    mpfr_exp_t exponent = mpfr_zero_p(excess) ? -precision : mpfr_get_exp(excess);
    mpfr_clears(slope, t, excess, (mpfr_ptr)0);
    return exponent;
}

/* mu = middle -+ 2^-bits */
static void around(orth_iv *mu, const mpfr_t middle, mpfr_prec_t bits)
{
    mpfr_t width;
    mpfr_init2(width, 32);
    mpfr_set_ui_2exp(width, 1, -bits, MPFR_RNDN);
    mpfr_sub(mu->lo, middle, width, MPFR_RNDD);
    mpfr_add(mu->hi, middle, width, MPFR_RNDU);
    mpfr_clear(width);
}

/* The sum of the point rises with mu: whether it is proven at most 1 at mu->lo and at least 1 at
 * mu->hi, so that the root lies between. */
static bool brackets(const orth_iv *mu, size_t n, const orth_iv *a, const orth_iv *b,
                     orth_iv *scratch)
{
    orth_iv end, sum;
    orth_iv_init(&end, mpfr_get_prec(mu->lo));
    orth_iv_init(&sum, mpfr_get_prec(mu->lo));
    mpfr_set(end.lo, mu->lo, MPFR_RNDN);
    mpfr_set(end.hi, mu->lo, MPFR_RNDN);
    orth_iv_lambert_point(scratch, n, a, b, &end);
    add_up(&sum, scratch, n);
    bool holds = mpfr_cmp_ui(sum.hi, 1) <= 0;
    mpfr_set(end.lo, mu->hi, MPFR_RNDN);
    mpfr_set(end.hi, mu->hi, MPFR_RNDN);
    orth_iv_lambert_point(scratch, n, a, b, &end);
    add_up(&sum, scratch, n);
    holds = holds && mpfr_cmp_ui(sum.lo, 1) >= 0;
    orth_iv_clear(&end);
    orth_iv_clear(&sum);
    return holds;
}

orth_status orth_iv_lambert_midpoint(orth_iv *out, orth_iv *mu, size_t n, const orth_iv *a,
                                     const orth_iv *b, orth_error *error)
{
    mpfr_prec_t precision = mpfr_get_prec(out[0].lo);
    orth_iv sum;
    mpfr_t middle;
    orth_iv_init(&sum, precision);
    mpfr_init2(middle, precision);
    orth_iv_set_ui(mu, 0);
    mpfr_exp_t change = 0;
    int steps = 0;
    /* At mu = 0 the sum is at most 1, and it is convex in log terms: Newton rises to the root. */
    while (steps++ < 100 && change > 24 - precision) {
        orth_iv_lambert_point(out, n, a, b, mu);
        add_up(&sum, out, n);
        change = improve(mu->lo, n, out, b, &sum);
        mpfr_set(mu->hi, mu->lo, MPFR_RNDN);
    }
    orth_status status = ORTH_NO_CONVERGENCE;
    mpfr_set(middle, mu->lo, MPFR_RNDN);
    for (mpfr_prec_t bits = precision - 16; bits > precision / 2; bits -= 4) {
        around(mu, middle, bits);
        if (brackets(mu, n, a, b, out)) {
            orth_iv_lambert_point(out, n, a, b, mu);
            status = ORTH_OK;
            break;
        }
    }
    orth_iv_clear(&sum);
    mpfr_clear(middle);
    return status == ORTH_OK
               ? status
               : orth_fail(error, status, "the multiplier of the midpoint did not settle");
}
