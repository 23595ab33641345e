/* The vault's swaps, joins and exits. */
#include "truth/prepare.h"

/* a and b times num / den. */
static void scale(orth_truth *truth, const mpz_t num, const mpz_t den)
{
    mpz_mul(truth->a.num, truth->a.num, num);
    mpz_mul(truth->a.den, truth->a.den, den);
    mpz_mul(truth->b.num, truth->b.num, num);
    mpz_mul(truth->b.den, truth->b.den, den);
}

/* Live units of one raw unit of token k: scaling rate / 1e18, as a ratio. */
static void live_unit(orth_ratio *out, const orth_contract_value *arguments, size_t first, size_t k)
{
    orth_truth_argument(out->num, arguments, first, k, false);
    orth_truth_argument(out->den, arguments, first + 1, k, false);
    mpz_mul(out->num, out->num, out->den);
    mpz_set_ui(out->den, UNIT);
}

static size_t index_of(const orth_contract_value *arguments, size_t i)
{
    return (size_t)arguments[i].words[0].limb[0];
}

static bool vault_swap(orth_truth *truth, const orth_contract_value *arguments, bool exact_out)
{
    size_t in = index_of(arguments, 5), out = index_of(arguments, 6);
    size_t from = exact_out ? out : in, to = exact_out ? in : out;
    orth_ratio *given = &truth->exponent[2], *unit = &truth->exponent[3],
               *keep = &truth->exponent[4];
    bool defined;
    live_unit(given, arguments, 2, from);
    orth_truth_argument(unit->num, arguments, 7, 0, false);
    mpz_mul(given->num, given->num, unit->num);
    mpz_set_ui(keep->den, UNIT); /* keep = 1 - fee */
    orth_truth_argument(keep->num, arguments, 4, 0, false);
    mpz_sub(keep->num, keep->den, keep->num);
    if (!exact_out) {
        mpz_mul(given->num, given->num, keep->num);
        mpz_mul(given->den, given->den, keep->den);
    }
    orth_truth_argument(truth->base[1].num, arguments, 1, from, false);
    orth_truth_argument(truth->exponent[1].num, arguments, 0, from, false);
    orth_truth_argument(truth->exponent[1].den, arguments, 0, to, false);
    orth_truth_argument(truth->b.num, arguments, 1, to, false);
    mpz_set_ui(truth->b.den, 1);
    defined =
        exact_out ? orth_truth_in_given_out(truth, given) : orth_truth_out_given_in(truth, given);
    if (exact_out)
        scale(truth, keep->den, keep->num);
    live_unit(unit, arguments, 2, to);
    scale(truth, unit->den, unit->num);
    return defined && mpz_sgn(keep->num) > 0;
}

/* The balance that a single-token join or exit leads to is B P with P = (s / S)^(1 / w); amounts
 * are linear in it. join: (B P - B) + (B P - s B / S) (1 / (1 - f) - 1) = (B P - f s B / S) / (1 -
 * f) - B less rearranged; exit: B - B P - f (s B / S - B P). Written a + b P. */
static bool single_token(orth_truth *truth, const orth_contract_value *arguments, bool join)
{
    size_t k = index_of(arguments, 6);
    mpz_t balance, fee, keep, supply, after;
    orth_ratio *unit = &truth->exponent[1];
    mpz_inits(balance, fee, keep, supply, after, (mpz_ptr)NULL);
    orth_truth_argument(balance, arguments, 1, k, false);
    orth_truth_argument(fee, arguments, 4, 0, false);
    orth_truth_argument(supply, arguments, 5, 0, false);
    orth_truth_argument(after, arguments, 7, 0, false);
    if (join)
        mpz_add(after, supply, after);
    else
        mpz_sub(after, supply, after);
    mpz_ui_sub(keep, UNIT, fee);
    truth->kind = ORTH_TRUTH_POWERS;
    truth->n = 1;
    mpz_set(truth->base[0].num, after);
    mpz_set(truth->base[0].den, supply);
    mpz_set_ui(truth->exponent[0].num, UNIT);
    orth_truth_argument(truth->exponent[0].den, arguments, 0, k, false);
    /* f s B / S */
    mpz_mul(truth->a.num, fee, after);
    mpz_mul(truth->a.num, truth->a.num, balance);
    mpz_neg(truth->a.num, truth->a.num);
    if (join) { /* a = -B - f s B / (S (1 - f)),  b = B / (1 - f) */
        mpz_mul(truth->a.den, supply, keep);
        mpz_mul(truth->b.num, balance, truth->a.den);
        mpz_sub(truth->a.num, truth->a.num, truth->b.num);
        mpz_mul_ui(truth->b.num, balance, UNIT);
        mpz_set(truth->b.den, keep);
    } else { /* a = B - f s B / S,  b = -B (1 - f) */
        mpz_mul_ui(truth->a.den, supply, UNIT);
        mpz_mul(truth->b.num, balance, truth->a.den);
        mpz_add(truth->a.num, truth->a.num, truth->b.num);
        mpz_mul(truth->b.num, balance, keep);
        mpz_neg(truth->b.num, truth->b.num);
        mpz_set_ui(truth->b.den, UNIT);
    }
    live_unit(unit, arguments, 2, k);
    scale(truth, unit->den, unit->num);
    bool defined = mpz_sgn(keep) > 0 && mpz_sgn(supply) > 0 && mpz_sgn(truth->exponent[0].den) > 0;
    mpz_clears(balance, fee, keep, supply, after, (mpz_ptr)NULL);
    return defined;
}

/* B_i b / S, in raw units. */
ORTH_TRUTH_PREPARE(exit_proportional)
{
    orth_ratio *unit = &truth->exponent[1];
    orth_truth_argument(truth->a.num, arguments, 0, output, false);
    orth_truth_argument(truth->b.num, arguments, 4, 0, false);
    mpz_mul(truth->a.num, truth->a.num, truth->b.num);
    orth_truth_argument(truth->a.den, arguments, 3, 0, false);
    live_unit(unit, arguments, 1, output);
    scale(truth, unit->den, unit->num);
    return orth_truth_rational(truth);
}

/* The factors n_i / B_i, the weights, the fee and the supply; false when undefined. */
static bool set_nested(orth_truth *truth, const orth_contract_value *arguments, size_t first,
                       size_t n, bool leaving)
{
    truth->n = n;
    orth_truth_ratio(&truth->a, 0, 1);
    orth_truth_argument(truth->b.num, arguments, 5, 0, false);
    mpz_set_ui(truth->b.den, 1);
    orth_truth_over_unit(&truth->fee, arguments, 4, 0, false);
    for (size_t i = 0; i < n; i++) {
        size_t k = first + i;
        orth_ratio *amount = &truth->exponent[i], *base = &truth->base[i];
        live_unit(amount, arguments, 2, k);
        orth_truth_argument(base->num, arguments, leaving ? 7 : 6, leaving ? 0 : k, false);
        mpz_mul(amount->num, amount->num, base->num);
        orth_truth_argument(base->num, arguments, 1, k, false);
        mpz_mul(base->den, base->num, amount->den);
        mpz_set(base->num, base->den);
        (leaving ? mpz_sub : mpz_add)(base->num, base->num, amount->num);
        orth_truth_over_unit(&truth->exponent[i], arguments, 0, k, false);
        if (mpz_sgn(base->den) == 0 || mpz_sgn(base->num) <= 0)
            return false;
    }
    return mpz_cmp(truth->fee.num, truth->fee.den) < 0;
}

/* Whether all factors are one number, and the weights sum to 1 or that number is 1: then the join
 * is proportional and pays no fee. */
static bool is_proportional(orth_truth *truth)
{
    bool equal = true;
    mpz_t left, right;
    mpz_inits(left, right, (mpz_ptr)NULL);
    for (size_t i = 1; i < truth->n && equal; i++) {
        mpz_mul(left, truth->base[0].num, truth->base[i].den);
        mpz_mul(right, truth->base[i].num, truth->base[0].den);
        equal = mpz_cmp(left, right) == 0;
    }
    mpz_set_ui(left, 0);
    for (size_t i = 0; i < truth->n; i++)
        mpz_add(left, left, truth->exponent[i].num);
    equal = mpz_sgn(truth->b.num) == 0 || /* no supply: nothing is minted */
            (equal && (mpz_cmp(left, truth->exponent[0].den) == 0 ||
                       mpz_cmp(truth->base[0].num, truth->base[0].den) == 0));
    mpz_clears(left, right, (mpz_ptr)NULL);
    return equal;
}

/* S (prod min(g_i, (1 - f) g_i + f r)^w_i - 1), g_i = n_i / B_i, r = prod g_i^w_i. */
ORTH_TRUTH_PREPARE(join_unbalanced)
{
    size_t n = arguments[0].count;
    (void)output;
    if (n == 0 || n > ORTH_TRUTH_FACTORS_MAX || !set_nested(truth, arguments, 0, n, false))
        return false;
    truth->kind = ORTH_TRUTH_JOIN;
    if (is_proportional(truth)) {
        mpz_sub(truth->a.num, truth->base[0].num, truth->base[0].den);
        mpz_mul(truth->a.num, truth->a.num, truth->b.num);
        mpz_set(truth->a.den, truth->base[0].den);
        return orth_truth_rational(truth);
    }
    if (mpz_sgn(truth->fee.num) == 0) {
        truth->kind = ORTH_TRUTH_POWERS;
        mpz_neg(truth->a.num, truth->b.num);
    }
    return true;
}

/* S (1 - ((x - f x^w) / (1 - f))^w), x = (B_k - amount) / B_k. */
ORTH_TRUTH_PREPARE(exit_exact_out)
{
    (void)output;
    if (!set_nested(truth, arguments, index_of(arguments, 6), 1, true))
        return false;
    truth->kind = ORTH_TRUTH_EXIT;
    if (mpz_sgn(truth->b.num) == 0 || mpz_cmp(truth->base[0].num, truth->base[0].den) == 0) {
        orth_truth_ratio(&truth->a, 0, 1); /* no shares, or nothing is taken */
        return orth_truth_rational(truth);
    }
    if (mpz_sgn(truth->fee.num) == 0) {
        truth->kind = ORTH_TRUTH_POWERS;
        mpz_set(truth->a.num, truth->b.num);
        mpz_neg(truth->b.num, truth->b.num);
    }
    return mpz_sgn(truth->exponent[0].num) > 0;
}

ORTH_TRUTH_PREPARE(vault_in)
{
    (void)output;
    return vault_swap(truth, arguments, false);
}

ORTH_TRUTH_PREPARE(vault_out)
{
    (void)output;
    return vault_swap(truth, arguments, true);
}

ORTH_TRUTH_PREPARE(join)
{
    (void)output;
    return single_token(truth, arguments, true);
}

ORTH_TRUTH_PREPARE(exit)
{
    (void)output;
    return single_token(truth, arguments, false);
}
