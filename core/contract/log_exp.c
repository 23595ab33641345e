#include "contract/log_exp.h"

#include "contract/fixed_point.h"
#include "contract/log_exp_divisors.h"
#include "contract/log_exp_tables.h"

/* All of this runs on magnitudes: every truncated step of the contract is symmetric in the sign.
 * Inner values fit the types used, for all arguments that pass the contract's tests:
 *   exp   the reduced x < 0.25e20 < 2^65; from the second on, each term of the series < 2^62
 *   ln    z < 0.0312e20 < 2^62
 *   ln36  z < 0.0527e36 < 2^116 */

#define LN36_LOW UINT64_C(900000000000000000)
#define LN36_HIGH UINT64_C(1100000000000000000)

/* 2^(7 - i), i = 0 .. 11, in 20 decimals. */
static orth_limb2 power_of_constant(int i)
{
    orth_limb2 all = (orth_limb2)UINT64_C(12800000000000000000) * 1000; /* 128e20 */
    return all >> i;
}

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

orth_word orth_log_exp_ln36(orth_word a)
{
    bool minus;
    if (near_one(a)) {
        orth_word result = ln36_magnitude(&minus, a.limb[0]);
        return minus ? orth_word_negate(result) : result;
    }
    orth_word result = ln_magnitude(&minus, a);
    result = minus ? orth_word_negate(result) : result;
    return orth_word_mul(result, orth_word_of(ORTH_FP_UNIT));
}
