/* Between raw amounts and live ones of 18 decimals (ScalingHelpers). */
#ifndef ORTH_CONTRACT_VAULT_POOL_SCALING_H
#define ORTH_CONTRACT_VAULT_POOL_SCALING_H

#include "contract/vault_pool.h"

/* words[index], or a panic and zero. */
static inline orth_word orth_pool_at(orth_evm *evm, orth_words words, orth_word index)
{
    if (orth_word_below(index, orth_word_of(words.count)))
        return words.word[index.limb[0]];
    orth_evm_panic(evm, ORTH_PANIC_INDEX);
    return orth_word_of(0);
}

/* A rate that is no multiple of 1e18 was rounded by its provider: one more makes it an upper bound.
 */
static inline orth_word orth_pool_rate_up(orth_evm *evm, orth_word rate)
{
    orth_word whole = orth_word_mul(orth_fp_by_one(rate), orth_word_of(ORTH_FP_UNIT));
    return orth_word_equal(whole, rate) ? rate : orth_evm_add(evm, rate, orth_word_of(1));
}

static inline orth_word orth_pool_scale_down(orth_evm *evm, orth_word raw, orth_word scaling,
                                             orth_word rate)
{
    orth_word scaled = orth_evm_mul(evm, raw, scaling);
    return orth_fp_mul_down(evm, scaled, rate);
}

static inline orth_word orth_pool_scale_up(orth_evm *evm, orth_word raw, orth_word scaling,
                                           orth_word rate)
{
    orth_word scaled = orth_evm_mul(evm, raw, scaling);
    return orth_fp_mul_up(evm, scaled, rate);
}

static inline orth_word orth_pool_raw_down(orth_evm *evm, orth_word amount, orth_word scaling,
                                           orth_word rate)
{
    orth_word unit = orth_evm_mul(evm, scaling, rate);
    return orth_fp_div_down(evm, amount, unit);
}

static inline orth_word orth_pool_raw_up(orth_evm *evm, orth_word amount, orth_word scaling,
                                         orth_word rate)
{
    orth_word unit = orth_evm_mul(evm, scaling, rate);
    return orth_fp_div_up(evm, amount, unit);
}

#endif
