#include "contract/arguments.h"

#include "base/check.h"

void orth_contract_arguments_clear(orth_contract_arguments *arguments)
{
    arguments->count = 0;
    arguments->words_used = 0;
    arguments->lengths_used = 0;
}

orth_contract_value *orth_arguments_begin(orth_contract_arguments *arguments, int dimensions)
{
    ORTH_CHECK(arguments->count < ORTH_CONTRACT_ARGUMENTS_MAX);
    orth_contract_value *value = &arguments->values[arguments->count++];
    *value = (orth_contract_value){.dimensions = dimensions,
                                   .words = arguments->words + arguments->words_used,
                                   .lengths = arguments->lengths + arguments->lengths_used};
    return value;
}

orth_status orth_arguments_push_word(orth_contract_arguments *arguments, orth_contract_value *value,
                                     orth_word word, orth_error *error)
{
    if (arguments->words_used == ORTH_CONTRACT_WORDS_MAX)
        return orth_fail(error, ORTH_BAD_INPUT, "more than %d integers in one call",
                         ORTH_CONTRACT_WORDS_MAX);
    arguments->words[arguments->words_used++] = word;
    value->count++;
    return ORTH_OK;
}

orth_status orth_arguments_push_row(orth_contract_arguments *arguments, orth_contract_value *value,
                                    size_t length, orth_error *error)
{
    if (arguments->lengths_used == ORTH_CONTRACT_ROWS_MAX)
        return orth_fail(error, ORTH_BAD_INPUT, "more than %d rows in one call",
                         ORTH_CONTRACT_ROWS_MAX);
    arguments->lengths[arguments->lengths_used++] = (uint16_t)length;
    value->rows++;
    return ORTH_OK;
}

orth_status orth_contract_arguments_add_words(orth_contract_arguments *arguments, int dimensions,
                                              size_t count, const orth_word *words, size_t rows,
                                              const uint16_t *lengths, orth_error *error)
{
    orth_contract_value *value = orth_arguments_begin(arguments, dimensions);
    for (size_t i = 0; i < count; i++) {
        orth_status status = orth_arguments_push_word(arguments, value, words[i], error);
        if (status != ORTH_OK)
            return status;
    }
    for (size_t i = 0; i < rows; i++) {
        orth_status status = orth_arguments_push_row(arguments, value, lengths[i], error);
        if (status != ORTH_OK)
            return status;
    }
    return ORTH_OK;
}

orth_status orth_validate_length(const orth_contract_value *argument, const char *name,
                                 size_t least, size_t most, orth_error *error)
{
    if (argument->count >= least && argument->count <= most)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT, "%s has %zu elements, must have %zu to %zu", name,
                     argument->count, least, most);
}
