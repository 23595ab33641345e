/* The random words of sampling. */
#ifndef ORTH_AUDIT_SAMPLE_RANDOM_H
#define ORTH_AUDIT_SAMPLE_RANDOM_H

#include "base/splitmix.h"
#include "contract/fixed_point.h"

typedef struct orth_sampler {
    uint64_t state;
    bool calm;
} orth_sampler;

static inline uint64_t orth_sampler_next(orth_sampler *s)
{
    return orth_splitmix(&s->state);
}

static inline uint64_t orth_sampler_below(orth_sampler *s, uint64_t n)
{
    return orth_sampler_next(s) % n;
}

/* true one time in n */
static inline bool orth_sampler_one_in(orth_sampler *s, uint64_t n)
{
    return orth_sampler_below(s, n) == 0;
}

static inline orth_word orth_sampler_bits(orth_sampler *s)
{
    orth_word word;
    for (int i = 0; i < 4; i++)
        word.limb[i] = orth_sampler_next(s);
    return word;
}

/* A word of a random length from `least` to `most` bits. */
static inline orth_word orth_sampler_length(orth_sampler *s, unsigned least, unsigned most)
{
    unsigned bits = least + (unsigned)orth_sampler_below(s, most - least + 1);
    if (bits == 0)
        return orth_word_of(0);
    orth_word word = orth_word_shift_right(orth_sampler_bits(s), 256 - bits);
    word.limb[(bits - 1) / 64] |= UINT64_C(1) << ((bits - 1) % 64);
    return word;
}

/* Uniform from low to high, unsigned. */
static inline orth_word orth_sampler_between(orth_sampler *s, orth_word low, orth_word high)
{
    orth_word remainder, span = orth_word_add(orth_word_sub(high, low), orth_word_of(1));
    if (orth_word_is_zero(span))
        return orth_sampler_bits(s);
    orth_word_divide(&remainder, orth_sampler_bits(s), span);
    return orth_word_add(low, remainder);
}

static inline orth_word orth_sampler_small(orth_sampler *s, uint64_t low, uint64_t high)
{
    return orth_sampler_between(s, orth_word_of(low), orth_word_of(high));
}

/* The word moved by -2 .. 2, often by nothing. */
static inline orth_word orth_sampler_near(orth_sampler *s, orth_word word)
{
    orth_word shifted = orth_word_add(word, orth_word_of(orth_sampler_below(s, 5)));
    return orth_word_sub(shifted, orth_word_of(2));
}

/* A corner of the 256-bit words. */
static inline orth_word orth_sampler_corner(orth_sampler *s)
{
    static const uint64_t small[] = {0, 1, 2, ORTH_FP_UNIT - 1, ORTH_FP_UNIT, ORTH_FP_UNIT + 1};
    uint64_t pick = orth_sampler_below(s, 12);
    if (pick < 6)
        return orth_word_of(small[pick]);
    if (pick < 8)
        return orth_sampler_length(s, 1, 256);
    orth_word power = orth_word_shift_left(orth_word_of(1), pick == 8    ? 255
                                                            : pick == 9  ? 128
                                                            : pick == 10 ? 196
                                                                         : 127);
    return orth_sampler_near(s, power);
}

#endif
