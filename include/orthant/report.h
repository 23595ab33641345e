/* Comparisons, trajectories and simulations, and their artefacts: JSON, CSV, a table for the
 * terminal, pictures.
 *
 * Writers leave errors in the stream (look at ferror or fclose); every number has 17 significant
 * digits, keys have a fixed order, and the same input gives the same bytes.
 */
#ifndef ORTHANT_REPORT_H
#define ORTHANT_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "orthant/api.h"
#include "orthant/path.h"
#include "orthant/scenario.h"
#include "orthant/simulate.h"

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

/* A simulation: scenarios/simulation.schema.json states the JSON. `threads` is what was asked for
 * (0: all), told in the JSON alone. `exact`, unless NULL, is the same simulation by exact
 * arbitrage, to whose final values those by the rules of quantammsim are compared. */
ORTH_API void orth_simulation_write_json(const orth_simulation *simulation, unsigned threads,
                                         const orth_simulation *exact, FILE *stream);
/* One price path: a row a schedule. More: a row a schedule and figure. */
ORTH_API void orth_simulation_write_csv(const orth_simulation *simulation, FILE *stream);
ORTH_API void orth_simulation_write_table(const orth_simulation *simulation,
                                          const orth_simulation *exact, FILE *stream);

/* What each number of steps costs, in the log of value: by the closed form, and by simulation as
 *   log_shortfall of the moving pool - log_shortfall of the pool at the target + exposures
 * (orth_simulation_at_target), with the exposures that no simulation sees (updates and tracking,
 * for each step). Both measure the same: what the way costs more than being there.
 *
 * Costs are compared price path by price path, since all numbers of steps see the same prices. A
 * verdict says what the joint 95 % interval of cost - (1 + 1 %) least cost shows; with one price
 * path the interval is its one value. There is no 1 % of a least cost that may be 0 or less (its
 * own 95 % interval not wholly above 0): then only what costs the same on every price path is
 * within. Joint: of k numbers of steps, each of the k (k - 1) ordered
 * pairs has an interval of level 1 - 0.05 / (k (k - 1)) (Bonferroni), so that with 95 % all of them
 * hold together, and so those of the pairs with the least, though it was chosen by the same price
 * paths. */
#define ORTH_STEPS_FLAT 0.01
typedef enum orth_steps_verdict {
    ORTH_STEPS_LEAST,    /* the least mean of those tried */
    ORTH_STEPS_WITHIN,   /* costs at most 1 % more */
    ORTH_STEPS_OPEN,     /* not decided by this many price paths */
    ORTH_STEPS_BEYOND,   /* costs more than 1 % more */
    ORTH_STEPS_UNDEFINED /* costs more than a least cost that may be 0 or less */
} orth_steps_verdict;

/* "least" and so on, as in the results. */
ORTH_API const char *orth_steps_verdict_name(orth_steps_verdict verdict);

typedef struct orth_steps_point {
    uint64_t steps;
    double closed_form;           /* D^2 / (2 f) + l f; without the l f where l <= 0 */
    double cost;                  /* simulated; below 0: the way earns more than it costs */
    double stderr_, low, high;    /* of it; all the cost with one price path */
    orth_estimate difference;     /* cost - least cost */
    double joint_low, joint_high; /* its joint interval; told from 0 where that leaves it out */
    orth_steps_verdict verdict;
} orth_steps_point;

/* Numbers of steps among those tried, both included. */
typedef struct orth_steps_range {
    uint64_t from, to;
} orth_steps_range;

typedef struct orth_steps_report {
    const orth_simulation *simulation; /* of one path in several numbers of steps */
    orth_exposure exposure;
    size_t count;
    orth_steps_point *points; /* in the order of the steps */
    size_t best;              /* the point of least cost */
    orth_estimate at_target;  /* log_shortfall of the pool at the target */
    bool defined;             /* whether the least cost is above 0, and 1 % of it means anything */
    bool ended;               /* the market has no blocks for more steps than the last point's */
    double joint;             /* half-widths of joint intervals, in standard errors */
    orth_steps_range within;  /* around the least, with nothing else between */
    orth_steps_range perhaps; /* the first and last that are not beyond, nor undefined */
    orth_steps_range tied;    /* the first and last that are not told from the least */
} orth_steps_report;

/* `at_target` is that of `simulation`, and is not kept. ORTH_BAD_INPUT for a simulation of several
 * paths. */
ORTH_API orth_status orth_steps_report_create(orth_steps_report **report,
                                              const orth_simulation *simulation,
                                              const orth_simulation *at_target,
                                              const orth_exposure *exposure, orth_error *error);
ORTH_API void orth_steps_report_free(orth_steps_report *report); /* NULL is fine */
ORTH_API void orth_steps_report_write_json(const orth_steps_report *report, unsigned threads,
                                           FILE *stream);
ORTH_API void orth_steps_report_write_csv(const orth_steps_report *report, FILE *stream);
ORTH_API void orth_steps_report_write_table(const orth_steps_report *report, FILE *stream);
/* The curve with its error bars over the differences with theirs, as a picture (see below). */
ORTH_API orth_status orth_steps_report_plot(const orth_steps_report *report, const char *file,
                                            bool keep_script, orth_error *error);

/* What was recorded of each schedule: value, weights, prices and reserves over the blocks. */
typedef struct orth_recording orth_recording;
ORTH_API orth_status orth_recording_create(orth_recording **series, const orth_scenario *scenario,
                                           orth_error *error);
ORTH_API void orth_recording_free(orth_recording *series); /* NULL is fine */
/* For orth_simulate_options.record, with the series as `user`. Memory that cannot be had is told
 * by orth_recording_check. */
ORTH_API void orth_recording_record(void *series, size_t result, uint64_t block,
                                    const orth_run *run);
ORTH_API orth_status orth_recording_check(const orth_recording *series, orth_error *error);
/* A row a schedule and block, schedules one after the other. */
ORTH_API void orth_recording_write_csv(const orth_recording *series, FILE *stream);

/* Pictures, by gnuplot; the file's ending, .svg or .png, chooses the format (ORTH_BAD_INPUT for
 * another). The script that drew it is kept as FILE.gp when asked. ORTH_IO when gnuplot is missing
 * or fails; nothing half-written is left. */

/* Whether a picture may have that name, before anything is computed for it. */
ORTH_API orth_status orth_picture_check(const char *file, orth_error *error);

/* Loss against steps, log-log, a line a path, and D^2/2f; bars when there is one step count. With
 * `excess`, the excess over the best instead. */
ORTH_API orth_status orth_comparison_plot(const orth_comparison *comparison, const char *file,
                                          bool excess, bool keep_script, orth_error *error);

/* Weights against time; for three tokens the ternary simplex. At most 2,000 points are drawn. */
ORTH_API orth_status orth_trajectory_plot(orth_path *path, size_t n, const char *const *tokens,
                                          const char *title, const char *file, bool keep_script,
                                          orth_error *error);

/* With a recording: value of each schedule and of holding, shortfall against rebalancing, and
 * weights (of at most 8 tokens), over the blocks. With several price paths: histograms of each
 * schedule's shortfall, and of the differences to the first schedule's, price path by price path.
 * ORTH_BAD_INPUT with neither. */
ORTH_API orth_status orth_simulation_plot(const orth_simulation *simulation,
                                          const orth_recording *recording, const char *file,
                                          bool keep_script, orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
