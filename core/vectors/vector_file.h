/* Vector files: {"function", "contract", "signature", "seed", "cases": [...]}, read and compared
 * with what the emulator gives. */
#ifndef ORTH_VECTORS_VECTOR_FILE_H
#define ORTH_VECTORS_VECTOR_FILE_H

#include <stdio.h>

#include "contract/arguments.h"

typedef struct orth_vector_tally {
    uint64_t passed, failed;
} orth_vector_tally;

/* A case that does not match: where it stands ("/cases/3"), and JSON texts. */
typedef struct orth_vector_mismatch {
    const char *file, *place, *function;
    const char *inputs, *expected, *got;
} orth_vector_mismatch;

typedef void orth_vector_report(void *context, const orth_vector_mismatch *mismatch);

/* Checks every case of `file` ("-" is standard input), adding to *tally and reporting mismatches.
 * ORTH_IO when it cannot be read; ORTH_BAD_INPUT with file, JSON path, value and reason for what is
 * no vector file. */
orth_status orth_vector_check(const char *file, orth_vector_tally *tally,
                              orth_vector_report *report, void *context, orth_error *error);

/* The same for text in memory, of `length` bytes; `file` is for messages. */
orth_status orth_vector_check_text(const char *text, size_t length, const char *file,
                                   orth_vector_tally *tally, orth_vector_report *report,
                                   void *context, orth_error *error);

#endif
