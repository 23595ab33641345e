/* Samples for weighted pools: swaps, joins, exits, and the schedule of an LBP. */
#include "audit/sample_parts.h"

#define UNIT ORTH_FP_UNIT

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

static void sample_swap(orth_sampler *s, orth_contract_arguments *arguments, bool exact_out)
{
    orth_word in = balance(s), out = balance(s);
    orth_sample_add(arguments, in);
    orth_sample_add(arguments, weight(s));
    orth_sample_add(arguments, out);
    orth_sample_add(arguments, weight(s));
    orth_sample_add(arguments, part(s, exact_out ? out : in, 30));
}

void orth_sample_out(orth_sampler *s, orth_contract_arguments *arguments)
{
    sample_swap(s, arguments, false);
}

void orth_sample_in(orth_sampler *s, orth_contract_arguments *arguments)
{
    sample_swap(s, arguments, true);
}

void orth_sample_balance(orth_sampler *s, orth_contract_arguments *arguments)
{
    orth_sample_add(arguments, balance(s));
    orth_sample_add(arguments, weight(s));
    switch (s->calm ? 0 : orth_sampler_below(s, 4)) {
    case 0:
    case 1:
        orth_sample_add(arguments, orth_sampler_small(s, UNIT / 10 * 7, 3 * UNIT));
        break;
    case 2:
        orth_sample_add(arguments, orth_sampler_near(s, orth_word_of(UNIT)));
        break;
    default:
        orth_sample_add(arguments, orth_sampler_corner(s));
    }
}

/* n weights that sum to 1, each at least 1 %. */
void orth_sample_weights(orth_sampler *s, orth_word *weights, size_t n)
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

void orth_sample_invariant(orth_sampler *s, orth_contract_arguments *arguments)
{
    orth_word weights[ORTH_SAMPLE_TOKENS], balances[ORTH_SAMPLE_TOKENS];
    size_t n = 2 + orth_sampler_below(s, 7), given = n;
    orth_sample_weights(s, weights, n);
    for (size_t i = 0; i < n; i++)
        balances[i] = balance(s);
    if (!s->calm && orth_sampler_one_in(s, 50))
        given = orth_sampler_below(s, n);
    orth_sample_add_array(arguments, weights, n);
    orth_sample_add_array(arguments, balances, given);
}

typedef struct pool_sample {
    size_t n;
    orth_word weights[ORTH_SAMPLE_TOKENS], balances[ORTH_SAMPLE_TOKENS],
        scaling[ORTH_SAMPLE_TOKENS], rates[ORTH_SAMPLE_TOKENS];
    orth_word fee, supply;
} pool_sample;

static pool_sample pool_of(orth_sampler *s)
{
    pool_sample pool = {.n = 2 + orth_sampler_below(s, 7)};
    static const uint64_t scales[] = {1, 1, 1, 1000000000000, 10000000000};
    orth_sample_weights(s, pool.weights, pool.n);
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

static void add_pool(orth_contract_arguments *arguments, const pool_sample *pool, bool supply)
{
    orth_sample_add_array(arguments, pool->weights, pool->n);
    orth_sample_add_array(arguments, pool->balances, pool->n);
    orth_sample_add_array(arguments, pool->scaling, pool->n);
    orth_sample_add_array(arguments, pool->rates, pool->n);
    orth_sample_add(arguments, pool->fee);
    if (supply)
        orth_sample_add(arguments, pool->supply);
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

static void sample_vault(orth_sampler *s, orth_contract_arguments *arguments, bool exact_out)
{
    pool_sample pool = pool_of(s);
    size_t in = orth_sampler_below(s, pool.n);
    size_t out = (in + 1 + orth_sampler_below(s, pool.n - 1)) % pool.n;
    add_pool(arguments, &pool, false);
    orth_sample_add(arguments, orth_word_of(in));
    orth_sample_add(arguments, orth_word_of(out));
    orth_sample_add(arguments, raw_part(s, &pool, exact_out ? out : in, 30));
}

void orth_sample_vault_in(orth_sampler *s, orth_contract_arguments *arguments)
{
    sample_vault(s, arguments, false);
}

void orth_sample_vault_out(orth_sampler *s, orth_contract_arguments *arguments)
{
    sample_vault(s, arguments, true);
}

/* A trade up to the pool's own limit and somewhat beyond: 1 %, 10 %, 30 %, or any share. */
static void sample_quantamm(orth_sampler *s, orth_contract_arguments *arguments, bool exact_out)
{
    static const uint64_t usual[] = {1, 10, 30};
    pool_sample pool = pool_of(s);
    size_t in = orth_sampler_below(s, pool.n);
    size_t out = (in + 1 + orth_sampler_below(s, pool.n - 1)) % pool.n;
    uint64_t pick = orth_sampler_below(s, 6);
    uint64_t percent = pick < 3 ? usual[pick] : 1 + orth_sampler_below(s, 30);
    orth_word limit = orth_word_of(UNIT / 100 * percent);
    const orth_word fee_and_limit[] = {pool.fee, pick < 5 ? limit : orth_sampler_near(s, limit)};
    orth_sample_add_array(arguments, pool.weights, pool.n);
    orth_sample_add_array(arguments, pool.balances, pool.n);
    orth_sample_add_array(arguments, pool.scaling, pool.n);
    orth_sample_add_array(arguments, pool.rates, pool.n);
    orth_sample_add_array(arguments, fee_and_limit, 2);
    orth_sample_add(arguments, orth_word_of(in));
    orth_sample_add(arguments, orth_word_of(out));
    orth_sample_add(arguments, raw_part(s, &pool, exact_out ? out : in, percent));
}

void orth_sample_quantamm_in(orth_sampler *s, orth_contract_arguments *arguments)
{
    sample_quantamm(s, arguments, false);
}

void orth_sample_quantamm_out(orth_sampler *s, orth_contract_arguments *arguments)
{
    sample_quantamm(s, arguments, true);
}

void orth_sample_join_unbalanced(orth_sampler *s, orth_contract_arguments *arguments)
{
    pool_sample pool = pool_of(s);
    orth_word amounts[ORTH_SAMPLE_TOKENS];
    for (size_t i = 0; i < pool.n; i++)
        amounts[i] = orth_sampler_one_in(s, 3) ? orth_word_of(0) : raw_part(s, &pool, i, 90);
    add_pool(arguments, &pool, true);
    orth_sample_add_array(arguments, amounts, pool.n);
}

void orth_sample_by_bpt(orth_sampler *s, orth_contract_arguments *arguments)
{
    pool_sample pool = pool_of(s);
    add_pool(arguments, &pool, true);
    orth_sample_add(arguments, orth_word_of(index_of(s, &pool)));
    orth_sample_add(arguments, part(s, pool.supply, orth_sampler_one_in(s, 4) ? 90 : 20));
}

void orth_sample_exit_exact_out(orth_sampler *s, orth_contract_arguments *arguments)
{
    pool_sample pool = pool_of(s);
    size_t index = orth_sampler_below(s, pool.n);
    add_pool(arguments, &pool, true);
    orth_sample_add(arguments, orth_word_of(index));
    orth_sample_add(arguments, raw_part(s, &pool, index, 25));
}

void orth_sample_exit_proportional(orth_sampler *s, orth_contract_arguments *arguments)
{
    pool_sample pool = pool_of(s);
    orth_sample_add_array(arguments, pool.balances, pool.n);
    orth_sample_add_array(arguments, pool.scaling, pool.n);
    orth_sample_add_array(arguments, pool.rates, pool.n);
    orth_sample_add(arguments, pool.supply);
    orth_sample_add(arguments, part(s, pool.supply, 99));
}

void orth_sample_lbp(orth_sampler *s, orth_contract_arguments *arguments)
{
    orth_word start = orth_sampler_small(s, 1600000000, 1900000000);
    orth_word end = orth_word_add(start, orth_sampler_length(s, 0, 24));
    orth_word latest = orth_word_add(end, orth_word_of(3600));
    orth_sample_add(arguments, weight(s));
    orth_sample_add(arguments, weight(s));
    orth_sample_add(arguments, start);
    orth_sample_add(arguments, end);
    uint64_t pick = s->calm ? 0 : orth_sampler_below(s, 4);
    orth_sample_add(arguments, pick == 2   ? orth_sampler_near(s, end)
                               : pick == 3 ? orth_sampler_near(s, start)
                                           : orth_sampler_between(s, start, latest));
}
