/* Test vectors: sampled cases and what the emulator gives for them, in several formats. */
#ifndef ORTH_VECTORS_EXPORT_H
#define ORTH_VECTORS_EXPORT_H

#include <stdio.h>

#include "orthant/contract.h"

typedef enum orth_vector_format {
    ORTH_VECTOR_FORMAT_JSON,    /* the layout that `check` reads */
    ORTH_VECTOR_FORMAT_CSV,     /* a column an argument, then result and revert */
    ORTH_VECTOR_FORMAT_FOUNDRY, /* one object of arrays of decimal strings, as forge reads right */
    ORTH_VECTOR_FORMAT_ABI /* abi.encode of one array an argument, results, and bytes[] of reverts */
} orth_vector_format;

typedef struct orth_vector_export {
    const orth_contract_function *function;
    uint64_t count, seed;
    unsigned digits;
    bool calm; /* ordinary arguments only */
} orth_vector_export;

/* Writes to `stream`; errors of the stream stay in it. ORTH_UNSUPPORTED when the function's layout
 * has no such format (schedules, rules and geometry are JSON only). */
orth_status orth_vector_export_write(FILE *stream, const orth_vector_export *export,
                                     orth_vector_format format, orth_error *error);

/* The Solidity test that goes with ORTH_VECTOR_FORMAT_FOUNDRY: an abstract contract that reads
 * `vectors` (a path) and compares, reverts with their whole payload included. */
orth_status orth_vector_export_solidity(FILE *stream, const orth_vector_export *export,
                                        const char *vectors, orth_error *error);

#endif
