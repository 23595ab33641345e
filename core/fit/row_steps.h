/* How far apart the rows of a table of prices are. */
#ifndef ORTH_FIT_ROW_STEPS_H
#define ORTH_FIT_ROW_STEPS_H

#include <stddef.h>
#include <stdint.h>

#include "orthant/status.h"

typedef struct orth_row_steps {
    int64_t usual; /* microseconds: the step that most rows have, the shortest of those */
    size_t gaps;   /* steps that are longer */
} orth_row_steps;

/* rows >= 2, times in microseconds. ORTH_NO_MEMORY; ORTH_DOMAIN where the usual step is not above 0
 * and at most a year, which `what` ("market fit") begins. */
orth_status orth_row_steps_of(orth_row_steps *steps, size_t rows, const int64_t *times,
                              const char *what, orth_error *error);

#endif
