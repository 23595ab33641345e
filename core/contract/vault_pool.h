/* The Vault's layer around a pool: swaps with scaling, rates and fee, joins and exits
 * (BasePoolMath). Balancer v3, package 1.0.0; amounts are raw, balances live ones of 18 decimals.
 * An amount of a swap, and one of a join or an exit that is not 0, is ORTH_MINIMUM_TRADE at least
 * when it is live, or the Vault reverts; as deployed. */
#ifndef ORTH_CONTRACT_VAULT_POOL_H
#define ORTH_CONTRACT_VAULT_POOL_H

#include "contract/weighted.h"

#define ORTH_POOL_TOKENS_MAX 64
#define ORTH_MINIMUM_TRADE 1000000

typedef struct orth_words {
    size_t count;
    const orth_word *word;
} orth_words;

typedef struct orth_vault_pool {
    orth_weighted_variant variant;
    orth_words weights, balances, scaling, rates;
    orth_word swap_fee, total_supply;
    bool has_minimums; /* WeightedPool's second version (weighted_v2.h) */
} orth_vault_pool;

/* What the Vault asks of a pool: live amounts, the fee taken off what was given. */
typedef struct orth_swap_request {
    bool exact_out;
    orth_word index_in, index_out, amount;
} orth_swap_request;

/* A pool's onSwap: the live amount of the other side. */
typedef orth_word orth_on_swap(orth_evm *evm, const void *pool, const orth_swap_request *request);

/* A swap through the Vault: of `vault` scaling, rates and swap_fee are used; `pool` is handed on.
 * Raw amounts. */
orth_word orth_vault_swap(orth_evm *evm, const orth_vault_pool *vault, orth_on_swap *on_swap,
                          const void *pool, bool exact_out, orth_word index_in, orth_word index_out,
                          orth_word raw_amount);
/* WeightedPool's first version, of which `pool` is the orth_vault_pool. */
orth_on_swap orth_weighted_on_swap;

orth_word orth_vault_swap_exact_in(orth_evm *evm, const orth_vault_pool *pool, orth_word index_in,
                                   orth_word index_out, orth_word raw_amount);
orth_word orth_vault_swap_exact_out(orth_evm *evm, const orth_vault_pool *pool, orth_word index_in,
                                    orth_word index_out, orth_word raw_amount);

/* At most ORTH_POOL_TOKENS_MAX balances. */
orth_word orth_pool_join_unbalanced(orth_evm *evm, const orth_vault_pool *pool,
                                    orth_words raw_amounts);
orth_word orth_pool_join_single_exact_bpt(orth_evm *evm, const orth_vault_pool *pool,
                                          orth_word index, orth_word bpt);
/* out: as many words as balances */
void orth_pool_exit_proportional(orth_evm *evm, const orth_vault_pool *pool, orth_word bpt,
                                 orth_word *out);
orth_word orth_pool_exit_single_exact_bpt(orth_evm *evm, const orth_vault_pool *pool,
                                          orth_word index, orth_word bpt);
orth_word orth_pool_exit_single_exact_out(orth_evm *evm, const orth_vault_pool *pool,
                                          orth_word index, orth_word raw_amount);

#endif
