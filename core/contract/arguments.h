/* Values for a call, built word by word from text or JSON, in memory of their own. */
#ifndef ORTH_CONTRACT_ARGUMENTS_H
#define ORTH_CONTRACT_ARGUMENTS_H

#include <jansson.h>

#include "orthant/contract.h"

typedef struct orth_arguments {
    size_t count;
    orth_contract_value values[ORTH_CONTRACT_ARGUMENTS_MAX];
    size_t words_used, lengths_used;
    orth_word words[ORTH_CONTRACT_WORDS_MAX];
    uint16_t lengths[ORTH_CONTRACT_ROWS_MAX];
} orth_arguments;

void orth_arguments_clear(orth_arguments *arguments);

/* Appends a value of the type from the text of a command line: 1.5e18, [5e17,5e17], [[1,2],[3]].
 * ORTH_BAD_INPUT with the parameter's name, the text and the reason. */
orth_status orth_arguments_add_text(orth_arguments *arguments, const orth_contract_type *type,
                                    const char *text, orth_error *error);

/* The same from JSON: integers, as strings or numbers, and arrays of them. The reason does not name
 * where the value stands. */
orth_status orth_arguments_add_json(orth_arguments *arguments, const orth_contract_type *type,
                                    const json_t *json, orth_error *error);

/* Appends a value of the type's dimensions from words: n of them, or rows of the given lengths. */
orth_status orth_arguments_add_words(orth_arguments *arguments, int dimensions, size_t count,
                                     const orth_word *words, size_t rows, const uint16_t *lengths);

#endif
