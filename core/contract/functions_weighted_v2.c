/* WeightedPool's second version as table entries, with the arguments of the first. */
#include "contract/arguments.h"
#include "contract/functions.h"

#include "contract/weighted_v2.h"

#define WORD(i) (arguments[i].words[0])
#define WORDS(i) orth_argument_words(&arguments[i])
#define EVALUATOR(name)                                                                            \
    static void name(orth_contract_result *result, const orth_contract_value *arguments)

static orth_vault_pool pool_of(const orth_contract_value *arguments)
{
    return (orth_vault_pool){.weights = WORDS(0),
                             .balances = WORDS(1),
                             .scaling = WORDS(2),
                             .rates = WORDS(3),
                             .swap_fee = WORD(4),
                             .total_supply = WORD(5), /* of a swap the index in, not used */
                             .has_minimums = true};
}

static void swap(orth_contract_result *result, const orth_contract_value *arguments, bool exact_out)
{
    orth_vault_pool pool = pool_of(arguments);
    orth_give_word(result, orth_vault_swap(&result->evm, &pool, orth_weighted_v2_on_swap, &pool,
                                           exact_out, WORD(5), WORD(6), WORD(7)));
}

EVALUATOR(swap_exact_in)
{
    swap(result, arguments, false);
}

EVALUATOR(swap_exact_out)
{
    swap(result, arguments, true);
}

EVALUATOR(join_unbalanced)
{
    orth_vault_pool pool = pool_of(arguments);
    orth_give_word(result, orth_pool_join_unbalanced(&result->evm, &pool, WORDS(6)));
}

EVALUATOR(join_single)
{
    orth_vault_pool pool = pool_of(arguments);
    orth_give_word(result, orth_pool_join_single_exact_bpt(&result->evm, &pool, WORD(6), WORD(7)));
}

EVALUATOR(exit_single)
{
    orth_vault_pool pool = pool_of(arguments);
    orth_give_word(result, orth_pool_exit_single_exact_bpt(&result->evm, &pool, WORD(6), WORD(7)));
}

EVALUATOR(exit_single_out)
{
    orth_vault_pool pool = pool_of(arguments);
    orth_give_word(result, orth_pool_exit_single_exact_out(&result->evm, &pool, WORD(6), WORD(7)));
}

/* The contract has two to eight tokens, each with its words. */
static orth_status validate_pool(const orth_contract_value *arguments, orth_error *error)
{
    static const char *const names[] = {"weights", "balances", "scalingFactors", "rates"};
    size_t n = arguments[1].count;
    orth_status status = orth_validate_length(&arguments[1], "balances", 2, 8, error);
    for (size_t i = 0; i < 4 && status == ORTH_OK; i++)
        status = orth_validate_length(&arguments[i], names[i], n, n, error);
    return status;
}

static orth_status validate_join(const orth_contract_value *arguments, orth_error *error)
{
    orth_status status = validate_pool(arguments, error);
    if (status != ORTH_OK)
        return status;
    return orth_validate_length(&arguments[6], "rawAmounts", 0, ORTH_POOL_TOKENS_MAX, error);
}

#define V2 "v3-pool-weighted 1.0.0"
#define POOL                                                                                       \
    "(uint256[] weights, uint256[] balances, uint256[] scalingFactors, uint256[] rates, uint256 "  \
    "swapFee, "
#define GIVES ") -> uint256"
#define SWAP POOL "uint256 indexIn, uint256 indexOut, uint256 rawAmount" GIVES
#define BY_INDEX(given) POOL "uint256 totalSupply, uint256 index, uint256 " given GIVES
#define SECOND "Balancer WeightedPool, second version"

const orth_contract_function orth_functions_weighted_v2[] = {
    {"vault_swap_exact_in_v2", SECOND, V2, "swap, exact in", SWAP, 0, swap_exact_in, validate_pool},
    {"vault_swap_exact_out_v2", SECOND, V2, "swap, exact out", SWAP, 0, swap_exact_out,
     validate_pool},
    {"pool_join_unbalanced_v2", SECOND, V2, "computeAddLiquidityUnbalanced",
     POOL "uint256 totalSupply, uint256[] rawAmounts" GIVES, 0, join_unbalanced, validate_join},
    {"pool_join_single_exact_bpt_v2", SECOND, V2, "computeAddLiquiditySingleTokenExactOut",
     BY_INDEX("bpt"), 0, join_single, validate_pool},
    {"pool_exit_single_exact_bpt_v2", SECOND, V2, "computeRemoveLiquiditySingleTokenExactIn",
     BY_INDEX("bpt"), 0, exit_single, validate_pool},
    {"pool_exit_single_exact_out_v2", SECOND, V2, "computeRemoveLiquiditySingleTokenExactOut",
     BY_INDEX("rawAmount"), 0, exit_single_out, validate_pool},
    {NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL},
};
