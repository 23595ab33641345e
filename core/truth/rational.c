/* Whether a value is exactly an integer, by rational arithmetic. */
#include <stdlib.h>

#include "truth/evaluate.h"

/* Only where the powers stay small. */
#define DENOMINATOR_MAX 1000
#define NUMERATOR_MAX 20000

bool orth_truth_has_zero_base(const orth_truth *truth)
{
    for (size_t i = 0; i < truth->n; i++) {
        if (mpz_sgn(truth->base[i].num) == 0)
            return true;
    }
    return false;
}

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

bool orth_truth_is_value(const orth_ratio *ratio, const mpz_t integer)
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
    if (mpz_sgn(truth->b.num) == 0 || orth_truth_has_zero_base(truth))
        return orth_truth_is_value(&truth->a, result);
    unsigned long common = common_denominator(truth);
    *known = common != 0;
    if (!*known)
        return false;
    orth_ratio_init(&side);
    orth_ratio_init(&product);
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
    orth_ratio_clear(&side);
    orth_ratio_clear(&product);
    return equal;
}

/* Whether log base[0] / log base[1] = result / b = p / q, that is base[0]^q = base[1]^p. */
static bool logarithms_equal(const orth_truth *truth, const mpz_t result, bool *known)
{
    mpz_t p, q, gcd;
    orth_ratio product;
    bool equal = false;
    mpz_inits(p, q, gcd, (mpz_ptr)NULL);
    orth_ratio_init(&product);
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
    orth_ratio_clear(&product);
    mpz_clears(p, q, gcd, (mpz_ptr)NULL);
    return equal;
}

/* Whether the value is exactly `result`: e^x is rational at 0 only, ln x at 1 only. */
bool orth_truth_equal(const orth_truth *truth, const mpz_t result, bool *known)
{
    *known = true;
    if (truth->kind == ORTH_TRUTH_POWERS)
        return powers_equal(truth, result, known);
    if (truth->kind == ORTH_TRUTH_JOIN || truth->kind == ORTH_TRUTH_EXIT) {
        *known = false; /* a power of a sum with a power in it */
        return false;
    }
    if (truth->kind == ORTH_TRUTH_EXP)
        return mpz_sgn(truth->exponent[0].num) == 0 && mpz_cmp(result, truth->b.num) == 0;
    if (is_one(&truth->base[0]))
        return mpz_sgn(result) == 0;
    if (mpz_sgn(truth->base[1].num) == 0)
        return false;
    return logarithms_equal(truth, result, known);
}
