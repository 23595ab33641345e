/* Balancer's functions as table entries. */
#include "contract/arguments.h"
#include "contract/functions.h"

#include "contract/lbp.h"
#include "contract/log_exp.h"

#define WORD(i) (arguments[i].words[0])
#define WORDS(i) orth_argument_words(&arguments[i])
#define EVALUATOR(name)                                                                            \
    static void name(orth_contract_result *result, const orth_contract_value *arguments)
#define FUNCTION2(name, call)                                                                      \
    EVALUATOR(name)                                                                                \
    {                                                                                              \
        orth_give_word(result, call(&result->evm, WORD(0), WORD(1)));                              \
    }
#define FUNCTION1(name, call)                                                                      \
    EVALUATOR(name)                                                                                \
    {                                                                                              \
        orth_give_word(result, call(&result->evm, WORD(0)));                                       \
    }

FUNCTION2(fp_mul_down, orth_fp_mul_down)
FUNCTION2(fp_mul_up, orth_fp_mul_up)
FUNCTION2(fp_div_down, orth_fp_div_down)
FUNCTION2(fp_div_up, orth_fp_div_up)
FUNCTION2(fp_pow_down, orth_fp_pow_down)
FUNCTION2(fp_pow_up, orth_fp_pow_up)
FUNCTION2(log_exp_pow, orth_log_exp_pow)
FUNCTION2(log_exp_log, orth_log_exp_log)
FUNCTION1(log_exp_exp, orth_log_exp_exp)
FUNCTION1(log_exp_ln, orth_log_exp_ln)

EVALUATOR(fp_mul_div_up)
{
    orth_give_word(result, orth_fp_mul_div_up(&result->evm, WORD(0), WORD(1), WORD(2)));
}

EVALUATOR(fp_complement)
{
    orth_give_word(result, orth_fp_complement(WORD(0)));
}

EVALUATOR(weighted_out_given_exact_in)
{
    orth_give_word(result, orth_weighted_out_given_exact_in(&result->evm, WORD(0), WORD(1), WORD(2),
                                                            WORD(3), WORD(4)));
}

EVALUATOR(weighted_in_given_exact_out)
{
    orth_give_word(result, orth_weighted_in_given_exact_out(&result->evm, WORD(0), WORD(1), WORD(2),
                                                            WORD(3), WORD(4)));
}

EVALUATOR(weighted_balance)
{
    orth_give_word(result, orth_weighted_balance_given_invariant(&result->evm,
                                                                 ORTH_WEIGHTED_VARIANT_BALANCER,
                                                                 WORD(0), WORD(1), WORD(2)));
}

EVALUATOR(weighted_balance_quantamm)
{
    orth_give_word(result, orth_weighted_balance_given_invariant(&result->evm,
                                                                 ORTH_WEIGHTED_VARIANT_QUANTAMM,
                                                                 WORD(0), WORD(1), WORD(2)));
}

EVALUATOR(weighted_invariant_down)
{
    orth_give_word(result, orth_weighted_invariant_down(&result->evm, arguments[0].count,
                                                        arguments[0].words, arguments[1].count,
                                                        arguments[1].words));
}

EVALUATOR(weighted_invariant_up)
{
    orth_give_word(result,
                   orth_weighted_invariant_up(&result->evm, arguments[0].count, arguments[0].words,
                                              arguments[1].count, arguments[1].words));
}

/* ([weights], [balances], [scalingFactors], [rates], swapFee, then totalSupply for all but swaps)
 */
static orth_vault_pool pool_of(const orth_contract_value *arguments, orth_weighted_variant variant,
                               bool has_supply)
{
    return (orth_vault_pool){.variant = variant,
                             .weights = WORDS(0),
                             .balances = WORDS(1),
                             .scaling = WORDS(2),
                             .rates = WORDS(3),
                             .swap_fee = WORD(4),
                             .total_supply = has_supply ? WORD(5) : orth_word_of(0)};
}

EVALUATOR(vault_swap_exact_in)
{
    orth_vault_pool pool = pool_of(arguments, ORTH_WEIGHTED_VARIANT_BALANCER, false);
    orth_give_word(result,
                   orth_vault_swap_exact_in(&result->evm, &pool, WORD(5), WORD(6), WORD(7)));
}

EVALUATOR(vault_swap_exact_out)
{
    orth_vault_pool pool = pool_of(arguments, ORTH_WEIGHTED_VARIANT_BALANCER, false);
    orth_give_word(result,
                   orth_vault_swap_exact_out(&result->evm, &pool, WORD(5), WORD(6), WORD(7)));
}

EVALUATOR(pool_join_unbalanced)
{
    orth_vault_pool pool = pool_of(arguments, ORTH_WEIGHTED_VARIANT_BALANCER, true);
    orth_give_word(result, orth_pool_join_unbalanced(&result->evm, &pool, WORDS(6)));
}

EVALUATOR(pool_join_single)
{
    orth_vault_pool pool = pool_of(arguments, ORTH_WEIGHTED_VARIANT_BALANCER, true);
    orth_give_word(result, orth_pool_join_single_exact_bpt(&result->evm, &pool, WORD(6), WORD(7)));
}

EVALUATOR(pool_join_single_quantamm)
{
    orth_vault_pool pool = pool_of(arguments, ORTH_WEIGHTED_VARIANT_QUANTAMM, true);
    orth_give_word(result, orth_pool_join_single_exact_bpt(&result->evm, &pool, WORD(6), WORD(7)));
}

EVALUATOR(pool_exit_single)
{
    orth_vault_pool pool = pool_of(arguments, ORTH_WEIGHTED_VARIANT_BALANCER, true);
    orth_give_word(result, orth_pool_exit_single_exact_bpt(&result->evm, &pool, WORD(6), WORD(7)));
}

EVALUATOR(pool_exit_single_quantamm)
{
    orth_vault_pool pool = pool_of(arguments, ORTH_WEIGHTED_VARIANT_QUANTAMM, true);
    orth_give_word(result, orth_pool_exit_single_exact_bpt(&result->evm, &pool, WORD(6), WORD(7)));
}

EVALUATOR(pool_exit_single_out)
{
    orth_vault_pool pool = pool_of(arguments, ORTH_WEIGHTED_VARIANT_BALANCER, true);
    orth_give_word(result, orth_pool_exit_single_exact_out(&result->evm, &pool, WORD(6), WORD(7)));
}

EVALUATOR(pool_exit_proportional)
{
    orth_vault_pool pool = {
        .balances = WORDS(0), .scaling = WORDS(1), .rates = WORDS(2), .total_supply = WORD(3)};
    orth_pool_exit_proportional(&result->evm, &pool, WORD(4), result->words);
    orth_give_words(result, arguments[0].count);
}

EVALUATOR(lbp_weights)
{
    orth_lbp_weights(&result->evm, WORD(0), WORD(1), WORD(2), WORD(3), WORD(4), result->words);
    orth_give_words(result, 2);
}

static orth_status validate_pool(const orth_contract_value *arguments, orth_error *error)
{
    return orth_validate_length(&arguments[1], "balances", 0, ORTH_POOL_TOKENS_MAX, error);
}

static orth_status validate_join(const orth_contract_value *arguments, orth_error *error)
{
    orth_status status = validate_pool(arguments, error);
    if (status != ORTH_OK)
        return status;
    return orth_validate_length(&arguments[6], "rawAmounts", 0, ORTH_POOL_TOKENS_MAX, error);
}

#define UTILS "v3-solidity-utils 1.0.0"
#define VAULT "v3-vault 1.0.0"
#define TWO_WORDS "(uint256 a, uint256 b) -> uint256"
#define POWER "(uint256 x, uint256 y) -> uint256"
#define SWAP(given)                                                                                \
    "(uint256 balanceIn, uint256 weightIn, uint256 balanceOut, uint256 weightOut, uint256 " given  \
    ") -> uint256"
#define POOL                                                                                       \
    "(uint256[] weights, uint256[] balances, uint256[] scalingFactors, uint256[] rates, uint256 "  \
    "swapFee, "
#define BY_INDEX(given) POOL "uint256 totalSupply, uint256 index, uint256 " given ") -> uint256"

const orth_contract_function orth_functions_balancer[] = {
    {"fp_mul_down", "Balancer FixedPoint", UTILS, "mulDown", TWO_WORDS, 0, fp_mul_down, NULL},
    {"fp_mul_up", "Balancer FixedPoint", UTILS, "mulUp", TWO_WORDS, 0, fp_mul_up, NULL},
    {"fp_div_down", "Balancer FixedPoint", UTILS, "divDown", TWO_WORDS, 0, fp_div_down, NULL},
    {"fp_div_up", "Balancer FixedPoint", UTILS, "divUp", TWO_WORDS, 0, fp_div_up, NULL},
    {"fp_mul_div_up", "Balancer FixedPoint", UTILS, "mulDivUp",
     "(uint256 a, uint256 b, uint256 c) -> uint256", 0, fp_mul_div_up, NULL},
    {"fp_complement", "Balancer FixedPoint", UTILS, "complement", "(uint256 x) -> uint256", 0,
     fp_complement, NULL},
    {"fp_pow_down", "Balancer FixedPoint", UTILS, "powDown", POWER, 0, fp_pow_down, NULL},
    {"fp_pow_up", "Balancer FixedPoint", UTILS, "powUp", POWER, 0, fp_pow_up, NULL},
    {"log_exp_exp", "Balancer LogExpMath", UTILS, "exp", "(int256 x) -> int256", 0, log_exp_exp,
     NULL},
    {"log_exp_ln", "Balancer LogExpMath", UTILS, "ln", "(int256 a) -> int256", 0, log_exp_ln, NULL},
    {"log_exp_log", "Balancer LogExpMath", UTILS, "log", "(int256 a, int256 base) -> int256", 0,
     log_exp_log, NULL},
    {"log_exp_pow", "Balancer LogExpMath", UTILS, "pow", POWER, 0, log_exp_pow, NULL},
    {"weighted_out_given_exact_in", "Balancer WeightedMath", UTILS, "computeOutGivenExactIn",
     SWAP("amountIn"), 0, weighted_out_given_exact_in, NULL},
    {"weighted_in_given_exact_out", "Balancer WeightedMath", UTILS, "computeInGivenExactOut",
     SWAP("amountOut"), 0, weighted_in_given_exact_out, NULL},
    {"weighted_balance_given_invariant", "Balancer WeightedMath", UTILS,
     "computeBalanceOutGivenInvariant",
     "(uint256 balance, uint256 weight, uint256 ratio) -> uint256", 0, weighted_balance, NULL},
    {"weighted_balance_given_invariant_quantamm", "QuantAMM WeightedMath fork", "QuantAMM-V1",
     "computeBalanceOutGivenInvariant",
     "(uint256 balance, uint256 weight, uint256 ratio) -> uint256", 0, weighted_balance_quantamm,
     NULL},
    {"weighted_invariant_down", "Balancer WeightedMath", UTILS, "computeInvariantDown",
     "(uint256[] weights, uint256[] balances) -> uint256", 0, weighted_invariant_down, NULL},
    {"weighted_invariant_up", "Balancer WeightedMath", UTILS, "computeInvariantUp",
     "(uint256[] weights, uint256[] balances) -> uint256", 0, weighted_invariant_up, NULL},
    {"vault_swap_exact_in", "Balancer Vault", VAULT, "swap, exact in",
     POOL "uint256 indexIn, uint256 indexOut, uint256 rawAmount) -> uint256", 0,
     vault_swap_exact_in, validate_pool},
    {"vault_swap_exact_out", "Balancer Vault", VAULT, "swap, exact out",
     POOL "uint256 indexIn, uint256 indexOut, uint256 rawAmount) -> uint256", 0,
     vault_swap_exact_out, validate_pool},
    {"pool_join_unbalanced", "Balancer BasePoolMath", VAULT, "computeAddLiquidityUnbalanced",
     POOL "uint256 totalSupply, uint256[] rawAmounts) -> uint256", 0, pool_join_unbalanced,
     validate_join},
    {"pool_join_single_exact_bpt", "Balancer BasePoolMath", VAULT,
     "computeAddLiquiditySingleTokenExactOut", BY_INDEX("bpt"), 0, pool_join_single, validate_pool},
    {"pool_join_single_exact_bpt_quantamm", "Balancer BasePoolMath, QuantAMM's fork", VAULT,
     "computeAddLiquiditySingleTokenExactOut", BY_INDEX("bpt"), 0, pool_join_single_quantamm,
     validate_pool},
    {"pool_exit_proportional", "Balancer BasePoolMath", VAULT, "computeProportionalAmountsOut",
     "(uint256[] balances, uint256[] scalingFactors, uint256[] rates, uint256 totalSupply, uint256 "
     "bpt) -> uint256[]",
     0, pool_exit_proportional, NULL},
    {"pool_exit_single_exact_bpt", "Balancer BasePoolMath", VAULT,
     "computeRemoveLiquiditySingleTokenExactIn", BY_INDEX("bpt"), 0, pool_exit_single,
     validate_pool},
    {"pool_exit_single_exact_bpt_quantamm", "Balancer BasePoolMath, QuantAMM's fork", VAULT,
     "computeRemoveLiquiditySingleTokenExactIn", BY_INDEX("bpt"), 0, pool_exit_single_quantamm,
     validate_pool},
    {"pool_exit_single_exact_out", "Balancer BasePoolMath", VAULT,
     "computeRemoveLiquiditySingleTokenExactOut", BY_INDEX("rawAmount"), 0, pool_exit_single_out,
     validate_pool},
    {"lbp_weights", "Balancer LBPool, GradualValueChange", "v3-pool-weighted 1.0.0",
     "getNormalizedWeights",
     "(uint256 startWeight, uint256 endWeight, uint256 startTime, uint256 endTime, uint256 now) -> "
     "uint256[]",
     0, lbp_weights, NULL},
    {NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL},
};
