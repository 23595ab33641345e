/* Balancer v3's liquidity bootstrapping pools: LBPool in its versions of December 2025 (v3) and May
 * 2026 (v4), and FixedPriceLBPool. Two tokens, the project's and the reserve, without rates; a pool
 * of either kind trades from its start to its end, both included. Weights and rates of 18 decimals,
 * times in Unix seconds. */
#ifndef ORTH_CONTRACT_LBP_H
#define ORTH_CONTRACT_LBP_H

#include "contract/vault_pool.h"

/* The project token's weight at `now`, then the reserve token's; nothing is validated. */
void orth_lbp_weights(orth_evm *evm, orth_word start_weight, orth_word end_weight,
                      orth_word start_time, orth_word end_time, orth_word now, orth_word out[2]);

/* What a pool is created with: four words of LBPParams and two of LBPCommonParams. */
typedef struct orth_lbp_terms {
    orth_word project_start, reserve_start, project_end, reserve_end;
    orth_word start_time, end_time;
} orth_lbp_terms;

/* When a pool that is created at `now` starts. v3: at the given time, or at once when that has
 * passed; v4: at the given time, which is an hour ahead at least. InvalidStartTime where it does
 * not start before it ends. */
orth_word orth_lbp_v3_start_time(orth_evm *evm, orth_word start, orth_word end, orth_word now);
orth_word orth_lbp_v4_start_time(orth_evm *evm, orth_word start, orth_word end, orth_word now);

/* Creates at `created` and reads the weights at `now`: the start's check, then that of the weights
 * (MinWeight below 1 %, NormalizedWeightInvariant unless each pair sums to 1). */
void orth_lbp_v3_weights(orth_evm *evm, const orth_lbp_terms *terms, orth_word created,
                         orth_word now, orth_word out[2]);
void orth_lbp_v4_weights(orth_evm *evm, const orth_lbp_terms *terms, orth_word created,
                         orth_word now, orth_word out[2]);

/* A pool at some second. Balances are live ones (18 decimals) in the order of the tokens. */
typedef struct orth_lbp_pool {
    bool v4;
    bool blocks_project_in;  /* the project token is not taken back */
    orth_word project_index; /* 0 or 1 */
    orth_word start_weight, end_weight, start_time, end_time, now;
    orth_word virtual_balance; /* of the reserve, raw; 0: the pool has a seed */
    orth_words balances, scaling;
    orth_word swap_fee;
} orth_lbp_pool;

/* A swap through the Vault. A pool without a seed trades as if it had the virtual balance as well
 * and pays out real reserve only: v3 compares with it what it calculated, also where that is the
 * amount that comes in; v4 what goes out. */
orth_word orth_lbp_swap(orth_evm *evm, const orth_lbp_pool *pool, bool exact_out,
                        orth_word index_in, orth_word index_out, orth_word raw_amount);
/* The invariant, the virtual balance included; rounded up or down. */
orth_word orth_lbp_invariant(orth_evm *evm, const orth_lbp_pool *pool, bool up);

/* Sells the project token at `rate` reserve tokens each; it is never taken back. */
typedef struct orth_fixed_price_pool {
    orth_word project_index, rate, start_time, end_time, now;
    orth_words balances, scaling;
    orth_word swap_fee;
} orth_fixed_price_pool;

orth_word orth_fixed_price_swap(orth_evm *evm, const orth_fixed_price_pool *pool, bool exact_out,
                                orth_word index_in, orth_word index_out, orth_word raw_amount);

#endif
