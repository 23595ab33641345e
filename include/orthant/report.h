/* Comparisons and trajectories, and their artefacts: JSON, CSV, a table for the terminal, pictures.
 *
 * Writers leave errors in the stream (look at ferror or fclose); every number has 17 significant
 * digits, keys have a fixed order, and the same input gives the same bytes.
 */
#ifndef ORTHANT_REPORT_H
#define ORTHANT_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "orthant/export.h"
#include "orthant/path.h"
#include "orthant/scenario.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Up to this N^2 steps the optimum is computed for every comparison, a few milliseconds. */
#define ORTH_REPORT_OPTIMUM_MOST 1e6

/* What one path costs in one number of steps; L is its log loss. */
typedef struct orth_result {
    const char *path; /* the scenario's */
    uint64_t steps;
    double log_loss;         /* of the ideal schedule (for file:F of the stored one) */
    double loss_bp;          /* 1e4 (1 - e^-L), basis points of pool value */
    double loss_value;       /* value (1 - e^-L) in the pool's unit; 0 without a pool */
    double saving_vs_linear; /* 1 - L / L_linear; 0 when nothing moves */
    double excess_over_best; /* L / (least L of the asked paths at these steps) - 1; 0 likewise */
    /* L / (least L possible at these steps) - 1; NaN, null in the JSON, where the optimum was
     * neither asked for nor cheap (N^2 steps above ORTH_REPORT_OPTIMUM_MOST), or not reached */
    double excess_over_optimum;
} orth_result;

/* All asked (steps, path) pairs of a scenario, steps outer, paths inner, in the order asked. */
typedef struct orth_comparison {
    const orth_scenario *scenario; /* must outlive the comparison */
    double distance;               /* Fisher-Rao, start to target */
    double *leading_loss;          /* D^2 / (2 f), one a step count */
    size_t count;
    orth_result *results;
    char warning[200]; /* what a user should know of one of the paths; "" mostly */
} orth_comparison;

/* Computes them. Errors are those of orth_move_create and orth_path_create. */
ORTH_API orth_status orth_comparison_run(orth_comparison **comparison,
                                         const orth_scenario *scenario, orth_error *error);
ORTH_API void orth_comparison_free(orth_comparison *comparison); /* NULL is fine */

ORTH_API void orth_comparison_write_json(const orth_comparison *comparison, FILE *stream);
ORTH_API void orth_comparison_write_csv(const orth_comparison *comparison, FILE *stream);
/* For people: aligned, rounded, and plain about differences that do not matter. */
ORTH_API void orth_comparison_write_table(const orth_comparison *comparison, FILE *stream);

/* Below this difference in basis points the table says that the choice does not matter. */
#define ORTH_REPORT_MATTERS_BP 0.01

/* A schedule as a file: rows 0 .. steps. log_loss is that of the rows as written. Rows are
 * streamed, so memory does not grow with the steps. `tokens` has the move's n names. */
ORTH_API void orth_trajectory_write_json(orth_path *path, size_t n, const char *const *tokens,
                                         FILE *stream);
ORTH_API void orth_trajectory_write_csv(orth_path *path, size_t n, const char *const *tokens,
                                        FILE *stream);
/* A sample of at most 17 rows, evenly spaced, both ends included. */
ORTH_API void orth_trajectory_write_table(orth_path *path, size_t n, const char *const *tokens,
                                          FILE *stream);

/* Pictures, by gnuplot; the file's ending, .svg or .png, chooses the format (ORTH_BAD_INPUT for
 * another). The script that drew it is kept as FILE.gp when asked. ORTH_IO when gnuplot is missing
 * or fails; nothing half-written is left. */

/* Loss against steps, log-log, a line a path, and D^2/2f; bars when there is one step count. With
 * `excess`, the excess over the best instead. */
ORTH_API orth_status orth_comparison_plot(const orth_comparison *comparison, const char *file,
                                          bool excess, bool keep_script, orth_error *error);

/* Weights against time; for three tokens the ternary simplex. At most 2,000 points are drawn. */
ORTH_API orth_status orth_trajectory_plot(orth_path *path, size_t n, const char *const *tokens,
                                          const char *title, const char *file, bool keep_script,
                                          orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
