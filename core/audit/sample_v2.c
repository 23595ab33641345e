/* Samples for the pools of V2: compressed weights, the slot of a bootstrapping pool. */
#include "audit/sample_parts.h"

#define UNIT ORTH_FP_UNIT
#define TOKENS_MAX 4

void orth_sample_uncompressed(orth_sampler *s, orth_contract_arguments *arguments)
{
    bool corner = !s->calm && orth_sampler_one_in(s, 8);
    orth_sample_add(arguments, corner ? orth_sampler_corner(s) : orth_sampler_small(s, 0, UNIT));
}

void orth_sample_compressed(orth_sampler *s, orth_contract_arguments *arguments, unsigned bits)
{
    uint64_t most = UINT64_MAX >> (64 - bits);
    switch (s->calm ? 2 : orth_sampler_below(s, 8)) {
    case 0:
        orth_sample_add(arguments, orth_sampler_corner(s));
        break;
    case 1:
        orth_sample_add(arguments, orth_sampler_near(s, orth_word_of(most)));
        break;
    default:
        orth_sample_add(arguments, orth_sampler_between(s, orth_word_of(0), orth_word_of(most)));
    }
}

/* Two times, mostly the start first, and a time around them. */
typedef struct times {
    orth_word start, end, now;
} times;

static times times_of(orth_sampler *s)
{
    times t = {.start = orth_sampler_small(s, 1600000000, 1900000000)};
    t.end = orth_word_add(t.start, orth_sampler_length(s, 0, 24));
    if (!s->calm && orth_sampler_one_in(s, 16)) {
        orth_word later = t.start;
        t.start = t.end;
        t.end = later;
    }
    uint64_t pick = s->calm ? 0 : orth_sampler_below(s, 4);
    orth_word latest = orth_word_add(t.end, orth_word_of(3600));
    t.now = pick == 2   ? orth_sampler_near(s, t.end)
            : pick == 3 ? orth_sampler_near(s, t.start)
                        : orth_sampler_between(s, t.start, latest);
    return t;
}

/* As a pool accepts them; a few are off by some wei, below 1 %, or anything. */
static void add_weights(orth_sampler *s, orth_contract_arguments *arguments, size_t n)
{
    orth_word weights[TOKENS_MAX];
    orth_sample_weights(s, weights, n);
    if (!s->calm && orth_sampler_one_in(s, 8))
        weights[0] = orth_sampler_near(s, weights[0]);
    if (!s->calm && orth_sampler_one_in(s, 12))
        weights[n - 1] = orth_sampler_small(s, 0, UNIT / 50);
    if (!s->calm && orth_sampler_one_in(s, 24))
        weights[0] = orth_sampler_corner(s);
    orth_sample_add_array(arguments, weights, n);
}

/* The slot of a pool with weights and times of its own, or any bits. */
static orth_word state_of(orth_sampler *s, times t)
{
    orth_word state = {{0, 0, 0, 0}};
    uint64_t start[TOKENS_MAX], end[TOKENS_MAX];
    if (!s->calm && orth_sampler_one_in(s, 8))
        return orth_sampler_bits(s);
    for (size_t i = 0; i < TOKENS_MAX; i++) {
        start[i] = orth_sampler_next(s) >> 33;
        end[i] = orth_sampler_next(s) >> 48;
        state.limb[2] |= end[i] << (16 * i);
        orth_word placed = orth_word_shift_left(orth_word_of(start[i]), 4 + 31 * (unsigned)i);
        state.limb[0] |= placed.limb[0];
        state.limb[1] |= placed.limb[1];
    }
    state.limb[0] |= orth_sampler_below(s, 2);
    state.limb[3] = t.end.limb[0] << 32 | t.start.limb[0];
    return state;
}

void orth_sample_v2_state(orth_sampler *s, orth_contract_arguments *arguments)
{
    times before = times_of(s), t = times_of(s);
    size_t n = 2 + orth_sampler_below(s, TOKENS_MAX - 1);
    orth_sample_add(arguments, orth_sampler_one_in(s, 2) ? orth_word_of(0) : state_of(s, before));
    orth_sample_add(arguments, t.start);
    orth_sample_add(arguments, t.end);
    add_weights(s, arguments, n);
    add_weights(s, arguments, n);
}

void orth_sample_v2_update(orth_sampler *s, orth_contract_arguments *arguments)
{
    times before = times_of(s), t = times_of(s);
    size_t n = 2 + orth_sampler_below(s, TOKENS_MAX - 1);
    orth_sample_add(arguments, state_of(s, before));
    orth_sample_add(arguments, t.start);
    orth_sample_add(arguments, t.end);
    add_weights(s, arguments, n);
    orth_sample_add(arguments, orth_sampler_one_in(s, 2) ? before.now : t.now);
}

void orth_sample_v2_weights(orth_sampler *s, orth_contract_arguments *arguments)
{
    times t = times_of(s);
    orth_sample_add(arguments, state_of(s, t));
    orth_sample_add(arguments, orth_word_of(2 + orth_sampler_below(s, TOKENS_MAX - 1)));
    orth_sample_add(arguments, t.now);
}

void orth_sample_v2_weight_at(orth_sampler *s, orth_contract_arguments *arguments)
{
    times t = times_of(s);
    orth_sample_uncompressed(s, arguments);
    orth_sample_uncompressed(s, arguments);
    orth_sample_add(arguments, t.start);
    orth_sample_add(arguments, t.end);
    orth_sample_add(arguments, t.now);
}
