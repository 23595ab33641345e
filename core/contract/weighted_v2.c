#include "contract/weighted_v2.h"

#include "contract/vault_pool_scaling.h"

orth_word orth_weighted_minimum(orth_word scaling)
{
    orth_word least = orth_word_of(ORTH_MINIMUM_TRADE);
    return orth_word_below(least, scaling) ? scaling : least;
}

void orth_weighted_require_minimum(orth_evm *evm, orth_words scaling, size_t index,
                                   orth_word balance)
{
    if (index >= scaling.count)
        return;
    orth_word minimum = orth_weighted_minimum(scaling.word[index]);
    if (orth_word_below(balance, minimum))
        orth_evm_revert3(evm, ORTH_BALANCE_BELOW_MIN, orth_word_of(index), balance, minimum);
}

void orth_weighted_require_minimums(orth_evm *evm, orth_words scaling, size_t count,
                                    const orth_word *balances)
{
    for (size_t i = 0; i < count && !evm->reverted; i++)
        orth_weighted_require_minimum(evm, scaling, i, balances[i]);
}

orth_word orth_weighted_v2_on_swap(orth_evm *evm, const void *context,
                                   const orth_swap_request *request)
{
    const orth_vault_pool *pool = context;
    orth_word balance_in = orth_pool_at(evm, pool->balances, request->index_in);
    balance_in = orth_evm_add(evm, balance_in, orth_word_of(1));
    orth_word balance_out = orth_pool_at(evm, pool->balances, request->index_out);
    if (evm->reverted)
        return balance_in;
    orth_weighted_require_minimum(evm, pool->scaling, request->index_in.limb[0], balance_in);
    orth_word weight_in = orth_pool_at(evm, pool->weights, request->index_in);
    orth_word weight_out = orth_pool_at(evm, pool->weights, request->index_out);
    orth_word calculated =
        (request->exact_out ? orth_weighted_in_given_exact_out : orth_weighted_out_given_exact_in)(
            evm, balance_in, weight_in, balance_out, weight_out, request->amount);
    orth_word out = request->exact_out ? request->amount : calculated;
    orth_word left = orth_evm_sub(evm, balance_out, out);
    orth_weighted_require_minimum(evm, pool->scaling, request->index_out.limb[0], left);
    return calculated;
}
