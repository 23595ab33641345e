/* QuantAMM's six rules over a run of updates, in real numbers: what the contract's 18 decimals
 * stand for. It is written from the formulas and shares no code with core/contract. */
#include "truth/real.h"

/* A rule's arguments. */
enum { PRICES, INTERMEDIATE, WEIGHTS, PARAMETERS, LAMBDA, EPSILON_MAX, GUARD_RAIL, STEPS };
enum { PARAMETERS_MAX = 8, SCRATCH = 6 };

typedef struct run {
    orth_real real;
    orth_real_kind kind;
    size_t n, parameters;
    const orth_word *parameter[PARAMETERS_MAX];
    size_t length[PARAMETERS_MAX];
    const orth_contract_value *lambda;
    orth_iv average[ORTH_REAL_TOKENS_MAX], previous[ORTH_REAL_TOKENS_MAX];
    orth_iv state[ORTH_REAL_TOKENS_MAX], price[ORTH_REAL_TOKENS_MAX];
    orth_iv weight[ORTH_REAL_TOKENS_MAX], signal[ORTH_REAL_TOKENS_MAX];
    orth_iv next[ORTH_REAL_TOKENS_MAX];
    orth_iv epsilon, rail, one, l, t[SCRATCH];
} run;

/* Parameter k of a token, which may be given once for all. */
static void parameter(const run *r, orth_iv *out, size_t k, size_t token)
{
    orth_real_set(out, r->parameter[k][r->length[k] == 1 ? 0 : token]);
}

static void lambda_of(run *r, size_t token)
{
    orth_real_set(&r->l, r->lambda->words[r->lambda->count == 1 ? 0 : token]);
}

/* average = lambda average + (1 - lambda) price */
static void average(run *r, orth_iv *value, const orth_iv *lambda, const orth_iv *price)
{
    orth_real_rest(&r->t[0], lambda);
    orth_real_mul(&r->t[0], &r->t[0], price);
    orth_real_mul(value, value, lambda);
    orth_iv_add(value, value, &r->t[0]);
}

/* (1 - lambda)^3 / lambda times the state a = lambda a + (price - average) / (1 - lambda) */
static void gradient(run *r, size_t i, orth_iv *out)
{
    orth_iv *rest = &r->t[0], *t = &r->t[1];
    orth_real_rest(rest, &r->l);
    orth_iv_sub(t, &r->price[i], &r->average[i]);
    orth_real_div(&r->real, t, t, rest);
    orth_real_mul(&r->state[i], &r->state[i], &r->l);
    orth_iv_add(&r->state[i], &r->state[i], t);
    orth_real_mul(t, rest, rest);
    orth_real_mul(t, t, rest);
    orth_real_div(&r->real, t, t, &r->l);
    orth_real_mul(out, t, &r->state[i]);
}

/* Whether the rule's last parameter, the flag, is exactly 1. */
static bool by_raw_price(const run *r)
{
    size_t flag = r->kind == ORTH_REAL_CHANNEL_FOLLOWING ? 6
                  : r->kind == ORTH_REAL_POWER_CHANNEL   ? 2
                                                         : 1;
    orth_word one = {{ORTH_REAL_UNIT, 0, 0, 0}};
    if (r->parameters <= flag || r->length[flag] == 0)
        return false;
    for (size_t i = 0; i < 4; i++) {
        if (r->parameter[flag][0].limb[i] != one.limb[i])
            return false;
    }
    return true;
}

/* sign(b) |b / scale|^exponent; *b keeps its value. */
static void signed_power(run *r, orth_iv *out, const orth_iv *b, const orth_iv *scale,
                         const orth_iv *exponent)
{
    bool minus = mpfr_sgn(b->hi) < 0;
    orth_iv_set(out, b);
    if (minus)
        orth_real_negate(out);
    else if (mpfr_sgn(b->lo) < 0)
        r->real.told = false;
    if (scale != NULL)
        orth_real_div(&r->real, out, out, scale);
    orth_real_power(&r->real, out, out, exponent);
    if (minus)
        orth_real_negate(out);
}

/* e^(-b^2 / 2 W^2), W the width */
static void envelope(run *r, orth_iv *out, const orth_iv *b, const orth_iv *width)
{
    orth_real_mul(out, b, b);
    orth_real_mul(&r->t[3], width, width);
    orth_iv_mul_ui(&r->t[3], &r->t[3], 2);
    orth_real_div(&r->real, out, out, &r->t[3]);
    orth_iv_div_ui(out, out, ORTH_REAL_UNIT);
    orth_real_negate(out);
    orth_iv_exp(out, out);
    orth_iv_mul_ui(out, out, ORTH_REAL_UNIT);
}

/* u - u^3 / 6 for u = pi b / 3 W */
static void wave(run *r, orth_iv *out, const orth_iv *b, const orth_iv *width)
{
    orth_iv *u = &r->t[3];
    mpfr_const_pi(u->lo, MPFR_RNDD);
    mpfr_const_pi(u->hi, MPFR_RNDU);
    orth_iv_mul(u, u, b);
    orth_iv_div_ui(u, u, 3);
    orth_real_div(&r->real, u, u, width);
    orth_real_mul(out, u, u);
    orth_real_mul(out, out, u);
    orth_iv_div_ui(out, out, 6);
    orth_iv_sub(out, u, out);
}

/* -A e wave / h + (1 - e) sign(b) (|b| / 2 S)^x, in place of b */
static void channel_signal(run *r, size_t i, orth_iv *b)
{
    enum { KAPPA, WIDTH, AMPLITUDE, EXPONENT, INVERSE, PRE_EXP };
    orth_iv *e = &r->t[0], *part = &r->t[1], *given = &r->t[2], *trend = &r->t[4];
    parameter(r, given, WIDTH, i);
    envelope(r, e, b, given);
    wave(r, part, b, given);
    orth_real_mul(part, part, e);
    parameter(r, given, AMPLITUDE, i);
    orth_real_mul(part, part, given);
    parameter(r, given, INVERSE, i);
    orth_real_div(&r->real, part, part, given);
    parameter(r, given, PRE_EXP, i);
    orth_iv_mul_ui(given, given, 2);
    parameter(r, &r->t[3], EXPONENT, i);
    signed_power(r, trend, b, given, &r->t[3]);
    orth_real_rest(e, e);
    orth_real_mul(trend, trend, e);
    orth_iv_sub(b, trend, part);
}

/* The gradient over the price, or over its average; then what the rule makes of it. */
static void momentum_signal(run *r, size_t i, bool raw)
{
    orth_iv *b = &r->signal[i];
    gradient(r, i, b);
    orth_real_div(&r->real, b, b, raw ? &r->price[i] : &r->average[i]);
    if (r->kind == ORTH_REAL_CHANNEL_FOLLOWING)
        channel_signal(r, i, b);
    if (r->kind == ORTH_REAL_POWER_CHANNEL) {
        parameter(r, &r->t[0], 1, i);
        signed_power(r, &r->t[1], b, NULL, &r->t[0]);
        orth_iv_set(b, &r->t[1]);
    }
}

/* The short average, the rule's state, over the long one, less 1. */
static void difference_signal(run *r, size_t i)
{
    parameter(r, &r->t[1], 1, i);
    average(r, &r->state[i], &r->t[1], &r->price[i]);
    orth_iv_sub(&r->signal[i], &r->state[i], &r->average[i]);
    orth_real_div(&r->real, &r->signal[i], &r->signal[i], &r->average[i]);
}

/* next = weight + kappa (signal - mean), the mean weighted by kappa where it is a vector. */
static void apply_signals(run *r)
{
    orth_iv *mean = &r->t[0], *sum = &r->t[1], *kappa = &r->t[2], *t = &r->t[3];
    orth_iv_set_ui(mean, 0);
    orth_iv_set_ui(sum, 0);
    for (size_t i = 0; i < r->n; i++) {
        parameter(r, kappa, 0, i);
        orth_iv_add(sum, sum, r->length[0] == 1 ? &r->one : kappa);
        orth_real_mul(t, &r->signal[i], r->length[0] == 1 ? &r->one : kappa);
        orth_iv_add(mean, mean, t);
    }
    orth_real_div(&r->real, mean, mean, sum);
    for (size_t i = 0; i < r->n; i++) {
        parameter(r, kappa, 0, i);
        orth_iv_sub(t, &r->signal[i], mean);
        if (r->kind == ORTH_REAL_ANTI_MOMENTUM)
            orth_real_negate(t);
        orth_real_mul(t, t, kappa);
        orth_iv_add(&r->next[i], &r->weight[i], t);
    }
}

/* next = L weight + (1 - L) (1 / v) / sum (1 / v), v = (1 - lambda) A, where
 * A = lambda A + (price - old average)(price - average) */
static void minimum_variance(run *r)
{
    orth_iv *sum = &r->t[0], *t = &r->t[1], *keep = &r->t[2];
    orth_iv_set_ui(sum, 0);
    for (size_t i = 0; i < r->n; i++) {
        lambda_of(r, i);
        orth_iv_sub(t, &r->price[i], &r->previous[i]);
        orth_iv_sub(keep, &r->price[i], &r->average[i]);
        orth_real_mul(t, t, keep);
        orth_real_mul(&r->state[i], &r->state[i], &r->l);
        orth_iv_add(&r->state[i], &r->state[i], t);
        orth_real_rest(t, &r->l);
        orth_real_mul(t, t, &r->state[i]);
        orth_real_div(&r->real, &r->signal[i], &r->one, t);
        orth_iv_add(sum, sum, &r->signal[i]);
    }
    for (size_t i = 0; i < r->n; i++) {
        parameter(r, keep, 0, i);
        orth_real_mul(&r->next[i], keep, &r->weight[i]);
        orth_real_rest(keep, keep);
        orth_real_mul(t, keep, &r->signal[i]);
        orth_real_div(&r->real, t, t, sum);
        orth_iv_add(&r->next[i], &r->next[i], t);
    }
}

static void update(run *r, const orth_word *prices)
{
    bool raw = by_raw_price(r);
    for (size_t i = 0; i < r->n; i++) {
        orth_real_set(&r->price[i], prices[i]);
        lambda_of(r, i);
        orth_iv_set(&r->previous[i], &r->average[i]);
        average(r, &r->average[i], &r->l, &r->price[i]);
        if (r->kind == ORTH_REAL_DIFFERENCE_MOMENTUM)
            difference_signal(r, i);
        else if (r->kind != ORTH_REAL_MINIMUM_VARIANCE)
            momentum_signal(r, i, raw);
    }
    if (r->kind == ORTH_REAL_MINIMUM_VARIANCE)
        minimum_variance(r);
    else
        apply_signals(r);
    orth_real_guard(&r->real, r->n, r->next, r->weight, &r->epsilon, &r->rail);
    for (size_t i = 0; i < r->n; i++)
        orth_iv_set(&r->weight[i], &r->next[i]);
}

/* Every interval of the run, for `each`. */
static void for_all(run *r, void (*each)(orth_iv *x, mpfr_prec_t precision))
{
    orth_iv *arrays[] = {r->average, r->previous, r->state, r->price,
                         r->weight,  r->signal,   r->next};
    orth_iv *single[] = {&r->epsilon, &r->rail, &r->one, &r->l};
    for (size_t a = 0; a < sizeof arrays / sizeof arrays[0]; a++) {
        for (size_t i = 0; i < r->n; i++)
            each(&arrays[a][i], r->real.precision);
    }
    for (size_t a = 0; a < sizeof single / sizeof single[0]; a++)
        each(single[a], r->real.precision);
    for (size_t i = 0; i < SCRATCH; i++)
        each(&r->t[i], r->real.precision);
}

static void clear(orth_iv *x, mpfr_prec_t precision)
{
    (void)precision;
    orth_iv_clear(x);
}

void orth_real_rule(orth_real *real, orth_real_kind kind, const orth_contract_value *arguments,
                    orth_iv *out)
{
    run r = {.real = *real, .kind = kind, .n = arguments[WEIGHTS].count};
    const orth_word *at = arguments[PARAMETERS].words;
    for (; r.parameters < arguments[PARAMETERS].rows; r.parameters++) {
        r.parameter[r.parameters] = at;
        r.length[r.parameters] = arguments[PARAMETERS].lengths[r.parameters];
        at += r.length[r.parameters];
    }
    r.lambda = &arguments[LAMBDA];
    for_all(&r, orth_iv_init);
    orth_iv_set_ui(&r.one, ORTH_REAL_UNIT);
    orth_real_set(&r.epsilon, arguments[EPSILON_MAX].words[0]);
    orth_real_set(&r.rail, arguments[GUARD_RAIL].words[0]);
    for (size_t i = 0; i < r.n; i++) {
        orth_real_set(&r.average[i], arguments[PRICES].words[i]);
        orth_real_set(&r.state[i], arguments[INTERMEDIATE].words[i]);
        orth_real_set(&r.weight[i], arguments[WEIGHTS].words[i]);
    }
    for (size_t k = 0; k < arguments[STEPS].rows; k++) {
        update(&r, arguments[STEPS].words + k * r.n);
        for (size_t i = 0; i < r.n; i++)
            orth_iv_set(&out[k * r.n + i], &r.weight[i]);
    }
    real->told = r.real.told;
    for_all(&r, clear);
}
