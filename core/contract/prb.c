#include "contract/prb.h"

#include "contract/evm.h"

#define LOG2_E UINT64_C(1442695040888963407)

const uint64_t orth_prb_exp2_factors[64] = {
    0x6a09e667f3bcc909u, 0x306fe0a31b7152dfu, 0x172b83c7d517adceu, 0x0b5586cf9890f62au,
    0x059b0d31585743aeu, 0x02c9a3e778060ee7u, 0x0163da9fb33356d8u, 0x00b1afa5abcbed61u,
    0x0058c86da1c09ea2u, 0x002c605e2e8cec50u, 0x00162f3904051fa1u, 0x000b175effdc76bau,
    0x00058ba01fb9f96du, 0x0002c5cc37da9492u, 0x000162e525ee0547u, 0x0000b17255775c04u,
    0x000058b91b5bc9aeu, 0x00002c5c89d5ec6du, 0x0000162e43f4f831u, 0x00000b1721bcfc9au,
    0x0000058b90cf1e6eu, 0x000002c5c863b73fu, 0x00000162e430e5a2u, 0x000000b172183551u,
    0x00000058b90c0b49u, 0x0000002c5c8601ccu, 0x000000162e42fff0u, 0x0000000b17217fbbu,
    0x000000058b90bfceu, 0x00000002c5c85fe3u, 0x0000000162e42ff1u, 0x00000000b17217f8u,
    0x0000000058b90bfcu, 0x000000002c5c85feu, 0x00000000162e42ffu, 0x000000000b17217fu,
    0x00000000058b90c0u, 0x0000000002c5c860u, 0x000000000162e430u, 0x0000000000b17218u,
    0x000000000058b90cu, 0x00000000002c5c86u, 0x0000000000162e43u, 0x00000000000b1721u,
    0x0000000000058b91u, 0x000000000002c5c8u, 0x00000000000162e4u, 0x000000000000b172u,
    0x00000000000058b9u, 0x0000000000002c5du, 0x000000000000162eu, 0x0000000000000b17u,
    0x000000000000058cu, 0x00000000000002c6u, 0x0000000000000163u, 0x00000000000000b1u,
    0x0000000000000059u, 0x000000000000002cu, 0x0000000000000016u, 0x000000000000000bu,
    0x0000000000000006u, 0x0000000000000003u, 0x0000000000000001u, 0x0000000000000001u,
};

static orth_word word_1e36(void)
{
    return orth_word_mul(orth_word_of(ORTH_FP_UNIT), orth_word_of(ORTH_FP_UNIT));
}

orth_word orth_prb_abs(orth_evm *evm, orth_word x)
{
    if (orth_fp_is_least(x))
        orth_evm_revert(evm, ORTH_PRB_ABS_INPUT);
    return orth_word_magnitude(x);
}

/* floor(sqrt(n)) by Newton's iteration from above. */
static orth_word integer_sqrt(orth_word n)
{
    if (orth_word_is_zero(n))
        return n;
    orth_word root = orth_word_shift_left(orth_word_of(1), (orth_word_bits(n) + 1) / 2);
    for (;;) {
        orth_word next = orth_word_shift_right(orth_word_add(root, orth_word_div(n, root)), 1);
        if (!orth_word_below(next, root))
            return root;
        root = next;
    }
}

orth_word orth_prb_sqrt(orth_evm *evm, orth_word x)
{
    orth_word most = {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX >> 1}};
    if (orth_word_negative(x)) {
        orth_evm_revert1(evm, ORTH_PRB_SQRT_NEGATIVE, x);
        return x;
    }
    if (orth_word_below(orth_fp_by_one(most), x)) {
        orth_evm_revert1(evm, ORTH_PRB_SQRT_OVERFLOW, x);
        return x;
    }
    return integer_sqrt(orth_word_mul(x, orth_word_of(ORTH_FP_UNIT)));
}

/* 2^x for x in [0, 192e18): x in 192.64 bits, a factor for each fraction bit set, all products cut
 * to 64 fraction bits. The running product is 2^191 times a number in [1, 2): three limbs. */
static orth_word exp2_positive(orth_word x)
{
    orth_word binary = orth_fp_by_one(orth_word_shift_left(x, 64));
    uint64_t fraction = binary.limb[0];
    uint64_t low = 0, middle = 0, high = UINT64_C(1) << 63;
    for (int i = 0; fraction != 0; i++, fraction <<= 1) {
        int skip = __builtin_clzll(fraction);
        fraction <<= skip;
        i += skip;
        /* (p (2^64 + k)) >> 64 = p + ((p k) >> 64), the second term rounded down with the whole */
        uint64_t k = orth_prb_exp2_factors[i];
        orth_limb2 carry = ((orth_limb2)low * k) >> 64;
        carry += (orth_limb2)middle * k + low;
        low = (uint64_t)carry;
        carry = (carry >> 64) + (orth_limb2)high * k + middle;
        middle = (uint64_t)carry;
        high += (uint64_t)(carry >> 64);
    }
    orth_word product = {{low, middle, high, 0}};
    product = orth_word_mul(product, orth_word_of(ORTH_FP_UNIT));
    return orth_word_shift_right(product, (unsigned)(191 - binary.limb[1]));
}

orth_word orth_prb_exp2(orth_evm *evm, orth_word x)
{
    /* 59.794705707972522261: below its negative the inverse truncates to zero */
    static const orth_word least = {{4454473486843867413u, 3, 0, 0}};
    orth_word magnitude = orth_word_magnitude(x);
    if (orth_word_negative(x)) {
        if (orth_word_below(least, magnitude))
            return orth_word_of(0);
        return orth_word_div(word_1e36(), exp2_positive(magnitude));
    }
    if (!orth_word_below(x, orth_word_mul(orth_word_of(ORTH_FP_UNIT), orth_word_of(192)))) {
        orth_evm_revert1(evm, ORTH_PRB_EXP2_INPUT, x);
        return x;
    }
    return exp2_positive(x);
}

orth_word orth_prb_exp(orth_evm *evm, orth_word x)
{
    static const orth_word least = {{4553043526473719090u, 2, 0, 0}}; /* 41.446531673892822322 */
    static const orth_word most = {{3957050151542638129u, 7, 0, 0}};  /* 133.084258667509499441 */
    if (orth_word_negative(x) && orth_word_below(least, orth_word_magnitude(x)))
        return orth_word_of(0);
    if (!orth_word_signed_below(x, most)) {
        orth_evm_revert1(evm, ORTH_PRB_EXP_INPUT, x);
        return x;
    }
    orth_word scaled = orth_word_mul(x, orth_word_of(LOG2_E));
    scaled = orth_word_add(scaled, orth_word_of(ORTH_FP_UNIT / 2));
    return orth_prb_exp2(evm, orth_word_div_signed(scaled, orth_word_of(ORTH_FP_UNIT)));
}

orth_word orth_prb_log2(orth_evm *evm, orth_word x)
{
    orth_word one = orth_word_of(ORTH_FP_UNIT);
    if (orth_word_negative(x) || orth_word_is_zero(x)) {
        orth_evm_revert1(evm, ORTH_PRB_LOG_INPUT, x);
        return x;
    }
    bool minus = orth_word_below(x, one);
    if (minus)
        x = orth_word_div(word_1e36(), x);
    unsigned whole = orth_word_bits(orth_fp_by_one(x)) - 1;
    uint64_t y = orth_word_shift_right(x, whole).limb[0]; /* in [1e18, 2e18) */
    /* The whole part is at most 196 and every bit of the fraction below 1: one and a half limbs. */
    orth_word result = orth_word_mul(orth_word_of(whole), one);
    if (y != ORTH_FP_UNIT) {
        uint64_t fraction = 0, rest;
        orth_word_limb_divisor by_one = ORTH_FP_UNIT_DIVISOR;
        for (uint64_t delta = ORTH_FP_UNIT / 2; delta > 0; delta >>= 1) {
            orth_limb2 square = ((orth_limb2)y * y) << by_one.shift; /* y y < 4e36 < 2^122 */
            y = orth_word_divide_pair(&rest, (uint64_t)(square >> 64), (uint64_t)square,
                                      by_one.normalised, by_one.inverse);
            if (y >= 2 * ORTH_FP_UNIT) {
                fraction += delta;
                y >>= 1;
            }
        }
        result = orth_word_add(result, orth_word_of(fraction));
    }
    return minus ? orth_word_negate(result) : result;
}

orth_word orth_prb_ln(orth_evm *evm, orth_word x)
{
    orth_word log2 = orth_prb_log2(evm, x);
    return orth_word_div_signed(orth_word_mul(log2, orth_word_of(ORTH_FP_UNIT)),
                                orth_word_of(LOG2_E));
}

orth_word orth_prb_pow(orth_evm *evm, orth_word x, orth_word y)
{
    if (orth_word_is_zero(x))
        return orth_word_of(orth_word_is_zero(y) ? ORTH_FP_UNIT : 0);
    orth_word log2 = orth_prb_log2(evm, x);
    orth_word exponent = orth_fp_prb_mul(evm, log2, y);
    return orth_prb_exp2(evm, exponent);
}
