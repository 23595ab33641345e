/* QuantAMM's functions as table entries. */
#include "contract/arguments.h"
#include "contract/functions.h"

#include <string.h>

#include "contract/quantamm.h"

#define WORD(i) (arguments[i].words[0])
#define WORDS(i) orth_argument_words(&arguments[i])
#define EVALUATOR(name)                                                                            \
    static void name(orth_contract_result *result, const orth_contract_value *arguments)

EVALUATOR(pack32)
{
    orth_give_words(result, orth_quantamm_pack32(&result->evm, WORDS(0), result->words));
}

EVALUATOR(unpack32)
{
    orth_quantamm_unpack32(WORD(0), result->words);
    orth_give_words(result, 8);
}

EVALUATOR(pack128)
{
    orth_give_words(result, orth_quantamm_pack128(&result->evm, WORDS(0), result->words));
}

EVALUATOR(unpack128)
{
    if (!orth_word_below(WORD(1), orth_word_of(2 * arguments[0].count + 1))) {
        orth_evm_error(&result->evm, "SRC!=TGT");
        return;
    }
    size_t count = WORD(1).limb[0];
    orth_quantamm_unpack128(&result->evm, WORDS(0), count, result->words);
    orth_give_words(result, count);
}

EVALUATOR(pool_slots)
{
    orth_give_words(result,
                    orth_quantamm_pool_slots(&result->evm, WORDS(0), WORDS(1), result->words));
}

EVALUATOR(block_weight)
{
    orth_give_word(result, orth_quantamm_block_weight(&result->evm, WORD(0), WORD(1), WORD(2)));
}

EVALUATOR(average)
{
    orth_give_word(result, orth_quantamm_average(&result->evm, WORD(0), WORD(1), WORD(2)));
}

EVALUATOR(gradient_state)
{
    orth_give_word(result,
                   orth_quantamm_gradient_state(&result->evm, WORD(0), WORD(1), WORD(2), WORD(3)));
}

EVALUATOR(gradient_factor)
{
    orth_give_word(result, orth_quantamm_gradient_factor(&result->evm, WORD(0)));
}

EVALUATOR(variance_state)
{
    orth_give_word(result, orth_quantamm_variance_state(&result->evm, WORD(0), WORD(1), WORD(2),
                                                        WORD(3), WORD(4)));
}

EVALUATOR(guard)
{
    size_t n = arguments[0].count;
    if (n == 0 || arguments[1].count != n) {
        orth_evm_panic(&result->evm, ORTH_PANIC_INDEX);
        return;
    }
    memcpy(result->words, arguments[0].words, n * sizeof *result->words);
    orth_quantamm_guard(&result->evm, n, result->words, arguments[1].words, WORD(2), WORD(3));
    orth_give_words(result, n);
}

/* Appends a row to a result of rows. */
static void give_row(orth_contract_result *result, size_t count, const orth_word *words)
{
    memcpy(result->words + result->count, words, count * sizeof *words);
    result->lengths[result->rows++] = (uint16_t)count;
    result->count += count;
}

EVALUATOR(schedule)
{
    orth_quantamm_schedule stored;
    orth_word weights[8];
    size_t n = arguments[0].count;
    result->dimensions = 2;
    orth_quantamm_store(&result->evm, &stored, WORDS(0), WORDS(1), WORD(2), WORD(3));
    give_row(result, 1, &stored.freeze);
    give_row(result, n, stored.weights);
    give_row(result, n, stored.multipliers);
    for (size_t i = 0; i < arguments[4].count && !result->evm.reverted; i++) {
        orth_quantamm_read(&result->evm, &stored, arguments[4].words[i], weights);
        if (!result->evm.reverted)
            give_row(result, n, weights);
    }
}

static orth_status validate_same(const orth_contract_value *argument, const char *name, size_t n,
                                 orth_error *error)
{
    if (argument->count == n)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT, "%s has %zu elements, must have %zu", name,
                     argument->count, n);
}

static orth_status validate_slots(const orth_contract_value *arguments, orth_error *error)
{
    orth_status status = orth_validate_length(&arguments[0], "weights", 2, 8, error);
    if (status != ORTH_OK)
        return status;
    return validate_same(&arguments[1], "multipliers", arguments[0].count, error);
}

static orth_status validate_schedule(const orth_contract_value *arguments, orth_error *error)
{
    orth_status status = orth_validate_length(&arguments[0], "weights", 2, 8, error);
    if (status == ORTH_OK)
        status = validate_same(&arguments[1], "target", arguments[0].count, error);
    if (status == ORTH_OK)
        status = orth_validate_length(&arguments[4], "times", 0, 500, error);
    return status;
}

static orth_status validate_unpack(const orth_contract_value *arguments, orth_error *error)
{
    return orth_validate_length(&arguments[0], "slots", 0, ORTH_CONTRACT_WORDS_MAX / 2, error);
}

/* A rule's arguments: prices, intermediate, weights, parameters, lambda, epsilon_max, guard_rail,
 * steps. */
enum { PRICES, INTERMEDIATE, WEIGHTS, PARAMETERS, LAMBDA, EPSILON_MAX, GUARD_RAIL, STEPS };

static void run_rule(orth_contract_result *result, const orth_contract_value *arguments,
                     orth_quantamm_kind kind)
{
    orth_quantamm_state state = {.n = arguments[WEIGHTS].count};
    orth_quantamm_rule rule = {.kind = kind,
                               .parameter_count = arguments[PARAMETERS].rows,
                               .lambda = WORDS(LAMBDA),
                               .epsilon_max = WORD(EPSILON_MAX),
                               .guard_rail = WORD(GUARD_RAIL)};
    const orth_word *at = arguments[PARAMETERS].words;
    for (size_t i = 0; i < arguments[PARAMETERS].rows; i++) {
        rule.parameters[i] = (orth_words){arguments[PARAMETERS].lengths[i], at};
        at += arguments[PARAMETERS].lengths[i];
    }
    memcpy(state.average, arguments[PRICES].words, state.n * sizeof(orth_word));
    memcpy(state.intermediate, arguments[INTERMEDIATE].words, state.n * sizeof(orth_word));
    memcpy(state.weights, arguments[WEIGHTS].words, state.n * sizeof(orth_word));
    result->dimensions = 2;
    for (size_t i = 0; i < arguments[STEPS].rows; i++) {
        orth_quantamm_update(&result->evm, &state, &rule, arguments[STEPS].words + i * state.n);
        if (result->evm.reverted)
            return;
        give_row(result, state.n, state.weights);
    }
}

static orth_status validate_parameters(const orth_contract_value *arguments,
                                       orth_quantamm_kind kind, orth_error *error)
{
    const orth_contract_value *parameters = &arguments[PARAMETERS];
    size_t n = arguments[WEIGHTS].count, least = orth_quantamm_parameters_min(kind);
    if (parameters->rows < least || parameters->rows > 8)
        return orth_fail(error, ORTH_BAD_INPUT, "parameters has %zu rows, must have %zu to 8",
                         parameters->rows, least);
    for (size_t i = 0; i < parameters->rows; i++) {
        if (parameters->lengths[i] != 1 && parameters->lengths[i] != n)
            return orth_fail(error, ORTH_BAD_INPUT,
                             "parameters[%zu] has %u elements, must have 1 or %zu", i,
                             (unsigned)parameters->lengths[i], n);
    }
    return ORTH_OK;
}

static orth_status validate_rule(const orth_contract_value *arguments, orth_quantamm_kind kind,
                                 orth_error *error)
{
    size_t n = arguments[WEIGHTS].count;
    orth_status status =
        orth_validate_length(&arguments[WEIGHTS], "weights", 2, ORTH_QUANTAMM_TOKENS_MAX, error);
    if (status == ORTH_OK)
        status = validate_same(&arguments[PRICES], "prices", n, error);
    if (status == ORTH_OK)
        status = validate_same(&arguments[INTERMEDIATE], "intermediate", n, error);
    if (status == ORTH_OK)
        status = validate_parameters(arguments, kind, error);
    if (status != ORTH_OK)
        return status;
    if (arguments[LAMBDA].count != 1 && arguments[LAMBDA].count != n)
        return orth_fail(error, ORTH_BAD_INPUT, "lambda has %zu elements, must have 1 or %zu",
                         arguments[LAMBDA].count, n);
    for (size_t i = 0; i < arguments[STEPS].rows; i++) {
        if (arguments[STEPS].lengths[i] != n)
            return orth_fail(error, ORTH_BAD_INPUT, "steps[%zu] has %u prices, must have %zu", i,
                             (unsigned)arguments[STEPS].lengths[i], n);
    }
    return ORTH_OK;
}

#define RULE(name, kind)                                                                           \
    EVALUATOR(name)                                                                                \
    {                                                                                              \
        run_rule(result, arguments, kind);                                                         \
    }                                                                                              \
    static orth_status validate_##name(const orth_contract_value *arguments, orth_error *error)    \
    {                                                                                              \
        return validate_rule(arguments, kind, error);                                              \
    }

RULE(momentum, ORTH_QUANTAMM_KIND_MOMENTUM)
RULE(anti_momentum, ORTH_QUANTAMM_KIND_ANTI_MOMENTUM)
RULE(power_channel, ORTH_QUANTAMM_KIND_POWER_CHANNEL)
RULE(channel_following, ORTH_QUANTAMM_KIND_CHANNEL_FOLLOWING)
RULE(difference_momentum, ORTH_QUANTAMM_KIND_DIFFERENCE_MOMENTUM)
RULE(minimum_variance, ORTH_QUANTAMM_KIND_MINIMUM_VARIANCE)

#define Q "QuantAMM-V1"
#define RULE_SIGNATURE                                                                             \
    "(int256[] prices, int256[] intermediate, int256[] weights, int256[][] parameters, int256[] "  \
    "lambda, int256 epsilon_max, int256 guard_rail, int256[][] steps) -> int256[][]"
#define RULE_ENTRY(name, source)                                                                   \
    {                                                                                              \
        "quantamm_rule_" #name, "QuantAMM " source, Q, "CalculateNewWeights", RULE_SIGNATURE,      \
            ORTH_CONTRACT_LAYOUT_RULE, name, validate_##name                                       \
    }

const orth_contract_function orth_functions_quantamm[] = {
    {"quantamm_pack32", "QuantAMM storage", Q, "quantAMMPack32Array",
     "(int256[] values) -> int256[]", 0, pack32, NULL},
    {"quantamm_unpack32", "QuantAMM storage", Q, "quantAMMUnpack32", "(int256 slot) -> int256[]", 0,
     unpack32, NULL},
    {"quantamm_pack128", "QuantAMM storage", Q, "_quantAMMPack128Array",
     "(int256[] values) -> int256[]", 0, pack128, NULL},
    {"quantamm_unpack128", "QuantAMM storage", Q, "_quantAMMUnpack128Array",
     "(int256[] slots, uint256 count) -> int256[]", 0, unpack128, validate_unpack},
    {"quantamm_pool_slots", "QuantAMM weighted pool", Q, "the layout of its two slots",
     "(int256[] weights, int256[] multipliers) -> int256[]", 0, pool_slots, validate_slots},
    {"quantamm_block_weight", "QuantAMM weighted pool", Q, "calculateBlockNormalisedWeight",
     "(int256 weight, int256 multiplier, uint256 secondsSinceUpdate) -> uint256", 0, block_weight,
     NULL},
    {"quantamm_schedule", "QuantAMM weighted pool and runner", Q,
     "setWeights, then getNormalizedWeights",
     "(int256[] weights, int256[] target, int256 interval, int256 guard_rail, int256[] times) -> "
     "int256[][]",
     ORTH_CONTRACT_LAYOUT_SCHEDULE, schedule, validate_schedule},
    {"quantamm_guard", "QuantAMM guard", Q, "_guardQuantAMMWeights",
     "(int256[] newWeights, int256[] previousWeights, int256 epsilonMax, int256 guardRail) -> "
     "int256[]",
     0, guard, NULL},
    {"quantamm_average", "QuantAMM estimator", Q, "one element of the moving average",
     "(int256 average, int256 price, int256 lambda) -> int256", 0, average, NULL},
    {"quantamm_gradient_state", "QuantAMM estimator", Q, "one element of the gradient's state",
     "(int256 state, int256 price, int256 average, int256 lambda) -> int256", 0, gradient_state,
     NULL},
    {"quantamm_gradient_factor", "QuantAMM estimator", Q, "the gradient's factor",
     "(int256 lambda) -> int256", 0, gradient_factor, NULL},
    {"quantamm_variance_state", "QuantAMM estimator", Q, "one element of the variance's state",
     "(int256 state, int256 price, int256 oldAverage, int256 average, int256 lambda) -> int256", 0,
     variance_state, NULL},
    RULE_ENTRY(momentum, "momentum rule"),
    RULE_ENTRY(anti_momentum, "anti-momentum rule"),
    RULE_ENTRY(power_channel, "power channel rule"),
    RULE_ENTRY(channel_following, "channel following rule"),
    RULE_ENTRY(difference_momentum, "difference momentum rule"),
    RULE_ENTRY(minimum_variance, "minimum variance rule"),
    {NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL},
};
