/* Values for a call from JSON. */
#ifndef ORTH_VECTORS_ARGUMENTS_JSON_H
#define ORTH_VECTORS_ARGUMENTS_JSON_H

#include <jansson.h>

#include "orthant/contract.h"

/* Appends a value of the type: integers, as strings or numbers, and arrays of them. The reason in
 * *error does not name where the value stands. */
orth_status orth_arguments_add_json(orth_contract_arguments *arguments,
                                    const orth_contract_type *type, const json_t *json,
                                    orth_error *error);

#endif
