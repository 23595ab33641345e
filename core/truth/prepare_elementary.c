/* Products, quotients, powers, logarithms. */
#include "truth/prepare.h"

static void make_positive(orth_ratio *ratio)
{
    if (mpz_sgn(ratio->den) < 0) {
        mpz_neg(ratio->num, ratio->num);
        mpz_neg(ratio->den, ratio->den);
    }
}

/* A plain rational: a = value, b = 0. */
bool orth_truth_rational(orth_truth *truth)
{
    truth->kind = ORTH_TRUTH_POWERS;
    truth->n = 0;
    orth_truth_ratio(&truth->b, 0, 1);
    make_positive(&truth->a);
    /* as b prod (nothing), so that equality is decided the same way */
    mpz_swap(truth->a.num, truth->b.num);
    mpz_swap(truth->a.den, truth->b.den);
    return mpz_sgn(truth->b.den) > 0;
}

static bool product(orth_truth *truth, const orth_contract_value *arguments, bool is_signed)
{
    orth_truth_argument(truth->a.num, arguments, 0, 0, is_signed);
    orth_truth_argument(truth->b.num, arguments, 1, 0, is_signed);
    mpz_mul(truth->a.num, truth->a.num, truth->b.num);
    mpz_set_ui(truth->a.den, UNIT);
    return orth_truth_rational(truth);
}

static bool quotient(orth_truth *truth, const orth_contract_value *arguments, bool is_signed)
{
    orth_truth_argument(truth->a.num, arguments, 0, 0, is_signed);
    mpz_mul_ui(truth->a.num, truth->a.num, UNIT);
    orth_truth_argument(truth->a.den, arguments, 1, 0, is_signed);
    return orth_truth_rational(truth);
}

static bool power(orth_truth *truth, const orth_contract_value *arguments, bool is_signed)
{
    truth->kind = ORTH_TRUTH_POWERS;
    truth->n = 1;
    orth_truth_ratio(&truth->a, 0, 1);
    orth_truth_ratio(&truth->b, UNIT, 1);
    orth_truth_over_unit(&truth->base[0], arguments, 0, 0, is_signed);
    orth_truth_over_unit(&truth->exponent[0], arguments, 1, 0, is_signed);
    if (mpz_sgn(truth->exponent[0].num) == 0)
        truth->n = 0; /* 0^0 is 1 to the contract */
    return mpz_sgn(truth->base[0].num) >= 0 &&
           (mpz_sgn(truth->base[0].num) > 0 || mpz_sgn(truth->exponent[0].num) >= 0);
}

static bool power_of_two(orth_truth *truth, const orth_contract_value *arguments)
{
    truth->kind = ORTH_TRUTH_POWERS;
    truth->n = 1;
    orth_truth_ratio(&truth->a, 0, 1);
    orth_truth_ratio(&truth->b, UNIT, 1);
    orth_truth_ratio(&truth->base[0], 2, 1);
    orth_truth_over_unit(&truth->exponent[0], arguments, 0, 0, true);
    return true;
}

static bool square_root(orth_truth *truth, const orth_contract_value *arguments)
{
    truth->kind = ORTH_TRUTH_POWERS;
    truth->n = 1;
    orth_truth_ratio(&truth->a, 0, 1);
    orth_truth_ratio(&truth->b, UNIT, 1);
    orth_truth_over_unit(&truth->base[0], arguments, 0, 0, true);
    orth_truth_ratio(&truth->exponent[0], 1, 2);
    return mpz_sgn(truth->base[0].num) >= 0;
}

static bool exponential(orth_truth *truth, const orth_contract_value *arguments)
{
    truth->kind = ORTH_TRUTH_EXP;
    truth->n = 0;
    orth_truth_ratio(&truth->a, 0, 1);
    orth_truth_ratio(&truth->b, UNIT, 1);
    orth_truth_over_unit(&truth->exponent[0], arguments, 0, 0, true);
    return true;
}

static bool logarithm(orth_truth *truth, const orth_contract_value *arguments, unsigned long base,
                      bool second_argument)
{
    truth->kind = ORTH_TRUTH_LOG;
    orth_truth_ratio(&truth->a, 0, 1);
    orth_truth_ratio(&truth->b, UNIT, 1);
    orth_truth_over_unit(&truth->base[0], arguments, 0, 0, true);
    orth_truth_ratio(&truth->base[1], base, 1);
    if (second_argument)
        orth_truth_over_unit(&truth->base[1], arguments, 1, 0, true);
    return mpz_sgn(truth->base[0].num) > 0 && (!second_argument || mpz_sgn(truth->base[1].num) > 0);
}

ORTH_TRUTH_PREPARE(product_over)
{
    (void)output;
    orth_truth_argument(truth->a.num, arguments, 0, 0, false);
    orth_truth_argument(truth->b.num, arguments, 1, 0, false);
    mpz_mul(truth->a.num, truth->a.num, truth->b.num);
    orth_truth_argument(truth->a.den, arguments, 2, 0, false);
    return orth_truth_rational(truth);
}

/* max(1 - x, 0) */
ORTH_TRUTH_PREPARE(complement)
{
    (void)output;
    orth_truth_argument(truth->b.num, arguments, 0, 0, false);
    mpz_ui_sub(truth->a.num, UNIT, truth->b.num);
    if (mpz_sgn(truth->a.num) < 0)
        mpz_set_ui(truth->a.num, 0);
    mpz_set_ui(truth->a.den, 1);
    return orth_truth_rational(truth);
}

ORTH_TRUTH_PREPARE(product)
{
    (void)output;
    return product(truth, arguments, false);
}

ORTH_TRUTH_PREPARE(product_signed)
{
    (void)output;
    return product(truth, arguments, true);
}

ORTH_TRUTH_PREPARE(quotient)
{
    (void)output;
    return quotient(truth, arguments, false);
}

ORTH_TRUTH_PREPARE(quotient_signed)
{
    (void)output;
    return quotient(truth, arguments, true);
}

ORTH_TRUTH_PREPARE(power)
{
    (void)output;
    return power(truth, arguments, false);
}

ORTH_TRUTH_PREPARE(power_signed)
{
    (void)output;
    return power(truth, arguments, true);
}

ORTH_TRUTH_PREPARE(two_to)
{
    (void)output;
    return power_of_two(truth, arguments);
}

ORTH_TRUTH_PREPARE(root)
{
    (void)output;
    return square_root(truth, arguments);
}

ORTH_TRUTH_PREPARE(exp)
{
    (void)output;
    return exponential(truth, arguments);
}

ORTH_TRUTH_PREPARE(ln)
{
    (void)output;
    return logarithm(truth, arguments, 0, false);
}

ORTH_TRUTH_PREPARE(log2)
{
    (void)output;
    return logarithm(truth, arguments, 2, false);
}

ORTH_TRUTH_PREPARE(log)
{
    (void)output;
    return logarithm(truth, arguments, 0, true);
}
