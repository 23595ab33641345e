/* Balancer's FixedPoint powers and WeightedMath (v3-solidity-utils 1.0.0), unsigned, 18 decimals.
 */
#ifndef ORTH_CONTRACT_WEIGHTED_H
#define ORTH_CONTRACT_WEIGHTED_H

#include "contract/fixed_point.h"

/* x^y with the contract's margin taken off or added, except for y = 1, 2, 4. */
orth_word orth_fp_pow_down(orth_evm *evm, orth_word x, orth_word y);
orth_word orth_fp_pow_up(orth_evm *evm, orth_word x, orth_word y);

orth_word orth_weighted_out_given_exact_in(orth_evm *evm, orth_word balance_in, orth_word weight_in,
                                           orth_word balance_out, orth_word weight_out,
                                           orth_word amount_in);
orth_word orth_weighted_in_given_exact_out(orth_evm *evm, orth_word balance_in, orth_word weight_in,
                                           orth_word balance_out, orth_word weight_out,
                                           orth_word amount_out);

/* From which ratio on 1 / weight is rounded up: Balancer compares with 1e18, QuantAMM with 1 wei.
 */
typedef enum orth_weighted_variant {
    ORTH_WEIGHTED_VARIANT_BALANCER,
    ORTH_WEIGHTED_VARIANT_QUANTAMM
} orth_weighted_variant;

orth_word orth_weighted_balance_given_invariant(orth_evm *evm, orth_weighted_variant variant,
                                                orth_word balance, orth_word weight,
                                                orth_word ratio);

/* prod b_i^w_i over the weights; a balance that is missing panics, one too many is ignored. */
orth_word orth_weighted_invariant_down(orth_evm *evm, size_t weight_count, const orth_word *weights,
                                       size_t balance_count, const orth_word *balances);
orth_word orth_weighted_invariant_up(orth_evm *evm, size_t weight_count, const orth_word *weights,
                                     size_t balance_count, const orth_word *balances);

#endif
