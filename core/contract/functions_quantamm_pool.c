/* A QuantAMM pool read and traded with, as table entries. */
#include "contract/arguments.h"
#include "contract/functions.h"

#include "contract/quantamm.h"

#define WORD(i) (arguments[i].words[0])
#define WORDS(i) orth_argument_words(&arguments[i])
#define EVALUATOR(name)                                                                            \
    static void name(orth_contract_result *result, const orth_contract_value *arguments)

EVALUATOR(weights_at)
{
    orth_quantamm_weights_at(&result->evm, WORDS(0), WORDS(1), WORD(2), WORD(3), WORD(4),
                             result->words);
    orth_give_words(result, arguments[0].count);
}

static void swap(orth_contract_result *result, const orth_contract_value *arguments, bool exact_out)
{
    orth_quantamm_pool pool = {.weighted = {.weights = WORDS(0),
                                            .balances = WORDS(1),
                                            .scaling = WORDS(2),
                                            .rates = WORDS(3),
                                            .swap_fee = WORD(4)},
                               .max_trade_size_ratio = arguments[4].words[1]};
    orth_give_word(result, orth_vault_swap(&result->evm, &pool.weighted, orth_quantamm_on_swap,
                                           &pool, exact_out, WORD(5), WORD(6), WORD(7)));
}

EVALUATOR(swap_exact_in)
{
    swap(result, arguments, false);
}

EVALUATOR(swap_exact_out)
{
    swap(result, arguments, true);
}

static orth_status validate_weights(const orth_contract_value *arguments, orth_error *error)
{
    size_t n = arguments[0].count;
    orth_status status = orth_validate_length(&arguments[0], "weights", 2, 8, error);
    if (status != ORTH_OK)
        return status;
    return orth_validate_length(&arguments[1], "multipliers", n, n, error);
}

static orth_status validate_swap(const orth_contract_value *arguments, orth_error *error)
{
    return orth_validate_length(&arguments[4], "swapFeeAndMaxTradeSizeRatio", 2, 2, error);
}

#define POOL "QuantAMM weighted pool"
#define Q "QuantAMM-V1"
#define SWAP                                                                                       \
    "(uint256[] weights, uint256[] balances, uint256[] scalingFactors, uint256[] rates, "          \
    "uint256[] swapFeeAndMaxTradeSizeRatio, uint256 indexIn, uint256 indexOut, uint256 "           \
    "rawAmount) -> uint256"

const orth_contract_function orth_functions_quantamm_pool[] = {
    {"quantamm_weights_at", POOL, Q, "getNormalizedWeights",
     "(int256[] weights, int256[] multipliers, uint256 lastUpdateTime, uint256 "
     "lastInterpolationTime, uint256 timestamp) -> uint256[]",
     0, weights_at, validate_weights},
    {"quantamm_swap_exact_in", POOL, Q, "swap, exact in", SWAP, 0, swap_exact_in, validate_swap},
    {"quantamm_swap_exact_out", POOL, Q, "swap, exact out", SWAP, 0, swap_exact_out, validate_swap},
    {NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL},
};
