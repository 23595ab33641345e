/* A study of safety while it is made. */
#ifndef ORTH_ATTACK_STUDY_H
#define ORTH_ATTACK_STUDY_H

#include "orthant/safety_study.h"

/* The weights of one run, block by block. */
typedef struct orth_attack_rows {
    size_t count;    /* rows, two or more */
    double *weights; /* [count][n] */
    double *fees;    /* [count]; NULL: the study's fee */
    uint64_t *block; /* [count]: the number of each row's block; NULL: 0, 1, 2, ... */
    double log_loss; /* of the steps between them */
} orth_attack_rows;

/* Room for so many rows; with `numbered` for their blocks' numbers too. ORTH_NO_MEMORY also before
 * anything is computed, where the study of them would take too much. To be cleared in any case. */
orth_status orth_attack_rows_make(orth_attack_rows *rows, size_t n, uint64_t count, bool numbered,
                                  orth_error *error);
void orth_attack_rows_clear(orth_attack_rows *rows);

/* A study of `count` schedules without anything found, *study and its attacker set from options but
 * for the window. */
orth_status orth_attack_study_begin(orth_safety_study **study, size_t n, size_t count,
                                    const orth_safety_options *options, orth_error *error);
/* Its window, once the blocks of the shortest and of the longest schedule are known; and how long
 * a block lasts, in seconds, 0 where nothing says it. */
orth_status orth_attack_study_set_window(orth_safety_study *study, uint64_t shortest,
                                         uint64_t longest, double seconds,
                                         const orth_safety_options *options, orth_error *error);
/* `format` is printf's. */
void orth_attack_note(orth_safety_study *study, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* One more run of a schedule, number schedule->runs of it: *rows is looked at, and its block
 * numbers are taken where the run becomes the worst. `paced`: the largest speed is asked for. */
orth_status orth_attack_add_run(orth_safety_study *study, orth_safety_schedule *schedule,
                                orth_attack_rows *rows, bool paced, unsigned threads,
                                orth_error *error);

/* When all runs are there: what is said of the worst, and of all schedules. ORTH_NO_MEMORY where a
 * note was lost. */
orth_status orth_attack_study_end(orth_safety_study *study, orth_error *error);

/* Fills the study's schedules, one a strategy. */
orth_status orth_attack_strategies(orth_safety_study *study, const orth_safety_options *options,
                                   orth_error *error);

#endif
