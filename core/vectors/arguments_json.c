#include "vectors/arguments_json.h"

#include "base/text.h"
#include "contract/arguments.h"

static orth_status json_word(orth_contract_arguments *arguments, orth_contract_value *value,
                             const orth_contract_type *type, const json_t *json, orth_error *error)
{
    orth_word word;
    if (json_is_string(json)) {
        orth_error reason;
        char quoted[ORTH_QUOTE_MAX];
        const char *text = json_string_value(json);
        if (orth_word_parse(&word, text, type->is_signed, &reason) != ORTH_OK)
            return orth_fail(error, ORTH_BAD_INPUT, "%s: %.500s",
                             orth_quote(quoted, sizeof quoted, text), reason.text);
        return orth_arguments_push_word(arguments, value, word, error);
    }
    if (!json_is_integer(json))
        return orth_fail(error, ORTH_BAD_INPUT, "must be an integer, as a string of digits");
    json_int_t number = json_integer_value(json);
    if (number < 0 && !type->is_signed)
        return orth_fail(error, ORTH_BAD_INPUT, "%" JSON_INTEGER_FORMAT " does not fit uint256",
                         number);
    uint64_t sign = number < 0 ? UINT64_MAX : 0;
    return orth_arguments_push_word(arguments, value,
                                    (orth_word){{(uint64_t)number, sign, sign, sign}}, error);
}

static orth_status json_row(orth_contract_arguments *arguments, orth_contract_value *value,
                            const orth_contract_type *type, const json_t *json, orth_error *error)
{
    size_t index;
    json_t *item;
    if (!json_is_array(json))
        return orth_fail(error, ORTH_BAD_INPUT, "must be an array");
    json_array_foreach(json, index, item)
    {
        orth_status status = json_word(arguments, value, type, item, error);
        if (status != ORTH_OK)
            return status;
    }
    return ORTH_OK;
}

orth_status orth_arguments_add_json(orth_contract_arguments *arguments,
                                    const orth_contract_type *type, const json_t *json,
                                    orth_error *error)
{
    orth_contract_value *value = orth_arguments_begin(arguments, type->dimensions);
    if (type->dimensions == 0)
        return json_word(arguments, value, type, json, error);
    if (type->dimensions == 1)
        return json_row(arguments, value, type, json, error);
    if (!json_is_array(json))
        return orth_fail(error, ORTH_BAD_INPUT, "must be an array of arrays");
    for (size_t i = 0; i < json_array_size(json); i++) {
        const json_t *row = json_array_get(json, i);
        orth_status status = json_row(arguments, value, type, row, error);
        if (status == ORTH_OK)
            status = orth_arguments_push_row(arguments, value, json_array_size(row), error);
        if (status != ORTH_OK)
            return status;
    }
    return ORTH_OK;
}
