/* The values of a call: built word by word, and held to their lengths. */
#ifndef ORTH_CONTRACT_ARGUMENTS_H
#define ORTH_CONTRACT_ARGUMENTS_H

#include "orthant/contract.h"

/* Appends an empty value, to which words and rows are then pushed. */
orth_contract_value *orth_arguments_begin(orth_contract_arguments *arguments, int dimensions);

/* ORTH_BAD_INPUT beyond ORTH_CONTRACT_WORDS_MAX and ORTH_CONTRACT_ROWS_MAX. */
orth_status orth_arguments_push_word(orth_contract_arguments *arguments, orth_contract_value *value,
                                     orth_word word, orth_error *error);
orth_status orth_arguments_push_row(orth_contract_arguments *arguments, orth_contract_value *value,
                                    size_t length, orth_error *error);

/* ORTH_BAD_INPUT unless the array has from `least` to `most` elements. */
orth_status orth_validate_length(const orth_contract_value *argument, const char *name,
                                 size_t least, size_t most, orth_error *error);

#endif
