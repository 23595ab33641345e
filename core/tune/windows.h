/* Where a study's trials are run: training and what is tested, window by window. */
#ifndef ORTH_TUNE_WINDOWS_H
#define ORTH_TUNE_WINDOWS_H

#include "orthant/price_store.h"
#include "tune/study.h"

typedef struct orth_tune_part {
    int64_t first, last; /* of walk-forward: the times of block 0 and of the last block */
    size_t first_row;    /* of block 0 among all rows */
    uint64_t seed, price_paths;
} orth_tune_part;

/* Part 2 i is the training of window i, part 2 i + 1 its test. */
typedef struct orth_tune_windows {
    const orth_study *study;
    orth_price_store *store; /* NULL but with walk-forward */
    orth_tune_part *parts;
    size_t count; /* windows */
    bool tested;  /* there are tests */
    /* Of walk-forward: the times of all rows, and how long a block is. */
    int64_t *times;
    size_t rows;
    double seconds;
} orth_tune_windows;

#define ORTH_TUNE_WINDOWS_MAX 1000

/* Reads the price files of walk-forward. ORTH_BAD_INPUT where they have no dates, or not two
 * windows; free it on failure too. */
orth_status orth_tune_windows_create(orth_tune_windows *windows, const orth_study *study,
                                     orth_error *error);
void orth_tune_windows_free(orth_tune_windows *windows);

/* Of walk-forward: how many parts have no prices for a tenth of their time or more (and for more
 * than three blocks as they are in the mean) at an end or at one place inside; and which part,
 * counted from 0, lacks most, with the seconds of that and of the part. */
size_t orth_tune_windows_gaps(const orth_tune_windows *windows, size_t *part, double *missing,
                              double *wanted);

/* Makes the scenario one of that part: its prices, or its seed. The warm-up is the scenario's own,
 * and lies before the part's block 0. ORTH_BAD_INPUT where there are no rows for it. */
orth_status orth_tune_windows_set(orth_scenario *scenario, const orth_tune_windows *windows,
                                  size_t part, orth_error *error);

#endif
