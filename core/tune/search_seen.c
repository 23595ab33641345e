/* What a search has seen: evaluations by their points, and values. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/splitmix.h"
#include "tune/search_parts.h"

static size_t slot_of(const orth_search_state *state, const double *x)
{
    size_t d = state->task->dimensions;
    uint64_t mixed = 0, bits;
    for (size_t i = 0; i < d; i++) {
        memcpy(&bits, &x[i], sizeof bits);
        mixed ^= bits;
        mixed = orth_splitmix(&mixed);
    }
    size_t slot = (size_t)(mixed % state->slot_count);
    while (state->slots[slot] != 0 &&
           memcmp(state->result->x + (state->slots[slot] - 1) * d, x, d * sizeof *x) != 0)
        slot = (slot + 1) % state->slot_count;
    return slot;
}

static bool make_room(orth_search_state *state)
{
    size_t d = state->task->dimensions, room = state->room == 0 ? 64 : 2 * state->room;
    if (state->result->evaluations < state->room)
        return true;
    double *x = realloc(state->result->x, room * d * sizeof *x);
    if (x)
        state->result->x = x;
    double *values = x ? realloc(state->result->values, room * sizeof *values) : NULL;
    if (values)
        state->result->values = values;
    if (!x || !values) {
        state->status = orth_fail_memory(state->error, (double)(room * (d + 1) * sizeof *x));
        return false;
    }
    state->room = room;
    return true;
}

/* The start is what the caller said to the last bit, which the way into the cube and back may
 * change. */
static void fill_point(const orth_search_state *state, const double *u, double *x)
{
    const orth_search_task *task = state->task;
    size_t d = task->dimensions;
    if (task->start && memcmp(u, state->start, d * sizeof *u) == 0) {
        memcpy(x, task->start, d * sizeof *x);
        return;
    }
    for (size_t i = 0; i < d; i++)
        x[i] = orth_search_at(&task->ranges[i], u[i]);
}

static bool is_as_recorded(orth_search_state *state, size_t number, const double *x)
{
    const orth_search_task *task = state->task;
    size_t d = task->dimensions;
    if (number >= task->recorded || memcmp(task->recorded_x + number * d, x, d * sizeof *x) == 0)
        return true;
    state->status =
        orth_fail(state->error, ORTH_BAD_INPUT,
                  "the recorded evaluation %zu is at another point than this search's", number);
    return false;
}

bool orth_search_number(orth_search_state *state, const double *u, size_t *number)
{
    double x[ORTH_SEARCH_DIMENSIONS_MAX];
    orth_search_result *result = state->result;
    if (state->status != ORTH_OK || state->spent || state->asked >= state->asked_most)
        return false;
    state->asked++;
    fill_point(state, u, x);
    size_t slot = slot_of(state, x);
    if (state->slots[slot] != 0) {
        *number = state->slots[slot] - 1;
        return true;
    }
    if (result->evaluations == state->task->budget) {
        state->spent = true;
        return false;
    }
    *number = result->evaluations;
    if (!make_room(state) || !is_as_recorded(state, *number, x))
        return false;
    memcpy(result->x + *number * state->task->dimensions, x, state->task->dimensions * sizeof *x);
    result->values[*number] = NAN;
    state->slots[slot] = (uint32_t)++result->evaluations;
    return true;
}

bool orth_search_fill(orth_search_state *state, size_t first, size_t count)
{
    const orth_search_task *task = state->task;
    double *values = state->result->values;
    size_t end = first + count;
    for (; first < end && first < task->recorded; first++)
        values[first] = task->recorded_values[first];
    if (first < end)
        state->status = task->evaluate(task->user, first, end - first,
                                       state->result->x + first * task->dimensions, values + first,
                                       state->error);
    for (size_t i = end - count; i < end; i++)
        if (!isfinite(values[i]))
            values[i] = NAN;
    return state->status == ORTH_OK;
}
