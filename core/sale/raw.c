#include "sale/raw.h"

#include <math.h>

#include "base/check.h"

uint64_t orth_raw_unit(unsigned decimals)
{
    uint64_t unit = 1;
    ORTH_CHECK(decimals <= ORTH_RAW_DECIMALS_MAX);
    for (; decimals > 0; decimals--)
        unit *= 10;
    return unit;
}

static orth_word word_of(const mpz_t integer)
{
    orth_word word = {{0, 0, 0, 0}};
    mpz_export(word.limb, NULL, -1, sizeof word.limb[0], 0, 0, integer);
    return word;
}

bool orth_raw_of_rational(orth_word *raw, const __mpq_struct *value, unsigned decimals,
                          bool nearest, unsigned bits, bool *exact)
{
    mpz_t whole, divisor;
    ORTH_CHECK(bits <= 256);
    mpz_inits(whole, divisor, NULL);
    mpz_ui_pow_ui(whole, 10, decimals);
    mpz_mul(whole, whole, mpq_numref(value));
    if (exact != NULL)
        *exact = mpz_divisible_p(whole, mpq_denref(value)) != 0;
    mpz_set(divisor, mpq_denref(value));
    if (nearest) {
        mpz_mul_2exp(whole, whole, 1);
        mpz_add(whole, whole, divisor);
        mpz_mul_2exp(divisor, divisor, 1);
    }
    mpz_fdiv_q(whole, whole, divisor);
    bool fits = mpz_sgn(whole) >= 0 && mpz_sizeinbase(whole, 2) <= bits;
    *raw = fits ? word_of(whole) : orth_word_of(0);
    mpz_clears(whole, divisor, NULL);
    return fits;
}

orth_word orth_raw_of_tokens(double tokens, unsigned decimals)
{
    const orth_word most = {{UINT64_MAX, UINT64_MAX, 0, 0}};
    int exponent;
    ORTH_CHECK(tokens >= 0);
    if (!(tokens < 0x1p128))
        return most;
    double mantissa = frexp(tokens, &exponent);
    orth_word digits = orth_word_of((uint64_t)(mantissa * 0x1p53));
    orth_word raw = orth_word_mul(digits, orth_word_of(orth_raw_unit(decimals)));
    exponent -= 53; /* raw has 113 bits at most */
    if (exponent <= -128)
        return orth_word_of(0);
    raw = exponent < 0 ? orth_word_shift_right(raw, (unsigned)-exponent)
                       : orth_word_shift_left(raw, (unsigned)exponent);
    return orth_word_below(most, raw) ? most : raw;
}

double orth_raw_tokens(orth_word raw, unsigned decimals)
{
    double whole = 0;
    for (size_t i = 4; i-- > 0;)
        whole = whole * 0x1p64 + (double)raw.limb[i];
    return whole / (double)orth_raw_unit(decimals);
}
