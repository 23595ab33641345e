/* Samples for functions of numbers: powers, exponentials, logarithms, products. */
#include "audit/sample_parts.h"
#include "contract/log_exp.h"

#define UNIT ORTH_FP_UNIT

/* e^(2^k) or its inverse in 18 decimals, k = 7 .. -4, give or take 2 wei. */
static orth_word factor_edge(orth_sampler *s)
{
    orth_evm evm = {.reverted = false};
    int k = (int)orth_sampler_below(s, 12);
    orth_word exponent = orth_word_shift_right(orth_sample_units(orth_word_of(128)), (unsigned)k);
    bool inverse = k >= 2 && orth_sampler_one_in(s, 2);
    orth_word value = orth_log_exp_exp(&evm, inverse ? orth_word_negate(exponent) : exponent);
    return orth_sampler_near(s, evm.reverted ? orth_word_of(UNIT) : value);
}

/* A positive base: ordinary, near one, at a branch's edge or anything. */
orth_word orth_sample_base(orth_sampler *s)
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
        return orth_sampler_near(
            s, orth_sample_units(orth_word_of(UINT64_C(1) << orth_sampler_below(s, 3))));
    case 3: { /* 130e18 / ln x, or 41e18 / |ln x| */
        orth_word ln = orth_log_exp_ln(&evm, x);
        if (evm.reverted || orth_word_is_zero(ln))
            return orth_word_of(UNIT);
        orth_word end =
            orth_sample_units(orth_sample_units(orth_word_of(orth_word_negative(ln) ? 41 : 130)));
        return orth_sampler_near(s, orth_word_div(end, orth_word_magnitude(ln)));
    }
    case 4:
        return orth_sampler_length(s, 1, 80);
    default:
        return orth_sampler_corner(s);
    }
}

void orth_sample_power(orth_sampler *s, orth_contract_arguments *arguments)
{
    orth_word x = orth_sample_base(s);
    orth_sample_add(arguments, x);
    orth_sample_add(arguments, exponent(s, x));
}

static orth_word amount(orth_sampler *s)
{
    return s->calm || !orth_sampler_one_in(s, 4) ? orth_sampler_length(s, 30, 100)
                                                 : orth_sampler_corner(s);
}

void orth_sample_amounts(orth_sampler *s, orth_contract_arguments *arguments, size_t count)
{
    for (size_t i = 0; i < count; i++)
        orth_sample_add(arguments, amount(s));
}

void orth_sample_signed(orth_sampler *s, orth_contract_arguments *arguments, size_t count)
{
    for (size_t i = 0; i < count; i++)
        orth_sample_add(arguments, orth_sample_flip(s, amount(s)));
}

/* Signed, uniform between -low and high in units, or at one of them, or a corner. */
orth_word orth_sample_signed_range(orth_sampler *s, uint64_t low, uint64_t high)
{
    bool minus = orth_sampler_below(s, low + high) < low;
    orth_word end = orth_sample_units(orth_word_of(minus ? low : high));
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

void orth_sample_prb_power(orth_sampler *s, orth_contract_arguments *arguments)
{
    orth_sample_add(arguments, s->calm || !orth_sampler_one_in(s, 6)
                                   ? orth_sample_base(s)
                                   : orth_sample_flip(s, orth_sample_base(s)));
    orth_sample_add(arguments, orth_sample_signed_range(s, 5, 5));
}

void orth_sample_bases(orth_sampler *s, orth_contract_arguments *arguments, size_t count)
{
    for (size_t i = 0; i < count; i++)
        orth_sample_add(arguments, s->calm || !orth_sampler_one_in(s, 10)
                                       ? orth_sample_base(s)
                                       : orth_sample_flip(s, orth_sample_base(s)));
}
