#include "contract/value_json.h"

const char *orth_payload_text(char text[ORTH_PAYLOAD_TEXT_MAX], const orth_evm *evm)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < evm->length; i++) {
        text[2 * i] = digits[evm->payload[i] >> 4];
        text[2 * i + 1] = digits[evm->payload[i] & 15];
    }
    text[2 * evm->length] = '\0';
    return text;
}

static json_t *of_word(orth_word word, bool is_signed)
{
    char text[ORTH_WORD_TEXT_MAX];
    return json_string(orth_word_text(text, word, is_signed));
}

json_t *orth_json_of_words(const orth_word *words, size_t count, bool is_signed)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, of_word(words[i], is_signed));
    return array;
}

static json_t *of_rows(const orth_word *words, size_t rows, const uint16_t *lengths, bool is_signed)
{
    json_t *array = json_array();
    for (size_t i = 0; i < rows; words += lengths[i++])
        json_array_append_new(array, orth_json_of_words(words, lengths[i], is_signed));
    return array;
}

json_t *orth_json_of_value(const orth_contract_value *value, bool is_signed)
{
    if (value->dimensions == 0)
        return of_word(value->words[0], is_signed);
    if (value->dimensions == 1)
        return orth_json_of_words(value->words, value->count, is_signed);
    return of_rows(value->words, value->rows, value->lengths, is_signed);
}

static json_t *schedule_out(const orth_contract_result *result)
{
    json_t *out = json_object();
    size_t n = result->lengths[1];
    json_object_set_new(out, "seconds_to_freeze", of_word(result->words[0], true));
    json_object_set_new(out, "stored_weights", orth_json_of_words(result->words + 1, n, true));
    json_object_set_new(out, "stored_multipliers",
                        orth_json_of_words(result->words + 1 + n, n, true));
    json_object_set_new(
        out, "weights_at",
        of_rows(result->words + 1 + 2 * n, result->rows - 3, result->lengths + 3, true));
    return out;
}

/* Rows floor and ceil, each one word or more. */
static json_t *bounds_out(const orth_contract_result *result)
{
    json_t *out = json_object();
    size_t n = result->lengths[0];
    const orth_word *ceil = result->words + n;
    bool single = n == 1;
    json_object_set_new(out, "floor",
                        single ? of_word(result->words[0], true)
                               : orth_json_of_words(result->words, n, true));
    json_object_set_new(out, "ceil",
                        single ? of_word(ceil[0], true) : orth_json_of_words(ceil, n, true));
    return out;
}

json_t *orth_json_of_result(const orth_contract_function *function,
                            const orth_contract_result *result)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], type;
    if (function->layout == ORTH_CONTRACT_LAYOUT_SCHEDULE)
        return schedule_out(result);
    if (function->layout == ORTH_CONTRACT_LAYOUT_BOUNDS)
        return bounds_out(result);
    orth_contract_signature(function, types, &type);
    orth_contract_value value = {result->dimensions, result->count, result->rows, result->words,
                                 result->lengths};
    return orth_json_of_value(&value, type.is_signed);
}

static void set_revert(json_t *object, const orth_evm *evm)
{
    char text[ORTH_PAYLOAD_TEXT_MAX];
    json_object_set_new(object, "revert", json_string(orth_payload_text(text, evm)));
}

/* A rule's steps: prices in, weights out, the revert at its end. */
static json_t *rule_steps(const orth_contract_value *steps, const orth_contract_result *result)
{
    json_t *array = json_array();
    const orth_word *prices = steps->words, *weights = result->words;
    for (size_t i = 0; i < steps->rows && i <= result->rows; i++) {
        size_t n = steps->lengths[i];
        json_t *step = json_object();
        json_object_set_new(step, "prices", orth_json_of_words(prices + i * n, n, true));
        if (i < result->rows)
            json_object_set_new(step, "weights", orth_json_of_words(weights + i * n, n, true));
        else
            set_revert(step, &result->evm);
        json_array_append_new(array, step);
    }
    return array;
}

json_t *orth_json_of_case(const orth_contract_function *function,
                          const orth_contract_value *arguments, const orth_contract_result *result)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
    size_t n = orth_contract_signature(function, types, NULL);
    bool rule = function->layout == ORTH_CONTRACT_LAYOUT_RULE;
    bool by_name = rule || function->layout == ORTH_CONTRACT_LAYOUT_SCHEDULE;
    json_t *item = json_object(), *in = rule ? item : by_name ? json_object() : json_array();
    for (size_t i = 0; i < n - rule; i++) {
        json_t *value = orth_json_of_value(&arguments[i], types[i].is_signed);
        if (by_name)
            json_object_set_new(in, types[i].name, value);
        else
            json_array_append_new(in, value);
    }
    if (rule) {
        json_object_set_new(item, "steps", rule_steps(&arguments[n - 1], result));
        return item;
    }
    json_object_set_new(item, "in", in);
    if (result->evm.reverted)
        set_revert(item, &result->evm);
    else
        json_object_set_new(item, "out", orth_json_of_result(function, result));
    return item;
}
