/* A trajectory or optimum file: its weights as integers, and what it claims about them. */
#ifndef ORTH_EXACT_SCHEDULE_FILE_H
#define ORTH_EXACT_SCHEDULE_FILE_H

#include <jansson.h>

#include "exact/rows.h"
#include "orthant/exact.h"
#include "orthant/running.h"

typedef struct orth_schedule_file {
    json_t *root;
    orth_rows rows;
    unsigned digits;             /* that the file says it has; 0 when it says nothing */
    orth_exact_running *running; /* NULL without a running cost */
} orth_schedule_file;

/* Reads the text, sets the certificate's kind, path, n, tokens, steps and what was renormalised;
 * and its refusal, where the weights are well written but not feasible (rows is then unusable), or
 * a running cost is not convex.
 * ORTH_BAD_INPUT with line and column or JSON path for a malformed file. */
orth_status orth_schedule_file_parse(orth_schedule_file *in, orth_exact_certificate *certificate,
                                     const char *text, size_t length, const char *file,
                                     orth_error *error);
void orth_schedule_file_clear(orth_schedule_file *in); /* a zeroed struct is fine */

#endif
