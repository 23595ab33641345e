/* Values and results as JSON: integers as strings of digits. All return new references, NULL
 * without memory. */
#ifndef ORTH_CONTRACT_VALUE_JSON_H
#define ORTH_CONTRACT_VALUE_JSON_H

#include <jansson.h>

#include "orthant/contract.h"

#define ORTH_PAYLOAD_TEXT_MAX (2 * ORTH_PAYLOAD_MAX + 1)

/* The payload in hexadecimal, without 0x; returns text. */
const char *orth_payload_text(char text[ORTH_PAYLOAD_TEXT_MAX], const orth_evm *evm);

json_t *orth_json_of_words(const orth_word *words, size_t count, bool is_signed);
json_t *orth_json_of_value(const orth_contract_value *value, bool is_signed);

/* The "out" of a result that did not revert, in the function's layout. Not for rules. */
json_t *orth_json_of_result(const orth_contract_function *function,
                            const orth_contract_result *result);

/* A whole case: inputs and result or revert, in the function's layout. */
json_t *orth_json_of_case(const orth_contract_function *function,
                          const orth_contract_value *arguments, const orth_contract_result *result);

#endif
