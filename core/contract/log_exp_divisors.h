/* Small divisors of LogExpMath's series, prepared; for log_exp.c alone. */
#ifndef ORTH_CONTRACT_LOG_EXP_DIVISORS_H
#define ORTH_CONTRACT_LOG_EXP_DIVISORS_H

#include "contract/word.h"

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

/* 100, prepared */
static const orth_word_limb_divisor by_100 = {0xc800000000000000u, 0x47ae147ae147ae14u, 57};

#endif
