/* Tuning: which values of some of a scenario's keys are best, and how much of what was found is
 * luck. A study is a JSON file (version 1); scenarios/schema/study.schema.json states the format,
 * orthant-tune(1) its keys.
 *
 * What is tuned on prices looks better on them than it is. So nothing is told of a tuned result
 * without the same for the scenario as it stands, the default, and without prices that the search
 * has not seen: later windows of price files (walk-forward), or fresh price paths of a model. */
#ifndef ORTHANT_TUNE_H
#define ORTHANT_TUNE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "orthant/api.h"
#include "orthant/prices.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is made best. By name, of the scenario's one strategy (or its first path and number of
 * steps):
 *   growth     log(final value / start value) / years, in the mean of the price paths
 *   sharpe     the Sharpe ratio of performance.h, in the mean of the price paths
 *   shortfall  1e4 log(rebalance value / final value), in bp, in the mean of the price paths
 * The first two are made greatest, the last one least. Anything else is a JSON pointer into what
 * the study's command prints with --json. */
typedef enum orth_tune_objective {
    ORTH_TUNE_GROWTH,
    ORTH_TUNE_SHARPE,
    ORTH_TUNE_SHORTFALL,
    ORTH_TUNE_POINTER
} orth_tune_objective;

typedef enum orth_tune_validation {
    ORTH_TUNE_WALK_FORWARD, /* on dated price files */
    ORTH_TUNE_FRESH_PATHS,  /* of a market whose price paths are random */
    ORTH_TUNE_EXACT         /* the objective is no matter of chance: there is nothing to validate */
} orth_tune_validation;

typedef struct orth_study orth_study;

/* Reads and validates `file` ("-" for standard input) with the scenario that it names.
 * ORTH_BAD_INPUT with file, place, value and what is permitted: for a pointer that the scenario
 * has not, an end of a range that it refuses, a study without "validate" of a scenario that chance
 * plays a part in, windows that overlap where they are tested ("step" below "test"). *study is
 * NULL on failure. */
ORTH_API orth_status orth_study_load(orth_study **study, const char *file, orth_error *error);
/* The same from text in memory; the scenario's file lies beside `file`. */
ORTH_API orth_status orth_study_parse(orth_study **study, const char *text, size_t length,
                                      const char *file, orth_error *error);
/* The same two with prices of the caller's in place of the scenario's market, which need not be
 * there, as orth_scenario_set_price_table puts them; the table must outlive the study. What is the
 * study's by its text is theirs too: orth_study_text has their SHA-256. A `table` of NULL: none. */
ORTH_API orth_status orth_study_load_with_prices(orth_study **study, const char *file,
                                                 const orth_prices *table, orth_error *error);
ORTH_API orth_status orth_study_parse_with_prices(orth_study **study, const char *text,
                                                  size_t length, const char *file,
                                                  const orth_prices *table, orth_error *error);
ORTH_API void orth_study_free(orth_study *study); /* NULL is fine */

ORTH_API size_t orth_study_parameter_count(const orth_study *study);
ORTH_API const char *orth_study_parameter(const orth_study *study, size_t parameter);
/* The study as JSON text that says all of it, the scenario in place of its file's name. Two with
 * the same text make the same trials. The study's. */
ORTH_API const char *orth_study_text(const orth_study *study);
ORTH_API const char *orth_study_sha256(const orth_study *study); /* of that text */
/* The scenario's file as messages call it, and the price files that its market reads. */
ORTH_API const char *orth_study_scenario_file(const orth_study *study);
ORTH_API size_t orth_study_input_count(const orth_study *study);
ORTH_API const char *orth_study_input(const orth_study *study, size_t input);

typedef struct orth_tune_options {
    const char *folder;                /* where evaluations are recorded; NULL: nowhere */
    bool fresh;                        /* begin anew whatever stands in the folder */
    unsigned threads;                  /* 0: as many as processors */
    const volatile sig_atomic_t *stop; /* NULL, or not 0: stop */
    void (*progress)(void *user, uint64_t done, uint64_t most); /* evaluations; may be NULL */
    void *user;
} orth_tune_options;

/* Of one objective at one place: tuned and default. NaN where it is not defined there. */
typedef struct orth_tune_pair {
    double tuned, usual;
    double better; /* tuned - usual, or usual - tuned where the least is sought: above 0 is good */
} orth_tune_pair;

/* What luck is expected to do (orthant/luck.h), by finite differences around the tuned values with
 * the same random numbers. Figures are NaN, and `why` says so, where they cannot be had. */
typedef struct orth_tune_luck {
    size_t observations;  /* price paths, or periods of a day */
    double penalty;       /* tr(H^-1 C) / n: by so much the tuned values look better on their own
                            observations than on new ones; in the objective's units */
    double penalty_error; /* its standard error */
    double *gradients_eigenvalues; /* of C, descending, one a parameter */
    double *curvature_eigenvalues; /* of H */
    double slope, slope_error;     /* of log C_ii on log H_ii: descriptive only */
    /* Of walk-forward and growth or sharpe alone: the probability that the true Sharpe ratio of
     * the tuned values is above what the best of as many trials without skill would show. */
    double deflated_sharpe;
    double effective_trials; /* how many trials these are worth, as they move together */
    char why[160];           /* "" where all are there */
} orth_tune_luck;

typedef struct orth_tune_window {
    /* Of walk-forward: microseconds since 1970 of the first block of each part, and of its last. */
    int64_t train_first, train_last, test_first, test_last;
    char **values;           /* the tuned ones, one a parameter, as JSON text */
    bool stayed;             /* they are the default's: no trial was better in training */
    uint64_t trials, failed; /* made, and those of them on which the objective is not defined */
    orth_tune_pair train, test;
    orth_tune_luck luck;
} orth_tune_window;

typedef enum orth_tune_verdict {
    ORTH_TUNE_FOUND,   /* out of sample better than the default, told from 0 */
    ORTH_TUNE_NOTHING, /* not told from 0 */
    ORTH_TUNE_WORSE,   /* worse, told from 0 */
    ORTH_TUNE_UNSAID,  /* some difference is not defined */
    ORTH_TUNE_CERTAIN  /* ORTH_TUNE_EXACT: what is better is so by computation */
} orth_tune_verdict;

typedef struct orth_tune_result {
    const orth_study *study; /* must outlive it */
    orth_tune_validation validation;
    size_t window_count; /* 1 but with walk-forward */
    orth_tune_window *windows;
    /* Means over windows, of training and of what the search has not seen; and the 95 % interval
     * of the latter's `better`, by Student's t: over windows, over price paths, or over the groups
     * of price paths where the objective is a pointer. NaN with ORTH_TUNE_EXACT. */
    orth_tune_pair train, test;
    double low, high;
    size_t interval_of; /* windows, price paths or groups: degrees of freedom + 1 */
    orth_tune_verdict verdict;
    /* The probability of backtest overfitting (orthant/luck.h): how often the best of `pbo_trials`
     * on half of the segments is below the median on the other half; NaN where it is not to be had,
     * and a note says why. */
    double pbo;
    size_t pbo_trials, pbo_segments, pbo_rows; /* rows: periods, windows or groups of price paths */
    uint64_t evaluations; /* trials of all parts, those found in the folder included */
    uint64_t found;       /* of these in the folder */
    uint64_t dropped;     /* lines of the folder that were torn or damaged: not among these */
    uint64_t test_seed;   /* of fresh price paths */
    size_t note_count;
    char **notes; /* what was assumed, one line each */
} orth_tune_result;

/* Runs the study, or what is missing of it. The result depends on neither threads nor breaks.
 * ORTH_BAD_INPUT too for a folder that holds another study, another program's or other price files'
 * evaluations (unless `fresh`), with what differs; ORTH_DOMAIN where the objective is defined on no
 * trial of a window; ORTH_INTERRUPTED, and what is done stays in the folder. *result is NULL on
 * failure. */
ORTH_API orth_status orth_tune_run(orth_tune_result **result, const orth_study *study,
                                   const orth_tune_options *options, orth_error *error);
ORTH_API void orth_tune_free(orth_tune_result *result); /* NULL is fine */

/* "nothing was found: ..." in a sentence or two without a line break, into `text`; returns it. */
#define ORTH_TUNE_VERDICT_MAX 400
ORTH_API const char *orth_tune_verdict_text(const orth_tune_result *result,
                                            char text[ORTH_TUNE_VERDICT_MAX]);

ORTH_API void orth_tune_write_table(const orth_tune_result *result, FILE *stream);
ORTH_API void orth_tune_write_json(const orth_tune_result *result, FILE *stream);
ORTH_API void orth_tune_write_csv(const orth_tune_result *result,
                                  FILE *stream); /* a line a window */
/* The objective by window, tuned beside default, in training and out of sample: to FILE.svg or
 * FILE.png. */
ORTH_API orth_status orth_tune_plot(const orth_tune_result *result, const char *file,
                                    bool keep_script, orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
