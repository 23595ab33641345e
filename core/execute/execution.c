#include <stdlib.h>

#include "base/check.h"
#include "execute/execute.h"

orth_status orth_execution_create(orth_execution **out, const orth_strategy *strategy,
                                  double block_seconds, orth_error *error)
{
    *out = NULL;
    orth_execution *execution = calloc(1, sizeof *execution);
    if (execution == NULL)
        return orth_fail_memory(error, sizeof *execution);
    execution->strategy = strategy;
    execution->n = orth_strategy_tokens(strategy);
    orth_status status = orth_execution_set_terms(execution, block_seconds, error);
    if (status != ORTH_OK) {
        free(execution);
        return status;
    }
    *out = execution;
    return ORTH_OK;
}

void orth_execution_free(orth_execution *execution)
{
    free(execution);
}

size_t orth_execution_note_count(const orth_execution *execution)
{
    return execution->note_count;
}

const char *orth_execution_note(const orth_execution *execution, size_t index)
{
    ORTH_CHECK(index < execution->note_count);
    return execution->notes[index];
}

void orth_execution_shares(size_t n, size_t lanes, size_t count, double *weights)
{
    for (size_t r = 0; r < count; r++, weights += n * lanes)
        for (size_t l = 0; l < lanes; l++) {
            double sum = 0;
            for (size_t i = 0; i < n; i++)
                sum += weights[i * lanes + l];
            for (size_t i = 0; i < n; i++)
                weights[i * lanes + l] /= sum;
        }
}

uint64_t orth_execution_guard_rail(const orth_execution *execution)
{
    return (uint64_t)execution->guard_rail;
}

uint64_t orth_execution_largest_step(const orth_execution *execution)
{
    return (uint64_t)execution->step;
}

double orth_execution_short(const orth_execution *execution)
{
    return (double)execution->interval / (double)ORTH_EXECUTION_UNIT;
}
