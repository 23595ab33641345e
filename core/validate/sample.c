#include "validate/sample.h"

#include <string.h>

#include "contract/log_exp.h"
#include "validate/sample_random.h"

#define UNIT ORTH_FP_UNIT
#define TOKENS_MAX 8

static orth_word units(orth_word word)
{
    return orth_word_mul(word, orth_word_of(UNIT));
}

static orth_word flip(orth_sampler *s, orth_word word)
{
    return orth_sampler_one_in(s, 2) ? orth_word_negate(word) : word;
}

static void add(orth_arguments *arguments, orth_word word)
{
    orth_arguments_add_words(arguments, 0, 1, &word, 0, NULL);
}

static void add_array(orth_arguments *arguments, const orth_word *words, size_t n)
{
    orth_arguments_add_words(arguments, 1, n, words, 0, NULL);
}

/* ------------------------------------------------------------------------------ numbers */

/* e^(2^k) or its inverse in 18 decimals, k = 7 .. -4, give or take 2 wei. */
static orth_word factor_edge(orth_sampler *s)
{
    orth_evm evm = {.reverted = false};
    int k = (int)orth_sampler_below(s, 12);
    orth_word exponent = orth_word_shift_right(units(orth_word_of(128)), (unsigned)k);
    bool inverse = k >= 2 && orth_sampler_one_in(s, 2);
    orth_word value = orth_log_exp_exp(&evm, inverse ? orth_word_negate(exponent) : exponent);
    return orth_sampler_near(s, evm.reverted ? orth_word_of(UNIT) : value);
}

/* A positive base: ordinary, near one, at a branch's edge or anything. */
static orth_word base(orth_sampler *s)
{
    switch (s->calm ? orth_sampler_below(s, 3) : orth_sampler_below(s, 8)) {
    case 0:
        return orth_sampler_small(s, UNIT / 10, 10 * UNIT);
    case 1:
        return orth_sampler_small(s, UNIT / 10 * 9, UNIT / 10 * 11);
    case 2:
        return orth_sampler_length(s, 40, 90);
    case 3:
        return orth_sampler_near(s, orth_word_of(UNIT / 10 * (orth_sampler_one_in(s, 2) ? 9 : 11)));
    case 4:
        return factor_edge(s);
    case 5:
        return orth_sampler_near(s, orth_word_of(UNIT));
    case 6:
        return orth_sampler_length(s, 1, 160);
    default:
        return orth_sampler_corner(s);
    }
}

/* An exponent for that base: ordinary, 0, 1, 2, 4, or at the end of what exp takes. */
static orth_word exponent(orth_sampler *s, orth_word x)
{
    orth_evm evm = {.reverted = false};
    switch (s->calm ? 0 : orth_sampler_below(s, 6)) {
    case 0:
    case 1:
        return orth_sampler_small(s, UNIT / 100, 5 * UNIT);
    case 2:
        return orth_sampler_near(s, units(orth_word_of(UINT64_C(1) << orth_sampler_below(s, 3))));
    case 3: { /* 130e18 / ln x, or 41e18 / |ln x| */
        orth_word ln = orth_log_exp_ln(&evm, x);
        if (evm.reverted || orth_word_is_zero(ln))
            return orth_word_of(UNIT);
        orth_word end = units(units(orth_word_of(orth_word_negative(ln) ? 41 : 130)));
        return orth_sampler_near(s, orth_word_div(end, orth_word_magnitude(ln)));
    }
    case 4:
        return orth_sampler_length(s, 1, 80);
    default:
        return orth_sampler_corner(s);
    }
}

static void sample_power(orth_sampler *s, orth_arguments *arguments)
{
    orth_word x = base(s);
    add(arguments, x);
    add(arguments, exponent(s, x));
}

static orth_word amount(orth_sampler *s)
{
    return s->calm || !orth_sampler_one_in(s, 4) ? orth_sampler_length(s, 30, 100)
                                                 : orth_sampler_corner(s);
}

static void sample_amounts(orth_sampler *s, orth_arguments *arguments, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(arguments, amount(s));
}

static void sample_signed(orth_sampler *s, orth_arguments *arguments, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(arguments, flip(s, amount(s)));
}

/* Signed, uniform between -low and high in units, or at one of them, or a corner. */
static orth_word signed_range(orth_sampler *s, uint64_t low, uint64_t high)
{
    bool minus = orth_sampler_below(s, low + high) < low;
    orth_word end = units(orth_word_of(minus ? low : high));
    orth_word value = orth_sampler_between(s, orth_word_of(0), end);
    uint64_t pick = s->calm ? 0 : orth_sampler_below(s, 8);
    if (pick == 7)
        return orth_sampler_corner(s);
    if (pick == 6)
        value = orth_sampler_near(s, end);
    if (pick == 5)
        value = orth_sampler_length(s, 1, 70);
    return minus ? orth_word_negate(value) : value;
}

static void sample_prb_power(orth_sampler *s, orth_arguments *arguments)
{
    add(arguments, s->calm || !orth_sampler_one_in(s, 6) ? base(s) : flip(s, base(s)));
    add(arguments, signed_range(s, 5, 5));
}

/* -------------------------------------------------------------------------------- pools */

static orth_word weight(orth_sampler *s)
{
    return !s->calm && orth_sampler_one_in(s, 24)
               ? orth_sampler_corner(s)
               : orth_sampler_small(s, UNIT / 100, UNIT / 100 * 99);
}

static orth_word balance(orth_sampler *s)
{
    return !s->calm && orth_sampler_one_in(s, 12) ? orth_sampler_corner(s)
                                                  : orth_sampler_length(s, 50, 110);
}

/* A part of the whole: uniform up to `percent`, or at that limit, or tiny. */
static orth_word part(orth_sampler *s, orth_word whole, uint64_t percent)
{
    orth_evm evm = {.reverted = false};
    orth_word limit = orth_fp_mul_down(&evm, whole, orth_word_of(UNIT / 100 * percent));
    uint64_t pick = s->calm ? 0 : orth_sampler_below(s, 8);
    if (pick == 7)
        return orth_sampler_corner(s);
    if (pick == 6)
        return orth_sampler_near(s, limit);
    if (pick == 5)
        return orth_sampler_length(s, 0, 60);
    return orth_sampler_between(s, orth_word_of(0), limit);
}

static void sample_swap(orth_sampler *s, orth_arguments *arguments, bool exact_out)
{
    orth_word in = balance(s), out = balance(s);
    add(arguments, in);
    add(arguments, weight(s));
    add(arguments, out);
    add(arguments, weight(s));
    add(arguments, part(s, exact_out ? out : in, 30));
}

static void sample_out(orth_sampler *s, orth_arguments *arguments)
{
    sample_swap(s, arguments, false);
}

static void sample_in(orth_sampler *s, orth_arguments *arguments)
{
    sample_swap(s, arguments, true);
}

static void sample_balance(orth_sampler *s, orth_arguments *arguments)
{
    add(arguments, balance(s));
    add(arguments, weight(s));
    switch (s->calm ? 0 : orth_sampler_below(s, 4)) {
    case 0:
    case 1:
        add(arguments, orth_sampler_small(s, UNIT / 10 * 7, 3 * UNIT));
        break;
    case 2:
        add(arguments, orth_sampler_near(s, orth_word_of(UNIT)));
        break;
    default:
        add(arguments, orth_sampler_corner(s));
    }
}

/* n weights that sum to 1, each at least 1 %. */
static void weights_of(orth_sampler *s, orth_word *weights, size_t n)
{
    uint64_t left = UNIT;
    for (size_t i = 0; i + 1 < n; i++) {
        uint64_t room = left - (uint64_t)(n - 1 - i) * (UNIT / 100);
        uint64_t most = room < UNIT / 2 ? room : UNIT / 2;
        uint64_t w = UNIT / 100 + orth_sampler_next(s) % (most - UNIT / 100 + 1);
        weights[i] = orth_word_of(w);
        left -= w;
    }
    weights[n - 1] = orth_word_of(left);
}

static void sample_invariant(orth_sampler *s, orth_arguments *arguments)
{
    orth_word weights[TOKENS_MAX], balances[TOKENS_MAX];
    size_t n = 2 + orth_sampler_below(s, 7), given = n;
    weights_of(s, weights, n);
    for (size_t i = 0; i < n; i++)
        balances[i] = balance(s);
    if (!s->calm && orth_sampler_one_in(s, 50))
        given = orth_sampler_below(s, n);
    add_array(arguments, weights, n);
    add_array(arguments, balances, given);
}

typedef struct pool_sample {
    size_t n;
    orth_word weights[TOKENS_MAX], balances[TOKENS_MAX], scaling[TOKENS_MAX], rates[TOKENS_MAX];
    orth_word fee, supply;
} pool_sample;

static pool_sample pool_of(orth_sampler *s)
{
    pool_sample pool = {.n = 2 + orth_sampler_below(s, 7)};
    static const uint64_t scales[] = {1, 1, 1, 1000000000000, 10000000000};
    weights_of(s, pool.weights, pool.n);
    for (size_t i = 0; i < pool.n; i++) {
        bool odd = orth_sampler_one_in(s, 3);
        pool.balances[i] = !s->calm && orth_sampler_one_in(s, 60) ? orth_sampler_corner(s)
                                                                  : orth_sampler_length(s, 55, 95);
        pool.scaling[i] = orth_word_of(scales[orth_sampler_below(s, 5)]);
        pool.rates[i] = odd ? orth_sampler_small(s, UNIT, 2 * UNIT) : orth_word_of(UNIT);
    }
    pool.fee = orth_sampler_small(s, 0, UNIT / 10);
    pool.supply = orth_sampler_length(s, 60, 95);
    if (!s->calm && orth_sampler_one_in(s, 60))
        pool.fee = orth_sampler_corner(s);
    if (!s->calm && orth_sampler_one_in(s, 60))
        pool.supply = orth_sampler_corner(s);
    return pool;
}

static void add_pool(orth_arguments *arguments, const pool_sample *pool, bool supply)
{
    add_array(arguments, pool->weights, pool->n);
    add_array(arguments, pool->balances, pool->n);
    add_array(arguments, pool->scaling, pool->n);
    add_array(arguments, pool->rates, pool->n);
    add(arguments, pool->fee);
    if (supply)
        add(arguments, pool->supply);
}

/* A raw amount worth up to `percent` of token i's live balance. */
static orth_word raw_part(orth_sampler *s, const pool_sample *pool, size_t i, uint64_t percent)
{
    orth_word live = part(s, pool->balances[i], percent);
    return orth_word_div(live, pool->scaling[i]);
}

static size_t index_of(orth_sampler *s, const pool_sample *pool)
{
    return !s->calm && orth_sampler_one_in(s, 200) ? pool->n : orth_sampler_below(s, pool->n);
}

static void sample_vault(orth_sampler *s, orth_arguments *arguments, bool exact_out)
{
    pool_sample pool = pool_of(s);
    size_t in = orth_sampler_below(s, pool.n);
    size_t out = (in + 1 + orth_sampler_below(s, pool.n - 1)) % pool.n;
    add_pool(arguments, &pool, false);
    add(arguments, orth_word_of(in));
    add(arguments, orth_word_of(out));
    add(arguments, raw_part(s, &pool, exact_out ? out : in, 30));
}

static void sample_vault_in(orth_sampler *s, orth_arguments *arguments)
{
    sample_vault(s, arguments, false);
}

static void sample_vault_out(orth_sampler *s, orth_arguments *arguments)
{
    sample_vault(s, arguments, true);
}

static void sample_join_unbalanced(orth_sampler *s, orth_arguments *arguments)
{
    pool_sample pool = pool_of(s);
    orth_word amounts[TOKENS_MAX];
    for (size_t i = 0; i < pool.n; i++)
        amounts[i] = orth_sampler_one_in(s, 3) ? orth_word_of(0) : raw_part(s, &pool, i, 90);
    add_pool(arguments, &pool, true);
    add_array(arguments, amounts, pool.n);
}

static void sample_by_bpt(orth_sampler *s, orth_arguments *arguments)
{
    pool_sample pool = pool_of(s);
    add_pool(arguments, &pool, true);
    add(arguments, orth_word_of(index_of(s, &pool)));
    add(arguments, part(s, pool.supply, orth_sampler_one_in(s, 4) ? 90 : 20));
}

static void sample_exit_exact_out(orth_sampler *s, orth_arguments *arguments)
{
    pool_sample pool = pool_of(s);
    size_t index = orth_sampler_below(s, pool.n);
    add_pool(arguments, &pool, true);
    add(arguments, orth_word_of(index));
    add(arguments, raw_part(s, &pool, index, 25));
}

static void sample_exit_proportional(orth_sampler *s, orth_arguments *arguments)
{
    pool_sample pool = pool_of(s);
    add_array(arguments, pool.balances, pool.n);
    add_array(arguments, pool.scaling, pool.n);
    add_array(arguments, pool.rates, pool.n);
    add(arguments, pool.supply);
    add(arguments, part(s, pool.supply, 99));
}

static void sample_lbp(orth_sampler *s, orth_arguments *arguments)
{
    orth_word start = orth_sampler_small(s, 1600000000, 1900000000);
    orth_word end = orth_word_add(start, orth_sampler_length(s, 0, 24));
    orth_word latest = orth_word_add(end, orth_word_of(3600));
    add(arguments, weight(s));
    add(arguments, weight(s));
    add(arguments, start);
    add(arguments, end);
    uint64_t pick = s->calm ? 0 : orth_sampler_below(s, 4);
    add(arguments, pick == 2   ? orth_sampler_near(s, end)
                   : pick == 3 ? orth_sampler_near(s, start)
                               : orth_sampler_between(s, start, latest));
}

/* ----------------------------------------------------------------------------- QuantAMM */

static void sample_pack(orth_sampler *s, orth_arguments *arguments, unsigned bits)
{
    orth_word values[24];
    size_t n = orth_sampler_below(s, 25);
    for (size_t i = 0; i < n; i++)
        values[i] = flip(s, orth_sampler_length(s, 1, bits));
    add_array(arguments, values, n);
}

static void sample_pack32(orth_sampler *s, orth_arguments *arguments)
{
    sample_pack(s, arguments, orth_sampler_one_in(s, 40) ? 62 : 60);
}

static void sample_pack128(orth_sampler *s, orth_arguments *arguments)
{
    sample_pack(s, arguments, orth_sampler_one_in(s, 40) ? 129 : 127);
}

static void sample_unpack32(orth_sampler *s, orth_arguments *arguments)
{
    add(arguments, orth_sampler_bits(s));
}

static void sample_unpack128(orth_sampler *s, orth_arguments *arguments)
{
    orth_word slots[8];
    size_t n = 1 + orth_sampler_below(s, 8);
    for (size_t i = 0; i < n; i++)
        slots[i] = orth_sampler_bits(s);
    add_array(arguments, slots, n);
    add(arguments, orth_word_of(2 * n - orth_sampler_below(s, 2)));
}

/* A multiplier in wei a second, kept to 9 decimals. */
static orth_word multiplier(orth_sampler *s)
{
    return flip(s, orth_word_of(1000000000 * orth_sampler_below(s, 100000)));
}

static void sample_slots(orth_sampler *s, orth_arguments *arguments)
{
    orth_word weights[TOKENS_MAX], multipliers[TOKENS_MAX];
    size_t n = 2 + orth_sampler_below(s, 7);
    weights_of(s, weights, n);
    for (size_t i = 0; i < n; i++)
        multipliers[i] = multiplier(s);
    add_array(arguments, weights, n);
    add_array(arguments, multipliers, n);
}

static void sample_block_weight(orth_sampler *s, orth_arguments *arguments)
{
    bool corner = !s->calm && orth_sampler_one_in(s, 10);
    add(arguments, corner ? orth_sampler_corner(s) : orth_sampler_small(s, UNIT / 100, UNIT));
    add(arguments, corner ? flip(s, orth_sampler_corner(s)) : multiplier(s));
    add(arguments, corner ? orth_sampler_corner(s) : orth_sampler_small(s, 0, 200000));
}

static void sample_schedule(orth_sampler *s, orth_arguments *arguments)
{
    static const uint64_t intervals[] = {3600, 86400, 604800, 60};
    orth_word weights[TOKENS_MAX], target[TOKENS_MAX], times[6];
    size_t n = 2 + orth_sampler_below(s, 7);
    uint64_t interval = intervals[orth_sampler_below(s, 4)];
    weights_of(s, weights, n);
    weights_of(s, target, n);
    const uint64_t at[] = {0, 1, interval / 3, interval, interval + 1, 5 * interval};
    for (size_t i = 0; i < 6; i++)
        times[i] = orth_word_of(at[i]);
    add_array(arguments, weights, n);
    add_array(arguments, target, n);
    add(arguments, orth_word_of(interval));
    add(arguments, orth_word_of(UNIT / 100));
    add_array(arguments, times, 6);
}

static void sample_guard(orth_sampler *s, orth_arguments *arguments)
{
    orth_word raw[TOKENS_MAX], previous[TOKENS_MAX];
    size_t n = 2 + orth_sampler_below(s, 7);
    weights_of(s, previous, n);
    for (size_t i = 0; i < n; i++)
        raw[i] = orth_word_add(previous[i], flip(s, orth_sampler_length(s, 30, 58)));
    add_array(arguments, raw, n);
    add_array(arguments, previous, n);
    add(arguments, orth_sampler_small(s, UNIT / 1000, UNIT));
    add(arguments, orth_sampler_small(s, UNIT / 1000, UNIT / 100));
}

static void sample_estimator(orth_sampler *s, orth_arguments *arguments, size_t values)
{
    for (size_t i = 0; i < values; i++)
        add(arguments, orth_sampler_length(s, 40, 75));
    add(arguments, orth_sampler_small(s, UNIT / 2, UNIT - 1));
}

static void add_rows(orth_arguments *arguments, const orth_word *words, const uint16_t *lengths,
                     size_t rows)
{
    size_t count = 0;
    for (size_t i = 0; i < rows; i++)
        count += lengths[i];
    orth_arguments_add_words(arguments, 2, count, words, rows, lengths);
}

/* A rule's run of 8 steps over a random walk of prices. `ranges` gives each parameter's bounds in
 * thousandths; a bound of 0 is the flag. */
static void sample_run(orth_sampler *s, orth_arguments *arguments, size_t parameters,
                       const uint32_t ranges[][2], bool averages)
{
    orth_word prices[TOKENS_MAX], state[TOKENS_MAX], weights[TOKENS_MAX], lambda[TOKENS_MAX];
    orth_word values[8 * TOKENS_MAX], walk[8 * TOKENS_MAX];
    uint16_t lengths[8], steps[8];
    size_t n = 2 + orth_sampler_below(s, 7), used = 0, each = orth_sampler_one_in(s, 2) ? n : 1;
    for (size_t i = 0; i < n; i++) {
        prices[i] = orth_sampler_length(s, 50, 75);
        state[i] = averages ? prices[i] : flip(s, orth_sampler_length(s, 40, 63));
        lambda[i] = orth_sampler_small(s, UNIT / 10 * 8, UNIT / 1000 * 999);
    }
    weights_of(s, weights, n);
    for (size_t p = 0; p < parameters; p++) {
        bool flag = ranges[p][1] == 0;
        lengths[p] = (uint16_t)(flag ? 1 : each);
        for (size_t i = 0; i < lengths[p]; i++)
            values[used++] =
                flag ? orth_word_of(orth_sampler_one_in(s, 2) ? UNIT : 0)
                     : orth_sampler_between(
                           s, orth_word_mul(orth_word_of(UNIT / 1000), orth_word_of(ranges[p][0])),
                           orth_word_mul(orth_word_of(UNIT / 1000), orth_word_of(ranges[p][1])));
    }
    for (size_t k = 0; k < 8; k++) {
        steps[k] = (uint16_t)n;
        for (size_t i = 0; i < n; i++) {
            orth_word last = k == 0 ? prices[i] : walk[(k - 1) * n + i];
            orth_word tenth = orth_word_div(last, orth_word_of(10));
            orth_word low = orth_word_sub(last, tenth), high = orth_word_add(last, tenth);
            walk[k * n + i] = orth_sampler_between(s, low, high);
        }
    }
    add_array(arguments, prices, n);
    add_array(arguments, state, n);
    add_array(arguments, weights, n);
    add_rows(arguments, values, lengths, parameters);
    add_array(arguments, lambda, orth_sampler_one_in(s, 2) ? n : 1);
    add(arguments, orth_sampler_small(s, UNIT / 1000, UNIT / 5));
    add(arguments, orth_sampler_small(s, UNIT / 1000, UNIT / 20));
    add_rows(arguments, walk, steps, 8);
}

static void sample_rule(orth_sampler *s, orth_arguments *arguments, const char *name)
{
    static const uint32_t momentum[][2] = {{1000, 500000}, {0, 0}};
    static const uint32_t power[][2] = {{1000, 500000}, {1100, 4000}, {0, 0}};
    static const uint32_t channel[][2] = {{1000, 500000}, {100, 3000}, {10, 2500}, {500, 3000},
                                          {500, 3000},    {200, 2500}, {0, 0}};
    static const uint32_t difference[][2] = {{1000, 500000}, {500, 999}};
    static const uint32_t variance[][2] = {{0, 1000}};
    if (strcmp(name, "power_channel") == 0)
        sample_run(s, arguments, 3, power, false);
    else if (strcmp(name, "channel_following") == 0)
        sample_run(s, arguments, 7, channel, false);
    else if (strcmp(name, "difference_momentum") == 0)
        sample_run(s, arguments, 2, difference, true);
    else if (strcmp(name, "minimum_variance") == 0)
        sample_run(s, arguments, 1, variance, true);
    else
        sample_run(s, arguments, 2, momentum, false);
}

/* ----------------------------------------------------------------------------- geometry */

/* Two points of the simplex of n tokens, one after the other. */
static void sample_points(orth_sampler *s, orth_arguments *arguments)
{
    orth_word points[2][TOKENS_MAX];
    size_t n = 2 + orth_sampler_below(s, 7);
    weights_of(s, points[0], n);
    weights_of(s, points[1], n);
    add_array(arguments, points[0], n);
    add_array(arguments, points[1], n);
}

static void sample_real(orth_sampler *s, orth_arguments *arguments, const char *name)
{
    if (strcmp(name, "exp") == 0)
        add(arguments, flip(s, orth_sampler_length(s, 1, 65)));
    else if (strcmp(name, "lambert_w") == 0)
        add(arguments, s->calm || !orth_sampler_one_in(s, 3) ? orth_sampler_small(s, 0, 10 * UNIT)
                                                             : orth_sampler_length(s, 1, 120));
    else
        add(arguments, orth_sampler_length(s, 1, 120));
}

static void sample_geometry(orth_sampler *s, orth_arguments *arguments, const char *name)
{
    if (strncmp(name, "real_", 5) == 0) {
        sample_real(s, arguments, name + 5);
        return;
    }
    sample_points(s, arguments);
    if (strcmp(name, "geodesic_point") == 0)
        add(arguments, orth_sampler_small(s, 0, UNIT));
}

/* -------------------------------------------------------------------------------- table */

static const struct {
    const char *name;
    void (*sample)(orth_sampler *s, orth_arguments *arguments);
} samplers[] = {
    {"log_exp_pow", sample_power},
    {"fp_pow_down", sample_power},
    {"fp_pow_up", sample_power},
    {"prb_pow", sample_prb_power},
    {"weighted_out_given_exact_in", sample_out},
    {"weighted_in_given_exact_out", sample_in},
    {"weighted_balance_given_invariant", sample_balance},
    {"weighted_balance_given_invariant_quantamm", sample_balance},
    {"weighted_invariant_down", sample_invariant},
    {"weighted_invariant_up", sample_invariant},
    {"vault_swap_exact_in", sample_vault_in},
    {"vault_swap_exact_out", sample_vault_out},
    {"pool_join_unbalanced", sample_join_unbalanced},
    {"pool_join_single_exact_bpt", sample_by_bpt},
    {"pool_join_single_exact_bpt_quantamm", sample_by_bpt},
    {"pool_exit_single_exact_bpt", sample_by_bpt},
    {"pool_exit_single_exact_bpt_quantamm", sample_by_bpt},
    {"pool_exit_single_exact_out", sample_exit_exact_out},
    {"pool_exit_proportional", sample_exit_proportional},
    {"lbp_weights", sample_lbp},
    {"quantamm_pack32", sample_pack32},
    {"quantamm_pack128", sample_pack128},
    {"quantamm_unpack32", sample_unpack32},
    {"quantamm_unpack128", sample_unpack128},
    {"quantamm_pool_slots", sample_slots},
    {"quantamm_block_weight", sample_block_weight},
    {"quantamm_schedule", sample_schedule},
    {"quantamm_guard", sample_guard},
};

/* Functions of words alone that no entry above serves. */
static void sample_words(orth_sampler *s, orth_arguments *arguments, const char *name, size_t count,
                         bool is_signed)
{
    if (strcmp(name, "log_exp_exp") == 0)
        add(arguments, signed_range(s, 41, 130));
    else if (strcmp(name, "prb_exp") == 0)
        add(arguments, signed_range(s, 42, 133));
    else if (strcmp(name, "prb_exp2") == 0)
        add(arguments, signed_range(s, 60, 192));
    else if (strcmp(name, "log_exp_log") == 0 || strcmp(name, "log_exp_ln") == 0 ||
             strcmp(name, "prb_ln") == 0 || strcmp(name, "prb_log2") == 0 ||
             strcmp(name, "prb_sqrt") == 0)
        for (size_t i = 0; i < count; i++)
            add(arguments, s->calm || !orth_sampler_one_in(s, 10) ? base(s) : flip(s, base(s)));
    else if (strncmp(name, "quantamm_", 9) == 0)
        sample_estimator(s, arguments, count - 1);
    else if (is_signed)
        sample_signed(s, arguments, count);
    else
        sample_amounts(s, arguments, count);
}

void orth_sample(orth_arguments *arguments, const orth_contract_function *function, uint64_t seed,
                 uint64_t index, bool calm)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
    orth_sampler s = {seed, calm};
    size_t count = orth_contract_signature(function, types, NULL);
    s.state = orth_sampler_next(&s) ^ (index * 0xd1342543de82ef95u);
    orth_sampler_next(&s);
    orth_arguments_clear(arguments);
    for (size_t i = 0; i < sizeof samplers / sizeof samplers[0]; i++) {
        if (strcmp(samplers[i].name, function->name) == 0) {
            samplers[i].sample(&s, arguments);
            return;
        }
    }
    if (function->layout == ORTH_LAYOUT_RULE)
        sample_rule(&s, arguments, function->name + strlen("quantamm_rule_"));
    else if (function->layout == ORTH_LAYOUT_BOUNDS)
        sample_geometry(&s, arguments, function->name);
    else
        sample_words(&s, arguments, function->name, count, types[0].is_signed);
}
