/* A swap through the Vault, and what a weighted pool makes of it. */
#include "contract/vault_pool_scaling.h"

/* The checks before anything else. */
static void require_trade(orth_evm *evm, orth_word index_in, orth_word index_out,
                          orth_word raw_amount)
{
    if (orth_word_is_zero(raw_amount))
        orth_evm_revert(evm, ORTH_AMOUNT_GIVEN_ZERO);
    if (orth_word_equal(index_in, index_out))
        orth_evm_revert(evm, ORTH_SAME_TOKEN);
}

static void require_minimum(orth_evm *evm, orth_word amount)
{
    if (orth_word_below(amount, orth_word_of(ORTH_MINIMUM_TRADE)))
        orth_evm_revert(evm, ORTH_TRADE_TOO_SMALL);
}

static orth_word swap_exact_in(orth_evm *evm, const orth_vault_pool *vault, orth_on_swap *on_swap,
                               const void *pool, orth_swap_request request)
{
    orth_word scaling_in = orth_pool_at(evm, vault->scaling, request.index_in);
    orth_word rate_in = orth_pool_at(evm, vault->rates, request.index_in);
    orth_word given = orth_pool_scale_down(evm, request.amount, scaling_in, rate_in);
    orth_word fee = orth_fp_mul_up(evm, given, vault->swap_fee);
    request.amount = orth_evm_sub(evm, given, fee);
    require_minimum(evm, request.amount);
    orth_word out = on_swap(evm, pool, &request);
    require_minimum(evm, out);
    orth_word scaling_out = orth_pool_at(evm, vault->scaling, request.index_out);
    orth_word rate_out = orth_pool_at(evm, vault->rates, request.index_out);
    rate_out = orth_pool_rate_up(evm, rate_out);
    return orth_pool_raw_down(evm, out, scaling_out, rate_out);
}

static orth_word swap_exact_out(orth_evm *evm, const orth_vault_pool *vault, orth_on_swap *on_swap,
                                const void *pool, orth_swap_request request)
{
    orth_word scaling_out = orth_pool_at(evm, vault->scaling, request.index_out);
    orth_word rate_out = orth_pool_at(evm, vault->rates, request.index_out);
    rate_out = orth_pool_rate_up(evm, rate_out);
    request.amount = orth_pool_scale_up(evm, request.amount, scaling_out, rate_out);
    require_minimum(evm, request.amount);
    orth_word in = on_swap(evm, pool, &request);
    require_minimum(evm, in);
    orth_word keep = orth_fp_complement(vault->swap_fee);
    orth_word fee = orth_fp_mul_div_up(evm, in, vault->swap_fee, keep);
    in = orth_evm_add(evm, in, fee);
    orth_word scaling_in = orth_pool_at(evm, vault->scaling, request.index_in);
    orth_word rate_in = orth_pool_at(evm, vault->rates, request.index_in);
    return orth_pool_raw_up(evm, in, scaling_in, rate_in);
}

orth_word orth_vault_swap(orth_evm *evm, const orth_vault_pool *vault, orth_on_swap *on_swap,
                          const void *pool, bool exact_out, orth_word index_in, orth_word index_out,
                          orth_word raw_amount)
{
    orth_swap_request request = {exact_out, index_in, index_out, raw_amount};
    require_trade(evm, index_in, index_out, raw_amount);
    return (exact_out ? swap_exact_out : swap_exact_in)(evm, vault, on_swap, pool, request);
}

orth_word orth_weighted_on_swap(orth_evm *evm, const void *context,
                                const orth_swap_request *request)
{
    const orth_vault_pool *pool = context;
    orth_word balance_in = orth_pool_at(evm, pool->balances, request->index_in);
    orth_word weight_in = orth_pool_at(evm, pool->weights, request->index_in);
    orth_word balance_out = orth_pool_at(evm, pool->balances, request->index_out);
    orth_word weight_out = orth_pool_at(evm, pool->weights, request->index_out);
    return (request->exact_out ? orth_weighted_in_given_exact_out
                               : orth_weighted_out_given_exact_in)(
        evm, balance_in, weight_in, balance_out, weight_out, request->amount);
}

orth_word orth_vault_swap_exact_in(orth_evm *evm, const orth_vault_pool *pool, orth_word index_in,
                                   orth_word index_out, orth_word raw_amount)
{
    return orth_vault_swap(evm, pool, orth_weighted_on_swap, pool, false, index_in, index_out,
                           raw_amount);
}

orth_word orth_vault_swap_exact_out(orth_evm *evm, const orth_vault_pool *pool, orth_word index_in,
                                    orth_word index_out, orth_word raw_amount)
{
    return orth_vault_swap(evm, pool, orth_weighted_on_swap, pool, true, index_in, index_out,
                           raw_amount);
}
