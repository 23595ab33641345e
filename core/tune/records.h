/* Trials that have been made, by what they are trials of: in memory, and where a folder is given in
 * it, so that a study that was broken off goes on by asking for the same trials again. */
#ifndef ORTH_TUNE_RECORDS_H
#define ORTH_TUNE_RECORDS_H

#include "tune/trial.h"

typedef struct orth_records orth_records;

/* The folder is made where it is not there; what it holds of this study is read. Errors of
 * orth_tune_run. */
orth_status orth_records_open(orth_records **records, const orth_tune_windows *windows,
                              const orth_tune_options *options, orth_error *error);

/* The trial, found or made with so many threads; it is the records' until they are closed. A
 * default that cannot be run is an error. Different threads may ask. */
orth_status orth_records_trial(const orth_trial **trial, orth_records *records, size_t part,
                               const char *const *values, unsigned threads, orth_error *error);

/* How many there will be at most, for progress. */
void orth_records_expect(orth_records *records, uint64_t trials);
/* Trials that were asked for, how many of them the folder had, and its lines that were torn or
 * damaged. */
uint64_t orth_records_count(const orth_records *records, uint64_t *found, uint64_t *dropped);

/* Syncs and closes; ORTH_IO. NULL is fine. */
orth_status orth_records_close(orth_records *records, orth_error *error);

#endif
