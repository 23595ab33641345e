/* A study that is running. */
#ifndef ORTH_TUNE_TUNING_H
#define ORTH_TUNE_TUNING_H

#include "tune/records.h"

typedef struct orth_tuning {
    const orth_study *study;
    orth_tune_windows windows;
    orth_records *records;
    unsigned threads; /* of loops over windows, or within a trial */
    bool apart;       /* windows are what threads share; else price paths within a trial */
    orth_tune_result *result;
    orth_search_result **searches;   /* one a window */
    struct orth_tuning_table *table; /* of tuning_overfitting.c, while it works */
} orth_tuning;

/* Texts of a point of the search, one an axis. */
typedef struct orth_tune_values {
    char texts[ORTH_SEARCH_DIMENSIONS_MAX][ORTH_STUDY_VALUE_MAX];
    const char *values[ORTH_SEARCH_DIMENSIONS_MAX];
} orth_tune_values;
const char *const *orth_tune_values_of(orth_tune_values *out, const orth_study *study,
                                       const double *x);

/* The trial of the values, NULL for the default, on that part. */
orth_status orth_tuning_trial(const orth_trial **trial, const orth_tuning *tuning, size_t part,
                              const char *const *values, orth_error *error);

/* Calls `work` for 0 .. count - 1, on several threads where the study's trials are run apart. */
typedef orth_status orth_tuning_work(orth_tuning *tuning, size_t i, orth_error *error);
orth_status orth_tuning_each(orth_tuning *tuning, size_t count, orth_tuning_work *work,
                             orth_error *error);

/* One line to the result's notes. */
orth_status orth_tuning_note(orth_tuning *tuning, orth_error *error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* What luck is expected to do in that window (core/tune/tuning_luck.c). */
orth_tuning_work orth_tuning_luck;
/* The probability of backtest overfitting, into the result (core/tune/tuning_overfitting.c). */
orth_status orth_tuning_overfitting(orth_tuning *tuning, orth_error *error);
/* Trials that it will ask for. */
uint64_t orth_tuning_overfitting_trials(const orth_tuning *tuning);
/* Means, interval and verdict, from the windows' (core/tune/tuning_verdict.c). */
orth_status orth_tuning_judge(orth_tuning *tuning, orth_error *error);

#endif
