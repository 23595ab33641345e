/* Swaps of a liquidity bootstrapping pool, and its invariant. */
#include "contract/lbp.h"

#include "contract/vault_pool_scaling.h"
#include "contract/weighted_v2.h"

#define TOKENS 2

/* The pool as WeightedPool's second version sees it. */
typedef struct effective_pool {
    const orth_lbp_pool *lbp;
    orth_vault_pool weighted;
    orth_word weights[TOKENS], balances[TOKENS], rates[TOKENS];
    orth_word virtual_balance, real_reserve; /* live */
    size_t reserve;
} effective_pool;

/* A pool that could not have been created has no swaps. */
static void require_created(orth_evm *evm, const orth_lbp_pool *lbp)
{
    orth_word one = orth_word_of(ORTH_FP_UNIT), weights[TOKENS];
    orth_lbp_terms terms = {.project_start = lbp->start_weight,
                            .reserve_start = orth_evm_sub(evm, one, lbp->start_weight),
                            .project_end = lbp->end_weight,
                            .reserve_end = orth_evm_sub(evm, one, lbp->end_weight),
                            .start_time = lbp->start_time,
                            .end_time = lbp->end_time};
    orth_lbp_v3_weights(evm, &terms, lbp->start_time, lbp->start_time, weights);
}

static void make_effective(orth_evm *evm, effective_pool *pool, const orth_lbp_pool *lbp)
{
    size_t project = (size_t)lbp->project_index.limb[0], reserve = 1 - project;
    orth_word of_both[TOKENS];
    require_created(evm, lbp);
    orth_lbp_weights(evm, lbp->start_weight, lbp->end_weight, lbp->start_time, lbp->end_time,
                     lbp->now, of_both);
    pool->lbp = lbp;
    pool->reserve = reserve;
    pool->weights[project] = of_both[0];
    pool->weights[reserve] = of_both[1];
    for (size_t i = 0; i < TOKENS; i++) {
        pool->balances[i] = lbp->balances.word[i];
        pool->rates[i] = orth_word_of(ORTH_FP_UNIT);
    }
    pool->virtual_balance = orth_evm_mul(evm, lbp->virtual_balance, lbp->scaling.word[reserve]);
    pool->real_reserve = lbp->balances.word[reserve];
    pool->weighted = (orth_vault_pool){.weights = {TOKENS, pool->weights},
                                       .balances = {TOKENS, pool->balances},
                                       .scaling = lbp->scaling,
                                       .rates = {TOKENS, pool->rates},
                                       .swap_fee = lbp->swap_fee};
}

static bool is_open(orth_word start, orth_word end, orth_word now)
{
    return !orth_word_below(now, start) && !orth_word_below(end, now);
}

static orth_word lbp_on_swap(orth_evm *evm, const void *context, const orth_swap_request *request)
{
    effective_pool pool = *(const effective_pool *)context;
    const orth_lbp_pool *lbp = pool.lbp;
    if (!is_open(lbp->start_time, lbp->end_time, lbp->now))
        orth_evm_revert(evm, ORTH_SWAPS_DISABLED);
    if (lbp->blocks_project_in && !orth_word_equal(request->index_out, lbp->project_index))
        orth_evm_revert(evm, ORTH_PROJECT_TOKEN_IN);
    pool.balances[pool.reserve] = orth_evm_add(evm, pool.real_reserve, pool.virtual_balance);
    pool.weighted.balances.word = pool.balances;
    orth_word calculated = orth_weighted_v2_on_swap(evm, &pool.weighted, request);
    bool pays_reserve = orth_word_equal(request->index_out, orth_word_of(pool.reserve));
    orth_word paid = lbp->v4 && request->exact_out ? request->amount : calculated;
    if (!orth_word_is_zero(pool.virtual_balance) && pays_reserve &&
        orth_word_below(pool.real_reserve, paid))
        orth_evm_revert2(evm, ORTH_REAL_RESERVE, paid, pool.real_reserve);
    return calculated;
}

/* The Vault takes what leaves off the raw balance, which is the live one without its rate. */
static void pay_out(orth_evm *evm, orth_words balances, orth_words scaling, orth_word index,
                    orth_word raw)
{
    orth_word balance = orth_pool_at(evm, balances, index);
    orth_word unit = orth_pool_at(evm, scaling, index);
    orth_evm_sub(evm, orth_evm_div(evm, balance, unit), raw);
}

orth_word orth_lbp_swap(orth_evm *evm, const orth_lbp_pool *lbp, bool exact_out, orth_word index_in,
                        orth_word index_out, orth_word raw_amount)
{
    effective_pool pool;
    make_effective(evm, &pool, lbp);
    orth_word raw = orth_vault_swap(evm, &pool.weighted, lbp_on_swap, &pool, exact_out, index_in,
                                    index_out, raw_amount);
    pay_out(evm, lbp->balances, lbp->scaling, index_out, exact_out ? raw_amount : raw);
    return raw;
}

orth_word orth_lbp_invariant(orth_evm *evm, const orth_lbp_pool *lbp, bool up)
{
    effective_pool pool;
    make_effective(evm, &pool, lbp);
    pool.balances[pool.reserve] = orth_evm_add(evm, pool.real_reserve, pool.virtual_balance);
    orth_weighted_require_minimums(evm, lbp->scaling, TOKENS, pool.balances);
    return (up ? orth_weighted_invariant_up
               : orth_weighted_invariant_down)(evm, TOKENS, pool.weights, TOKENS, pool.balances);
}

static orth_word fixed_price_on_swap(orth_evm *evm, const void *context,
                                     const orth_swap_request *request)
{
    const orth_fixed_price_pool *pool = context;
    if (!is_open(pool->start_time, pool->end_time, pool->now))
        orth_evm_revert(evm, ORTH_SWAPS_DISABLED);
    if (orth_word_equal(request->index_in, pool->project_index))
        orth_evm_revert(evm, ORTH_PROJECT_TOKEN_IN);
    return (request->exact_out ? orth_fp_mul_up : orth_fp_div_down)(evm, request->amount,
                                                                    pool->rate);
}

orth_word orth_fixed_price_swap(orth_evm *evm, const orth_fixed_price_pool *pool, bool exact_out,
                                orth_word index_in, orth_word index_out, orth_word raw_amount)
{
    orth_word one = orth_word_of(ORTH_FP_UNIT);
    orth_lbp_v3_start_time(evm, pool->start_time, pool->end_time, pool->start_time);
    if (orth_word_is_zero(pool->rate))
        orth_evm_revert(evm, ORTH_PROJECT_TOKEN_RATE);
    const orth_word rates[TOKENS] = {one, one};
    orth_vault_pool vault = {
        .scaling = pool->scaling, .rates = {TOKENS, rates}, .swap_fee = pool->swap_fee};
    orth_word raw = orth_vault_swap(evm, &vault, fixed_price_on_swap, pool, exact_out, index_in,
                                    index_out, raw_amount);
    pay_out(evm, pool->balances, pool->scaling, index_out, exact_out ? raw_amount : raw);
    return raw;
}
