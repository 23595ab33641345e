/* What an execution holds. */
#ifndef ORTH_EXECUTE_EXECUTE_H
#define ORTH_EXECUTE_EXECUTE_H

#include "orthant/execute.h"
#include "setpoint/box.h"

#define ORTH_EXECUTION_NOTES 3
#define ORTH_EXECUTION_WEI INT64_C(1000000000000000000)
#define ORTH_EXECUTION_UNIT INT64_C(1000000000) /* wei of the last decimal that is stored */

struct orth_execution {
    const orth_strategy *strategy;
    size_t n;
    uint64_t block_seconds, interval;
    orth_box rails;     /* wei, whole units */
    int64_t guard_rail; /* the same */
    int64_t step;       /* wei that a weight may move in one call */
    size_t note_count;
    char notes[ORTH_EXECUTION_NOTES][ORTH_ERROR_TEXT_MAX];
};

/* Fills all but strategy and n, which are there; errors of orth_execution_create. */
orth_status orth_execution_set_terms(orth_execution *execution, double block_seconds,
                                     orth_error *error);

#endif
