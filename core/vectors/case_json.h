/* Values, results and whole cases as JSON, in the layouts of vector files: integers as strings of
 * digits. Each writes under `key`, which is NULL inside an array and for the outermost value. */
#ifndef ORTH_VECTORS_CASE_JSON_H
#define ORTH_VECTORS_CASE_JSON_H

#include "base/json_out.h"
#include "orthant/contract.h"

void orth_json_words(orth_json_out *json, const char *key, const orth_word *words, size_t count,
                     bool is_signed);
void orth_json_value(orth_json_out *json, const char *key, const orth_contract_value *value,
                     bool is_signed);

/* The "revert" of an object. */
void orth_json_revert(orth_json_out *json, const orth_evm *evm);

/* The result of a call that did not revert, in the function's layout. Not for rules. */
void orth_json_result(orth_json_out *json, const char *key, const orth_contract_function *function,
                      const orth_contract_result *result);

/* A whole case: inputs and result or revert, in the function's layout. */
void orth_json_case(orth_json_out *json, const orth_contract_function *function,
                    const orth_contract_value *arguments, const orth_contract_result *result);

#endif
