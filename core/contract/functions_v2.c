/* The functions of Balancer's first generation as table entries. */
#include "contract/arguments.h"
#include "contract/functions.h"
#include "contract/v2.h"

#define WORD(i) (arguments[i].words[0])
#define EVALUATOR(name)                                                                            \
    static void name(orth_contract_result *result, const orth_contract_value *arguments)
#define COMPRESSION(bits)                                                                          \
    EVALUATOR(compress##bits)                                                                      \
    {                                                                                              \
        orth_give_word(result, orth_v2_compress(&result->evm, WORD(0), bits));                     \
    }                                                                                              \
    EVALUATOR(uncompress##bits)                                                                    \
    {                                                                                              \
        orth_give_word(result, orth_v2_uncompress(&result->evm, WORD(0), bits));                   \
    }

COMPRESSION(16)
COMPRESSION(31)
COMPRESSION(32)
COMPRESSION(64)

EVALUATOR(pow_down)
{
    orth_give_word(result, orth_v2_pow_down(&result->evm, WORD(0), WORD(1)));
}

EVALUATOR(pow_up)
{
    orth_give_word(result, orth_v2_pow_up(&result->evm, WORD(0), WORD(1)));
}

EVALUATOR(out_given_exact_in)
{
    orth_give_word(result, orth_v2_out_given_exact_in(&result->evm, WORD(0), WORD(1), WORD(2),
                                                      WORD(3), WORD(4)));
}

EVALUATOR(in_given_exact_out)
{
    orth_give_word(result, orth_v2_in_given_exact_out(&result->evm, WORD(0), WORD(1), WORD(2),
                                                      WORD(3), WORD(4)));
}

/* (state, startTime, endTime, [startWeights], [endWeights]) */
EVALUATOR(lbp_state)
{
    orth_give_word(result, orth_v2_lbp_state(&result->evm, WORD(0), arguments[4].count, WORD(1),
                                             WORD(2), arguments[3].words, arguments[4].words));
}

/* (state, startTime, endTime, [endWeights], now) */
EVALUATOR(lbp_update)
{
    orth_give_word(result, orth_v2_lbp_update(&result->evm, WORD(0), arguments[3].count, WORD(1),
                                              WORD(2), arguments[3].words, WORD(4)));
}

/* (state, tokens, now) */
EVALUATOR(lbp_weights)
{
    size_t tokens = (size_t)WORD(1).limb[0];
    orth_v2_lbp_weights(&result->evm, WORD(0), tokens, WORD(2), result->words);
    orth_give_words(result, tokens);
}

EVALUATOR(weight_at)
{
    orth_give_word(result,
                   orth_v2_weight_at(&result->evm, WORD(0), WORD(1), WORD(2), WORD(3), WORD(4)));
}

static orth_status validate_end_weights(const orth_contract_value *weights, orth_error *error)
{
    return orth_validate_length(weights, "endWeights", 2, ORTH_V2_LBP_TOKENS_MAX, error);
}

static orth_status validate_state(const orth_contract_value *arguments, orth_error *error)
{
    orth_status status = validate_end_weights(&arguments[4], error);
    if (status != ORTH_OK)
        return status;
    return orth_validate_length(&arguments[3], "startWeights", arguments[4].count,
                                arguments[4].count, error);
}

static orth_status validate_update(const orth_contract_value *arguments, orth_error *error)
{
    return validate_end_weights(&arguments[3], error);
}

static orth_status validate_tokens(const orth_contract_value *arguments, orth_error *error)
{
    char text[ORTH_WORD_TEXT_MAX];
    orth_word tokens = arguments[1].words[0];
    if (!orth_word_below(tokens, orth_word_of(2)) &&
        orth_word_below(tokens, orth_word_of(ORTH_V2_LBP_TOKENS_MAX + 1)))
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT, "tokens is %s, must be 2 to %d",
                     orth_word_text(text, tokens, false), ORTH_V2_LBP_TOKENS_MAX);
}

#define FIXED_POINT "Balancer V2 FixedPoint"
#define COMPRESS "Balancer V2 WeightCompression"
#define MATH "Balancer V2 WeightedMath"
#define LBP "Balancer V2 LiquidityBootstrappingPool"
#define UTILS "v2-solidity-utils 2.0.0"
#define WEIGHTED "v2-pool-weighted 2.0.1"
#define POWER "(uint256 x, uint256 y) -> uint256"
#define VALUE "(uint256 value) -> uint256"
#define SWAP(given)                                                                                \
    "(uint256 balanceIn, uint256 weightIn, uint256 balanceOut, uint256 weightOut, uint256 " given  \
    ") -> uint256"

const orth_contract_function orth_functions_v2[] = {
    {"v2_pow_down", FIXED_POINT, UTILS, "powDown", POWER, 0, pow_down, NULL},
    {"v2_pow_up", FIXED_POINT, UTILS, "powUp", POWER, 0, pow_up, NULL},
    {"v2_out_given_exact_in", MATH, WEIGHTED, "_calcOutGivenIn", SWAP("amountIn"), 0,
     out_given_exact_in, NULL},
    {"v2_in_given_exact_out", MATH, WEIGHTED, "_calcInGivenOut", SWAP("amountOut"), 0,
     in_given_exact_out, NULL},
    {"v2_compress16", COMPRESS, WEIGHTED, "compress16", VALUE, 0, compress16, NULL},
    {"v2_uncompress16", COMPRESS, WEIGHTED, "uncompress16", VALUE, 0, uncompress16, NULL},
    {"v2_compress31", COMPRESS, WEIGHTED, "compress31", VALUE, 0, compress31, NULL},
    {"v2_uncompress31", COMPRESS, WEIGHTED, "uncompress31", VALUE, 0, uncompress31, NULL},
    {"v2_compress32", COMPRESS, WEIGHTED, "compress32", VALUE, 0, compress32, NULL},
    {"v2_uncompress32", COMPRESS, WEIGHTED, "uncompress32", VALUE, 0, uncompress32, NULL},
    {"v2_compress64", COMPRESS, WEIGHTED, "compress64", VALUE, 0, compress64, NULL},
    {"v2_uncompress64", COMPRESS, WEIGHTED, "uncompress64", VALUE, 0, uncompress64, NULL},
    {"v2_lbp_state", LBP, WEIGHTED, "_startGradualWeightChange",
     "(uint256 state, uint256 startTime, uint256 endTime, uint256[] startWeights, uint256[] "
     "endWeights) -> uint256",
     0, lbp_state, validate_state},
    {"v2_lbp_update", LBP, WEIGHTED, "updateWeightsGradually",
     "(uint256 state, uint256 startTime, uint256 endTime, uint256[] endWeights, uint256 now) -> "
     "uint256",
     0, lbp_update, validate_update},
    {"v2_lbp_weights", LBP, WEIGHTED, "getNormalizedWeights",
     "(uint256 state, uint256 tokens, uint256 now) -> uint256[]", 0, lbp_weights, validate_tokens},
    {"v2_weight_at", "Balancer V2 managed pool, GradualValueChange", "balancer-v2-monorepo 2023",
     "getInterpolatedValue",
     "(uint256 startWeight, uint256 endWeight, uint256 startTime, uint256 endTime, uint256 now) -> "
     "uint256",
     0, weight_at, NULL},
    {NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL},
};
