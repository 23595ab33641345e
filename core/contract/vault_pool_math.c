/* Joins and exits (BasePoolMath). */
#include "contract/vault_pool_scaling.h"
#include "contract/weighted_v2.h"

#define RATIO_MAX UINT64_C(3000000000000000000)
#define RATIO_MIN UINT64_C(700000000000000000)

/* The second version looks at the balances before it computes their invariant. */
static void require_balances(orth_evm *evm, const orth_vault_pool *pool, const orth_word *balances)
{
    if (pool->has_minimums)
        orth_weighted_require_minimums(evm, pool->scaling, pool->balances.count, balances);
}

static orth_word invariant_down(orth_evm *evm, const orth_vault_pool *pool,
                                const orth_word *balances)
{
    require_balances(evm, pool, balances);
    return orth_weighted_invariant_down(evm, pool->weights.count, pool->weights.word,
                                        pool->balances.count, balances);
}

static orth_word invariant_up(orth_evm *evm, const orth_vault_pool *pool, const orth_word *balances)
{
    require_balances(evm, pool, balances);
    return orth_weighted_invariant_up(evm, pool->weights.count, pool->weights.word,
                                      pool->balances.count, balances);
}

static void require_ratio_below(orth_evm *evm, orth_word ratio)
{
    if (orth_word_below(orth_word_of(RATIO_MAX), ratio))
        orth_evm_revert2(evm, ORTH_INVARIANT_ABOVE_MAX, ratio, orth_word_of(RATIO_MAX));
}

static void require_ratio_above(orth_evm *evm, orth_word ratio)
{
    if (orth_word_below(ratio, orth_word_of(RATIO_MIN)))
        orth_evm_revert2(evm, ORTH_INVARIANT_BELOW_MIN, ratio, orth_word_of(RATIO_MIN));
}

/* The least amount of a join or an exit, that of shares included; nothing at all is allowed. */
static void require_minimum(orth_evm *evm, orth_word amount)
{
    if (!orth_word_is_zero(amount) && orth_word_below(amount, orth_word_of(ORTH_MINIMUM_TRADE)))
        orth_evm_revert(evm, ORTH_TRADE_TOO_SMALL);
}

/* The fee that leaves `taxable` after it: taxable / (1 - fee) - taxable, up. */
static orth_word fee_on_top(orth_evm *evm, const orth_vault_pool *pool, orth_word taxable)
{
    orth_word with_fee = orth_fp_div_up(evm, taxable, orth_fp_complement(pool->swap_fee));
    return orth_evm_sub(evm, with_fee, taxable);
}

orth_word orth_pool_join_unbalanced(orth_evm *evm, const orth_vault_pool *pool,
                                    orth_words raw_amounts)
{
    orth_word after[ORTH_POOL_TOKENS_MAX], amounts[ORTH_POOL_TOKENS_MAX];
    size_t n = pool->balances.count;
    if (raw_amounts.count != pool->scaling.count || raw_amounts.count != pool->rates.count)
        orth_evm_revert(evm, ORTH_LENGTH_MISMATCH);
    for (size_t i = 0; i < raw_amounts.count && !evm->reverted; i++)
        amounts[i] = orth_pool_scale_down(evm, raw_amounts.word[i], pool->scaling.word[i],
                                          pool->rates.word[i]);
    if (evm->reverted)
        return orth_word_of(0);
    for (size_t i = 0; i < n; i++) {
        orth_word amount =
            orth_pool_at(evm, (orth_words){raw_amounts.count, amounts}, orth_word_of(i));
        after[i] = orth_evm_add(evm, pool->balances.word[i], amount);
        after[i] = orth_evm_sub(evm, after[i], orth_word_of(1));
    }
    orth_word before = invariant_up(evm, pool, pool->balances.word);
    orth_word grown = invariant_down(evm, pool, after);
    orth_word ratio = orth_fp_div_down(evm, grown, before);
    require_ratio_below(evm, ratio);
    for (size_t i = 0; i < n; i++) {
        orth_word proportional = orth_fp_mul_down(evm, ratio, pool->balances.word[i]);
        if (!orth_word_below(proportional, after[i]))
            continue;
        orth_word taxable = orth_word_sub(after[i], proportional);
        orth_word fee = orth_fp_mul_up(evm, taxable, pool->swap_fee);
        after[i] = orth_evm_sub(evm, after[i], fee);
    }
    orth_word with_fees = invariant_down(evm, pool, after);
    orth_word gain = orth_evm_sub(evm, with_fees, before);
    gain = orth_evm_mul(evm, pool->total_supply, gain);
    orth_word minted = orth_evm_div(evm, gain, before);
    require_minimum(evm, minted);
    for (size_t i = 0; i < n && !evm->reverted; i++)
        require_minimum(evm, amounts[i]);
    return minted;
}

/* The balance of token `index` at which the invariant has grown by `ratio`. */
static orth_word balance_at_ratio(orth_evm *evm, const orth_vault_pool *pool, orth_word index,
                                  orth_word ratio)
{
    orth_word balance = orth_pool_at(evm, pool->balances, index);
    orth_word weight = orth_pool_at(evm, pool->weights, index);
    orth_word after =
        orth_weighted_balance_given_invariant(evm, pool->variant, balance, weight, ratio);
    orth_word lowest = orth_word_below(after, balance) ? after : balance;
    if (pool->has_minimums && !evm->reverted)
        orth_weighted_require_minimum(evm, pool->scaling, index.limb[0], lowest);
    return after;
}

orth_word orth_pool_join_single_exact_bpt(orth_evm *evm, const orth_vault_pool *pool,
                                          orth_word index, orth_word bpt)
{
    orth_word supply = orth_evm_add(evm, bpt, pool->total_supply);
    orth_word ratio = orth_fp_div_up(evm, supply, pool->total_supply);
    require_ratio_below(evm, ratio);
    orth_word after = balance_at_ratio(evm, pool, index, ratio);
    orth_word balance = orth_pool_at(evm, pool->balances, index);
    orth_word amount = orth_evm_sub(evm, after, balance);
    orth_word untaxed = orth_evm_mul(evm, supply, balance);
    untaxed = orth_evm_div(evm, untaxed, pool->total_supply);
    orth_word taxable = orth_evm_sub(evm, after, untaxed);
    orth_word fee = fee_on_top(evm, pool, taxable);
    amount = orth_evm_add(evm, amount, fee);
    require_minimum(evm, bpt);
    require_minimum(evm, amount);
    orth_word scaling = orth_pool_at(evm, pool->scaling, index);
    orth_word rate = orth_pool_at(evm, pool->rates, index);
    return orth_pool_raw_up(evm, amount, scaling, rate);
}

/* A live amount that leaves, in raw units: by the rate as it is, which only a swap rounds up. */
static orth_word raw_out(orth_evm *evm, const orth_vault_pool *pool, orth_word index,
                         orth_word amount)
{
    orth_word scaling = orth_pool_at(evm, pool->scaling, index);
    orth_word rate = orth_pool_at(evm, pool->rates, index);
    require_minimum(evm, amount);
    return orth_pool_raw_down(evm, amount, scaling, rate);
}

void orth_pool_exit_proportional(orth_evm *evm, const orth_vault_pool *pool, orth_word bpt,
                                 orth_word *out)
{
    for (size_t i = 0; i < pool->balances.count && !evm->reverted; i++) {
        orth_word share = orth_evm_mul(evm, pool->balances.word[i], bpt);
        out[i] = orth_evm_div(evm, share, pool->total_supply);
    }
    require_minimum(evm, bpt);
    for (size_t i = 0; i < pool->balances.count && !evm->reverted; i++)
        out[i] = raw_out(evm, pool, orth_word_of(i), out[i]);
}

orth_word orth_pool_exit_single_exact_bpt(orth_evm *evm, const orth_vault_pool *pool,
                                          orth_word index, orth_word bpt)
{
    orth_word supply = orth_evm_sub(evm, pool->total_supply, bpt);
    orth_word ratio = orth_fp_div_up(evm, supply, pool->total_supply);
    require_ratio_above(evm, ratio);
    orth_word after = balance_at_ratio(evm, pool, index, ratio);
    orth_word balance = orth_pool_at(evm, pool->balances, index);
    orth_word amount = orth_evm_sub(evm, balance, after);
    orth_word before_tax = orth_fp_mul_div_up(evm, supply, balance, pool->total_supply);
    orth_word taxable = orth_evm_sub(evm, before_tax, after);
    orth_word fee = orth_fp_mul_up(evm, taxable, pool->swap_fee);
    amount = orth_evm_sub(evm, amount, fee);
    require_minimum(evm, bpt);
    return raw_out(evm, pool, index, amount);
}

orth_word orth_pool_exit_single_exact_out(orth_evm *evm, const orth_vault_pool *pool,
                                          orth_word index, orth_word raw_amount)
{
    orth_word after[ORTH_POOL_TOKENS_MAX];
    orth_word scaling = orth_pool_at(evm, pool->scaling, index);
    orth_word rate = orth_pool_at(evm, pool->rates, index);
    orth_word amount = orth_pool_scale_up(evm, raw_amount, scaling, rate);
    for (size_t i = 0; i < pool->balances.count; i++)
        after[i] = orth_evm_sub(evm, pool->balances.word[i], orth_word_of(1));
    orth_word balance = orth_pool_at(evm, pool->balances, index);
    if (evm->reverted)
        return balance;
    size_t k = index.limb[0];
    after[k] = orth_evm_sub(evm, after[k], amount);
    orth_word before = invariant_up(evm, pool, pool->balances.word);
    orth_word shrunk = invariant_up(evm, pool, after);
    orth_word ratio = orth_fp_div_up(evm, shrunk, before);
    require_ratio_above(evm, ratio);
    orth_word taxable = orth_fp_mul_up(evm, ratio, balance);
    taxable = orth_evm_sub(evm, taxable, after[k]);
    orth_word fee = fee_on_top(evm, pool, taxable);
    after[k] = orth_evm_sub(evm, after[k], fee);
    orth_word with_fees = invariant_down(evm, pool, after);
    orth_word loss = orth_evm_sub(evm, before, with_fees);
    orth_word burned = orth_fp_mul_div_up(evm, pool->total_supply, loss, before);
    require_minimum(evm, burned);
    require_minimum(evm, amount);
    return burned;
}
