/* Samples for QuantAMM: storage, schedules, the guard, estimators and update rules. */
#include "audit/sample_parts.h"

#define UNIT ORTH_FP_UNIT

static void sample_pack(orth_sampler *s, orth_contract_arguments *arguments, unsigned bits)
{
    orth_word values[24];
    size_t n = orth_sampler_below(s, 25);
    for (size_t i = 0; i < n; i++)
        values[i] = orth_sample_flip(s, orth_sampler_length(s, 1, bits));
    orth_sample_add_array(arguments, values, n);
}

void orth_sample_pack32(orth_sampler *s, orth_contract_arguments *arguments)
{
    sample_pack(s, arguments, orth_sampler_one_in(s, 40) ? 62 : 60);
}

void orth_sample_pack128(orth_sampler *s, orth_contract_arguments *arguments)
{
    sample_pack(s, arguments, orth_sampler_one_in(s, 40) ? 129 : 127);
}

void orth_sample_unpack32(orth_sampler *s, orth_contract_arguments *arguments)
{
    orth_sample_add(arguments, orth_sampler_bits(s));
}

void orth_sample_unpack128(orth_sampler *s, orth_contract_arguments *arguments)
{
    orth_word slots[8];
    size_t n = 1 + orth_sampler_below(s, 8);
    for (size_t i = 0; i < n; i++)
        slots[i] = orth_sampler_bits(s);
    orth_sample_add_array(arguments, slots, n);
    orth_sample_add(arguments, orth_word_of(2 * n - orth_sampler_below(s, 2)));
}

/* A multiplier in wei a second, kept to 9 decimals. */
static orth_word multiplier(orth_sampler *s)
{
    return orth_sample_flip(s, orth_word_of(1000000000 * orth_sampler_below(s, 100000)));
}

void orth_sample_slots(orth_sampler *s, orth_contract_arguments *arguments)
{
    orth_word weights[ORTH_SAMPLE_TOKENS], multipliers[ORTH_SAMPLE_TOKENS];
    size_t n = 2 + orth_sampler_below(s, 7);
    orth_sample_weights(s, weights, n);
    for (size_t i = 0; i < n; i++)
        multipliers[i] = multiplier(s);
    orth_sample_add_array(arguments, weights, n);
    orth_sample_add_array(arguments, multipliers, n);
}

void orth_sample_block_weight(orth_sampler *s, orth_contract_arguments *arguments)
{
    bool corner = !s->calm && orth_sampler_one_in(s, 10);
    orth_sample_add(arguments,
                    corner ? orth_sampler_corner(s) : orth_sampler_small(s, UNIT / 100, UNIT));
    orth_sample_add(arguments,
                    corner ? orth_sample_flip(s, orth_sampler_corner(s)) : multiplier(s));
    orth_sample_add(arguments, corner ? orth_sampler_corner(s) : orth_sampler_small(s, 0, 200000));
}

void orth_sample_weights_at(orth_sampler *s, orth_contract_arguments *arguments)
{
    orth_word update = orth_sampler_small(s, 1600000000, 1900000000);
    orth_word last = orth_word_add(update, orth_sampler_length(s, 0, 22));
    orth_word latest = orth_word_add(last, orth_word_of(3600));
    uint64_t pick = s->calm ? 0 : orth_sampler_below(s, 8);
    orth_sample_slots(s, arguments);
    orth_sample_add(arguments, update);
    orth_sample_add(arguments, pick == 7 ? orth_word_sub(update, orth_word_of(1)) : last);
    orth_sample_add(arguments, pick == 6   ? orth_sampler_near(s, last)
                               : pick == 5 ? orth_sampler_near(s, update)
                                           : orth_sampler_between(s, update, latest));
}

void orth_sample_schedule(orth_sampler *s, orth_contract_arguments *arguments)
{
    static const uint64_t intervals[] = {3600, 86400, 604800, 60};
    orth_word weights[ORTH_SAMPLE_TOKENS], target[ORTH_SAMPLE_TOKENS], times[6];
    size_t n = 2 + orth_sampler_below(s, 7);
    uint64_t interval = intervals[orth_sampler_below(s, 4)];
    orth_sample_weights(s, weights, n);
    orth_sample_weights(s, target, n);
    const uint64_t at[] = {0, 1, interval / 3, interval, interval + 1, 5 * interval};
    for (size_t i = 0; i < 6; i++)
        times[i] = orth_word_of(at[i]);
    orth_sample_add_array(arguments, weights, n);
    orth_sample_add_array(arguments, target, n);
    orth_sample_add(arguments, orth_word_of(interval));
    orth_sample_add(arguments, orth_word_of(UNIT / 100));
    orth_sample_add_array(arguments, times, 6);
}

void orth_sample_guard(orth_sampler *s, orth_contract_arguments *arguments)
{
    orth_word raw[ORTH_SAMPLE_TOKENS], previous[ORTH_SAMPLE_TOKENS];
    size_t n = 2 + orth_sampler_below(s, 7);
    orth_sample_weights(s, previous, n);
    for (size_t i = 0; i < n; i++)
        raw[i] = orth_word_add(previous[i], orth_sample_flip(s, orth_sampler_length(s, 30, 58)));
    orth_sample_add_array(arguments, raw, n);
    orth_sample_add_array(arguments, previous, n);
    orth_sample_add(arguments, orth_sampler_small(s, UNIT / 1000, UNIT));
    orth_sample_add(arguments, orth_sampler_small(s, UNIT / 1000, UNIT / 100));
}

void orth_sample_estimator(orth_sampler *s, orth_contract_arguments *arguments, size_t values)
{
    for (size_t i = 0; i < values; i++)
        orth_sample_add(arguments, orth_sampler_length(s, 40, 75));
    orth_sample_add(arguments, orth_sampler_small(s, UNIT / 2, UNIT - 1));
}

static void add_rows(orth_contract_arguments *arguments, const orth_word *words,
                     const uint16_t *lengths, size_t rows)
{
    size_t count = 0;
    for (size_t i = 0; i < rows; i++)
        count += lengths[i];
    orth_contract_arguments_add_words(arguments, 2, count, words, rows, lengths, NULL);
}

/* A rule's run of 8 steps over a random walk of prices. `ranges` gives each parameter's bounds in
 * thousandths; a bound of 0 is the flag. */
static void sample_run(orth_sampler *s, orth_contract_arguments *arguments, size_t parameters,
                       const uint32_t ranges[][2], bool averages)
{
    orth_word prices[ORTH_SAMPLE_TOKENS], state[ORTH_SAMPLE_TOKENS], weights[ORTH_SAMPLE_TOKENS],
        lambda[ORTH_SAMPLE_TOKENS];
    orth_word values[8 * ORTH_SAMPLE_TOKENS], walk[8 * ORTH_SAMPLE_TOKENS];
    uint16_t lengths[8], steps[8];
    size_t n = 2 + orth_sampler_below(s, 7), used = 0, each = orth_sampler_one_in(s, 2) ? n : 1;
    for (size_t i = 0; i < n; i++) {
        prices[i] = orth_sampler_length(s, 50, 75);
        state[i] = averages ? prices[i] : orth_sample_flip(s, orth_sampler_length(s, 40, 63));
        lambda[i] = orth_sampler_small(s, UNIT / 10 * 8, UNIT / 1000 * 999);
    }
    orth_sample_weights(s, weights, n);
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
    orth_sample_add_array(arguments, prices, n);
    orth_sample_add_array(arguments, state, n);
    orth_sample_add_array(arguments, weights, n);
    add_rows(arguments, values, lengths, parameters);
    orth_sample_add_array(arguments, lambda, orth_sampler_one_in(s, 2) ? n : 1);
    orth_sample_add(arguments, orth_sampler_small(s, UNIT / 1000, UNIT / 5));
    orth_sample_add(arguments, orth_sampler_small(s, UNIT / 1000, UNIT / 20));
    add_rows(arguments, walk, steps, 8);
}

void orth_sample_momentum(orth_sampler *s, orth_contract_arguments *arguments)
{
    static const uint32_t ranges[][2] = {{1000, 500000}, {0, 0}};
    sample_run(s, arguments, 2, ranges, false);
}

void orth_sample_power_channel(orth_sampler *s, orth_contract_arguments *arguments)
{
    static const uint32_t ranges[][2] = {{1000, 500000}, {1100, 4000}, {0, 0}};
    sample_run(s, arguments, 3, ranges, false);
}

void orth_sample_channel_following(orth_sampler *s, orth_contract_arguments *arguments)
{
    static const uint32_t ranges[][2] = {{1000, 500000}, {100, 3000}, {10, 2500}, {500, 3000},
                                         {500, 3000},    {200, 2500}, {0, 0}};
    sample_run(s, arguments, 7, ranges, false);
}

void orth_sample_difference_momentum(orth_sampler *s, orth_contract_arguments *arguments)
{
    static const uint32_t ranges[][2] = {{1000, 500000}, {500, 999}};
    sample_run(s, arguments, 2, ranges, true);
}

void orth_sample_minimum_variance(orth_sampler *s, orth_contract_arguments *arguments)
{
    static const uint32_t ranges[][2] = {{0, 1000}};
    sample_run(s, arguments, 1, ranges, true);
}
