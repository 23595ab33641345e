#include "contract/arguments.h"

#include <string.h>

#include "base/text.h"

#define TOKEN_MAX 512

void orth_arguments_clear(orth_arguments *arguments)
{
    arguments->count = 0;
    arguments->words_used = 0;
    arguments->lengths_used = 0;
}

static orth_contract_value *begin(orth_arguments *arguments, int dimensions)
{
    orth_contract_value *value = &arguments->values[arguments->count++];
    *value = (orth_contract_value){.dimensions = dimensions,
                                   .words = arguments->words + arguments->words_used,
                                   .lengths = arguments->lengths + arguments->lengths_used};
    return value;
}

static orth_status push_word(orth_arguments *arguments, orth_contract_value *value, orth_word word,
                             orth_error *error)
{
    if (arguments->words_used == ORTH_CONTRACT_WORDS_MAX)
        return orth_fail(error, ORTH_BAD_INPUT, "more than %d integers in one call",
                         ORTH_CONTRACT_WORDS_MAX);
    arguments->words[arguments->words_used++] = word;
    value->count++;
    return ORTH_OK;
}

static orth_status push_row(orth_arguments *arguments, orth_contract_value *value, size_t length,
                            orth_error *error)
{
    if (arguments->lengths_used == ORTH_CONTRACT_ROWS_MAX)
        return orth_fail(error, ORTH_BAD_INPUT, "more than %d rows in one call",
                         ORTH_CONTRACT_ROWS_MAX);
    arguments->lengths[arguments->lengths_used++] = (uint16_t)length;
    value->rows++;
    return ORTH_OK;
}

/* ---------------------------------------------------------------------------------- text */

typedef struct reader {
    orth_arguments *arguments;
    orth_contract_value *value;
    bool is_signed;
    const char *at;
    orth_error *error;
} reader;

static orth_status read_word(reader *in)
{
    char token[TOKEN_MAX];
    orth_word word;
    in->at += strspn(in->at, " ");
    size_t length = strcspn(in->at, "[], ");
    if (length >= sizeof token)
        return orth_fail(in->error, ORTH_BAD_INPUT, "longer than %d characters", TOKEN_MAX - 1);
    memcpy(token, in->at, length);
    token[length] = '\0';
    orth_status status = orth_word_parse(&word, token, in->is_signed, in->error);
    if (status != ORTH_OK)
        return status;
    in->at += length;
    in->at += strspn(in->at, " ");
    return push_word(in->arguments, in->value, word, in->error);
}

/* "[item, item]", items read by `item`. */
static orth_status read_list(reader *in, orth_status (*item)(reader *in))
{
    in->at += strspn(in->at, " ");
    if (*in->at++ != '[')
        return orth_fail(in->error, ORTH_BAD_INPUT, "an array begins with '['");
    in->at += strspn(in->at, " ");
    if (*in->at == ']') {
        in->at++;
        return ORTH_OK;
    }
    for (;;) {
        orth_status status = item(in);
        if (status != ORTH_OK)
            return status;
        in->at += strspn(in->at, " ");
        char next = *in->at;
        if (next != '\0')
            in->at++;
        if (next == ']')
            return ORTH_OK;
        if (next != ',')
            return orth_fail(in->error, ORTH_BAD_INPUT, "an array's elements end with ',' or ']'");
    }
}

static orth_status read_row(reader *in)
{
    size_t before = in->value->count;
    orth_status status = read_list(in, read_word);
    if (status != ORTH_OK)
        return status;
    return push_row(in->arguments, in->value, in->value->count - before, in->error);
}

orth_status orth_arguments_add_text(orth_arguments *arguments, const orth_contract_type *type,
                                    const char *text, orth_error *error)
{
    orth_error reason;
    char quoted[ORTH_QUOTE_MAX];
    reader in = {arguments, begin(arguments, type->dimensions), type->is_signed, text, &reason};
    orth_status status = type->dimensions == 0   ? read_word(&in)
                         : type->dimensions == 1 ? read_list(&in, read_word)
                                                 : read_list(&in, read_row);
    if (status == ORTH_OK && *(in.at + strspn(in.at, " ")) != '\0')
        status = orth_fail(&reason, ORTH_BAD_INPUT, "text after its end");
    if (status != ORTH_OK)
        return orth_fail(error, status, "%s %s: %.500s", type->name,
                         orth_quote(quoted, sizeof quoted, text), reason.text);
    return ORTH_OK;
}

/* ---------------------------------------------------------------------------------- JSON */

static orth_status json_word(orth_arguments *arguments, orth_contract_value *value,
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
        return push_word(arguments, value, word, error);
    }
    if (!json_is_integer(json))
        return orth_fail(error, ORTH_BAD_INPUT, "must be an integer, as a string of digits");
    json_int_t number = json_integer_value(json);
    if (number < 0 && !type->is_signed)
        return orth_fail(error, ORTH_BAD_INPUT, "%" JSON_INTEGER_FORMAT " does not fit uint256",
                         number);
    uint64_t sign = number < 0 ? UINT64_MAX : 0;
    return push_word(arguments, value, (orth_word){{(uint64_t)number, sign, sign, sign}}, error);
}

static orth_status json_row(orth_arguments *arguments, orth_contract_value *value,
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

orth_status orth_arguments_add_json(orth_arguments *arguments, const orth_contract_type *type,
                                    const json_t *json, orth_error *error)
{
    orth_contract_value *value = begin(arguments, type->dimensions);
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
            status = push_row(arguments, value, json_array_size(row), error);
        if (status != ORTH_OK)
            return status;
    }
    return ORTH_OK;
}

orth_status orth_arguments_add_words(orth_arguments *arguments, int dimensions, size_t count,
                                     const orth_word *words, size_t rows, const uint16_t *lengths)
{
    orth_contract_value *value = begin(arguments, dimensions);
    for (size_t i = 0; i < count; i++) {
        orth_status status = push_word(arguments, value, words[i], NULL);
        if (status != ORTH_OK)
            return status;
    }
    for (size_t i = 0; i < rows; i++) {
        orth_status status = push_row(arguments, value, lengths[i], NULL);
        if (status != ORTH_OK)
            return status;
    }
    return ORTH_OK;
}
