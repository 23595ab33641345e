/* Test vectors: sampled cases and what the emulator gives for them, in several formats. */
#ifndef ORTH_VECTORS_EXPORT_H
#define ORTH_VECTORS_EXPORT_H

#include <stdio.h>

#include "orthant/contract.h"

typedef enum orth_export_format {
    ORTH_EXPORT_JSON,    /* the layout that `check` reads */
    ORTH_EXPORT_CSV,     /* a column an argument, then result and revert */
    ORTH_EXPORT_FOUNDRY, /* one object of arrays of decimal strings, as forge reads right */
    ORTH_EXPORT_ABI      /* abi.encode of one array an argument, results, and bytes[] of reverts */
} orth_export_format;

typedef struct orth_export {
    const orth_contract_function *function;
    uint64_t count, seed;
    unsigned digits;
    bool calm; /* ordinary arguments only */
} orth_export;

/* Writes to `stream`; errors of the stream stay in it. ORTH_UNSUPPORTED when the function's layout
 * has no such format (schedules, rules and geometry are JSON only). */
orth_status orth_export_write(FILE *stream, const orth_export *export, orth_export_format format,
                              orth_error *error);

/* The Solidity test that goes with ORTH_EXPORT_FOUNDRY: an abstract contract that reads
 * `vectors` (a path) and compares, reverts with their whole payload included. */
orth_status orth_export_solidity(FILE *stream, const orth_export *export, const char *vectors,
                                 orth_error *error);

#endif
