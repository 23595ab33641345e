/* How far a result is from its value. */
#include <math.h>

#include "truth/evaluate.h"

#define PRECISION_FIRST 128
#define PRECISION_MAX 16384
#define PRECISION_RUN 1024 /* what a run leaves open here is a tie of its branches */
#define SIZE_BITS 50       /* to which an error's size is known, beside its sign */

/* out = num / den to nearest: relative error 2^-p (num and den are exact: one division). */
static void set_ratio(mpfr_t out, const orth_ratio *ratio)
{
    mpq_t exact;
    mpq_init(exact);
    mpz_set(mpq_numref(exact), ratio->num);
    mpz_set(mpq_denref(exact), ratio->den);
    mpfr_set_q(out, exact, MPFR_RNDN); /* correctly rounded; needs no lowest terms */
    mpq_clear(exact);
}

/* log of the product into truth->log; returns D with |error| <= D 2^-p. Each factor: the quotient
 * is off by 2^-p relative, its log by 2^-p plus its own rounding, its multiple and the sum by
 * theirs. */
static double log_of_product(orth_truth *truth)
{
    double bound = 0;
    mpfr_set_zero(truth->log, 1);
    for (size_t i = 0; i < truth->n; i++) {
        set_ratio(truth->term, &truth->base[i]);
        mpfr_log(truth->term, truth->term, MPFR_RNDN);
        double log = fabs(mpfr_get_d(truth->term, MPFR_RNDA));
        set_ratio(truth->product, &truth->exponent[i]);
        double exponent = fabs(mpfr_get_d(truth->product, MPFR_RNDA));
        mpfr_mul(truth->term, truth->term, truth->product, MPFR_RNDN);
        mpfr_add(truth->log, truth->log, truth->term, MPFR_RNDN);
        bound += exponent * (2 + 4 * log) + fabs(mpfr_get_d(truth->log, MPFR_RNDA));
    }
    return bound;
}

/* The transcendental part into truth->product; returns a bound on its relative error times 2^p. */
static double evaluate_part(orth_truth *truth)
{
    double bound;
    if (truth->kind == ORTH_TRUTH_LOG) {
        set_ratio(truth->product, &truth->base[0]);
        mpfr_log(truth->product, truth->product, MPFR_RNDN);
        /* near 1 the quotient's rounding weighs 1 / |log| */
        double log = fabs(mpfr_get_d(truth->product, MPFR_RNDZ));
        bound = 8 + 2 / (log > 1e-300 ? log : 1e-300);
        if (mpz_sgn(truth->base[1].num) != 0) {
            set_ratio(truth->term, &truth->base[1]);
            mpfr_log(truth->term, truth->term, MPFR_RNDN);
            double below = fabs(mpfr_get_d(truth->term, MPFR_RNDZ));
            bound += 8 + 2 / (below > 1e-300 ? below : 1e-300);
            mpfr_div(truth->product, truth->product, truth->term, MPFR_RNDN);
        }
        return bound;
    }
    if (truth->kind == ORTH_TRUTH_EXP) {
        set_ratio(truth->log, &truth->exponent[0]);
        bound = 1 + fabs(mpfr_get_d(truth->log, MPFR_RNDA));
    } else {
        bound = orth_truth_has_zero_base(truth) ? 0 : log_of_product(truth);
    }
    if (truth->kind == ORTH_TRUTH_POWERS && orth_truth_has_zero_base(truth))
        mpfr_set_zero(truth->product, 1);
    else
        mpfr_exp(truth->product, truth->log, MPFR_RNDN);
    return 2 * bound + 4;
}

/* truth->value = result - value, truth->error a bound on its error. */
static void evaluate(orth_truth *truth, mpfr_prec_t precision, const mpz_t result)
{
    mpfr_prec_t wide = precision + (mpfr_prec_t)mpz_sizeinbase(result, 2) + 64;
    mpfr_set_prec(truth->product, precision);
    mpfr_set_prec(truth->log, precision);
    mpfr_set_prec(truth->term, precision);
    mpfr_set_prec(truth->error, 64);
    double relative = evaluate_part(truth);
    set_ratio(truth->term, &truth->b);
    mpfr_mul(truth->product, truth->product, truth->term, MPFR_RNDN); /* b part */
    set_ratio(truth->term, &truth->a);
    mpfr_abs(truth->error, truth->product, MPFR_RNDU);
    mpfr_mul_d(truth->error, truth->error, 2 * relative + 4, MPFR_RNDU);
    mpfr_set_prec(truth->value, wide);
    mpfr_add(truth->value, truth->product, truth->term, MPFR_RNDN);
    mpfr_abs(truth->log, truth->term, MPFR_RNDU);
    mpfr_mul_ui(truth->log, truth->log, 2, MPFR_RNDU);
    mpfr_add(truth->error, truth->error, truth->log, MPFR_RNDU);
    mpfr_abs(truth->log, truth->value, MPFR_RNDU);
    mpfr_add(truth->error, truth->error, truth->log, MPFR_RNDU);
    mpfr_mul_2si(truth->error, truth->error, -(long)precision, MPFR_RNDU);
    mpfr_z_sub(truth->value, result, truth->value, MPFR_RNDN);
}

/* The part is positive, and below the least number that MPFR has: only its sign counts. */
static orth_truth_error measure_vanishing(const orth_truth *truth, const mpz_t result)
{
    orth_truth_error out = {.decided = orth_truth_is_value(&truth->a, result)};
    out.sign = -mpz_sgn(truth->b.num);
    out.wei = out.sign * 0x1p-1074;
    out.value = mpz_get_d(result);
    return out;
}

/* A run's weight. A weight between rails is often a whole number of wei (1 less the others' rails)
 * that an enclosure never tells from its neighbours: one of PRECISION_RUN bits that still holds the
 * result, and is as narrow as they make it, is taken to be at it. */
static orth_truth_error measure_run(orth_truth *truth, const mpz_t result)
{
    orth_truth_error out = {.decided = false};
    for (mpfr_prec_t p = PRECISION_FIRST; p <= PRECISION_RUN && !out.decided; p *= 2) {
        bool told = orth_truth_evaluate_run(truth, p, result);
        out.decided = told && mpfr_cmpabs(truth->value, truth->error) > 0;
        out.wei = mpfr_get_d(truth->value, MPFR_RNDN);
        out.value = mpz_get_d(result) - out.wei;
        out.sign = mpfr_sgn(truth->value);
        if (told && !out.decided &&
            (mpfr_zero_p(truth->error) ||
             (p == PRECISION_RUN && mpfr_cmp_si_2exp(truth->error, 1, -PRECISION_RUN / 2) < 0)))
            out = (orth_truth_error){true, 0, 0, mpz_get_d(result)};
    }
    if (!out.decided)
        out.wei = 0;
    return out;
}

/* Whether the error's size is known as well: its sign is known far before, where a result of many
 * digits is nearly exact. */
static bool is_sharp(orth_truth *truth)
{
    mpfr_mul_2si(truth->error, truth->error, SIZE_BITS, MPFR_RNDU);
    return mpfr_cmpabs(truth->value, truth->error) > 0;
}

orth_truth_error orth_truth_measure(orth_truth *truth, const mpz_t result)
{
    orth_truth_error out = {.decided = false};
    if (truth->kind == ORTH_TRUTH_RUN)
        return measure_run(truth, result);
    bool nested = truth->kind == ORTH_TRUTH_JOIN || truth->kind == ORTH_TRUTH_EXIT;
    for (mpfr_prec_t p = PRECISION_FIRST; p <= PRECISION_MAX; p *= 2) {
        if (nested)
            orth_truth_evaluate_nested(truth, p, result);
        else
            evaluate(truth, p, result);
        if (truth->kind <= ORTH_TRUTH_EXP && mpfr_zero_p(truth->product) &&
            mpz_sgn(truth->b.num) != 0 && !orth_truth_has_zero_base(truth))
            return measure_vanishing(truth, result);
        out.wei = mpfr_get_d(truth->value, MPFR_RNDN);
        out.value = mpz_get_d(result) - out.wei;
        if (mpfr_cmpabs(truth->value, truth->error) > 0) {
            out.decided = true;
            out.sign = mpfr_sgn(truth->value);
            if (p >= PRECISION_RUN || is_sharp(truth))
                return out;
            continue;
        }
        bool known;
        if (p >= 4 * PRECISION_FIRST && orth_truth_equal(truth, result, &known) && known) {
            out = (orth_truth_error){true, 0, 0, mpz_get_d(result)};
            return out;
        }
    }
    out.wei = 0;
    return out;
}
