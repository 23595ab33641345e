/* The vault's layer around a weighted pool: swaps with scaling, rates and fee, joins and exits
 * (BasePoolMath), and the liquidity-bootstrapping schedule. Balancer v3, packages 1.0.0; amounts
 * are raw, balances live ones of 18 decimals. */
#ifndef ORTH_CONTRACT_VAULT_POOL_H
#define ORTH_CONTRACT_VAULT_POOL_H

#include "contract/weighted.h"

#define ORTH_POOL_TOKENS_MAX 64

typedef struct orth_words {
    size_t count;
    const orth_word *word;
} orth_words;

typedef struct orth_vault_pool {
    orth_weighted_variant variant;
    orth_words weights, balances, scaling, rates;
    orth_word swap_fee, total_supply;
} orth_vault_pool;

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

/* The project token's weight at `now`, then the reserve token's. */
void orth_lbp_weights(orth_evm *evm, orth_word start_weight, orth_word end_weight,
                      orth_word start_time, orth_word end_time, orth_word now, orth_word out[2]);

#endif
