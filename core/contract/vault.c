/* A swap through the vault, and the bootstrapping schedule. */
#include "contract/vault_pool_scaling.h"

orth_word orth_vault_swap_exact_in(orth_evm *evm, const orth_vault_pool *pool, orth_word index_in,
                                   orth_word index_out, orth_word raw_amount)
{
    orth_word scaling_in = orth_pool_at(evm, pool->scaling, index_in);
    orth_word rate_in = orth_pool_at(evm, pool->rates, index_in);
    orth_word given = orth_pool_scale_down(evm, raw_amount, scaling_in, rate_in);
    orth_word fee = orth_fp_mul_up(evm, given, pool->swap_fee);
    given = orth_evm_sub(evm, given, fee);
    orth_word balance_in = orth_pool_at(evm, pool->balances, index_in);
    orth_word weight_in = orth_pool_at(evm, pool->weights, index_in);
    orth_word balance_out = orth_pool_at(evm, pool->balances, index_out);
    orth_word weight_out = orth_pool_at(evm, pool->weights, index_out);
    orth_word out = orth_weighted_out_given_exact_in(evm, balance_in, weight_in, balance_out,
                                                     weight_out, given);
    orth_word scaling_out = orth_pool_at(evm, pool->scaling, index_out);
    orth_word rate_out = orth_pool_at(evm, pool->rates, index_out);
    rate_out = orth_pool_rate_up(evm, rate_out);
    return orth_pool_raw_down(evm, out, scaling_out, rate_out);
}

orth_word orth_vault_swap_exact_out(orth_evm *evm, const orth_vault_pool *pool, orth_word index_in,
                                    orth_word index_out, orth_word raw_amount)
{
    orth_word scaling_out = orth_pool_at(evm, pool->scaling, index_out);
    orth_word rate_out = orth_pool_at(evm, pool->rates, index_out);
    rate_out = orth_pool_rate_up(evm, rate_out);
    orth_word given = orth_pool_scale_up(evm, raw_amount, scaling_out, rate_out);
    orth_word balance_in = orth_pool_at(evm, pool->balances, index_in);
    orth_word weight_in = orth_pool_at(evm, pool->weights, index_in);
    orth_word balance_out = orth_pool_at(evm, pool->balances, index_out);
    orth_word weight_out = orth_pool_at(evm, pool->weights, index_out);
    orth_word in = orth_weighted_in_given_exact_out(evm, balance_in, weight_in, balance_out,
                                                    weight_out, given);
    orth_word fee = orth_fp_mul_div_up(evm, in, pool->swap_fee, orth_fp_complement(pool->swap_fee));
    in = orth_evm_add(evm, in, fee);
    orth_word scaling_in = orth_pool_at(evm, pool->scaling, index_in);
    orth_word rate_in = orth_pool_at(evm, pool->rates, index_in);
    return orth_pool_raw_up(evm, in, scaling_in, rate_in);
}

/* How far between the times, as a fraction of 1e18. */
static orth_word progress(orth_evm *evm, orth_word start, orth_word end, orth_word now)
{
    if (!orth_word_below(now, end))
        return orth_word_of(ORTH_FP_UNIT);
    if (!orth_word_below(start, now))
        return orth_word_of(0);
    return orth_fp_div_down(evm, orth_word_sub(now, start), orth_word_sub(end, start));
}

static orth_word interpolate(orth_evm *evm, orth_word start, orth_word end, orth_word part)
{
    if (!orth_word_below(part, orth_word_of(ORTH_FP_UNIT)) || orth_word_equal(start, end))
        return end;
    if (orth_word_is_zero(part))
        return start;
    if (orth_word_below(end, start))
        return orth_word_sub(start, orth_fp_mul_down(evm, part, orth_word_sub(start, end)));
    return orth_word_add(start, orth_fp_mul_down(evm, part, orth_word_sub(end, start)));
}

void orth_lbp_weights(orth_evm *evm, orth_word start_weight, orth_word end_weight,
                      orth_word start_time, orth_word end_time, orth_word now, orth_word out[2])
{
    orth_word part = progress(evm, start_time, end_time, now);
    out[0] = interpolate(evm, start_weight, end_weight, part);
    out[1] = orth_evm_sub(evm, orth_word_of(ORTH_FP_UNIT), out[0]);
}
