/* The cases of an export, one after another, and the formats that write them. */
#ifndef ORTH_VECTORS_EXPORT_CASES_H
#define ORTH_VECTORS_EXPORT_CASES_H

#include "orthant/vectors.h"

typedef struct orth_export_case {
    orth_contract_arguments arguments;
    orth_contract_result result;
} orth_export_case;

/* Draws and calls case `index` into *out. */
orth_status orth_export_draw(orth_export_case *out, const orth_vector_export *what, uint64_t index,
                             orth_error *error);

/* ORTH_BAD_INPUT for a function that has no samples, and numbers out of range. */
orth_status orth_export_check(const orth_vector_export *what, orth_error *error);

orth_status orth_export_write_foundry(FILE *stream, const orth_vector_export *what,
                                      orth_export_case *scratch, orth_error *error);
orth_status orth_export_write_abi(FILE *stream, const orth_vector_export *what,
                                  orth_export_case *scratch, orth_error *error);

#endif
