/* Paths between two points of the simplex: families of schedules w_0 .. w_f, and their loss.
 *
 * A move is a pair of ends; a path is a family's schedule for a move in `steps` steps. Every family
 * is one file in core/path/ and one line of the table in core/path/families.c.
 */
#ifndef ORTHANT_PATH_H
#define ORTHANT_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "orthant/api.h"
#include "orthant/limits.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The ends of a move, each as the nearest doubles and the rest (value = high + low), and the
 * displacement target - start, correct in its last bits even where the ends agree in 15 digits. */
typedef struct orth_move {
    size_t n;
    double *start, *start_low;
    double *target, *target_low;
    double *delta;
    bool normalise; /* rows of file: may sum to anything above 0, and are divided by their sums;
                       false of orth_move_create, the caller's to set */
} orth_move;

/* Copies the ends; both must pass orth_simplex_validate (ORTH_DOMAIN). A low part may be NULL
 * (zeros). Ends whose sum is not 1 are scaled to it. *move is NULL on failure. O(n) memory. */
ORTH_API orth_status orth_move_create(orth_move **move, size_t n, const double *start,
                                      const double *start_low, const double *target,
                                      const double *target_low, orth_error *error);
ORTH_API void orth_move_free(orth_move *move); /* NULL is fine */

/* Fisher-Rao distance D of the move's ends: relative error at most 2^-51 for moves of relative size
 * 1e-15 and more, 1e-31 / D for smaller ones (the ends are double-doubles); exactly 0 when start
 * equals target. */
ORTH_API double orth_move_distance(const orth_move *move);

/* D^2 / (2 f): the leading order of the least loss in `steps` steps. */
ORTH_API double orth_move_leading_loss(const orth_move *move, uint64_t steps);

/* One entry a family. */
typedef struct orth_path_family {
    const char *name;     /* "linear", "power" */
    const char *argument; /* what follows the colon: "P", "FILE"; NULL when nothing does. "SHAPE",
                             of dutch, may be left out with its colon */
    const char *summary;  /* one line */
} orth_path_family;

/* The table of families, in the order in which they are listed; ends with a NULL pointer. */
ORTH_API const orth_path_family *const *orth_path_families(void);

/* Whether `name` ("linear", "power:0.5", "file:ours.json") names a path, without opening files:
 * ORTH_BAD_INPUT with the nearest known name, or with what the argument must be. */
ORTH_API orth_status orth_path_check_name(const char *name, orth_error *error);

typedef struct orth_path orth_path;

/* The path `name` for the move in `steps` steps (1 .. ORTH_STEPS_MAX). `tokens` (n names) serves
 * "file:F" only, whose columns it finds by name; NULL means by position. The move must live as long
 * as the path. Memory O(n), but for file:F (its whole schedule). Files: ORTH_BAD_INPUT with file,
 * row, value and permitted range; a number of steps or ends other than the move's are refused. */
ORTH_API orth_status orth_path_create(orth_path **path, const char *name, const orth_move *move,
                                      uint64_t steps, const char *const *tokens, orth_error *error);
ORTH_API void orth_path_free(orth_path *path); /* NULL is fine */

ORTH_API const char *orth_path_name(const orth_path *path);
ORTH_API uint64_t orth_path_steps(const orth_path *path);
/* What a user should know of this path (an optimum not reached to full accuracy); NULL mostly. */
ORTH_API const char *orth_path_warning(const orth_path *path);
/* What was done to the rows of a file: (divided by their sums, and which those were); NULL when
 * nothing was. */
ORTH_API const char *orth_path_note(const orth_path *path);
ORTH_API size_t orth_path_tokens(const orth_path *path); /* n, the length of a row */

/* Fills rows first .. first+count-1 of the schedule (first+count <= steps+1), each of n weights
 * that sum to 1 within 4 n u; row 0 is the start and row `steps` the target, exactly as given.
 * `displacements`, unless NULL, gets w_{k+1} - w_k for the same rows (zero for the last row of
 * the schedule) to a few u relative to the step, however small.
 * Rows may be asked for in any order; the bits of a row do not depend on how it was asked for.
 * Not to be called by two threads for one path. Allocates nothing. */
ORTH_API void orth_path_fill(orth_path *path, uint64_t first, size_t count, double *weights,
                             double *displacements);

/* Rows first .. first+*count-1 in memory of the path's own, valid until the next call for it; as
 * many as the path streams at a time, or as are left (first <= steps). */
ORTH_API const double *orth_path_block(orth_path *path, uint64_t first, size_t *count);

/* sum over k of KL(w_{k+1} || w_k) of the ideal schedule: from weights and displacements, so that
 * the rounding of stored weights plays no part (for file:F: of the schedule in the file). Streams:
 * O(n) memory at any number of steps, compensated totals. Relative error at most 1e-14 against the
 * family's exact loss for the ends as given, for moves of relative size 1e-15 and more (smaller
 * ones meet the end of the ends' double-doubles). Zero when start equals target. This, and what
 * follows, is NaN where it was stopped (orthant/stop.h). */
ORTH_API double orth_path_log_loss(orth_path *path);

/* How evenly the steps share that loss: the standard deviation of the steps' losses over their
 * mean, all steps taken; 0 is best, and stands for a move that loses nothing too. Each loss has a
 * relative error of 1e-13. */
typedef struct orth_path_losses {
    double log_loss; /* orth_path_log_loss, to the bit */
    double step_cv;
} orth_path_losses;
ORTH_API orth_path_losses orth_path_losses_of(orth_path *path);

/* The sum of the Fisher-Rao distances of its steps: D along the geodesic, more elsewhere. Relative
 * error 1e-14. */
ORTH_API double orth_path_length(orth_path *path);

/* The loss of the schedule as orth_path_fill stores it in doubles: what a trajectory file holds.
 * It differs from the ideal schedule's by about 1e-16 / (relative size of a step). */
ORTH_API double orth_path_stored_log_loss(orth_path *path);

/* A schedule as a file, which the path "file:F" reads: rows 0 .. steps. log_loss is that of the
 * rows as written. Rows are streamed, so memory does not grow with the steps. `tokens` has the
 * move's n names. Errors stay in the stream (ferror). */
ORTH_API void orth_trajectory_write_json(orth_path *path, size_t n, const char *const *tokens,
                                         FILE *stream);
ORTH_API void orth_trajectory_write_csv(orth_path *path, size_t n, const char *const *tokens,
                                        FILE *stream);

/* Bounds asserted by the tests, in units in the last place of the exact point for the ends given.
 */
#define ORTH_GEODESIC_ULP 12
#define ORTH_BISECTION_ULP 4 /* to depth 10 */

#ifdef __cplusplus
}
#endif
#endif
