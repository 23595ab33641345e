/* FixedPoint of V2: the values of version 3 (contract/fixed_point.h), with the errors of V2. */
#ifndef ORTH_CONTRACT_V2_MATH_H
#define ORTH_CONTRACT_V2_MATH_H

#include "contract/fixed_point.h"

static inline orth_word orth_v2_add(orth_evm *evm, orth_word a, orth_word b)
{
    orth_word sum;
    if (orth_word_add_carry(&sum, a, b))
        orth_evm_error(evm, "BAL#000");
    return sum;
}

static inline orth_word orth_v2_sub(orth_evm *evm, orth_word a, orth_word b)
{
    orth_word difference;
    if (orth_word_sub_borrow(&difference, a, b))
        orth_evm_error(evm, "BAL#001");
    return difference;
}

/* a b, for the two below. */
static inline orth_word orth_v2_mul(orth_evm *evm, orth_word a, orth_word b)
{
    orth_word product;
    if (orth_word_mul_overflow(&product, a, b))
        orth_evm_error(evm, "BAL#003");
    return product;
}

static inline orth_word orth_v2_mul_down(orth_evm *evm, orth_word a, orth_word b)
{
    return orth_fp_by_one(orth_v2_mul(evm, a, b));
}

static inline orth_word orth_v2_mul_up(orth_evm *evm, orth_word a, orth_word b)
{
    orth_word product = orth_v2_mul(evm, a, b);
    if (orth_word_is_zero(product))
        return product;
    return orth_word_add(orth_fp_by_one(orth_word_sub(product, orth_word_of(1))), orth_word_of(1));
}

/* a 1e18, where b divides it: a zero b is tested first. */
static inline orth_word orth_v2_inflate(orth_evm *evm, orth_word a, orth_word b)
{
    orth_word inflated;
    if (orth_word_is_zero(b))
        orth_evm_error(evm, "BAL#004");
    if (orth_word_mul_overflow(&inflated, a, orth_word_of(ORTH_FP_UNIT)))
        orth_evm_error(evm, "BAL#005");
    return inflated;
}

static inline orth_word orth_v2_div_down(orth_evm *evm, orth_word a, orth_word b)
{
    return orth_word_div(orth_v2_inflate(evm, a, b), b);
}

static inline orth_word orth_v2_div_up(orth_evm *evm, orth_word a, orth_word b)
{
    orth_word inflated = orth_v2_inflate(evm, a, b);
    if (orth_word_is_zero(inflated))
        return inflated;
    inflated = orth_word_sub(inflated, orth_word_of(1));
    return orth_word_add(orth_word_div(inflated, b), orth_word_of(1));
}

#endif
