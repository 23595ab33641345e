/* Liquidity bootstrapping pools as table entries. */
#include "contract/arguments.h"
#include "contract/functions.h"

#include "contract/lbp.h"

#define WORD(i) (arguments[i].words[0])
#define WORDS(i) orth_argument_words(&arguments[i])
#define EVALUATOR(name)                                                                            \
    static void name(orth_contract_result *result, const orth_contract_value *arguments)

typedef void weights_function(orth_evm *evm, const orth_lbp_terms *terms, orth_word created,
                              orth_word now, orth_word out[2]);

static void weights(orth_contract_result *result, const orth_contract_value *arguments,
                    weights_function *function)
{
    orth_lbp_terms terms = {WORD(0), WORD(1), WORD(2), WORD(3), WORD(4), WORD(5)};
    function(&result->evm, &terms, WORD(6), WORD(7), result->words);
    orth_give_words(result, 2);
}

EVALUATOR(v3_weights)
{
    weights(result, arguments, orth_lbp_v3_weights);
}

EVALUATOR(v4_weights)
{
    weights(result, arguments, orth_lbp_v4_weights);
}

/* What a sale is: [projectIndex, projectTokenStartWeight, projectTokenEndWeight, startTime,
 * endTime, reserveTokenVirtualBalance, blockProjectTokenSwapsIn]. */
enum { PROJECT, START_WEIGHT, END_WEIGHT, START_TIME, END_TIME, VIRTUAL, BLOCKED, SALE_WORDS };

static orth_lbp_pool lbp_of(const orth_contract_value *arguments, bool v4)
{
    const orth_word *sale = arguments[0].words;
    return (orth_lbp_pool){.v4 = v4,
                           .blocks_project_in = !orth_word_is_zero(sale[BLOCKED]),
                           .project_index = sale[PROJECT],
                           .start_weight = sale[START_WEIGHT],
                           .end_weight = sale[END_WEIGHT],
                           .start_time = sale[START_TIME],
                           .end_time = sale[END_TIME],
                           .virtual_balance = sale[VIRTUAL],
                           .balances = WORDS(1),
                           .scaling = WORDS(2)};
}

static void lbp_swap(orth_contract_result *result, const orth_contract_value *arguments, bool v4,
                     bool exact_out)
{
    orth_lbp_pool pool = lbp_of(arguments, v4);
    pool.swap_fee = WORD(3);
    pool.now = WORD(4);
    orth_give_word(result,
                   orth_lbp_swap(&result->evm, &pool, exact_out, WORD(5), WORD(6), WORD(7)));
}

EVALUATOR(lbp_exact_in)
{
    lbp_swap(result, arguments, false, false);
}

EVALUATOR(lbp_v3_exact_out)
{
    lbp_swap(result, arguments, false, true);
}

EVALUATOR(lbp_v4_exact_out)
{
    lbp_swap(result, arguments, true, true);
}

static void lbp_invariant(orth_contract_result *result, const orth_contract_value *arguments,
                          bool up)
{
    orth_lbp_pool pool = lbp_of(arguments, false);
    pool.now = WORD(3);
    orth_give_word(result, orth_lbp_invariant(&result->evm, &pool, up));
}

EVALUATOR(lbp_invariant_down)
{
    lbp_invariant(result, arguments, false);
}

EVALUATOR(lbp_invariant_up)
{
    lbp_invariant(result, arguments, true);
}

/* [projectIndex, projectTokenRate, startTime, endTime] */
static void fixed_price(orth_contract_result *result, const orth_contract_value *arguments,
                        bool exact_out)
{
    const orth_word *sale = arguments[0].words;
    orth_fixed_price_pool pool = {.project_index = sale[0],
                                  .rate = sale[1],
                                  .start_time = sale[2],
                                  .end_time = sale[3],
                                  .now = WORD(4),
                                  .balances = WORDS(1),
                                  .scaling = WORDS(2),
                                  .swap_fee = WORD(3)};
    orth_give_word(
        result, orth_fixed_price_swap(&result->evm, &pool, exact_out, WORD(5), WORD(6), WORD(7)));
}

EVALUATOR(fixed_price_exact_in)
{
    fixed_price(result, arguments, false);
}

EVALUATOR(fixed_price_exact_out)
{
    fixed_price(result, arguments, true);
}

static orth_status validate_two_tokens(const orth_contract_value *arguments, size_t sale_words,
                                       orth_error *error)
{
    char text[ORTH_WORD_TEXT_MAX];
    orth_status status = orth_validate_length(&arguments[0], "sale", sale_words, sale_words, error);
    if (status == ORTH_OK)
        status = orth_validate_length(&arguments[1], "balances", 2, 2, error);
    if (status == ORTH_OK)
        status = orth_validate_length(&arguments[2], "scalingFactors", 2, 2, error);
    if (status == ORTH_OK && !orth_word_below(arguments[0].words[0], orth_word_of(2)))
        status = orth_fail(error, ORTH_BAD_INPUT,
                           "sale[0], the project token's index, is %s, must be 0 or 1",
                           orth_word_text(text, arguments[0].words[0], false));
    return status;
}

static orth_status validate_lbp(const orth_contract_value *arguments, orth_error *error)
{
    char text[ORTH_WORD_TEXT_MAX];
    orth_status status = validate_two_tokens(arguments, SALE_WORDS, error);
    if (status == ORTH_OK && !orth_word_below(arguments[0].words[BLOCKED], orth_word_of(2)))
        status =
            orth_fail(error, ORTH_BAD_INPUT,
                      "sale[6], whether the project token is not taken back, is %s, must be 0 or 1",
                      orth_word_text(text, arguments[0].words[BLOCKED], false));
    return status;
}

static orth_status validate_fixed_price(const orth_contract_value *arguments, orth_error *error)
{
    return validate_two_tokens(arguments, 4, error);
}

#define PACKAGE "v3-pool-weighted 1.0.0"
#define V3 "Balancer LBPool v3"
#define V4 "Balancer LBPool v4"
#define MAY_2026 "May 2026"
#define TERMS                                                                                      \
    "(uint256 projectTokenStartWeight, uint256 reserveTokenStartWeight, uint256 "                  \
    "projectTokenEndWeight, uint256 reserveTokenEndWeight, uint256 startTime, uint256 endTime, "   \
    "uint256 createdAt, uint256 now) -> uint256[]"
#define SALE "(uint256[] sale, uint256[] balances, uint256[] scalingFactors, "
#define SWAP                                                                                       \
    SALE "uint256 swapFee, uint256 now, uint256 indexIn, uint256 indexOut, uint256 rawAmount) -> " \
         "uint256"

const orth_contract_function orth_functions_lbp[] = {
    {"lbp_v3_weights", V3, PACKAGE, "creation, then getNormalizedWeights", TERMS, 0, v3_weights,
     NULL},
    {"lbp_v4_weights", V4, MAY_2026, "creation, then getNormalizedWeights", TERMS, 0, v4_weights,
     NULL},
    {"lbp_swap_exact_in", V3 " and v4", PACKAGE, "swap, exact in", SWAP, 0, lbp_exact_in,
     validate_lbp},
    {"lbp_v3_swap_exact_out", V3, PACKAGE, "swap, exact out", SWAP, 0, lbp_v3_exact_out,
     validate_lbp},
    {"lbp_v4_swap_exact_out", V4, MAY_2026, "swap, exact out", SWAP, 0, lbp_v4_exact_out,
     validate_lbp},
    {"lbp_invariant_down", V3 " and v4", PACKAGE, "computeInvariant",
     SALE "uint256 now) -> uint256", 0, lbp_invariant_down, validate_lbp},
    {"lbp_invariant_up", V3 " and v4", PACKAGE, "computeInvariant", SALE "uint256 now) -> uint256",
     0, lbp_invariant_up, validate_lbp},
    {"fixed_price_swap_exact_in", "Balancer FixedPriceLBPool", PACKAGE, "swap, exact in", SWAP, 0,
     fixed_price_exact_in, validate_fixed_price},
    {"fixed_price_swap_exact_out", "Balancer FixedPriceLBPool", PACKAGE, "swap, exact out", SWAP, 0,
     fixed_price_exact_out, validate_fixed_price},
    {NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL},
};
