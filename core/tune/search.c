/* The points of a Sobol sequence; the whole of a search. */
#include "orthant/search.h"

#include <math.h>
#include <stdlib.h>

#include "base/splitmix.h"
#include "sweep/sobol.h"
#include "tune/search_parts.h"

static void sobol_point(const orth_search_state *state, const orth_sobol *sobol,
                        const uint32_t *shift, uint64_t point, double *u)
{
    for (size_t i = 0; i < state->task->dimensions; i++)
        u[i] = ((double)(orth_sobol_digits(sobol, i, point) ^ shift[i]) + 0.5) * 0x1p-32;
}

static orth_search_end go_through(orth_search_state *state, const orth_sobol *sobol)
{
    const orth_search_task *task = state->task;
    size_t number, batch = task->batch > 0 ? task->batch : 1;
    size_t pending = state->result->evaluations; /* the first without a value */
    uint64_t random = task->seed;
    uint32_t shift[ORTH_SEARCH_DIMENSIONS_MAX];
    double u[ORTH_SEARCH_DIMENSIONS_MAX];
    for (size_t i = 0; i < task->dimensions; i++)
        shift[i] = (uint32_t)(orth_splitmix(&random) >> 32);
    for (uint64_t point = 0;; point++) {
        sobol_point(state, sobol, shift, point, u);
        bool more = orth_search_number(state, u, &number);
        size_t count = state->result->evaluations - pending;
        if (state->status != ORTH_OK)
            break;
        if (count > 0 && (count == batch || !more)) {
            if (!orth_search_fill(state, pending, count))
                break;
            pending += count;
        }
        if (!more)
            break;
    }
    return state->spent ? ORTH_SEARCH_SPENT : ORTH_SEARCH_CONVERGED;
}

static orth_search_end search_sobol(orth_search_state *state)
{
    orth_sobol *sobol = malloc(sizeof *sobol);
    if (!sobol) {
        state->status = orth_fail_memory(state->error, (double)sizeof *sobol);
        return ORTH_SEARCH_CONVERGED;
    }
    orth_sobol_prepare(sobol, state->task->dimensions);
    orth_search_end end = go_through(state, sobol);
    free(sobol);
    return end;
}

static void run(orth_search_state *state)
{
    const orth_search_task *task = state->task;
    orth_search_result *result = state->result;
    size_t number;
    for (size_t i = 0; task->start && i < task->dimensions; i++)
        state->start[i] = orth_search_unit(&task->ranges[i], task->start[i]);
    if (task->start && orth_search_number(state, state->start, &number))
        orth_search_fill(state, number, 1);
    if (state->status != ORTH_OK)
        return;
    result->end =
        task->method == ORTH_SEARCH_SOBOL ? search_sobol(state) : orth_search_nlopt(state);
    result->best = result->evaluations;
    for (size_t i = 0; i < result->evaluations; i++) {
        double value = result->values[i];
        double best = result->best < i ? result->values[result->best] : NAN;
        if (isnan(value))
            result->undefined++;
        else if (isnan(best) || (task->maximise ? value > best : value < best))
            result->best = i;
    }
}

void orth_search_free(orth_search_result *result)
{
    if (!result)
        return;
    free(result->x);
    free(result->values);
    free(result);
}

orth_status orth_search_run(orth_search_result **result, const orth_search_task *task,
                            orth_error *error)
{
    *result = NULL;
    orth_status status = orth_search_check(task, error);
    if (status != ORTH_OK)
        return status;
    bool whole = false;
    for (size_t i = 0; i < task->dimensions; i++)
        whole = whole || task->ranges[i].whole;
    orth_search_state state = {.task = task, .error = error};
    state.asked_most = (whole ? 2 : 1) * task->budget + 1000;
    state.slot_count = 2 * (size_t)task->budget + 1;
    state.slots = calloc(state.slot_count, sizeof *state.slots);
    state.result = calloc(1, sizeof *state.result);
    if (state.slots && state.result)
        run(&state);
    else
        state.status = orth_fail_memory(error, (double)(state.slot_count * sizeof *state.slots));
    free(state.slots);
    if (state.status == ORTH_OK)
        *result = state.result;
    else
        orth_search_free(state.result);
    return state.status;
}
