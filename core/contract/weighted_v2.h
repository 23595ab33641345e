/* WeightedPool's second version (January 2026, package v3-pool-weighted 1.0.0): what comes in is
 * traded against a balance 1 wei higher, and no operation of the pool leaves a token below a
 * minimum of its own. */
#ifndef ORTH_CONTRACT_WEIGHTED_V2_H
#define ORTH_CONTRACT_WEIGHTED_V2_H

#include "contract/vault_pool.h"

/* The least live balance of a token, by its scaling factor: the larger of 1e6 and one raw unit, as
 * the factory sets it. */
orth_word orth_weighted_minimum(orth_word scaling);

/* TokenBalanceBelowMin unless a token's live balance is its minimum at least; a token without a
 * scaling factor has none. */
void orth_weighted_require_minimum(orth_evm *evm, orth_words scaling, size_t index,
                                   orth_word balance);
void orth_weighted_require_minimums(orth_evm *evm, orth_words scaling, size_t count,
                                    const orth_word *balances);

/* `pool` is an orth_vault_pool. */
orth_on_swap orth_weighted_v2_on_swap;

#endif
