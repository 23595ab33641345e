/* Decimal digits eight at a time. */
#ifndef ORTH_MARKET_DIGITS_H
#define ORTH_MARKET_DIGITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define ORTH_DIGITS_MAX 19 /* that surely fit a uint64_t */

static inline bool orth_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const uint64_t orth_digits_tens[] = {1,      10,      100,      1000,     10000,
                                            100000, 1000000, 10000000, 100000000};

/* Eight bytes, digits as 0 to 9, the first in the lowest byte as it is on the machines that the
 * kernels are for. Of *stops, the highest bit of each byte that is no digit, the lowest one is
 * right. */
static inline uint64_t orth_digits_load(const char *at, uint64_t *stops)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t digits;
    memcpy(&digits, at, sizeof digits);
    digits ^= '0' * each;
    *stops = (digits | (digits + 0x76 * each)) & 0x80 * each;
    return digits;
}

/* The first `count` of them as one number, count >= 1: pairs, fours and eights are put together. */
static inline uint64_t orth_digits_join(uint64_t digits, size_t count)
{
    digits <<= 64 - 8 * count;
    digits = digits * (1 + (10 << 8)) >> 8 & UINT64_C(0x00ff00ff00ff00ff);
    digits = digits * (1 + (100 << 16)) >> 16 & UINT64_C(0x0000ffff0000ffff);
    return digits * (1 + (UINT64_C(10000) << 32)) >> 32;
}

/* Digits are added to *number (modulo 2^64) as far as they go; returns where they end. */
static inline const char *orth_digits_take(const char *at, const char *end, uint64_t *number)
{
    for (;;) {
        uint64_t stops, digits = orth_digits_load(at, &stops);
        size_t count = (size_t)(end - at), left = count < 8 ? count : 8;
        if (left < 8)
            stops |= UINT64_C(0x80) << 8 * left;
        count = stops == 0 ? 8 : (size_t)__builtin_ctzll(stops) / 8;
        if (count > 0)
            *number = orth_digits_tens[count] * *number + orth_digits_join(digits, count);
        at += count;
        if (count < 8)
            return at;
    }
}

#endif
