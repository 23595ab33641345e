/* Samples for pools with limits of their own: WeightedPool's second version, bootstrapping pools,
 * sales at a fixed price. */
#include "audit/sample_parts.h"

#define UNIT ORTH_FP_UNIT
#define TOKENS 2

/* Of the pool that stands in *arguments one token's balance goes near its minimum, now and then. */
static void near_minimum(orth_sampler *s, orth_contract_arguments *arguments)
{
    const orth_contract_value *balances = &arguments->values[1], *scaling = &arguments->values[2];
    size_t i = orth_sampler_below(s, balances->count);
    size_t at = (size_t)(balances->words - arguments->words) + i;
    orth_word minimum = orth_word_of(1000000);
    if (s->calm || !orth_sampler_one_in(s, 6))
        return;
    if (orth_word_below(minimum, scaling->words[i]))
        minimum = scaling->words[i];
    orth_word twice = orth_word_add(minimum, minimum);
    arguments->words[at] = orth_sampler_one_in(s, 2) ? orth_sampler_near(s, minimum)
                                                     : orth_sampler_between(s, minimum, twice);
}

#define WITH_MINIMUMS(name)                                                                        \
    void name##_v2(orth_sampler *s, orth_contract_arguments *arguments)                            \
    {                                                                                              \
        name(s, arguments);                                                                        \
        near_minimum(s, arguments);                                                                \
    }

WITH_MINIMUMS(orth_sample_vault_in)
WITH_MINIMUMS(orth_sample_vault_out)
WITH_MINIMUMS(orth_sample_join_unbalanced)
WITH_MINIMUMS(orth_sample_by_bpt)
WITH_MINIMUMS(orth_sample_exit_exact_out)

/* A share that a pool may have, its neighbours and others. */
static orth_word share(orth_sampler *s)
{
    uint64_t pick = s->calm ? 0 : orth_sampler_below(s, 40);
    if (pick == 1)
        return orth_sampler_near(s, orth_word_of(UNIT / 100));
    if (pick == 2)
        return orth_sampler_near(s, orth_word_of(UNIT / 100 * 99));
    if (pick == 3)
        return orth_sampler_near(s, orth_word_of(UNIT));
    return orth_sampler_small(s, UNIT / 100, UNIT / 100 * 99);
}

static void add_pair(orth_sampler *s, orth_contract_arguments *arguments)
{
    orth_word project = share(s);
    orth_word reserve = orth_word_sub(orth_word_of(UNIT), project);
    bool off = !s->calm && orth_sampler_one_in(s, 40);
    orth_sample_add(arguments, project);
    orth_sample_add(arguments, off ? orth_sampler_near(s, reserve) : reserve);
}

/* A second from before the start to after the end, often at one of them. */
static orth_word moment(orth_sampler *s, orth_word start, orth_word end)
{
    uint64_t pick = s->calm ? 0 : orth_sampler_below(s, 12);
    if (pick == 1)
        return orth_sampler_near(s, start);
    if (pick == 2)
        return orth_sampler_near(s, end);
    return orth_word_below(end, start) ? start : orth_sampler_between(s, start, end);
}

void orth_sample_lbp_terms(orth_sampler *s, orth_contract_arguments *arguments)
{
    orth_word created = orth_sampler_small(s, 1600000000, 1900000000);
    orth_word hour = orth_word_add(created, orth_word_of(3600));
    orth_word start = orth_word_add(hour, orth_sampler_length(s, 0, 20));
    uint64_t pick = s->calm ? 0 : orth_sampler_below(s, 8);
    if (pick == 1)
        start = orth_sampler_near(s, hour);
    else if (pick == 2)
        start = orth_sampler_near(s, created);
    else if (pick == 3)
        start = orth_word_sub(created, orth_sampler_length(s, 0, 16));
    orth_word end = orth_word_add(start, orth_sampler_length(s, 0, 24));
    if (!s->calm && orth_sampler_one_in(s, 24))
        end = orth_sampler_near(s, start);
    add_pair(s, arguments);
    add_pair(s, arguments);
    orth_sample_add(arguments, start);
    orth_sample_add(arguments, end);
    orth_sample_add(arguments, created);
    orth_sample_add(arguments, moment(s, start, end));
}

typedef struct sale_sample {
    uint64_t project;
    orth_word start, end, balances[TOKENS], scaling[TOKENS];
} sale_sample;

static sale_sample sale_of(orth_sampler *s)
{
    static const uint64_t scales[] = {1, 1, 1, 1000000000000, 10000000000};
    sale_sample sale = {.project = orth_sampler_below(s, 2)};
    sale.start = orth_sampler_small(s, 1600000000, 1900000000);
    sale.end = orth_word_add(sale.start, orth_sampler_length(s, 0, 24));
    for (size_t i = 0; i < TOKENS; i++) {
        sale.scaling[i] = orth_word_of(scales[orth_sampler_below(s, 5)]);
        sale.balances[i] = !s->calm && orth_sampler_one_in(s, 24) ? orth_sampler_length(s, 0, 128)
                                                                  : orth_sampler_length(s, 60, 95);
    }
    return sale;
}

/* Raw units of a live amount. */
static orth_word raw(const sale_sample *sale, size_t token, orth_word live)
{
    return orth_word_div(live, sale->scaling[token]);
}

static void add_tokens(orth_contract_arguments *arguments, const sale_sample *sale)
{
    orth_sample_add_array(arguments, sale->balances, TOKENS);
    orth_sample_add_array(arguments, sale->scaling, TOKENS);
}

/* A pool, half of them without a seed: the reserve holds what was paid so far, or nothing. Returns
 * the virtual balance, live. */
static orth_word add_lbp(orth_sampler *s, orth_contract_arguments *arguments, sale_sample *sale)
{
    size_t reserve = 1 - sale->project;
    orth_word virtual_balance = orth_word_of(0);
    if (orth_sampler_one_in(s, 2)) {
        virtual_balance = sale->balances[reserve];
        sale->balances[reserve] =
            orth_sampler_one_in(s, 4) ? orth_word_of(0) : orth_sampler_length(s, 20, 95);
    }
    const orth_word words[] = {orth_word_of(sale->project),
                               share(s),
                               share(s),
                               sale->start,
                               sale->end,
                               raw(sale, reserve, virtual_balance),
                               orth_word_of(orth_sampler_below(s, 2))};
    orth_sample_add_array(arguments, words, sizeof words / sizeof words[0]);
    add_tokens(arguments, sale);
    return virtual_balance;
}

/* A part of what the pool trades against: up to 30 % of it, at that limit, tiny, or of what it
 * really holds. */
static orth_word amount(orth_sampler *s, orth_word balance, orth_word virtual_balance)
{
    orth_word whole = orth_word_add(balance, virtual_balance);
    orth_word most = orth_word_div(orth_word_mul(whole, orth_word_of(3)), orth_word_of(10));
    uint64_t pick = s->calm ? 0 : orth_sampler_below(s, 8);
    if (pick == 1)
        return orth_sampler_near(s, most);
    if (pick == 2)
        return orth_sampler_length(s, 0, 40);
    if (pick == 3)
        return orth_sampler_between(s, orth_word_of(0), balance);
    return orth_sampler_between(s, orth_word_of(0), most);
}

/* The fee, the second, both tokens and the raw amount. */
static void add_swap(orth_sampler *s, orth_contract_arguments *arguments, const sale_sample *sale,
                     orth_word virtual_balance, bool exact_out)
{
    bool buys = !orth_sampler_one_in(s, 3);
    size_t in = buys ? 1 - sale->project : sale->project, out = 1 - in;
    size_t given = exact_out ? out : in;
    bool of_reserve = given != sale->project;
    orth_word live =
        amount(s, sale->balances[given], of_reserve ? virtual_balance : orth_word_of(0));
    orth_sample_add(arguments, orth_sampler_small(s, 0, UNIT / 10));
    orth_sample_add(arguments, moment(s, sale->start, sale->end));
    orth_sample_add(arguments, orth_word_of(in));
    orth_sample_add(arguments, orth_word_of(out));
    orth_sample_add(arguments, raw(sale, given, live));
}

static void sample_lbp_swap(orth_sampler *s, orth_contract_arguments *arguments, bool exact_out)
{
    sale_sample sale = sale_of(s);
    orth_word virtual_balance = add_lbp(s, arguments, &sale);
    add_swap(s, arguments, &sale, virtual_balance, exact_out);
}

void orth_sample_lbp_in(orth_sampler *s, orth_contract_arguments *arguments)
{
    sample_lbp_swap(s, arguments, false);
}

void orth_sample_lbp_out(orth_sampler *s, orth_contract_arguments *arguments)
{
    sample_lbp_swap(s, arguments, true);
}

void orth_sample_lbp_invariant(orth_sampler *s, orth_contract_arguments *arguments)
{
    sale_sample sale = sale_of(s);
    add_lbp(s, arguments, &sale);
    orth_sample_add(arguments, moment(s, sale.start, sale.end));
}

static void sample_fixed_price(orth_sampler *s, orth_contract_arguments *arguments, bool exact_out)
{
    sale_sample sale = sale_of(s);
    orth_word rate =
        !s->calm && orth_sampler_one_in(s, 60) ? orth_word_of(0) : orth_sampler_length(s, 40, 75);
    const orth_word words[] = {orth_word_of(sale.project), rate, sale.start, sale.end};
    orth_sample_add_array(arguments, words, sizeof words / sizeof words[0]);
    add_tokens(arguments, &sale);
    add_swap(s, arguments, &sale, orth_word_of(0), exact_out);
}

void orth_sample_fixed_price_in(orth_sampler *s, orth_contract_arguments *arguments)
{
    sample_fixed_price(s, arguments, false);
}

void orth_sample_fixed_price_out(orth_sampler *s, orth_contract_arguments *arguments)
{
    sample_fixed_price(s, arguments, true);
}
