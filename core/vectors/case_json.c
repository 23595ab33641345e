#include "vectors/case_json.h"

#include "orthant/vectors.h"

static void put_word(orth_json_out *json, const char *key, orth_word word, bool is_signed)
{
    char text[ORTH_WORD_TEXT_MAX];
    orth_json_string(json, key, orth_word_text(text, word, is_signed));
}

void orth_json_words(orth_json_out *json, const char *key, const orth_word *words, size_t count,
                     bool is_signed)
{
    orth_json_open_array(json, key);
    for (size_t i = 0; i < count; i++)
        put_word(json, NULL, words[i], is_signed);
    orth_json_close_array(json);
}

static void put_rows(orth_json_out *json, const char *key, const orth_word *words, size_t rows,
                     const uint16_t *lengths, bool is_signed)
{
    orth_json_open_array(json, key);
    for (size_t i = 0; i < rows; words += lengths[i++])
        orth_json_words(json, NULL, words, lengths[i], is_signed);
    orth_json_close_array(json);
}

void orth_json_value(orth_json_out *json, const char *key, const orth_contract_value *value,
                     bool is_signed)
{
    if (value->dimensions == 0)
        put_word(json, key, value->words[0], is_signed);
    else if (value->dimensions == 1)
        orth_json_words(json, key, value->words, value->count, is_signed);
    else
        put_rows(json, key, value->words, value->rows, value->lengths, is_signed);
}

void orth_json_revert(orth_json_out *json, const orth_evm *evm)
{
    char text[ORTH_EVM_PAYLOAD_TEXT_MAX];
    orth_json_string(json, "revert", orth_evm_payload_text(text, evm));
}

static void put_schedule(orth_json_out *json, const orth_contract_result *result)
{
    size_t n = result->lengths[1];
    const orth_word *weights = result->words + 1;
    put_word(json, "seconds_to_freeze", result->words[0], true);
    orth_json_words(json, "stored_weights", weights, n, true);
    orth_json_words(json, "stored_multipliers", weights + n, n, true);
    put_rows(json, "weights_at", weights + 2 * n, result->rows - 3, result->lengths + 3, true);
}

/* Rows floor and ceil, each one word or more; one word stands alone. */
static void put_bounds(orth_json_out *json, const orth_contract_result *result)
{
    size_t n = result->lengths[0];
    orth_contract_value bound = {.dimensions = n != 1, .count = n, .words = result->words};
    orth_json_value(json, "floor", &bound, true);
    bound.words += n;
    orth_json_value(json, "ceil", &bound, true);
}

void orth_json_result(orth_json_out *json, const char *key, const orth_contract_function *function,
                      const orth_contract_result *result)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], type;
    if (function->layout == ORTH_CONTRACT_LAYOUT_SCHEDULE ||
        function->layout == ORTH_CONTRACT_LAYOUT_BOUNDS) {
        orth_json_open_object(json, key);
        if (function->layout == ORTH_CONTRACT_LAYOUT_SCHEDULE)
            put_schedule(json, result);
        else
            put_bounds(json, result);
        orth_json_close_object(json);
        return;
    }
    orth_contract_signature(function, types, &type);
    orth_contract_value value = {result->dimensions, result->count, result->rows, result->words,
                                 result->lengths};
    orth_json_value(json, key, &value, type.is_signed);
}

/* A rule's steps: prices in, weights out, the revert at its end. */
static void put_steps(orth_json_out *json, const orth_contract_value *steps,
                      const orth_contract_result *result)
{
    const orth_word *prices = steps->words, *weights = result->words;
    orth_json_open_array(json, "steps");
    for (size_t i = 0; i < steps->rows && i <= result->rows; i++) {
        size_t n = steps->lengths[i];
        orth_json_open_object(json, NULL);
        orth_json_words(json, "prices", prices + i * n, n, true);
        if (i < result->rows)
            orth_json_words(json, "weights", weights + i * n, n, true);
        else
            orth_json_revert(json, &result->evm);
        orth_json_close_object(json);
    }
    orth_json_close_array(json);
}

/* The arguments, in an array or by name. */
static void put_arguments(orth_json_out *json, const orth_contract_type *types, size_t count,
                          const orth_contract_value *arguments, bool by_name)
{
    for (size_t i = 0; i < count; i++)
        orth_json_value(json, by_name ? types[i].name : NULL, &arguments[i], types[i].is_signed);
}

void orth_json_case(orth_json_out *json, const orth_contract_function *function,
                    const orth_contract_value *arguments, const orth_contract_result *result)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
    size_t n = orth_contract_signature(function, types, NULL);
    orth_json_open_object(json, NULL);
    if (function->layout == ORTH_CONTRACT_LAYOUT_RULE) {
        put_arguments(json, types, n - 1, arguments, true);
        put_steps(json, &arguments[n - 1], result);
        orth_json_close_object(json);
        return;
    }
    if (function->layout == ORTH_CONTRACT_LAYOUT_SCHEDULE) {
        orth_json_open_object(json, "in");
        put_arguments(json, types, n, arguments, true);
        orth_json_close_object(json);
    } else {
        orth_json_open_array(json, "in");
        put_arguments(json, types, n, arguments, false);
        orth_json_close_array(json);
    }
    if (result->evm.reverted)
        orth_json_revert(json, &result->evm);
    else
        orth_json_result(json, "out", function, result);
    orth_json_close_object(json);
}

void orth_vector_write_case(FILE *stream, const orth_contract_function *function,
                            const orth_contract_value *arguments,
                            const orth_contract_result *result)
{
    orth_json_out json;
    orth_json_begin(&json, stream);
    orth_json_case(&json, function, arguments, result);
    orth_json_end(&json);
}
