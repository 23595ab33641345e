#include "truth/truth.h"

#include <math.h>
#include <stdlib.h>

#define PRECISION_FIRST 128
#define PRECISION_MAX 16384
/* Exact decisions raise rationals to whole powers: only where these stay small. */
#define DENOMINATOR_MAX 1000
#define NUMERATOR_MAX 20000

static void ratio_init(orth_ratio *ratio)
{
    mpz_init(ratio->num);
    mpz_init_set_ui(ratio->den, 1);
}

static void ratio_clear(orth_ratio *ratio)
{
    mpz_clear(ratio->num);
    mpz_clear(ratio->den);
}

void orth_truth_init(orth_truth *truth)
{
    ratio_init(&truth->a);
    ratio_init(&truth->b);
    for (size_t i = 0; i < ORTH_TRUTH_FACTORS_MAX; i++) {
        ratio_init(&truth->base[i]);
        ratio_init(&truth->exponent[i]);
    }
    mpfr_inits2(PRECISION_FIRST, truth->value, truth->product, truth->log, truth->term,
                truth->error, (mpfr_ptr)NULL);
}

void orth_truth_clear(orth_truth *truth)
{
    ratio_clear(&truth->a);
    ratio_clear(&truth->b);
    for (size_t i = 0; i < ORTH_TRUTH_FACTORS_MAX; i++) {
        ratio_clear(&truth->base[i]);
        ratio_clear(&truth->exponent[i]);
    }
    mpfr_clears(truth->value, truth->product, truth->log, truth->term, truth->error,
                (mpfr_ptr)NULL);
}

void orth_truth_integer(mpz_t out, orth_word word, bool is_signed)
{
    mpz_import(out, 4, -1, sizeof(uint64_t), 0, 0, word.limb);
    if (is_signed && word.limb[3] >> 63 != 0) {
        mpz_t modulus;
        mpz_init_set_ui(modulus, 1);
        mpz_mul_2exp(modulus, modulus, 256);
        mpz_sub(out, out, modulus);
        mpz_clear(modulus);
    }
}

void orth_truth_word(orth_word *out, const mpz_t integer)
{
    mpz_t low;
    mpz_init(low);
    mpz_fdiv_r_2exp(low, integer, 256);
    *out = (orth_word){{0, 0, 0, 0}};
    mpz_export(out->limb, NULL, -1, sizeof(uint64_t), 0, 0, low);
    mpz_clear(low);
}

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

static bool has_zero_base(const orth_truth *truth)
{
    for (size_t i = 0; i < truth->n; i++) {
        if (mpz_sgn(truth->base[i].num) == 0)
            return true;
    }
    return false;
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
        bound = has_zero_base(truth) ? 0 : log_of_product(truth);
    }
    if (truth->kind == ORTH_TRUTH_POWERS && has_zero_base(truth))
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

/* ------------------------------------------------------------------- equal or not, exactly */

static bool is_one(const orth_ratio *ratio)
{
    return mpz_cmp(ratio->num, ratio->den) == 0;
}

/* The least common denominator of the exponents, 0 when it or a numerator is too large. */
static unsigned long common_denominator(const orth_truth *truth)
{
    mpz_t lcm, part;
    unsigned long common = 0;
    bool small = true;
    mpz_init_set_ui(lcm, 1);
    mpz_init(part);
    for (size_t i = 0; i < truth->n; i++) {
        if (is_one(&truth->base[i]))
            continue; /* whatever its exponent */
        mpz_gcd(part, truth->exponent[i].num, truth->exponent[i].den);
        mpz_divexact(part, truth->exponent[i].den, part);
        mpz_lcm(lcm, lcm, part);
    }
    small = mpz_cmp_ui(lcm, DENOMINATOR_MAX) <= 0;
    for (size_t i = 0; i < truth->n && small; i++) {
        if (is_one(&truth->base[i]))
            continue;
        mpz_mul(part, truth->exponent[i].num, lcm);
        mpz_tdiv_q(part, part, truth->exponent[i].den);
        small = mpz_cmpabs_ui(part, NUMERATOR_MAX) <= 0;
    }
    if (small)
        common = mpz_get_ui(lcm);
    mpz_clear(lcm);
    mpz_clear(part);
    return common;
}

/* num / den *= (base)^power */
static void multiply_power(mpz_t num, mpz_t den, const orth_ratio *base, long power)
{
    mpz_t part;
    mpz_init(part);
    unsigned long size = (unsigned long)labs(power);
    mpz_pow_ui(part, base->num, size);
    mpz_mul(power >= 0 ? num : den, power >= 0 ? num : den, part);
    mpz_pow_ui(part, base->den, size);
    mpz_mul(power >= 0 ? den : num, power >= 0 ? den : num, part);
    mpz_clear(part);
}

static bool is_value(const orth_ratio *ratio, const mpz_t integer)
{
    mpz_t scaled;
    mpz_init(scaled);
    mpz_mul(scaled, ratio->den, integer);
    bool equal = mpz_cmp(scaled, ratio->num) == 0;
    mpz_clear(scaled);
    return equal;
}

/* Whether prod base^exponent = (result - a) / b, by raising both to the common denominator. *known
 * is false when that is out of reach. */
static bool powers_equal(const orth_truth *truth, const mpz_t result, bool *known)
{
    orth_ratio side, product;
    *known = true;
    if (mpz_sgn(truth->b.num) == 0 || has_zero_base(truth))
        return is_value(&truth->a, result);
    unsigned long common = common_denominator(truth);
    *known = common != 0;
    if (!*known)
        return false;
    ratio_init(&side);
    ratio_init(&product);
    mpz_mul(side.num, result, truth->a.den); /* (result - a) / b */
    mpz_sub(side.num, side.num, truth->a.num);
    mpz_mul(side.num, side.num, truth->b.den);
    mpz_mul(side.den, truth->a.den, truth->b.num);
    mpz_set_ui(product.num, 1);
    for (size_t i = 0; i < truth->n; i++) {
        mpz_t power;
        if (is_one(&truth->base[i]))
            continue;
        mpz_init(power);
        mpz_mul_ui(power, truth->exponent[i].num, common);
        mpz_tdiv_q(power, power, truth->exponent[i].den);
        multiply_power(product.num, product.den, &truth->base[i], mpz_get_si(power));
        mpz_clear(power);
    }
    mpz_pow_ui(side.num, side.num, common);
    mpz_pow_ui(side.den, side.den, common);
    mpz_mul(side.num, side.num, product.den);
    mpz_mul(side.den, side.den, product.num);
    bool equal = mpz_cmp(side.num, side.den) == 0;
    ratio_clear(&side);
    ratio_clear(&product);
    return equal;
}

/* Whether log base[0] / log base[1] = result / b = p / q, that is base[0]^q = base[1]^p. */
static bool logarithms_equal(const orth_truth *truth, const mpz_t result, bool *known)
{
    mpz_t p, q, gcd;
    orth_ratio product;
    bool equal = false;
    mpz_inits(p, q, gcd, (mpz_ptr)NULL);
    ratio_init(&product);
    mpz_gcd(gcd, result, truth->b.num);
    mpz_divexact(p, result, gcd);
    mpz_divexact(q, truth->b.num, gcd);
    *known = mpz_cmp_ui(q, DENOMINATOR_MAX) <= 0 && mpz_cmpabs_ui(p, NUMERATOR_MAX) <= 0;
    if (*known) {
        mpz_set_ui(product.num, 1);
        multiply_power(product.num, product.den, &truth->base[0], mpz_get_si(q));
        multiply_power(product.num, product.den, &truth->base[1], -mpz_get_si(p));
        equal = is_one(&product);
    }
    ratio_clear(&product);
    mpz_clears(p, q, gcd, (mpz_ptr)NULL);
    return equal;
}

/* Whether the value is exactly `result`: e^x is rational at 0 only, ln x at 1 only. */
static bool exactly_equal(const orth_truth *truth, const mpz_t result, bool *known)
{
    *known = true;
    if (truth->kind == ORTH_TRUTH_POWERS)
        return powers_equal(truth, result, known);
    if (truth->kind == ORTH_TRUTH_EXP)
        return mpz_sgn(truth->exponent[0].num) == 0 && mpz_cmp(result, truth->b.num) == 0;
    if (is_one(&truth->base[0]))
        return mpz_sgn(result) == 0;
    if (mpz_sgn(truth->base[1].num) == 0)
        return false;
    return logarithms_equal(truth, result, known);
}

/* The part is positive, and below the least number that MPFR has: only its sign counts. */
static orth_truth_error measure_vanishing(const orth_truth *truth, const mpz_t result)
{
    orth_truth_error out = {.decided = is_value(&truth->a, result)};
    out.sign = -mpz_sgn(truth->b.num);
    out.wei = out.sign * 0x1p-1074;
    out.value = mpz_get_d(result);
    return out;
}

orth_truth_error orth_truth_measure(orth_truth *truth, const mpz_t result)
{
    orth_truth_error out = {.decided = false};
    for (mpfr_prec_t p = PRECISION_FIRST; p <= PRECISION_MAX; p *= 2) {
        evaluate(truth, p, result);
        if (truth->kind != ORTH_TRUTH_LOG && mpfr_zero_p(truth->product) &&
            mpz_sgn(truth->b.num) != 0 && !has_zero_base(truth))
            return measure_vanishing(truth, result);
        out.wei = mpfr_get_d(truth->value, MPFR_RNDN);
        out.value = mpz_get_d(result) - out.wei;
        if (mpfr_cmpabs(truth->value, truth->error) > 0) {
            out.decided = true;
            out.sign = mpfr_sgn(truth->value);
            return out;
        }
        bool known;
        if (p >= 4 * PRECISION_FIRST && exactly_equal(truth, result, &known) && known) {
            out = (orth_truth_error){true, 0, 0, mpz_get_d(result)};
            return out;
        }
    }
    out.wei = 0;
    return out;
}
