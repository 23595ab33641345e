/* PRBMathSD59x18 2.5.0, signed fixed point of 18 decimals (mul and div: contract/fixed_point.h). */
#ifndef ORTH_CONTRACT_PRB_H
#define ORTH_CONTRACT_PRB_H

#include "contract/fixed_point.h"

orth_word orth_prb_abs(orth_evm *evm, orth_word x);
orth_word orth_prb_sqrt(orth_evm *evm, orth_word x);
orth_word orth_prb_exp2(orth_evm *evm, orth_word x);
orth_word orth_prb_exp(orth_evm *evm, orth_word x);
orth_word orth_prb_log2(orth_evm *evm, orth_word x);
orth_word orth_prb_ln(orth_evm *evm, orth_word x);
orth_word orth_prb_pow(orth_evm *evm, orth_word x, orth_word y);

/* round(2^(2^-i) 2^64) - 2^64, i = 1 .. 64, the factors of exp2; for the test that derives them. */
extern const uint64_t orth_prb_exp2_factors[64];

#endif
