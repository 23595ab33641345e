/* Which real value each function stands for. */
#include <string.h>

#include "truth/truth.h"

#define UNIT 1000000000000000000ul

/* Argument i's word k as an integer. */
static void integer(mpz_t out, const orth_contract_value *arguments, size_t i, size_t k,
                    bool is_signed)
{
    orth_truth_integer(out, arguments[i].words[k], is_signed);
}

static void set_ui(orth_ratio *ratio, unsigned long num, unsigned long den)
{
    mpz_set_ui(ratio->num, num);
    mpz_set_ui(ratio->den, den);
}

/* out = num / den of two arguments (or an argument over 1e18 when den is a unit). */
static void set_over_unit(orth_ratio *out, const orth_contract_value *arguments, size_t i, size_t k,
                          bool is_signed)
{
    integer(out->num, arguments, i, k, is_signed);
    mpz_set_ui(out->den, UNIT);
}

static void make_positive(orth_ratio *ratio)
{
    if (mpz_sgn(ratio->den) < 0) {
        mpz_neg(ratio->num, ratio->num);
        mpz_neg(ratio->den, ratio->den);
    }
}

/* A plain rational: a = value, b = 0. */
static bool rational(orth_truth *truth)
{
    truth->kind = ORTH_TRUTH_POWERS;
    truth->n = 0;
    set_ui(&truth->b, 0, 1);
    make_positive(&truth->a);
    /* as b prod (nothing), so that equality is decided the same way */
    mpz_swap(truth->a.num, truth->b.num);
    mpz_swap(truth->a.den, truth->b.den);
    return mpz_sgn(truth->b.den) > 0;
}

static bool product(orth_truth *truth, const orth_contract_value *arguments, bool is_signed)
{
    integer(truth->a.num, arguments, 0, 0, is_signed);
    integer(truth->b.num, arguments, 1, 0, is_signed);
    mpz_mul(truth->a.num, truth->a.num, truth->b.num);
    mpz_set_ui(truth->a.den, UNIT);
    return rational(truth);
}

static bool quotient(orth_truth *truth, const orth_contract_value *arguments, bool is_signed)
{
    integer(truth->a.num, arguments, 0, 0, is_signed);
    mpz_mul_ui(truth->a.num, truth->a.num, UNIT);
    integer(truth->a.den, arguments, 1, 0, is_signed);
    return rational(truth);
}

static bool power(orth_truth *truth, const orth_contract_value *arguments, bool is_signed)
{
    truth->kind = ORTH_TRUTH_POWERS;
    truth->n = 1;
    set_ui(&truth->a, 0, 1);
    set_ui(&truth->b, UNIT, 1);
    set_over_unit(&truth->base[0], arguments, 0, 0, is_signed);
    set_over_unit(&truth->exponent[0], arguments, 1, 0, is_signed);
    if (mpz_sgn(truth->exponent[0].num) == 0)
        truth->n = 0; /* 0^0 is 1 to the contract */
    return mpz_sgn(truth->base[0].num) >= 0 &&
           (mpz_sgn(truth->base[0].num) > 0 || mpz_sgn(truth->exponent[0].num) >= 0);
}

static bool power_of_two(orth_truth *truth, const orth_contract_value *arguments)
{
    truth->kind = ORTH_TRUTH_POWERS;
    truth->n = 1;
    set_ui(&truth->a, 0, 1);
    set_ui(&truth->b, UNIT, 1);
    set_ui(&truth->base[0], 2, 1);
    set_over_unit(&truth->exponent[0], arguments, 0, 0, true);
    return true;
}

static bool square_root(orth_truth *truth, const orth_contract_value *arguments)
{
    truth->kind = ORTH_TRUTH_POWERS;
    truth->n = 1;
    set_ui(&truth->a, 0, 1);
    set_ui(&truth->b, UNIT, 1);
    set_over_unit(&truth->base[0], arguments, 0, 0, true);
    set_ui(&truth->exponent[0], 1, 2);
    return mpz_sgn(truth->base[0].num) >= 0;
}

static bool exponential(orth_truth *truth, const orth_contract_value *arguments)
{
    truth->kind = ORTH_TRUTH_EXP;
    set_ui(&truth->a, 0, 1);
    set_ui(&truth->b, UNIT, 1);
    set_over_unit(&truth->exponent[0], arguments, 0, 0, true);
    return true;
}

static bool logarithm(orth_truth *truth, const orth_contract_value *arguments, unsigned long base,
                      bool second_argument)
{
    truth->kind = ORTH_TRUTH_LOG;
    set_ui(&truth->a, 0, 1);
    set_ui(&truth->b, UNIT, 1);
    set_over_unit(&truth->base[0], arguments, 0, 0, true);
    set_ui(&truth->base[1], base, 1);
    if (second_argument)
        set_over_unit(&truth->base[1], arguments, 1, 0, true);
    return mpz_sgn(truth->base[0].num) > 0 && (!second_argument || mpz_sgn(truth->base[1].num) > 0);
}

/* ------------------------------------------------------------------------------- weighted */

/* out = bO - bO (bI / (bI + amount))^(wI / wO), the amount being `given`. */
static bool out_given_in(orth_truth *truth, const orth_ratio *given)
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
    integer(truth->base[1].num, arguments, 0, 0, false);
    integer(truth->exponent[1].num, arguments, 1, 0, false);
    integer(truth->exponent[1].den, arguments, 3, 0, false);
    integer(truth->b.num, arguments, 2, 0, false);
    mpz_set_ui(truth->b.den, 1);
    integer(given->num, arguments, 4, 0, false);
    mpz_set_ui(given->den, 1);
    return out_given_in(truth, given);
}

/* in = bI (bO / (bO - amount))^(wO / wI) - bI; base[1] holds bO, exponent[1] (wO, wI), b bI. */
static bool in_given_out(orth_truth *truth, const orth_ratio *given)
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
    integer(truth->base[1].num, arguments, 2, 0, false);
    integer(truth->exponent[1].num, arguments, 3, 0, false);
    integer(truth->exponent[1].den, arguments, 1, 0, false);
    integer(truth->b.num, arguments, 0, 0, false);
    mpz_set_ui(truth->b.den, 1);
    integer(given->num, arguments, 4, 0, false);
    mpz_set_ui(given->den, 1);
    return in_given_out(truth, given);
}

static bool balance_at_ratio(orth_truth *truth, const orth_contract_value *arguments)
{
    truth->kind = ORTH_TRUTH_POWERS;
    truth->n = 1;
    set_ui(&truth->a, 0, 1);
    integer(truth->b.num, arguments, 0, 0, false);
    mpz_set_ui(truth->b.den, 1);
    set_over_unit(&truth->base[0], arguments, 2, 0, false);
    mpz_set_ui(truth->exponent[0].num, UNIT);
    integer(truth->exponent[0].den, arguments, 1, 0, false);
    return mpz_sgn(truth->exponent[0].den) > 0;
}

static bool invariant(orth_truth *truth, const orth_contract_value *arguments)
{
    truth->kind = ORTH_TRUTH_POWERS;
    truth->n = arguments[0].count;
    set_ui(&truth->a, 0, 1);
    set_ui(&truth->b, UNIT, 1);
    if (truth->n > ORTH_TRUTH_FACTORS_MAX)
        return false;
    for (size_t i = 0; i < truth->n; i++) {
        set_over_unit(&truth->base[i], arguments, 1, i, false);
        set_over_unit(&truth->exponent[i], arguments, 0, i, false);
    }
    return true;
}

/* ---------------------------------------------------------------------------------- vault */

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
    integer(out->num, arguments, first, k, false);
    integer(out->den, arguments, first + 1, k, false);
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
    integer(unit->num, arguments, 7, 0, false);
    mpz_mul(given->num, given->num, unit->num);
    mpz_set_ui(keep->den, UNIT); /* keep = 1 - fee */
    integer(keep->num, arguments, 4, 0, false);
    mpz_sub(keep->num, keep->den, keep->num);
    if (!exact_out) {
        mpz_mul(given->num, given->num, keep->num);
        mpz_mul(given->den, given->den, keep->den);
    }
    integer(truth->base[1].num, arguments, 1, from, false);
    integer(truth->exponent[1].num, arguments, 0, from, false);
    integer(truth->exponent[1].den, arguments, 0, to, false);
    integer(truth->b.num, arguments, 1, to, false);
    mpz_set_ui(truth->b.den, 1);
    defined = exact_out ? in_given_out(truth, given) : out_given_in(truth, given);
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
    integer(balance, arguments, 1, k, false);
    integer(fee, arguments, 4, 0, false);
    integer(supply, arguments, 5, 0, false);
    integer(after, arguments, 7, 0, false);
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
    integer(truth->exponent[0].den, arguments, 0, k, false);
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

/* The project token's weight: start + (end - start) part. */
static bool lbp_weight(orth_truth *truth, const orth_contract_value *arguments)
{
    mpz_t v[5];
    for (size_t i = 0; i < 5; i++) {
        mpz_init(v[i]);
        integer(v[i], arguments, i, 0, false);
    }
    mpz_set_ui(truth->a.den, 1);
    if (mpz_cmp(v[4], v[3]) >= 0) {
        mpz_set(truth->a.num, v[1]);
    } else if (mpz_cmp(v[4], v[2]) <= 0) {
        mpz_set(truth->a.num, v[0]);
    } else {
        mpz_sub(v[4], v[4], v[2]);
        mpz_sub(truth->a.den, v[3], v[2]);
        mpz_sub(v[1], v[1], v[0]);
        mpz_mul(truth->a.num, v[1], v[4]);
        mpz_addmul(truth->a.num, v[0], truth->a.den);
    }
    for (size_t i = 0; i < 5; i++)
        mpz_clear(v[i]);
    return rational(truth);
}

/* ------------------------------------------------------------------------------ QuantAMM */

/* average: (p0 l + p1 (1 - l)) / 1; gradient state: l a + (p - m) / (1 - l); factor: (1-l)^3 / l;
 * variance state: l A + (p - old)(p - new). All rationals of 18-decimal numbers. */
static bool estimator(orth_truth *truth, const orth_contract_value *arguments, char which)
{
    mpz_t v[5], rest, unit;
    size_t count = which == 'a' ? 3 : which == 'g' ? 4 : which == 'f' ? 1 : 5;
    mpz_init_set_ui(unit, UNIT);
    mpz_init(rest);
    for (size_t i = 0; i < 5; i++) {
        mpz_init(v[i]);
        if (i < count)
            integer(v[i], arguments, i, 0, true);
    }
    mpz_sub(rest, unit, v[count - 1]);
    mpz_set(truth->a.den, unit);
    switch (which) {
    case 'a':
        mpz_mul(truth->a.num, v[0], v[2]);
        mpz_addmul(truth->a.num, v[1], rest);
        break;
    case 'g':
        mpz_sub(v[1], v[1], v[2]);
        mpz_mul(v[1], v[1], unit);
        mpz_mul(v[1], v[1], unit);
        mpz_mul(truth->a.num, v[0], v[3]);
        mpz_mul(truth->a.num, truth->a.num, rest);
        mpz_add(truth->a.num, truth->a.num, v[1]);
        mpz_mul(truth->a.den, unit, rest);
        break;
    case 'f':
        mpz_pow_ui(truth->a.num, rest, 3);
        mpz_mul(truth->a.den, unit, v[0]);
        break;
    default:
        mpz_sub(v[2], v[1], v[2]);
        mpz_sub(v[3], v[1], v[3]);
        mpz_mul(truth->a.num, v[2], v[3]);
        mpz_addmul(truth->a.num, v[0], v[4]);
    }
    for (size_t i = 0; i < 5; i++)
        mpz_clear(v[i]);
    mpz_clear(rest);
    mpz_clear(unit);
    return mpz_sgn(truth->a.den) != 0 && rational(truth);
}

/* -------------------------------------------------------------------------------- table */

typedef enum value_kind {
    PRODUCT,
    SIGNED_PRODUCT,
    QUOTIENT,
    SIGNED_QUOTIENT,
    POWER,
    SIGNED_POWER,
    TWO_TO,
    ROOT,
    EXP,
    LN,
    LOG2,
    LOG,
    SWAP_OUT,
    SWAP_IN,
    BALANCE,
    INVARIANT,
    VAULT_IN,
    VAULT_OUT,
    JOIN,
    EXIT,
    LBP,
    AVERAGE,
    GRADIENT,
    FACTOR,
    VARIANCE
} value_kind;

static const struct {
    const char *name;
    value_kind kind;
    orth_truth_side side;
} known[] = {
    {"fp_mul_down", PRODUCT, ORTH_SIDE_DOWN},
    {"fp_mul_up", PRODUCT, ORTH_SIDE_UP},
    {"fp_div_down", QUOTIENT, ORTH_SIDE_DOWN},
    {"fp_div_up", QUOTIENT, ORTH_SIDE_UP},
    {"fp_pow_down", POWER, ORTH_SIDE_DOWN},
    {"fp_pow_up", POWER, ORTH_SIDE_UP},
    {"log_exp_pow", POWER, ORTH_SIDE_NONE},
    {"log_exp_exp", EXP, ORTH_SIDE_NONE},
    {"log_exp_ln", LN, ORTH_SIDE_NONE},
    {"log_exp_log", LOG, ORTH_SIDE_NONE},
    {"weighted_out_given_exact_in", SWAP_OUT, ORTH_SIDE_DOWN},
    {"weighted_in_given_exact_out", SWAP_IN, ORTH_SIDE_UP},
    {"weighted_balance_given_invariant", BALANCE, ORTH_SIDE_UP},
    {"weighted_balance_given_invariant_quantamm", BALANCE, ORTH_SIDE_UP},
    {"weighted_invariant_down", INVARIANT, ORTH_SIDE_DOWN},
    {"weighted_invariant_up", INVARIANT, ORTH_SIDE_UP},
    {"vault_swap_exact_in", VAULT_IN, ORTH_SIDE_DOWN},
    {"vault_swap_exact_out", VAULT_OUT, ORTH_SIDE_UP},
    {"pool_join_single_exact_bpt", JOIN, ORTH_SIDE_UP},
    {"pool_join_single_exact_bpt_quantamm", JOIN, ORTH_SIDE_UP},
    {"pool_exit_single_exact_bpt", EXIT, ORTH_SIDE_DOWN},
    {"pool_exit_single_exact_bpt_quantamm", EXIT, ORTH_SIDE_DOWN},
    {"lbp_weights", LBP, ORTH_SIDE_NONE},
    {"prb_mul", SIGNED_PRODUCT, ORTH_SIDE_NONE},
    {"prb_div", SIGNED_QUOTIENT, ORTH_SIDE_NONE},
    {"prb_pow", SIGNED_POWER, ORTH_SIDE_NONE},
    {"prb_exp", EXP, ORTH_SIDE_NONE},
    {"prb_exp2", TWO_TO, ORTH_SIDE_NONE},
    {"prb_ln", LN, ORTH_SIDE_NONE},
    {"prb_log2", LOG2, ORTH_SIDE_NONE},
    {"prb_sqrt", ROOT, ORTH_SIDE_DOWN},
    {"quantamm_average", AVERAGE, ORTH_SIDE_NONE},
    {"quantamm_gradient_state", GRADIENT, ORTH_SIDE_NONE},
    {"quantamm_gradient_factor", FACTOR, ORTH_SIDE_NONE},
    {"quantamm_variance_state", VARIANCE, ORTH_SIDE_NONE},
};

static int find(const orth_contract_function *function)
{
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i].name, function->name) == 0)
            return (int)i;
    }
    return -1;
}

bool orth_truth_known(const orth_contract_function *function, orth_truth_side *side)
{
    int i = find(function);
    if (i >= 0)
        *side = known[i].side;
    return i >= 0;
}

bool orth_truth_prepare(orth_truth *truth, const orth_contract_function *function,
                        const orth_contract_value *arguments)
{
    int i = find(function);
    if (i < 0)
        return false;
    switch (known[i].kind) {
    case PRODUCT:
        return product(truth, arguments, false);
    case SIGNED_PRODUCT:
        return product(truth, arguments, true);
    case QUOTIENT:
        return quotient(truth, arguments, false);
    case SIGNED_QUOTIENT:
        return quotient(truth, arguments, true);
    case POWER:
        return power(truth, arguments, false);
    case SIGNED_POWER:
        return power(truth, arguments, true);
    case TWO_TO:
        return power_of_two(truth, arguments);
    case ROOT:
        return square_root(truth, arguments);
    case EXP:
        return exponential(truth, arguments);
    case LN:
        return logarithm(truth, arguments, 0, false);
    case LOG2:
        return logarithm(truth, arguments, 2, false);
    case LOG:
        return logarithm(truth, arguments, 0, true);
    case SWAP_OUT:
        return swap_out(truth, arguments);
    case SWAP_IN:
        return swap_in(truth, arguments);
    case BALANCE:
        return balance_at_ratio(truth, arguments);
    case INVARIANT:
        return invariant(truth, arguments);
    case VAULT_IN:
        return vault_swap(truth, arguments, false);
    case VAULT_OUT:
        return vault_swap(truth, arguments, true);
    case JOIN:
        return single_token(truth, arguments, true);
    case EXIT:
        return single_token(truth, arguments, false);
    case LBP:
        return lbp_weight(truth, arguments);
    case AVERAGE:
        return estimator(truth, arguments, 'a');
    case GRADIENT:
        return estimator(truth, arguments, 'g');
    case FACTOR:
        return estimator(truth, arguments, 'f');
    case VARIANCE:
        return estimator(truth, arguments, 'v');
    }
    return false;
}
