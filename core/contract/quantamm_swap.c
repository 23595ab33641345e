/* A QuantAMM pool's own limit on trades. */
#include "contract/quantamm.h"

#include "contract/vault_pool_scaling.h"

static void require_size(orth_evm *evm, const orth_quantamm_pool *pool, orth_word index,
                         orth_word amount)
{
    orth_word balance = orth_pool_at(evm, pool->weighted.balances, index);
    orth_word most = orth_fp_mul_down(evm, balance, pool->max_trade_size_ratio);
    if (orth_word_below(most, amount))
        orth_evm_revert(evm, ORTH_TRADE_SIZE_RATIO);
}

orth_word orth_quantamm_on_swap(orth_evm *evm, const void *context,
                                const orth_swap_request *request)
{
    const orth_quantamm_pool *pool = context;
    orth_word given_side = request->exact_out ? request->index_out : request->index_in;
    orth_word other_side = request->exact_out ? request->index_in : request->index_out;
    require_size(evm, pool, given_side, request->amount);
    orth_word calculated = orth_weighted_on_swap(evm, &pool->weighted, request);
    require_size(evm, pool, other_side, calculated);
    return calculated;
}
