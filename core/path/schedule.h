/* A schedule that a user wrote: rows of weights from a JSON or CSV file. */
#ifndef ORTH_PATH_SCHEDULE_H
#define ORTH_PATH_SCHEDULE_H

#include <stddef.h>

#include "orthant/path.h"

/* Rows under construction; each weight is high + low. */
typedef struct orth_schedule {
    size_t n, rows, room;
    double *high, *low;
} orth_schedule;

/* Reads `file`: JSON (a trajectory or optimum file, or a bare array of rows) when its first
 * character is { or [, else CSV. Weights written as strings in JSON are exact and each such row
 * must sum to exactly 1; plain numbers and CSV to 1 within ORTH_SUM_TOLERANCE, and the row is then
 * scaled. Columns are found by `tokens` where the file names them and tokens is not NULL.
 * ORTH_BAD_INPUT with file, row and value; ORTH_IO when it cannot be read. */
orth_status orth_schedule_load(orth_schedule *schedule, const char *file, size_t n,
                               const char *const *tokens, orth_error *error);
void orth_schedule_free(orth_schedule *schedule);

/* Appends one row: each weight in range, the sum within ORTH_SUM_TOLERANCE, then scaled to 1. */
orth_status orth_schedule_append(orth_schedule *schedule, const double *high, const double *low,
                                 const char *file, orth_error *error);

/* The reader of each format, for text in memory that ends with a NUL; the CSV reader cuts it up. */
orth_status orth_schedule_read_json(orth_schedule *schedule, const char *text, size_t length,
                                    const char *file, const char *const *tokens, orth_error *error);
orth_status orth_schedule_read_csv(orth_schedule *schedule, char *text, size_t length,
                                   const char *file, const char *const *tokens, orth_error *error);

#endif
