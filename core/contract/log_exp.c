#include "contract/log_exp.h"

#include "contract/fixed_point.h"

/* All of this runs on magnitudes: every truncated step of the contract is symmetric in the sign.
 * Inner values fit the types used, for all arguments that pass the contract's tests:
 *   exp   the reduced x < 0.25e20 < 2^65; from the second on, each term of the series < 2^62
 *   ln    z < 0.0312e20 < 2^62
 *   ln36  z < 0.0527e36 < 2^116 */

#define LN36_LOW UINT64_C(900000000000000000)
#define LN36_HIGH UINT64_C(1100000000000000000)
#define WORD_1E20 ((orth_word){{UINT64_C(7766279631452241920), 5, 0, 0}})
#define WORD_1E36 ((orth_word){{UINT64_C(12919594847110692864), UINT64_C(54210108624275221), 0, 0}})

/* e^(2^k) as the contract's constants have it. */
const orth_word orth_log_exp_constants[ORTH_LOG_EXP_CONSTANTS] = {
    {{0x262827000000000u, 0xf53a27172fa9ec63u, 0x195e54c5dd42177u,
      0}}, /* e^(2^7) = 38877084059945950922200000000000000000000000000000000000 */
    {{0xf597cd205cef7380u, 0x1425982cu, 0, 0}}, /* e^(2^6) = 6235149080811616882910000000 */
    {{0xf805980ff0084000u, 0x1855144814a7fu, 0,
      0}}, /* e^(2^5) = 7896296018268069516100000000000000e-20 */
    {{0xa80a22c61ab5a700u, 0x2df0ab5u, 0, 0}}, /* e^(2^4) = 888611052050787263676000000e-20 */
    {{0xce3da636ea5cf850u, 0x3f1fu, 0, 0}},    /* e^(2^3) = 298095798704172827474000e-20 */
    {{0xfa27722cc06cc5e2u, 0x127u, 0, 0}},     /* e^(2^2) = 5459815003314423907810e-20 */
    {{0xe60114edb805d03u, 0x28u, 0, 0}},       /* e^(2^1) = 738905609893065022723e-20 */
    {{0xbc5fb41746121110u, 0xeu, 0, 0}},       /* e^(2^0) = 271828182845904523536e-20 */
    {{0xf00f760a4b2db55du, 0x8u, 0, 0}},       /* e^(2^-1) = 164872127070012814685e-20 */
    {{0xf5f1775788937937u, 0x6u, 0, 0}},       /* e^(2^-2) = 128402541668774148407e-20 */
    {{0x248f33704b286603u, 0x6u, 0, 0}},       /* e^(2^-3) = 113314845306682631683e-20 */
    {{0xc548670b9510e7acu, 0x5u, 0, 0}},       /* e^(2^-4) = 106449445891785942956e-20 */
};

/* The same, prepared as divisors; a test prepares them again. */
const orth_word_divisor orth_log_exp_divisors[ORTH_LOG_EXP_CONSTANTS] = {
    {{{0x3141380000000000u, 0x9d138b97d4f63181u, 0xcaf2a62eea10bbfau, 0}},
     3,
     7,
     0x42eb9f39afb0b089u},
    {{{0xe77b9c0000000000u, 0xa12cc167acbe6902u, 0, 0}}, 2, 35, 0x969d47321e4cbabfu},
    {{{0xcc07f80420000000u, 0xc2a8a240a53ffc02u, 0, 0}}, 2, 15, 0x50abd8353f47053du},
    {{{0xad69c00000000000u, 0xb7c2ad6a0288b186u, 0, 0}}, 2, 38, 0x64a3615de53be28fu},
    {{{0xe140000000000000u, 0xfc7f38f698dba973u, 0, 0}}, 2, 50, 0x38d381088fdf516u},
    {{{0xf100000000000000u, 0x93fd13b916603662u, 0, 0}}, 2, 55, 0xbad85049e0a7f704u},
    {{{0xc00000000000000u, 0xa03980453b6e0174u, 0, 0}}, 2, 58, 0x99069a8913f6870cu},
    {{{0, 0xebc5fb4174612111u, 0, 0}}, 2, 60, 0x15f63b9820447692u},
    {{{0xd000000000000000u, 0x8f00f760a4b2db55u, 0, 0}}, 2, 60, 0xca48178c6a5a170bu},
    {{{0xe000000000000000u, 0xdebe2eeaf1126f26u, 0, 0}}, 2, 61, 0x2638fd7097e98a81u},
    {{{0x6000000000000000u, 0xc491e66e09650cc0u, 0, 0}}, 2, 61, 0x4d65dd014df8d759u},
    {{{0x8000000000000000u, 0xb8a90ce172a21cf5u, 0, 0}}, 2, 61, 0x62e674e0b04f4830u},
};

/* 5^20 n, n = 1 .. 12: division by 10^20 n is a shift by 20 and one of these. */
static const orth_word_limb_divisor by_5_20[] = {
    {0xad78ebc5ac620000u, 0x79ca10c9242235d5u, 17}, /* 5^20 * 1 */
    {0xad78ebc5ac620000u, 0x79ca10c9242235d5u, 16}, /* 5^20 * 2 */
    {0x821ab0d441498000u, 0xf7b816618582f271u, 15}, /* 5^20 * 3 */
    {0xad78ebc5ac620000u, 0x79ca10c9242235d5u, 15}, /* 5^20 * 4 */
    {0xd8d726b7177a8000u, 0x2e3b40a0e9b4f7ddu, 15}, /* 5^20 * 5 */
    {0x821ab0d441498000u, 0xf7b816618582f271u, 14}, /* 5^20 * 6 */
    {0x97c9ce4cf6d5c000u, 0xafc25c53970286aau, 14}, /* 5^20 * 7 */
    {0xad78ebc5ac620000u, 0x79ca10c9242235d5u, 14}, /* 5^20 * 8 */
    {0xc328093e61ee4000u, 0x4fd00eebae574c4bu, 14}, /* 5^20 * 9 */
    {0xd8d726b7177a8000u, 0x2e3b40a0e9b4f7ddu, 14}, /* 5^20 * 10 */
    {0xee86442fcd06c000u, 0x12c1809248d30fe0u, 14}, /* 5^20 * 11 */
    {0x821ab0d441498000u, 0xf7b816618582f271u, 13}, /* 5^20 * 12 */
};

/* 3, 5, ..., 15: the divisors of the logarithm's series. */
static const orth_word_limb_divisor by_odd[] = {
    {0xc000000000000000u, 0x5555555555555555u, 62}, /* 3 */
    {0xa000000000000000u, 0x9999999999999999u, 61}, /* 5 */
    {0xe000000000000000u, 0x2492492492492492u, 61}, /* 7 */
    {0x9000000000000000u, 0xc71c71c71c71c71cu, 60}, /* 9 */
    {0xb000000000000000u, 0x745d1745d1745d17u, 60}, /* 11 */
    {0xd000000000000000u, 0x3b13b13b13b13b13u, 60}, /* 13 */
    {0xf000000000000000u, 0x1111111111111111u, 60}, /* 15 */
};

/* 2^(7 - i), i = 0 .. 11, in 20 decimals. */
static orth_limb2 power_of_constant(int i)
{
    orth_limb2 all = (orth_limb2)UINT64_C(12800000000000000000) * 1000; /* 128e20 */
    return all >> i;
}

/* 100, prepared */
static const orth_word_limb_divisor by_100 = {0xc800000000000000u, 0x47ae147ae147ae14u, 57};

static orth_word from_limb2(orth_limb2 value)
{
    return (orth_word){{(uint64_t)value, (uint64_t)(value >> 64), 0, 0}};
}

/* floor(a / 10^20): 5^20 2^17 is normalised, so that a >> 3 is divided by it. */
static orth_word by_1e20(orth_word a)
{
    orth_limb2 low = (orth_limb2)a.limb[1] << 64 | a.limb[0];
    uint64_t w0 = (uint64_t)(low >> 3), w1 = a.limb[1] >> 3 | a.limb[2] << 61;
    uint64_t w2 = a.limb[2] >> 3 | a.limb[3] << 61, rest = a.limb[3] >> 3;
    const uint64_t d = by_5_20[0].normalised, inverse = by_5_20[0].inverse;
    orth_word out = {{0, 0, 0, 0}}; /* the top limb is below d: no fourth digit */
    if (rest == 0 && w2 < d)
        rest = w2;
    else
        out.limb[2] = orth_word_divide_pair(&rest, rest, w2, d, inverse);
    if (rest == 0 && w1 < d)
        rest = w1;
    else
        out.limb[1] = orth_word_divide_pair(&rest, rest, w1, d, inverse);
    out.limb[0] = orth_word_divide_pair(&rest, rest, w0, d, inverse);
    return out;
}

/* 10^36 2^8, normalised, and its inverse; a test prepares it again. */
const orth_word_divisor orth_log_exp_1e36 = {
    {{0x4b9f100000000000u, 0xc097ce7bc90715b3u, 0, 0}}, 2, 8, 0x54484932d2e725a5u};

/* floor(a b / 10^36) for a, b below 2^120 */
static orth_limb2 times36(orth_limb2 a, orth_limb2 b)
{
    const orth_word_divisor *by = &orth_log_exp_1e36;
    orth_word wide = orth_word_mul(from_limb2(a), from_limb2(b << 8));
    uint64_t d1 = by->normalised.limb[1], d0 = by->normalised.limb[0];
    uint64_t high = orth_word_divide_triple(wide.limb + 1, d1, d0, by->inverse);
    uint64_t low = orth_word_divide_triple(wide.limb, d1, d0, by->inverse);
    return (orth_limb2)high << 64 | low;
}

/* floor(value / d) for a prepared limb d, where the quotient is one limb. */
static uint64_t divide_limb2(orth_limb2 value, orth_word_limb_divisor d)
{
    uint64_t rest;
    value <<= d.shift;
    return orth_word_divide_pair(&rest, (uint64_t)(value >> 64), (uint64_t)value, d.normalised,
                                 d.inverse);
}

/* floor(value / (10^20 n)), d being 5^20 n prepared; the quotient is one limb. */
static uint64_t divide_1e20(orth_limb2 value, orth_word_limb_divisor d)
{
    uint64_t rest;
    value >>= 20 - d.shift;
    return orth_word_divide_pair(&rest, (uint64_t)(value >> 64), (uint64_t)value, d.normalised,
                                 d.inverse);
}

/* floor(10^36 / a), a != 0 */
static orth_word inverse_of(orth_word a)
{
    orth_limb2 one = (orth_limb2)WORD_1E36.limb[1] << 64 | WORD_1E36.limb[0];
    if ((a.limb[1] | a.limb[2] | a.limb[3]) == 0)
        return from_limb2(one / a.limb[0]);
    return orth_word_div(WORD_1E36, a);
}

/* sum of x^n / n!, n = 0 .. 12, in 20 decimals, each term truncated; x < 0.25e20. */
static orth_word exp_series(orth_limb2 x)
{
    uint64_t x0 = (uint64_t)x, x1 = (uint64_t)(x >> 64); /* x1 is 0 or 1 */
    /* The second term, x x / 2e20: the square may take 130 bits; its part above 2^64 is a multiple
     * of 2^20, so that the shift can go first. */
    orth_limb2 square = ((orth_limb2)x0 * x0) >> 20;
    if (x1 != 0)
        square += ((orth_limb2)x0 << 45) + ((orth_limb2)1 << 108);
    uint64_t term = divide_limb2(square, by_5_20[1]);
    orth_word sum = orth_word_add(WORD_1E20, from_limb2(x + term));
    orth_limb2 rest = 0;
    for (int n = 3; n <= 12; n++) {
        orth_limb2 product = ((orth_limb2)term * x0) >> 20;
        if (x1 != 0)
            product += (orth_limb2)term << 44;
        term = divide_limb2(product, by_5_20[n - 1]);
        rest += term;
    }
    return orth_word_add(sum, from_limb2(rest));
}

/* e^x, x in [0, 130e18]. */
static orth_word exp_positive(orth_word x18)
{
    orth_limb2 x = (orth_limb2)x18.limb[0] | (orth_limb2)x18.limb[1] << 64;
    orth_word first = orth_word_of(1), product = WORD_1E20;
    x *= 100;
    if (x >= power_of_constant(0)) {
        x -= power_of_constant(0);
        first = orth_log_exp_constants[0];
    } else if (x >= power_of_constant(1)) {
        x -= power_of_constant(1);
        first = orth_log_exp_constants[1];
    }
    for (int i = 2; i <= 9; i++) { /* the contract does without e^(1/8) and e^(1/16) here */
        if (x >= power_of_constant(i)) {
            x -= power_of_constant(i);
            product = by_1e20(orth_word_mul(product, orth_log_exp_constants[i]));
        }
    }
    product = by_1e20(orth_word_mul(product, exp_series(x)));
    return orth_word_div_limb(orth_word_mul(product, first), by_100);
}

orth_word orth_log_exp_exp(orth_evm *evm, orth_word x)
{
    orth_word magnitude = orth_word_magnitude(x);
    bool minus = orth_word_negative(x);
    orth_word most = orth_word_mul(orth_word_of(ORTH_FP_UNIT), orth_word_of(minus ? 41 : 130));
    if (orth_word_below(most, magnitude)) {
        orth_evm_revert(evm, ORTH_INVALID_EXPONENT);
        return x;
    }
    orth_word result = exp_positive(magnitude);
    return minus ? inverse_of(result) : result;
}

/* 2 (z + z^3/3 + ... + z^11/11) in 20 decimals. */
static uint64_t ln_series(uint64_t z)
{
    uint64_t square = divide_1e20((orth_limb2)z * z, by_5_20[0]);
    uint64_t power = z, sum = z;
    for (int i = 0; i < 5; i++) {
        power = divide_1e20((orth_limb2)power * square, by_5_20[0]);
        sum += divide_limb2(power, by_odd[i]);
    }
    return 2 * sum;
}

/* floor(a 10^20 / constant i), i >= 2, for a below 2^128; the quotient is no larger. 10^20 is
 * shifted as the divisor is, so that the product needs no shift of its own. */
static orth_limb2 take_out(orth_limb2 a, int i)
{
    const orth_word_divisor *by = &orth_log_exp_divisors[i];
    orth_limb2 unit = ((orth_limb2)5 << 64 | WORD_1E20.limb[0]) << by->shift;
    orth_word wide = orth_word_mul(from_limb2(a), from_limb2(unit));
    uint64_t d1 = by->normalised.limb[1], d0 = by->normalised.limb[0];
    uint64_t high = orth_word_divide_triple(wide.limb + 1, d1, d0, by->inverse);
    uint64_t low = orth_word_divide_triple(wide.limb, d1, d0, by->inverse);
    return (orth_limb2)high << 64 | low;
}

/* floor((a - 1) / (a + 1)) in 20 decimals for a in [1, e^(1/16)]: the divisor, of 68 bits, is
 * shifted to 128, a digit estimated by its upper half, which is at most 2 too large. */
static uint64_t atanh_argument(orth_limb2 a)
{
    const orth_limb2 one = (orth_limb2)5 << 64 | WORD_1E20.limb[0];
    orth_limb2 divisor = a + one;
    uint64_t above = (uint64_t)(a - one); /* < 2^63 */
    orth_limb2 low = (orth_limb2)above * WORD_1E20.limb[0];
    uint64_t n0 = (uint64_t)low; /* above 10^20 = n1 2^64 + n0, n1 < 2^66 */
    orth_limb2 n1 = (orth_limb2)above * 5 + (uint64_t)(low >> 64);
    uint64_t q = (uint64_t)(((n1 << 60) | n0 >> 4) / (uint64_t)(divisor >> 4));
    orth_limb2 n = (n1 << 64) | n0, product = divisor * q; /* mod 2^128 */
    while (n - product > (orth_limb2)1 << 127) {           /* that is, below zero */
        product -= divisor;
        q--;
    }
    return q;
}

/* |ln a| for a > 0, by taking out the constants; *minus when a < 1. */
static orth_word ln_magnitude(bool *minus, orth_word a)
{
    orth_limb2 sum = 0;
    int i = 2;
    *minus = orth_word_below(a, orth_word_of(ORTH_FP_UNIT));
    if (*minus)
        a = inverse_of(a);
    for (int k = 0; k < 2 && (a.limb[1] | a.limb[2] | a.limb[3]) != 0; k++) {
        if (!orth_word_below(
                a, orth_word_mul(orth_log_exp_constants[k], orth_word_of(ORTH_FP_UNIT)))) {
            orth_word_divide_by(a.limb, 4, &orth_log_exp_divisors[k]);
            sum += power_of_constant(k);
        }
    }
    a = orth_word_mul(a, orth_word_of(100));
    for (; (a.limb[2] | a.limb[3]) != 0; i++) { /* one or two of them bring it below 2^128 */
        if (!orth_word_below(a, orth_log_exp_constants[i])) {
            a = orth_word_mul(a, WORD_1E20);
            orth_word_divide_by(a.limb, 4, &orth_log_exp_divisors[i]);
            sum += power_of_constant(i);
        }
    }
    orth_limb2 small = (orth_limb2)a.limb[1] << 64 | a.limb[0];
    for (; i < ORTH_LOG_EXP_CONSTANTS; i++) {
        const uint64_t *constant = orth_log_exp_constants[i].limb;
        if (small >= ((orth_limb2)constant[1] << 64 | constant[0])) {
            small = take_out(small, i);
            sum += power_of_constant(i);
        }
    }
    uint64_t series = ln_series(atanh_argument(small));
    return orth_word_div_limb(from_limb2(sum + series), by_100);
}

/* |ln x| in 36 decimals for 0.9e18 < x < 1.1e18. */
static orth_word ln36_magnitude(bool *minus, uint64_t x)
{
    *minus = x < ORTH_FP_UNIT;
    uint64_t distance = *minus ? ORTH_FP_UNIT - x : x - ORTH_FP_UNIT;
    /* (x e18 - 1e36) 1e36 / (x e18 + 1e36): the common factor 1e18 cancels exactly. */
    orth_word z = orth_word_div_limb(orth_word_mul(WORD_1E36, orth_word_of(distance)),
                                     orth_word_prepare(x + ORTH_FP_UNIT));
    orth_limb2 power = (orth_limb2)z.limb[1] << 64 | z.limb[0], sum = power;
    orth_limb2 square = times36(power, power);
    for (int i = 0; i < 7; i++) {
        power = times36(power, square);
        uint64_t term[2] = {(uint64_t)power, (uint64_t)(power >> 64)};
        orth_word_divide_limbs(term, 2, by_odd[i]);
        sum += (orth_limb2)term[1] << 64 | term[0];
    }
    return from_limb2(2 * sum);
}

static bool near_one(orth_word a)
{
    return (a.limb[1] | a.limb[2] | a.limb[3]) == 0 && LN36_LOW < a.limb[0] &&
           a.limb[0] < LN36_HIGH;
}

orth_word orth_log_exp_ln(orth_evm *evm, orth_word a)
{
    bool minus;
    if (orth_word_negative(a) || orth_word_is_zero(a)) {
        orth_evm_revert(evm, ORTH_OUT_OF_BOUNDS);
        return a;
    }
    orth_word result =
        near_one(a) ? orth_fp_by_one(ln36_magnitude(&minus, a.limb[0])) : ln_magnitude(&minus, a);
    return minus ? orth_word_negate(result) : result;
}

orth_word orth_log_exp_pow(orth_evm *evm, orth_word x, orth_word y)
{
    static const orth_word exponent_bound = {{UINT64_C(0x4181ea8059f76532),
                                              UINT64_C(0xa88f4bb1ca6bcf58),
                                              UINT64_C(0xbce5086492111ae), 0}}; /* 2^254 / 10^20 */
    bool minus;
    orth_word exponent;
    if (orth_word_is_zero(y))
        return orth_word_of(ORTH_FP_UNIT);
    if (orth_word_is_zero(x))
        return x;
    if (orth_word_negative(x)) {
        orth_evm_revert(evm, ORTH_BASE_OUT_OF_BOUNDS);
        return x;
    }
    if (!orth_word_below(y, exponent_bound)) {
        orth_evm_revert(evm, ORTH_EXPONENT_OUT_OF_BOUNDS);
        return y;
    }
    if (near_one(x)) {
        orth_word ln36 = ln36_magnitude(&minus, x.limb[0]);
        orth_word high = orth_fp_by_one(ln36);
        orth_word low = orth_word_sub(ln36, orth_word_mul(high, orth_word_of(ORTH_FP_UNIT)));
        exponent = orth_word_add(orth_word_mul(high, y), orth_fp_by_one(orth_word_mul(low, y)));
    } else {
        exponent = orth_word_mul(ln_magnitude(&minus, x), y);
    }
    exponent = orth_fp_by_one(exponent);
    orth_word most = orth_word_mul(orth_word_of(ORTH_FP_UNIT), orth_word_of(minus ? 41 : 130));
    if (orth_word_below(most, exponent)) {
        orth_evm_revert(evm, ORTH_PRODUCT_OUT_OF_BOUNDS);
        return x;
    }
    return orth_log_exp_exp(evm, minus ? orth_word_negate(exponent) : exponent);
}

/* The contract's ln for an argument that it does not test, step by step in wrapping int256: only
 * `log` can come here, with a <= 0. */
static orth_word ln_untested(orth_evm *evm, orth_word a)
{
    orth_word one20 = WORD_1E20, inverse = orth_evm_div(evm, WORD_1E36, orth_word_magnitude(a));
    a = orth_word_mul(orth_word_negate(inverse), orth_word_of(100));
    /* a <= 0 is below every constant: nothing is taken out */
    orth_word above = orth_word_mul(orth_word_sub(a, one20), one20);
    orth_word below = orth_word_add(a, one20);
    if (orth_word_is_zero(below))
        orth_evm_panic(evm, ORTH_PANIC_DIVISION);
    orth_word z = orth_word_div_signed(above, below);
    orth_word square = orth_word_div_signed(orth_word_mul(z, z), one20);
    orth_word power = z, sum = z;
    for (uint64_t n = 3; n <= 11; n += 2) {
        power = orth_word_div_signed(orth_word_mul(power, square), one20);
        sum = orth_word_add(sum, orth_word_div_signed(power, orth_word_of(n)));
    }
    sum = orth_word_div_signed(orth_word_add(sum, sum), orth_word_of(100));
    return orth_word_negate(sum);
}

/* ln in 36 decimals, signed. */
static orth_word ln_36_decimals(orth_evm *evm, orth_word a)
{
    bool minus;
    orth_word result;
    if (near_one(a)) {
        result = ln36_magnitude(&minus, a.limb[0]);
        return minus ? orth_word_negate(result) : result;
    }
    if (orth_word_negative(a) || orth_word_is_zero(a)) {
        result = ln_untested(evm, a);
    } else {
        result = ln_magnitude(&minus, a);
        result = minus ? orth_word_negate(result) : result;
    }
    return orth_word_mul(result, orth_word_of(ORTH_FP_UNIT));
}

orth_word orth_log_exp_log(orth_evm *evm, orth_word a, orth_word base)
{
    orth_word log_base = ln_36_decimals(evm, base);
    orth_word log_a = ln_36_decimals(evm, a);
    orth_word scaled = orth_word_mul(log_a, orth_word_of(ORTH_FP_UNIT));
    if (orth_word_is_zero(log_base))
        orth_evm_panic(evm, ORTH_PANIC_DIVISION);
    return orth_word_div_signed(scaled, log_base);
}
