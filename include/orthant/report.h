/* Results for people and for other programs: JSON, CSV, a table for the terminal, pictures. What is
 * read back is not written here but in its room (orthant/path.h, exact.h, plan_file.h).
 *
 * Writers leave errors in the stream (look at ferror or fclose); every number has 17 significant
 * digits, keys have a fixed order, and the same input gives the same bytes.
 */
#ifndef ORTHANT_REPORT_H
#define ORTHANT_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "orthant/api.h"
#include "orthant/audit.h"
#include "orthant/compare.h"
#include "orthant/estimator_tokens.h"
#include "orthant/exact.h"
#include "orthant/fee_study.h"
#include "orthant/hawkes_fit.h"
#include "orthant/launch.h"
#include "orthant/live.h"
#include "orthant/market_fit.h"
#include "orthant/market_score.h"
#include "orthant/path.h"
#include "orthant/plan.h"
#include "orthant/plan_file.h"
#include "orthant/pool_events.h"
#include "orthant/safety_study.h"
#include "orthant/scenario.h"
#include "orthant/simulate.h"
#include "orthant/weights.h"

#ifdef __cplusplus
extern "C" {
#endif

ORTH_API void orth_comparison_write_json(const orth_comparison *comparison, FILE *stream);
ORTH_API void orth_comparison_write_csv(const orth_comparison *comparison, FILE *stream);
/* For people: aligned, rounded, and plain about differences that do not matter. */
ORTH_API void orth_comparison_write_table(const orth_comparison *comparison, FILE *stream);

/* What is said of results of one number of steps: their cost with fee and noise, and with gas. */
typedef struct orth_priced {
    const orth_scenario *scenario;
    const orth_scenario_cost *pricing;
    size_t count; /* >= 1 */
    const orth_comparison_result *results;
} orth_priced;
/* In sentences, a line each, behind `indent` blanks; nothing where there is neither. */
ORTH_API void orth_priced_write(const orth_priced *of, int indent, FILE *stream);

/* Below this difference in basis points the table says that the choice does not matter. */
#define ORTH_REPORT_MATTERS_BP 0.01

/* A schedule, whose file is written by orthant/path.h: a sample of at most 17 rows, evenly spaced,
 * both ends included. */
ORTH_API void orth_trajectory_write_table(orth_path *path, size_t n, const char *const *tokens,
                                          FILE *stream);

/* Weights of strategies from block 0 on: scenarios/schema/weights.schema.json states the JSON. Rows
 * of the CSV are block,TOKEN,..., with the strategy's name before them where there are several. The
 * table has at most 11 blocks and 8 tokens of each. Errors of the prices; on failure half is
 * written, to be dropped. Memory does not grow with blocks. */
ORTH_API orth_status orth_weights_write_json(orth_weights *weights, FILE *stream,
                                             orth_error *error);
ORTH_API orth_status orth_weights_write_csv(orth_weights *weights, FILE *stream, orth_error *error);
ORTH_API orth_status orth_weights_write_table(orth_weights *weights, FILE *stream,
                                              orth_error *error);

/* A proven optimum, whose files are written by orthant/exact.h, with a few of its rows and the
 * geodesic between its ends beside it; `name` is what it calls the move. Its JSON's limits of time
 * and memory, and O(steps n) more. On failure half a table is written, to be dropped. */
ORTH_API orth_status orth_exact_optimum_write_table(const orth_exact_optimum *optimum,
                                                    const char *name, const char *const *tokens,
                                                    FILE *stream, orth_error *error);

/* What is to be told beside a plan, in lines without an end. Functions add theirs, and leave out
 * what has no room; a caller begins with count 0. */
#define ORTH_PLAN_NOTES_MAX 8
#define ORTH_PLAN_NOTE_MAX 600
typedef struct orth_plan_notes {
    size_t count;
    char lines[ORTH_PLAN_NOTES_MAX][ORTH_PLAN_NOTE_MAX];
} orth_plan_notes;

/* Of time: what the scenario leaves to the program, a start before `now` (Unix seconds; 0: not
 * known), and one that is nearer to it than `notice` seconds. */
ORTH_API void orth_plan_clock_notes(orth_plan_notes *notes, const orth_scenario *scenario,
                                    uint64_t notice, uint64_t now);

/* The nearest legal target, where `wanted` does not plan for one and the move's own is not legal;
 * orth_plan_study_legal finds it. */
ORTH_API void orth_plan_legal_note(orth_plan_notes *notes, const orth_move *move,
                                   const orth_plan_study_options *wanted);

/* What a plan costs with the scenario's fee, noisy prices and gas, by the weights of its replay. It
 * is not in the plan's file, whose every claim is certified. */
typedef struct orth_plan_cost {
    const orth_scenario *scenario;
    orth_scenario_cost *pricing; /* NULL where the market cannot be read, which is noted */
    orth_comparison_result result;
} orth_plan_cost;

/* Notes what is assumed, or why nothing is told. Errors are those of orth_replay_path and
 * orth_comparison_measure; ORTH_NO_MEMORY. To be cleared in any case. */
ORTH_API orth_status orth_plan_cost_find(orth_plan_cost *cost, const orth_plan_study *study,
                                         const orth_scenario *scenario, orth_plan_notes *notes,
                                         orth_error *error);
ORTH_API void orth_plan_cost_clear(orth_plan_cost *cost);
/* The cost itself; nothing where there is nothing to say. */
ORTH_API void orth_plan_cost_notes(orth_plan_notes *notes, const orth_plan_cost *cost);

/* A simulation: scenarios/schema/simulation.schema.json states the JSON. `threads` is what was
 * asked for (0: all), told in the JSON alone. `exact`, unless NULL, is the same simulation by exact
 * arbitrage, to whose final values those by the rules of quantammsim are compared. */
ORTH_API void orth_simulation_write_json(const orth_simulation *simulation, unsigned threads,
                                         const orth_simulation *exact, FILE *stream);
/* One price path: a row a schedule. More: a row a schedule and figure. */
ORTH_API void orth_simulation_write_csv(const orth_simulation *simulation, FILE *stream);
ORTH_API void orth_simulation_write_table(const orth_simulation *simulation,
                                          const orth_simulation *exact, FILE *stream);

ORTH_API void orth_best_steps_write_json(const orth_best_steps *report, unsigned threads,
                                         FILE *stream);
ORTH_API void orth_best_steps_write_csv(const orth_best_steps *report, FILE *stream);
ORTH_API void orth_best_steps_write_table(const orth_best_steps *report, FILE *stream);
/* The curve with its error bars over the differences with theirs, as a picture (see below). */
ORTH_API orth_status orth_best_steps_plot(const orth_best_steps *report, const char *file,
                                          bool keep_script, orth_error *error);

/* The best fee. The CSV is its curve; the picture (see below) income and losses above, net income
 * with the best fees marked below. */
ORTH_API void orth_fee_study_write_json(const orth_fee_study *study, FILE *stream);
ORTH_API void orth_fee_study_write_csv(const orth_fee_study *study, FILE *stream);
ORTH_API void orth_fee_study_write_table(const orth_fee_study *study, FILE *stream);
ORTH_API orth_status orth_fee_study_plot(const orth_fee_study *study, const char *file,
                                         bool keep_script, orth_error *error);

/* The same launch in a contract's integers: the same results on as many price paths. */
typedef struct orth_launch_in_contract {
    const char *name; /* "v3" */
    const orth_launch *launch;
} orth_launch_in_contract;

/* A launch, and beside it that of a contract unless it is NULL: scenarios/schema/launch.schema.json
 * states the JSON; `threads` is what was asked for (0: all). CSV of one price path: a row a result;
 * of more: a row a result and figure, and, called "paired", a row a figure less the first result's.
 * ORTH_NO_MEMORY where estimates find none: half is written then, to be dropped. */
ORTH_API orth_status orth_launch_write_json(const orth_launch *launch, unsigned threads,
                                            const orth_launch_in_contract *contract, FILE *stream,
                                            orth_error *error);
ORTH_API orth_status orth_launch_write_csv(const orth_launch *launch,
                                           const orth_launch_in_contract *contract, FILE *stream,
                                           orth_error *error);
ORTH_API orth_status orth_launch_write_table(const orth_launch *launch,
                                             const orth_launch_in_contract *contract, FILE *stream,
                                             orth_error *error);
/* The price over time with that if nobody buys, what was raised so far, and who paid what, as a
 * picture (see below). ORTH_BAD_INPUT where no curves were recorded. */
ORTH_API orth_status orth_launch_plot(const orth_launch *launch, const char *file, bool keep_script,
                                      orth_error *error);

/* Whether schedules are safe: scenarios/schema/safety.schema.json states the JSON. Rows of the CSV
 * are a schedule's blocks (of its worst run): how many blocks from there on are safe, and the worst
 * window. The picture (see below) has the blocks that are safe, from block to block, above, and the
 * extraction of the worst window against the attacker's capital below. */
ORTH_API void orth_safety_study_write_json(const orth_safety_study *study, FILE *stream);
ORTH_API void orth_safety_study_write_csv(const orth_safety_study *study, FILE *stream);
ORTH_API void orth_safety_study_write_table(const orth_safety_study *study, FILE *stream);
ORTH_API orth_status orth_safety_study_plot(const orth_safety_study *study, const char *file,
                                            bool keep_script, orth_error *error);

/* A pool's log read back, and what else is to be told of it. Money is in the unit of the log's
 * prices. */
typedef struct orth_live_report {
    const orth_live_log *log;
    const orth_live_options *options;
    const orth_live *live;
    const orth_pool_events *events;         /* NULL: not to be told */
    const orth_live_log *against;           /* another log; NULL: none. Needs both events */
    const orth_pool_events *against_events; /* of it */
    const orth_live *against_live;          /* of it, for its notes; NULL: those of the log alone */
} orth_live_report;
/* scenarios/schema/live.schema.json states the JSON. ORTH_BAD_INPUT where events cannot be compared
 * (orth_pool_events_distance), before anything is written. */
ORTH_API orth_status orth_live_write_json(const orth_live_report *report, FILE *stream,
                                          orth_error *error);
ORTH_API orth_status orth_live_write_table(const orth_live_report *report, FILE *stream,
                                           orth_error *error);
/* What was extracted so far against the best (as orth_live_step has it), and how far apart levels
 * were before and after trade, against the fee's band, over the blocks, as a picture (see below).
 * At most 480 points a line, each of as many blocks: sums at their ends, means, and the range. */
ORTH_API orth_status orth_live_plot(const orth_live_report *report, const char *file,
                                    bool keep_script, orth_error *error);

/* A model scored against parts of the data, in the order in which they are to be told. */
typedef struct orth_score_report {
    const char *model; /* as it was asked for */
    size_t n;
    const char *const *tokens;
    size_t rows;
    size_t part_count;
    const orth_score_part *parts;
    size_t note_count;
    const char *const *notes; /* what was assumed on reading and fitting */
} orth_score_report;
/* scenarios/schema/market-score.schema.json states the JSON. */
ORTH_API void orth_score_write_json(const orth_score_report *report, FILE *stream);
ORTH_API void orth_score_write_table(const orth_score_report *report, FILE *stream);
/* Quantiles of the data against the model's and GBM's, for each token at the first horizon and the
 * last that is defined, and autocorrelations of r, |r| and r^2 at the first, as a picture (see
 * below), of the last part: a model is judged by data that it was not fitted to. Quantiles end
 * where the data do, at the probabilities 1 / 2n and 1 - 1 / 2n. Around autocorrelations is the
 * data's interval, or without resamples 1.96 / sqrt(n) about 0. At most so many tokens are drawn,
 * the first ones; the title says so. */
#define ORTH_SCORE_PLOT_TOKENS 16
ORTH_API orth_status orth_score_plot(const orth_score_report *report, const char *file,
                                     bool keep_script, orth_error *error);

/* A model of prices fitted to data: scenarios/schema/market-fit.schema.json states the JSON. */
ORTH_API void orth_market_fit_write_json(const orth_market_fit *fit, FILE *stream);
ORTH_API void orth_market_fit_write_table(const orth_market_fit *fit, FILE *stream);

/* A record of trades and the flow that is fitted to it (orth_hawkes_fit_record):
 * scenarios/schema/hawkes-fit.schema.json states the JSON. */
typedef struct orth_hawkes_report {
    const orth_flow_record *record;
    const orth_hawkes_fit *fit;
    double block_seconds; /* 0: not known, and a record in seconds was fitted by the second */
} orth_hawkes_report;
ORTH_API void orth_hawkes_fit_write_json(const orth_hawkes_report *report, FILE *stream);
ORTH_API void orth_hawkes_fit_write_table(const orth_hawkes_report *report, FILE *stream);

/* Estimators fitted to prices, and a rule held against them:
 * scenarios/schema/estimator-fit.schema.json states the JSON. */
ORTH_API void orth_estimator_write_json(const orth_estimator_tokens *fits, FILE *stream);
ORTH_API void orth_estimator_write_table(const orth_estimator_tokens *fits, FILE *stream);
/* The profile likelihood of lambda in each market, with its interval and the rule, of at most so
 * many tokens, the first ones, as a picture (see below). */
#define ORTH_ESTIMATOR_PLOT_TOKENS 16
ORTH_API orth_status orth_estimator_plot(const orth_estimator_tokens *fits, const char *file,
                                         bool keep_script, orth_error *error);

/* An audit of a contract function, with the arguments at which its extremes were reached. These
 * four need no memory but some 150 kB of stack (ORTH_CONTRACT_WORDS_MAX words). */
ORTH_API void orth_audit_write_json(const orth_audit *audit, FILE *stream);
/* A row a kind of error. */
ORTH_API void orth_audit_write_csv(const orth_audit *audit, FILE *stream);
ORTH_API void orth_audit_write_table(const orth_audit *audit, FILE *stream);
/* The size of the error against the last argument, log-log, as a picture (see below); of the first
 * 20,000 samples that have an error. */
ORTH_API orth_status orth_audit_plot(const orth_audit *audit, const char *file, bool keep_script,
                                     orth_error *error);

/* What was recorded of each schedule: value, weights, prices and reserves over the blocks. */
typedef struct orth_recording orth_recording;
ORTH_API orth_status orth_recording_create(orth_recording **series, const orth_scenario *scenario,
                                           orth_error *error);
ORTH_API void orth_recording_free(orth_recording *series); /* NULL is fine */
/* For orth_simulate_options.record, with the series as `user`. Memory that cannot be had is told
 * by orth_recording_check. */
ORTH_API void orth_recording_record(void *series, size_t result, uint64_t block,
                                    const orth_run *run);
/* Whose times the blocks have: dates, or without them seconds since block 0. It must live as long
 * as the series. */
ORTH_API void orth_recording_set_times(orth_recording *series, const orth_simulation *simulation);
ORTH_API orth_status orth_recording_check(const orth_recording *series, orth_error *error);
/* A row a schedule and block, schedules one after the other; with every block it is a log for
 * orthant/live.h, the swap fee of each block in it. */
ORTH_API void orth_recording_write_csv(const orth_recording *series, FILE *stream);

/* Pictures, by gnuplot; the file's ending, .svg or .png, chooses the format (ORTH_BAD_INPUT for
 * another). The script that drew it is kept as FILE.gp when asked. ORTH_IO when gnuplot is missing
 * or fails; nothing half-written is left. */

/* Whether a picture may have that name, before anything is computed for it. */
ORTH_API orth_status orth_picture_check(const char *file, orth_error *error);

/* What the last picture could not show: letters of a PNG that no font of this machine has. ""
 * mostly; until the next picture is begun. */
ORTH_API const char *orth_picture_note(void);

/* Loss against steps, log-log, a line a path, and D^2/2f; bars when there is one step count; below
 * it the excess over the best path, where there is one. With `excess` that alone. */
ORTH_API orth_status orth_comparison_plot(const orth_comparison *comparison, const char *file,
                                          bool excess, bool keep_script, orth_error *error);

/* Weights against time; for three tokens the ternary simplex. At most 2,000 points are drawn. */
ORTH_API orth_status orth_trajectory_plot(orth_path *path, size_t n, const char *const *tokens,
                                          const char *title, const char *file, bool keep_script,
                                          orth_error *error);

/* Weights over time, ideal and as executed, the calls marked; below, what each block loses. */
ORTH_API orth_status orth_replay_plot(const orth_plan *plan, const orth_replay *replay,
                                      const char *const *tokens, const char *title,
                                      const char *file, bool keep_script, orth_error *error);

/* With a recording: value of each schedule and of holding, shortfall against rebalancing, and
 * weights (of at most 8 tokens), over the blocks. With several price paths: histograms of each
 * schedule's shortfall, and of the differences to the first schedule's, price path by price path.
 * Strategies with a recording: orth_strategies_plot of the price path that it is of, hold being the
 * first strategy's, and distances over the blocks that were recorded.
 * ORTH_BAD_INPUT with neither. */
ORTH_API orth_status orth_simulation_plot(const orth_simulation *simulation,
                                          const orth_recording *recording, const char *file,
                                          bool keep_script, orth_error *error);

/* Strategies over the blocks of one price path, from arrays of the caller's. What is NULL is not
 * drawn: values with benchmarks in grey, and below them what each strategy lies under its highest
 * value so far; the weights of at most 8 strategies as areas; distances of weights
 * (orth_alike_distances) of at most 40 as a heat map. A colour is a strategy where lines are, a
 * token where areas are. */
typedef struct orth_strategies_picture {
    const char *title;    /* may be NULL */
    size_t rows;          /* at least 2 */
    const double *blocks; /* [row], ascending */
    const int64_t *times; /* [row], microseconds since 1970 UTC: dates in place of blocks; NULL */
    size_t strategies;    /* at least 1 */
    const char *const *names;
    const char *unit;     /* of values; may be NULL */
    const double *values; /* [strategy][row] */
    size_t benchmarks;
    const char *const *benchmark_names;
    const double *benchmark_values; /* [benchmark][row]; drawn with values only */
    size_t n;
    const char *const *tokens;
    const double *weights;   /* [strategy][row][token] */
    const double *distances; /* [strategy][strategy]; of several strategies */
} orth_strategies_picture;

/* ORTH_BAD_INPUT with neither values nor weights, or with fewer rows. */
ORTH_API orth_status orth_strategies_plot(const orth_strategies_picture *of, const char *file,
                                          bool keep_script, orth_error *error);

/* The weights of all its strategies as areas, by that; several with their distances. Of at most
 * 1,000 blocks, evenly over all of them. Errors of orth_weights_next too. */
ORTH_API orth_status orth_weights_plot(orth_weights *weights, const char *file, bool keep_script,
                                       orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
