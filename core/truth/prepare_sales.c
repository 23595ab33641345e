/* Bootstrapping pools and sales at a fixed price. A pool's weights are taken as whole numbers of
 * wei, as the contract has them; what a swap rounds is measured against them. */
#include "truth/prepare.h"

enum { PROJECT, START_WEIGHT, END_WEIGHT, START_TIME, END_TIME, VIRTUAL };

static size_t index_of(const orth_contract_value *arguments, size_t i, size_t k)
{
    return (size_t)arguments[i].words[k].limb[0];
}

/* The project token's exact weight at `now` as num / den, in wei. */
static void exact_weight(orth_ratio *weight, const mpz_t start, const mpz_t end, mpz_t from,
                         mpz_t until, mpz_t now)
{
    mpz_set_ui(weight->den, 1);
    if (mpz_cmp(now, until) >= 0) {
        mpz_set(weight->num, end);
    } else if (mpz_cmp(now, from) <= 0) {
        mpz_set(weight->num, start);
    } else {
        mpz_sub(now, now, from);
        mpz_sub(weight->den, until, from);
        mpz_sub(weight->num, end, start);
        mpz_mul(weight->num, weight->num, now);
        mpz_addmul(weight->num, start, weight->den);
    }
}

/* Of creation and a read: the third version starts at once where the start has passed. */
static bool created_weight(orth_truth *truth, const orth_contract_value *arguments, size_t output,
                           bool starts_at_once)
{
    mpz_t v[8];
    for (size_t i = 0; i < 8; i++) {
        mpz_init(v[i]);
        orth_truth_argument(v[i], arguments, i, 0, false);
    }
    if (starts_at_once && mpz_cmp(v[4], v[6]) < 0)
        mpz_set(v[4], v[6]);
    exact_weight(&truth->a, v[0], v[2], v[4], v[5], v[7]);
    if (output == 1) {
        mpz_mul_ui(v[0], truth->a.den, UNIT);
        mpz_sub(truth->a.num, v[0], truth->a.num);
    }
    for (size_t i = 0; i < 8; i++)
        mpz_clear(v[i]);
    return orth_truth_rational(truth);
}

/* The weights in wei: the part of the time that has passed and the part of the way are both cut to
 * 18 decimals. */
static void whole_weights(mpz_t weights[2], const orth_contract_value *arguments, size_t now_at)
{
    size_t project = index_of(arguments, 0, PROJECT);
    mpz_t v[END_TIME + 1], now, way;
    mpz_inits(now, way, (mpz_ptr)NULL);
    for (size_t i = START_WEIGHT; i <= END_TIME; i++) {
        mpz_init(v[i]);
        orth_truth_argument(v[i], arguments, 0, i, false);
    }
    orth_truth_argument(now, arguments, now_at, 0, false);
    mpz_set(weights[project], v[END_WEIGHT]);
    if (mpz_cmp(now, v[END_TIME]) < 0) {
        mpz_set(weights[project], v[START_WEIGHT]);
        if (mpz_cmp(now, v[START_TIME]) > 0) {
            mpz_sub(now, now, v[START_TIME]);
            mpz_mul_ui(now, now, UNIT);
            mpz_sub(v[END_TIME], v[END_TIME], v[START_TIME]);
            mpz_fdiv_q(now, now, v[END_TIME]);
            mpz_sub(way, v[END_WEIGHT], v[START_WEIGHT]);
            mpz_mul(way, way, now);
            mpz_set_ui(now, UNIT);
            mpz_tdiv_q(way, way, now);
            mpz_add(weights[project], weights[project], way);
        }
    }
    mpz_ui_sub(weights[1 - project], UNIT, weights[project]);
    for (size_t i = START_WEIGHT; i <= END_TIME; i++)
        mpz_clear(v[i]);
    mpz_clears(now, way, (mpz_ptr)NULL);
}

/* The live balance of token k, the virtual one of the reserve included. */
static void effective_balance(mpz_t out, const orth_contract_value *arguments, size_t k)
{
    orth_truth_argument(out, arguments, 1, k, false);
    if (k != index_of(arguments, 0, PROJECT)) {
        mpz_t balance, scaling;
        mpz_inits(balance, scaling, (mpz_ptr)NULL);
        orth_truth_argument(balance, arguments, 0, VIRTUAL, false);
        orth_truth_argument(scaling, arguments, 2, k, false);
        mpz_addmul(out, balance, scaling);
        mpz_clears(balance, scaling, (mpz_ptr)NULL);
    }
}

/* a and b times num / den. */
static void scale(orth_truth *truth, const mpz_t num, const mpz_t den)
{
    mpz_mul(truth->a.num, truth->a.num, num);
    mpz_mul(truth->a.den, truth->a.den, den);
    mpz_mul(truth->b.num, truth->b.num, num);
    mpz_mul(truth->b.den, truth->b.den, den);
}

/* given = the live amount, less the fee where it is what comes in; keep = 1 - fee. */
static void set_given(orth_ratio *given, orth_ratio *keep, const orth_contract_value *arguments,
                      size_t from, bool exact_out)
{
    orth_truth_argument(given->num, arguments, 7, 0, false);
    orth_truth_argument(given->den, arguments, 2, from, false);
    mpz_mul(given->num, given->num, given->den);
    mpz_set_ui(given->den, 1);
    mpz_set_ui(keep->den, UNIT);
    orth_truth_argument(keep->num, arguments, 3, 0, false);
    mpz_sub(keep->num, keep->den, keep->num);
    if (!exact_out) {
        mpz_mul(given->num, given->num, keep->num);
        mpz_mul(given->den, given->den, keep->den);
    }
}

/* What was calculated, the fee on top where it comes in, in raw units of token `to`. */
static bool finish(orth_truth *truth, const orth_contract_value *arguments, const orth_ratio *keep,
                   size_t to, bool exact_out)
{
    mpz_t one, unit;
    mpz_init_set_ui(one, 1);
    mpz_init(unit);
    orth_truth_argument(unit, arguments, 2, to, false);
    if (exact_out)
        scale(truth, keep->den, keep->num);
    scale(truth, one, unit);
    mpz_clears(one, unit, (mpz_ptr)NULL);
    return mpz_sgn(keep->num) > 0;
}

static bool lbp_swap(orth_truth *truth, const orth_contract_value *arguments, bool exact_out)
{
    size_t in = index_of(arguments, 5, 0), out = index_of(arguments, 6, 0);
    size_t from = exact_out ? out : in, to = exact_out ? in : out;
    orth_ratio *given = &truth->exponent[2], *keep = &truth->exponent[4];
    mpz_t weights[2];
    mpz_init(weights[0]);
    mpz_init(weights[1]);
    whole_weights(weights, arguments, 4);
    set_given(given, keep, arguments, from, exact_out);
    effective_balance(truth->base[1].num, arguments, from);
    mpz_set(truth->exponent[1].num, weights[from]);
    mpz_set(truth->exponent[1].den, weights[to]);
    effective_balance(truth->b.num, arguments, to);
    mpz_set_ui(truth->b.den, 1);
    mpz_clear(weights[0]);
    mpz_clear(weights[1]);
    bool defined =
        exact_out ? orth_truth_in_given_out(truth, given) : orth_truth_out_given_in(truth, given);
    return finish(truth, arguments, keep, to, exact_out) && defined;
}

/* given / rate, or given rate. */
static bool fixed_price(orth_truth *truth, const orth_contract_value *arguments, bool exact_out)
{
    size_t in = index_of(arguments, 5, 0), out = index_of(arguments, 6, 0);
    orth_ratio *keep = &truth->exponent[4];
    mpz_t rate, unit;
    mpz_init(rate);
    mpz_init_set_ui(unit, UNIT);
    orth_truth_argument(rate, arguments, 0, 1, false);
    set_given(&truth->a, keep, arguments, exact_out ? out : in, exact_out);
    orth_truth_ratio(&truth->b, 0, 1);
    scale(truth, exact_out ? rate : unit, exact_out ? unit : rate);
    bool defined = finish(truth, arguments, keep, exact_out ? in : out, exact_out);
    mpz_clears(rate, unit, (mpz_ptr)NULL);
    return orth_truth_rational(truth) && defined;
}

ORTH_TRUTH_PREPARE(lbp_invariant)
{
    mpz_t weights[2];
    (void)output;
    mpz_init(weights[0]);
    mpz_init(weights[1]);
    whole_weights(weights, arguments, 3);
    truth->kind = ORTH_TRUTH_POWERS;
    truth->n = 2;
    orth_truth_ratio(&truth->a, 0, 1);
    orth_truth_ratio(&truth->b, UNIT, 1);
    for (size_t i = 0; i < 2; i++) {
        effective_balance(truth->base[i].num, arguments, i);
        mpz_set_ui(truth->base[i].den, UNIT);
        mpz_set(truth->exponent[i].num, weights[i]);
        mpz_set_ui(truth->exponent[i].den, UNIT);
        mpz_clear(weights[i]);
    }
    return true;
}

ORTH_TRUTH_PREPARE(lbp_v3_weights)
{
    return created_weight(truth, arguments, output, true);
}

ORTH_TRUTH_PREPARE(lbp_v4_weights)
{
    return created_weight(truth, arguments, output, false);
}

ORTH_TRUTH_PREPARE(lbp_in)
{
    (void)output;
    return lbp_swap(truth, arguments, false);
}

ORTH_TRUTH_PREPARE(lbp_out)
{
    (void)output;
    return lbp_swap(truth, arguments, true);
}

ORTH_TRUTH_PREPARE(fixed_price_in)
{
    (void)output;
    return fixed_price(truth, arguments, false);
}

ORTH_TRUTH_PREPARE(fixed_price_out)
{
    (void)output;
    return fixed_price(truth, arguments, true);
}
