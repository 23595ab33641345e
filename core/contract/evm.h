/* Reverts as values. A computation carries an orth_evm; the first revert stays in it, and what is
 * computed after it is meaningless but harmless, so that formulas need no branches. */
#ifndef ORTH_CONTRACT_EVM_H
#define ORTH_CONTRACT_EVM_H

#include "contract/word.h"

enum { ORTH_PANIC_OVERFLOW = 0x11, ORTH_PANIC_DIVISION = 0x12, ORTH_PANIC_INDEX = 0x32 };

/* The selectors of the emulated contracts' errors. */
#define ORTH_ZERO_DIVISION 0x0a0c22c7u
#define ORTH_BASE_OUT_OF_BOUNDS 0x022701e0u
#define ORTH_EXPONENT_OUT_OF_BOUNDS 0xd8317311u
#define ORTH_PRODUCT_OUT_OF_BOUNDS 0xa2f9f7e3u
#define ORTH_INVALID_EXPONENT 0xd4794efdu
#define ORTH_OUT_OF_BOUNDS 0xb4120f14u
#define ORTH_MAX_IN_RATIO 0x340a4533u
#define ORTH_MAX_OUT_RATIO 0x64590b9fu
#define ORTH_ZERO_INVARIANT 0x26543689u
#define ORTH_INVARIANT_ABOVE_MAX 0x3e8960dcu
#define ORTH_INVARIANT_BELOW_MIN 0xe31c95beu
#define ORTH_LENGTH_MISMATCH 0xaaad13f7u
#define ORTH_AMOUNT_GIVEN_ZERO 0x57a456b7u
#define ORTH_SAME_TOKEN 0xa54b181du
#define ORTH_TRADE_TOO_SMALL 0x1ed4d118u
#define ORTH_BALANCE_BELOW_MIN 0xd63c0233u
#define ORTH_MIN_WEIGHT 0xbd393583u
#define ORTH_WEIGHT_SUM 0x39cf114eu
#define ORTH_START_TIME 0xc9767706u
#define ORTH_SWAPS_DISABLED 0xfdf79845u
#define ORTH_PROJECT_TOKEN_IN 0x1269438au
#define ORTH_REAL_RESERVE 0x37153449u
#define ORTH_PROJECT_TOKEN_RATE 0x2d889800u
#define ORTH_TRADE_SIZE_RATIO 0x27e92f0fu
#define ORTH_PRB_MUL_INPUT 0x3406846cu
#define ORTH_PRB_MUL_OVERFLOW 0xbf79e8d9u
#define ORTH_PRB_MUL_DIV_FIXED_POINT 0xd31b3402u
#define ORTH_PRB_DIV_INPUT 0xb3c754a3u
#define ORTH_PRB_DIV_OVERFLOW 0x7cb4bef5u
#define ORTH_PRB_MUL_DIV 0x773cc18cu
#define ORTH_PRB_EXP_INPUT 0x99bb7541u
#define ORTH_PRB_EXP2_INPUT 0xe69458f9u
#define ORTH_PRB_LOG_INPUT 0x613f4fbau
#define ORTH_PRB_SQRT_NEGATIVE 0xc11907feu
#define ORTH_PRB_SQRT_OVERFLOW 0x2c482c39u
#define ORTH_PRB_ABS_INPUT 0x741d0b8cu
#define ORTH_PRB_FROM_INT_OVERFLOW 0x71f72a31u

/* Reverts with a bare selector, and with one to three words behind it. */
void orth_evm_revert(orth_evm *evm, uint32_t selector);
void orth_evm_revert1(orth_evm *evm, uint32_t selector, orth_word word);
void orth_evm_revert2(orth_evm *evm, uint32_t selector, orth_word first, orth_word second);
void orth_evm_revert3(orth_evm *evm, uint32_t selector, orth_word first, orth_word second,
                      orth_word third);
/* Solidity's Panic(code) and Error(text), text of at most 32 bytes. */
void orth_evm_panic(orth_evm *evm, unsigned code);
void orth_evm_error(orth_evm *evm, const char *text);

/* Checked uint256. */
static inline orth_word orth_evm_add(orth_evm *evm, orth_word a, orth_word b)
{
    orth_word sum;
    if (__builtin_expect(orth_word_add_carry(&sum, a, b), 0))
        orth_evm_panic(evm, ORTH_PANIC_OVERFLOW);
    return sum;
}

static inline orth_word orth_evm_sub(orth_evm *evm, orth_word a, orth_word b)
{
    orth_word difference;
    if (__builtin_expect(orth_word_sub_borrow(&difference, a, b), 0))
        orth_evm_panic(evm, ORTH_PANIC_OVERFLOW);
    return difference;
}

static inline orth_word orth_evm_mul(orth_evm *evm, orth_word a, orth_word b)
{
    orth_word product;
    if (__builtin_expect(orth_word_mul_overflow(&product, a, b), 0))
        orth_evm_panic(evm, ORTH_PANIC_OVERFLOW);
    return product;
}

/* Division panics on zero, in checked code and in unchecked. */
static inline orth_word orth_evm_div(orth_evm *evm, orth_word a, orth_word b)
{
    if (orth_word_is_zero(b))
        orth_evm_panic(evm, ORTH_PANIC_DIVISION);
    return orth_word_div(a, b);
}

/* Checked int256. */
static inline orth_word orth_evm_add_signed(orth_evm *evm, orth_word a, orth_word b)
{
    orth_word sum = orth_word_add(a, b);
    if (orth_word_negative(a) == orth_word_negative(b) &&
        orth_word_negative(sum) != orth_word_negative(a))
        orth_evm_panic(evm, ORTH_PANIC_OVERFLOW);
    return sum;
}

static inline orth_word orth_evm_sub_signed(orth_evm *evm, orth_word a, orth_word b)
{
    orth_word difference = orth_word_sub(a, b);
    if (orth_word_negative(a) != orth_word_negative(b) &&
        orth_word_negative(difference) != orth_word_negative(a))
        orth_evm_panic(evm, ORTH_PANIC_OVERFLOW);
    return difference;
}

static inline orth_word orth_evm_mul_signed(orth_evm *evm, orth_word a, orth_word b)
{
    orth_word product;
    bool over = orth_word_mul_overflow(&product, orth_word_magnitude(a), orth_word_magnitude(b));
    bool minus = orth_word_negative(a) != orth_word_negative(b);
    if (minus)
        product = orth_word_negate(product);
    if (over || (!orth_word_is_zero(product) && orth_word_negative(product) != minus))
        orth_evm_panic(evm, ORTH_PANIC_OVERFLOW);
    return product;
}

/* Truncated toward zero; the least word by -1 overflows. */
static inline orth_word orth_evm_div_signed(orth_evm *evm, orth_word a, orth_word b)
{
    orth_word quotient = orth_word_div_signed(a, b);
    if (orth_word_is_zero(b))
        orth_evm_panic(evm, ORTH_PANIC_DIVISION);
    else if (orth_word_negative(a) && orth_word_negative(b) && orth_word_negative(quotient))
        orth_evm_panic(evm, ORTH_PANIC_OVERFLOW);
    return quotient;
}

/* Unary minus of checked int256: the least word overflows. */
static inline orth_word orth_evm_negate(orth_evm *evm, orth_word a)
{
    return orth_evm_sub_signed(evm, orth_word_of(0), a);
}

#endif
