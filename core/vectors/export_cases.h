/* The cases of an export in memory: what the table formats need whole. */
#ifndef ORTH_VECTORS_EXPORT_CASES_H
#define ORTH_VECTORS_EXPORT_CASES_H

#include "contract/arguments.h"
#include "vectors/export.h"

typedef struct orth_export_case {
    orth_arguments arguments;
    orth_contract_result result;
} orth_export_case;

/* Draws and calls case `index` into *out. */
orth_status orth_export_draw(orth_export_case *out, const orth_vector_export *export,
                             uint64_t index, orth_error *error);

orth_status orth_export_write_abi(FILE *stream, const orth_vector_export *export,
                                  orth_export_case *scratch, orth_error *error);

#endif
