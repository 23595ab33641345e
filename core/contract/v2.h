/* Balancer's first generation (V2): FixedPoint and WeightedMath of v2-solidity-utils and
 * v2-pool-weighted 2.0, compiled by Solidity 0.7; weights as its pools store them. Arithmetic is
 * unsigned with 18 decimals, and reverts with Error("BAL#nnn"). Pools of 2023 and later (the
 * managed ones) have the powers of version 3, orth_fp_pow_down and _up, with V2's errors. */
#ifndef ORTH_CONTRACT_V2_H
#define ORTH_CONTRACT_V2_H

#include "contract/evm.h"

/* x^y less or plus the margin, 1e-14 relative and 1 wei, for every y: 1, 2 and 4 are no exception.
 */
orth_word orth_v2_pow_down(orth_evm *evm, orth_word x, orth_word y);
orth_word orth_v2_pow_up(orth_evm *evm, orth_word x, orth_word y);

/* Swaps without a fee; BAL#304 and BAL#305 above 30 % of a balance. */
orth_word orth_v2_out_given_exact_in(orth_evm *evm, orth_word balance_in, orth_word weight_in,
                                     orth_word balance_out, orth_word weight_out,
                                     orth_word amount_in);
orth_word orth_v2_in_given_exact_out(orth_evm *evm, orth_word balance_in, orth_word weight_in,
                                     orth_word balance_out, orth_word weight_out,
                                     orth_word amount_out);

/* With M = 2^bits - 1: ceil(value M / 1e18), and ceil(value 1e18 / M). Bits are 16, 31, 32 or 64;
 * what is compressed is not cut to them. Bootstrapping pools have 31 for the start and 16 for the
 * end; investment pools (2021) 64 and 32; the managed pools that followed do not compress. */
orth_word orth_v2_compress(orth_evm *evm, orth_word value, unsigned bits);
orth_word orth_v2_uncompress(orth_evm *evm, orth_word value, unsigned bits);

#define ORTH_V2_LBP_TOKENS_MAX 4

/* The one slot of a bootstrapping pool: bit 0 whether swaps are enabled, 3 unused, 4 x 31 bits of
 * start weights from bit 4, 4 x 16 of end weights from bit 128, start time from bit 192, end time
 * from 224 (32 bits each, seconds). `tokens` is 2 to 4 throughout; weights come in 18 decimals.
 *
 * The slot with a change of weights put in, other bits as in `state`; a pool is born with
 * state = 0, both times its own, and both weights the same. BAL#302 for an end weight below 1e16,
 * BAL#308 where the end weights do not sum to 1e18; start weights are not tested. */
orth_word orth_v2_lbp_state(orth_evm *evm, orth_word state, size_t tokens, orth_word start_time,
                            orth_word end_time, const orth_word *start_weights,
                            const orth_word *end_weights);

/* `updateWeightsGradually(startTime, endTime, endWeights)` called at `now`: the slot that follows.
 * The change starts from the weights at `now`, and no sooner than `now`. BAL#326 for a start after
 * the end, then as above. */
orth_word orth_v2_lbp_update(orth_evm *evm, orth_word state, size_t tokens, orth_word start_time,
                             orth_word end_time, const orth_word *end_weights, orth_word now);

/* The weights at `now`, as getNormalizedWeights gives them: 1 wei to 1e-5 off a sum of 1. */
void orth_v2_lbp_weights(orth_evm *evm, orth_word state, size_t tokens, orth_word now,
                         orth_word *out);

/* One weight at `now` between its two ends, rounded toward the start: of managed pools (2022 and
 * later), which store both as they are; and of the others, whose ends went through the bits. */
orth_word orth_v2_weight_at(orth_evm *evm, orth_word start_weight, orth_word end_weight,
                            orth_word start_time, orth_word end_time, orth_word now);

#endif
