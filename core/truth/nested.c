/* Joins and exits whose fee depends on a power: bounds from below and above, every step rounded
 * towards the bound. Each is monotonic in r, so no step needs more than its direction. */
#include "truth/evaluate.h"

static mpfr_rnd_t opposite(mpfr_rnd_t to)
{
    return to == MPFR_RNDU ? MPFR_RNDD : MPFR_RNDU;
}

/* out *= ratio, ratio > 0 */
static void multiply(mpfr_t out, const orth_ratio *ratio, mpfr_rnd_t to)
{
    mpfr_mul_z(out, out, ratio->num, to);
    mpfr_div_z(out, out, ratio->den, to);
}

static void set(mpfr_t out, const orth_ratio *ratio, mpfr_rnd_t to)
{
    mpfr_set_ui(out, 1, to);
    multiply(out, ratio, to);
}

/* out = f (a bound on r) + (1 - f) base or less of it: f r added to base - f base. */
static void taxed(orth_truth *truth, mpfr_t out, mpfr_t scratch, const mpfr_t r, size_t i,
                  mpfr_rnd_t to)
{
    mpz_t keep;
    mpz_init(keep);
    mpz_sub(keep, truth->fee.den, truth->fee.num);
    set(out, &truth->base[i], to);
    mpfr_mul_z(out, out, keep, to);
    mpfr_mul_z(scratch, r, truth->fee.num, to);
    mpfr_add(out, out, scratch, to);
    mpfr_div_z(out, out, truth->fee.den, to);
    mpz_clear(keep);
}

/* S (prod min(g_i, (1 - f) g_i + f r)^w_i - 1) */
static void join(orth_truth *truth, mpfr_t out, mpfr_rnd_t to)
{
    mpfr_set_zero(truth->log, 1);
    for (size_t i = 0; i < truth->n; i++) {
        set(truth->term, &truth->base[i], to);
        mpfr_log(truth->term, truth->term, to);
        multiply(truth->term, &truth->exponent[i], to);
        mpfr_add(truth->log, truth->log, truth->term, to);
    }
    mpfr_exp(truth->product, truth->log, to); /* r */
    mpfr_set_zero(truth->log, 1);
    for (size_t i = 0; i < truth->n; i++) {
        taxed(truth, truth->term, out, truth->product, i, to);
        set(out, &truth->base[i], to);
        mpfr_min(truth->term, truth->term, out, to);
        mpfr_log(truth->term, truth->term, to);
        multiply(truth->term, &truth->exponent[i], to);
        mpfr_add(truth->log, truth->log, truth->term, to);
    }
    mpfr_expm1(out, truth->log, to);
    multiply(out, &truth->b, to);
}

/* S (1 - ((x - f x^w) / (1 - f))^w) */
static void leave(orth_truth *truth, mpfr_t out, mpfr_rnd_t to)
{
    mpfr_rnd_t from = opposite(to); /* of the balance that stays */
    mpz_t keep;
    mpz_init(keep);
    mpz_sub(keep, truth->fee.den, truth->fee.num);
    set(truth->term, &truth->base[0], to);
    mpfr_log(truth->term, truth->term, to);
    multiply(truth->term, &truth->exponent[0], to);
    mpfr_exp(truth->product, truth->term, to); /* x^w */
    mpfr_mul_z(truth->product, truth->product, truth->fee.num, to);
    set(truth->term, &truth->base[0], from);
    mpfr_mul_z(truth->term, truth->term, truth->fee.den, from);
    mpfr_sub(truth->term, truth->term, truth->product, from);
    mpfr_div_z(truth->term, truth->term, keep, from);
    if (mpfr_sgn(truth->term) <= 0)
        mpfr_set_zero(truth->term, 1); /* its log is -inf: all shares */
    mpfr_log(truth->term, truth->term, from);
    multiply(truth->term, &truth->exponent[0], from);
    mpfr_expm1(out, truth->term, from);
    mpfr_neg(out, out, to);
    multiply(out, &truth->b, to);
    mpz_clear(keep);
}

void orth_truth_evaluate_nested(orth_truth *truth, mpfr_prec_t precision, const mpz_t result)
{
    mpfr_t low, high;
    mpfr_prec_t wide = precision + (mpfr_prec_t)mpz_sizeinbase(result, 2) + 64;
    mpfr_set_prec(truth->product, precision);
    mpfr_set_prec(truth->log, precision);
    mpfr_set_prec(truth->term, precision);
    mpfr_set_prec(truth->error, 64);
    mpfr_set_prec(truth->value, wide);
    mpfr_inits2(precision, low, high, (mpfr_ptr)NULL);
    (truth->kind == ORTH_TRUTH_JOIN ? join : leave)(truth, low, MPFR_RNDD);
    (truth->kind == ORTH_TRUTH_JOIN ? join : leave)(truth, high, MPFR_RNDU);
    mpfr_sub(truth->error, high, low, MPFR_RNDU);
    mpfr_z_sub(truth->value, result, high, MPFR_RNDD);
    /* the subtraction's own rounding */
    mpfr_abs(low, truth->value, MPFR_RNDU);
    mpfr_mul_2si(low, low, -(long)precision, MPFR_RNDU);
    mpfr_add(truth->error, truth->error, low, MPFR_RNDU);
    mpfr_clears(low, high, (mpfr_ptr)NULL);
}
