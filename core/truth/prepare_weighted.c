/* WeightedMath: swaps, balances and invariants. */
#include "truth/prepare.h"

/* out = bO - bO (bI / (bI + amount))^(wI / wO), the amount being `given`. */
bool orth_truth_out_given_in(orth_truth *truth, const orth_ratio *given)
{
    /* base[1], exponent[1], b hold bI, (wI, wO), bO on entry */
    orth_ratio *base = &truth->base[0];
    mpz_mul(base->num, truth->base[1].num, given->den);
    mpz_add(base->den, base->num, given->num);
    mpz_set(truth->exponent[0].num, truth->exponent[1].num);
    mpz_set(truth->exponent[0].den, truth->exponent[1].den);
    mpz_set(truth->a.num, truth->b.num);
    mpz_set(truth->a.den, truth->b.den);
    mpz_neg(truth->b.num, truth->b.num);
    truth->kind = ORTH_TRUTH_POWERS;
    truth->n = 1;
    return mpz_sgn(base->den) > 0 && mpz_sgn(truth->exponent[0].den) > 0;
}

static bool swap_out(orth_truth *truth, const orth_contract_value *arguments)
{
    orth_ratio *given = &truth->exponent[2];
    orth_truth_argument(truth->base[1].num, arguments, 0, 0, false);
    orth_truth_argument(truth->exponent[1].num, arguments, 1, 0, false);
    orth_truth_argument(truth->exponent[1].den, arguments, 3, 0, false);
    orth_truth_argument(truth->b.num, arguments, 2, 0, false);
    mpz_set_ui(truth->b.den, 1);
    orth_truth_argument(given->num, arguments, 4, 0, false);
    mpz_set_ui(given->den, 1);
    return orth_truth_out_given_in(truth, given);
}

/* in = bI (bO / (bO - amount))^(wO / wI) - bI; base[1] holds bO, exponent[1] (wO, wI), b bI. */
bool orth_truth_in_given_out(orth_truth *truth, const orth_ratio *given)
{
    orth_ratio *base = &truth->base[0];
    mpz_mul(base->num, truth->base[1].num, given->den);
    mpz_sub(base->den, base->num, given->num);
    mpz_set(truth->exponent[0].num, truth->exponent[1].num);
    mpz_set(truth->exponent[0].den, truth->exponent[1].den);
    mpz_neg(truth->a.num, truth->b.num);
    mpz_set(truth->a.den, truth->b.den);
    truth->kind = ORTH_TRUTH_POWERS;
    truth->n = 1;
    return mpz_sgn(base->den) > 0 && mpz_sgn(truth->exponent[0].den) > 0;
}

static bool swap_in(orth_truth *truth, const orth_contract_value *arguments)
{
    orth_ratio *given = &truth->exponent[2];
    orth_truth_argument(truth->base[1].num, arguments, 2, 0, false);
    orth_truth_argument(truth->exponent[1].num, arguments, 3, 0, false);
    orth_truth_argument(truth->exponent[1].den, arguments, 1, 0, false);
    orth_truth_argument(truth->b.num, arguments, 0, 0, false);
    mpz_set_ui(truth->b.den, 1);
    orth_truth_argument(given->num, arguments, 4, 0, false);
    mpz_set_ui(given->den, 1);
    return orth_truth_in_given_out(truth, given);
}

static bool balance_at_ratio(orth_truth *truth, const orth_contract_value *arguments)
{
    truth->kind = ORTH_TRUTH_POWERS;
    truth->n = 1;
    orth_truth_ratio(&truth->a, 0, 1);
    orth_truth_argument(truth->b.num, arguments, 0, 0, false);
    mpz_set_ui(truth->b.den, 1);
    orth_truth_over_unit(&truth->base[0], arguments, 2, 0, false);
    mpz_set_ui(truth->exponent[0].num, UNIT);
    orth_truth_argument(truth->exponent[0].den, arguments, 1, 0, false);
    return mpz_sgn(truth->exponent[0].den) > 0;
}

static bool invariant(orth_truth *truth, const orth_contract_value *arguments)
{
    truth->kind = ORTH_TRUTH_POWERS;
    truth->n = arguments[0].count;
    orth_truth_ratio(&truth->a, 0, 1);
    orth_truth_ratio(&truth->b, UNIT, 1);
    if (truth->n > ORTH_TRUTH_FACTORS_MAX)
        return false;
    for (size_t i = 0; i < truth->n; i++) {
        orth_truth_over_unit(&truth->base[i], arguments, 1, i, false);
        orth_truth_over_unit(&truth->exponent[i], arguments, 0, i, false);
    }
    return true;
}

ORTH_TRUTH_PREPARE(swap_out)
{
    (void)output;
    return swap_out(truth, arguments);
}

ORTH_TRUTH_PREPARE(swap_in)
{
    (void)output;
    return swap_in(truth, arguments);
}

ORTH_TRUTH_PREPARE(balance)
{
    (void)output;
    return balance_at_ratio(truth, arguments);
}

ORTH_TRUTH_PREPARE(invariant)
{
    (void)output;
    return invariant(truth, arguments);
}
