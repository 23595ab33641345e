/* A schedule that a user wrote: rows of weights from a JSON or CSV file. */
#ifndef ORTH_PATH_SCHEDULE_H
#define ORTH_PATH_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>

#include "orthant/path.h"

/* Rows under construction; each weight is high + low. */
typedef struct orth_schedule {
    size_t n, rows, room;
    double *high, *low;
    bool normalise;             /* rows may sum to anything above 0 */
    bool wei;                   /* some row was of integers with 18 decimals */
    double least_sum, most_sum; /* of the rows as they were, in weights */
} orth_schedule;

/* A row that sums to more than this is in wei, 1e-18 of a weight. */
#define ORTH_SCHEDULE_WEI_LEAST 1e9
/* How far rows of wei may begin and end from the move's ends, which are then the move's own: a
 * contract may hold nine decimals only, and round towards its rails. */
#define ORTH_SCHEDULE_WEI_ENDS 1e-6

/* The weights of a plan file, block by block, as rows; set by orth_plan_files_as_paths. NULL: plans
 * are not read. */
typedef orth_status orth_schedule_plan_reader(orth_schedule *schedule, const char *text,
                                              size_t length, const char *file,
                                              const char *const *tokens, orth_error *error);
extern orth_schedule_plan_reader *orth_schedule_plan;

/* Reads `file`: JSON (a trajectory, optimum, replay or plan file, or a bare array of rows) when its
 * first character is { or [, else CSV. Weights written as strings in JSON are exact and each such
 * row must sum to exactly 1; plain numbers, CSV and wei to 1 within ORTH_SUM_TOLERANCE, and the row
 * is then scaled. Columns are found by `tokens` where the file names them and tokens is not NULL.
 * ORTH_BAD_INPUT with file, row and value; ORTH_IO when it cannot be read. */
orth_status orth_schedule_load(orth_schedule *schedule, const char *file, size_t n, bool normalise,
                               const char *const *tokens, orth_error *error);
void orth_schedule_free(orth_schedule *schedule);

/* Appends one row: wei are made weights, the sum must be within ORTH_SUM_TOLERANCE unless
 * `normalise`, and the row is scaled to 1; then each weight must be in range. */
orth_status orth_schedule_append(orth_schedule *schedule, const double *high, const double *low,
                                 const char *file, orth_error *error);

/* The path that the schedule is, of a move between its first and its last row, at least one step;
 * its rows are the path's then, and it is empty. On failure it stays as it is. */
orth_status orth_path_of_schedule(orth_path **path, const char *name, const orth_move *move,
                                  orth_schedule *schedule, orth_error *error);

/* The reader of each format, for text in memory that ends with a NUL; the CSV reader cuts it up. */
orth_status orth_schedule_read_json(orth_schedule *schedule, const char *text, size_t length,
                                    const char *file, const char *const *tokens, orth_error *error);
orth_status orth_schedule_read_csv(orth_schedule *schedule, char *text, size_t length,
                                   const char *file, const char *const *tokens, orth_error *error);

#endif
