/* Fixed point of 18 decimals on 256-bit words. */
#ifndef ORTH_CONTRACT_FIXED_POINT_H
#define ORTH_CONTRACT_FIXED_POINT_H

#include "contract/evm.h"

#define ORTH_FP_UNIT UINT64_C(1000000000000000000)
/* The divisor 10^18 prepared; a test recomputes it. */
#define ORTH_FP_UNIT_DIVISOR                                                                       \
    ((orth_word_limb_divisor){UINT64_C(0xde0b6b3a76400000), UINT64_C(0x2725dd1d243aba0e), 4})

static inline orth_word orth_fp_by_one(orth_word a)
{
    return orth_word_div_limb(a, ORTH_FP_UNIT_DIVISOR);
}

#define ORTH_WORD orth_word
#define ORTH_W(name) orth_word_##name
#define ORTH_FP(name) orth_fp_##name
#define ORTH_FP_ONE orth_word_of(ORTH_FP_UNIT)
#define ORTH_FP_BY_ONE(word) orth_fp_by_one(word)
#define ORTH_FP_REVERT1(evm, selector, word) orth_evm_revert1(evm, selector, word)
#define ORTH_FP_REVERT2(evm, selector, first, second) orth_evm_revert2(evm, selector, first, second)
#include "contract/fixed_point_template.h"
#undef ORTH_WORD
#undef ORTH_W
#undef ORTH_FP
#undef ORTH_FP_ONE
#undef ORTH_FP_BY_ONE
#undef ORTH_FP_REVERT1
#undef ORTH_FP_REVERT2

#endif
