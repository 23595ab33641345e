/* The six update rules. */
#include "contract/quantamm.h"

#define MUL(x, y) orth_fp_prb_mul(evm, x, y)
#define DIV(x, y) orth_fp_prb_div(evm, x, y)
#define ADD(x, y) orth_evm_add_signed(evm, x, y)
#define SUB(x, y) orth_evm_sub_signed(evm, x, y)
#define PI UINT64_C(3141592653589793238)

static orth_word units(uint64_t n)
{
    return orth_word_of(n * ORTH_FP_UNIT);
}

/* A parameter given once for all tokens, or for each. */
static orth_word of_token(orth_words values, size_t i)
{
    return values.word[values.count == 1 ? 0 : i];
}

/* The averages at the new prices; the old ones are kept beside them. */
static void update_averages(orth_evm *evm, orth_quantamm_state *state, orth_words lambda,
                            const orth_word *prices, bool keeps_both)
{
    size_t n = state->n;
    for (size_t i = 0; i < n; i++) {
        state->previous_average[i] = state->average[i];
        state->average[i] =
            orth_quantamm_average(evm, state->average[i], prices[i], of_token(lambda, i));
    }
    if (!keeps_both) {
        orth_quantamm_store128(evm, n, state->average);
        return;
    }
    orth_word both[2 * ORTH_QUANTAMM_TOKENS_MAX];
    for (size_t i = 0; i < n; i++) {
        both[i] = state->average[i];
        both[n + i] = state->previous_average[i];
    }
    orth_quantamm_store128(evm, 2 * n, both);
}

/* The gradients of the prices, from the state a. */
static void gradients(orth_evm *evm, orth_quantamm_state *state, orth_words lambda,
                      const orth_word *prices, orth_word *out)
{
    for (size_t i = 0; i < state->n; i++) {
        orth_word l = of_token(lambda, i);
        orth_word factor = orth_quantamm_gradient_factor(evm, l);
        state->intermediate[i] = orth_quantamm_gradient_state(evm, state->intermediate[i],
                                                              prices[i], state->average[i], l);
        out[i] = MUL(factor, state->intermediate[i]);
        if (i % 2 != 0)
            orth_quantamm_store128(evm, 2, &state->intermediate[i - 1]);
    }
    if (state->n % 2 != 0)
        orth_quantamm_store128(evm, 1, &state->intermediate[state->n - 1]);
}

/* Gradient over price: the momentum signal. The price is the average, or raw where the rule's last
 * parameter (number `flag`) is exactly 1. */
static void momentum_signals(orth_evm *evm, orth_quantamm_state *state,
                             const orth_quantamm_rule *rule, const orth_word *prices, size_t flag,
                             orth_word *out)
{
    bool raw = rule->parameter_count > flag && rule->parameters[flag].count > 0 &&
               orth_word_equal(rule->parameters[flag].word[0], units(1));
    gradients(evm, state, rule->lambda, prices, out);
    for (size_t i = 0; i < state->n; i++) {
        orth_word inverse = DIV(units(1), raw ? prices[i] : state->average[i]);
        out[i] = MUL(inverse, out[i]);
    }
}

/* x^y, where x^0 = 1 and 0^y = 0: unlike PRB's own pow in the order of the factors. */
static orth_word power(orth_evm *evm, orth_word x, orth_word y)
{
    if (orth_word_is_zero(y))
        return units(1);
    if (orth_word_is_zero(x))
        return x;
    orth_word log2 = orth_prb_log2(evm, x);
    orth_word exponent = MUL(y, log2);
    return orth_prb_exp2(evm, exponent);
}

static orth_word power_channel_signal(orth_evm *evm, orth_word beta, orth_word q)
{
    orth_word sign = orth_word_negative(beta) ? orth_word_negate(units(1)) : units(1);
    orth_word magnitude = orth_prb_abs(evm, beta);
    orth_word raised = power(evm, magnitude, q);
    return MUL(sign, raised);
}

/* Parameters of channel following, in the order of the contract. */
enum { KAPPA, WIDTH, AMPLITUDE, EXPONENT, INVERSE_SCALING, PRE_EXP_SCALING };

/* e: exp of -b^2 / (2 W^2) */
static orth_word envelope(orth_evm *evm, orth_word beta, orth_word width)
{
    orth_word square = MUL(beta, beta);
    orth_word twice = MUL(width, width);
    twice = MUL(twice, units(2));
    orth_word ratio = DIV(square, twice);
    return orth_prb_exp(evm, orth_evm_negate(evm, ratio));
}

/* -A e (u - u^3/6) / h, u = pi b / (3 W) */
static orth_word channel_part(orth_evm *evm, orth_word beta, orth_word width, orth_word amplitude,
                              orth_word factor, orth_word scaling)
{
    orth_word u = MUL(orth_word_of(PI), beta);
    orth_word thrice = MUL(width, units(3));
    u = DIV(u, thrice);
    orth_word cube = MUL(u, u);
    cube = MUL(cube, u);
    cube = DIV(cube, units(6));
    orth_word wave = SUB(u, cube);
    orth_word height = MUL(amplitude, factor);
    orth_word part = MUL(height, wave);
    part = DIV(part, scaling);
    return orth_evm_negate(evm, part);
}

/* sign(b) (|b| / (2 S))^x */
static orth_word trend_part(orth_evm *evm, orth_word beta, orth_word scaling, orth_word exponent)
{
    orth_word magnitude = orth_prb_abs(evm, beta);
    orth_word twice = MUL(scaling, units(2));
    orth_word base = DIV(magnitude, twice);
    orth_word trend = power(evm, base, exponent);
    return orth_word_negative(beta) ? orth_evm_negate(evm, trend) : trend;
}

static orth_word channel_signal(orth_evm *evm, const orth_quantamm_rule *rule, size_t i,
                                orth_word beta)
{
    const orth_words *p = rule->parameters;
    orth_word width = of_token(p[WIDTH], i);
    orth_word e = envelope(evm, beta, width);
    orth_word channel = channel_part(evm, beta, width, of_token(p[AMPLITUDE], i), e,
                                     of_token(p[INVERSE_SCALING], i));
    orth_word trend =
        trend_part(evm, beta, of_token(p[PRE_EXP_SCALING], i), of_token(p[EXPONENT], i));
    orth_word rest = SUB(units(1), e);
    trend = MUL(trend, rest);
    return ADD(channel, trend);
}

/* Short over long average, less one. The short average is the rule's own state. */
static void difference_signals(orth_evm *evm, orth_quantamm_state *state, orth_words lambda_short,
                               const orth_word *prices, orth_word *out)
{
    for (size_t i = 0; i < state->n; i++)
        state->intermediate[i] = orth_quantamm_average(evm, state->intermediate[i], prices[i],
                                                       of_token(lambda_short, i));
    orth_quantamm_store128(evm, state->n, state->intermediate);
    for (size_t i = 0; i < state->n; i++) {
        orth_word distance = SUB(state->intermediate[i], state->average[i]);
        orth_word inverse = DIV(units(1), state->average[i]);
        out[i] = MUL(inverse, distance);
    }
}

/* The signals' mean, weighted by kappa where it is a vector. */
static orth_word mean_signal(orth_evm *evm, size_t n, orth_words kappa, const orth_word *signals)
{
    orth_word sum = orth_word_of(0), kappas = orth_word_of(0);
    for (size_t i = 0; i < n; i++)
        sum = ADD(sum, kappa.count == 1 ? signals[i] : MUL(signals[i], kappa.word[i]));
    if (kappa.count == 1)
        return orth_evm_div_signed(evm, sum, orth_word_of(n));
    for (size_t i = 0; i < n; i++)
        kappas = ADD(kappas, kappa.word[i]);
    return DIV(sum, kappas);
}

/* w + kappa (s - mean), or (mean - s) for anti-momentum. */
static void apply_signals(orth_evm *evm, const orth_quantamm_rule *rule, orth_quantamm_state *state,
                          const orth_word *signals, orth_word *weights)
{
    orth_words kappa = rule->parameters[KAPPA];
    orth_word mean = mean_signal(evm, state->n, kappa, signals);
    for (size_t i = 0; i < state->n; i++) {
        orth_word distance = rule->kind == ORTH_QUANTAMM_KIND_ANTI_MOMENTUM ? SUB(mean, signals[i])
                                                                            : SUB(signals[i], mean);
        orth_word move = MUL(of_token(kappa, i), distance);
        weights[i] = ADD(state->weights[i], move);
    }
}

/* w' = L w + (1 - L) (1 / v) / sum (1 / v) */
static void minimum_variance(orth_evm *evm, const orth_quantamm_rule *rule,
                             orth_quantamm_state *state, const orth_word *prices,
                             orth_word *weights)
{
    orth_word mixed[ORTH_QUANTAMM_TOKENS_MAX], sum = orth_word_of(0);
    for (size_t i = 0; i < state->n; i++) {
        orth_word l = of_token(rule->lambda, i);
        state->intermediate[i] =
            orth_quantamm_variance_state(evm, state->intermediate[i], prices[i],
                                         state->previous_average[i], state->average[i], l);
        weights[i] = MUL(SUB(units(1), l), state->intermediate[i]);
        if (i % 2 != 0)
            orth_quantamm_store128(evm, 2, &state->intermediate[i - 1]);
    }
    if (state->n % 2 != 0)
        orth_quantamm_store128(evm, 1, &state->intermediate[state->n - 1]);
    for (size_t i = 0; i < state->n; i++) {
        orth_word precision = DIV(units(1), weights[i]);
        sum = ADD(sum, precision);
        mixed[i] = MUL(SUB(units(1), of_token(rule->parameters[0], i)), precision);
    }
    for (size_t i = 0; i < state->n; i++) {
        orth_word kept = MUL(of_token(rule->parameters[0], i), state->weights[i]);
        orth_word share = DIV(mixed[i], sum);
        weights[i] = ADD(kept, share);
    }
}

size_t orth_quantamm_parameters_min(orth_quantamm_kind kind)
{
    switch (kind) {
    case ORTH_QUANTAMM_KIND_MOMENTUM:
    case ORTH_QUANTAMM_KIND_ANTI_MOMENTUM:
    case ORTH_QUANTAMM_KIND_MINIMUM_VARIANCE:
        return 1;
    case ORTH_QUANTAMM_KIND_POWER_CHANNEL:
    case ORTH_QUANTAMM_KIND_DIFFERENCE_MOMENTUM:
        return 2;
    case ORTH_QUANTAMM_KIND_CHANNEL_FOLLOWING:
        break;
    }
    return 6;
}

/* The rule's signals, for the rules that have them. */
static void rule_signals(orth_evm *evm, const orth_quantamm_rule *rule, orth_quantamm_state *state,
                         const orth_word *prices, orth_word *signals)
{
    if (rule->kind == ORTH_QUANTAMM_KIND_DIFFERENCE_MOMENTUM) {
        difference_signals(evm, state, rule->parameters[1], prices, signals);
        return;
    }
    size_t flag = rule->kind == ORTH_QUANTAMM_KIND_CHANNEL_FOLLOWING ? 6
                  : rule->kind == ORTH_QUANTAMM_KIND_POWER_CHANNEL   ? 2
                                                                     : 1;
    momentum_signals(evm, state, rule, prices, flag, signals);
    for (size_t i = 0; i < state->n; i++) {
        if (rule->kind == ORTH_QUANTAMM_KIND_POWER_CHANNEL)
            signals[i] = power_channel_signal(evm, signals[i], of_token(rule->parameters[1], i));
        else if (rule->kind == ORTH_QUANTAMM_KIND_CHANNEL_FOLLOWING)
            signals[i] = channel_signal(evm, rule, i, signals[i]);
    }
}

void orth_quantamm_update(orth_evm *evm, orth_quantamm_state *state, const orth_quantamm_rule *rule,
                          const orth_word *prices)
{
    orth_word signals[ORTH_QUANTAMM_TOKENS_MAX], weights[ORTH_QUANTAMM_TOKENS_MAX];
    bool variance = rule->kind == ORTH_QUANTAMM_KIND_MINIMUM_VARIANCE;
    update_averages(evm, state, rule->lambda, prices, variance);
    if (variance) {
        minimum_variance(evm, rule, state, prices, weights);
    } else {
        rule_signals(evm, rule, state, prices, signals);
        apply_signals(evm, rule, state, signals, weights);
    }
    if (evm->reverted)
        return;
    orth_quantamm_guard(evm, state->n, weights, state->weights, rule->epsilon_max,
                        rule->guard_rail);
    for (size_t i = 0; i < state->n; i++)
        state->weights[i] = weights[i];
}
