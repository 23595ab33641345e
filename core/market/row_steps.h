/* How far apart the rows of a table of prices are, and which of them have a gap between them. */
#ifndef ORTH_MARKET_ROW_STEPS_H
#define ORTH_MARKET_ROW_STEPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/status.h"

/* The usual step is the median of all, of an even number the lower one. A gap is a step more than
 * half as long again: what prices do over it is no return of one block. */
typedef struct orth_row_steps {
    int64_t usual; /* microseconds */
    size_t gaps;
} orth_row_steps;

/* rows >= 2; times in microseconds, rising. is_gap [rows - 1], or NULL, gets which steps are gaps.
 * ORTH_NO_MEMORY. */
orth_status orth_row_steps_of(orth_row_steps *steps, bool *is_gap, size_t rows,
                              const int64_t *times, orth_error *error);

/* ORTH_DOMAIN where the usual step is longer than a year, which `what` ("market fit") begins. */
orth_status orth_row_steps_check(const orth_row_steps *steps, const char *what, orth_error *error);

#endif
