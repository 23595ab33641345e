/* Plan files as paths: what a plan's calls make of the weights, block by block. */
#include <stdlib.h>
#include <string.h>

#include "orthant/plan_file.h"
#include "path/schedule.h"
#include "plan/plan_file_values.h"

/* column[i]: where token i stands in the plan. */
static orth_status find_columns(size_t *column, const orth_schedule *schedule,
                                const orth_plan_file *in, const char *file,
                                const char *const *tokens, orth_error *error)
{
    if (in->plan->n != schedule->n)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: /tokens: %zu names are wanted", file,
                         schedule->n);
    for (size_t i = 0; i < schedule->n; i++) {
        size_t c = tokens == NULL ? i : 0;
        while (tokens != NULL && c < in->plan->n && strcmp(in->tokens[c], tokens[i]) != 0)
            c++;
        if (c == in->plan->n)
            return orth_fail(error, ORTH_BAD_INPUT, "%s: /tokens: no '%.100s' among them", file,
                             tokens[i]);
        column[i] = c;
    }
    return ORTH_OK;
}

static orth_status append_rows(orth_schedule *schedule, const orth_replay *replay,
                               const size_t *column, const char *file, orth_error *error)
{
    double high[ORTH_PLAN_TOKENS_MAX], low[ORTH_PLAN_TOKENS_MAX];
    size_t n = schedule->n;
    orth_status status = ORTH_OK;
    for (uint64_t k = 0; status == ORTH_OK && k <= replay->steps; k++) {
        for (size_t i = 0; i < n; i++) { /* wei below 2^60 in two parts */
            uint64_t wei = replay->weights[k * n + column[i]];
            high[i] = (double)wei;
            low[i] = (double)((int64_t)wei - (int64_t)high[i]);
        }
        status = orth_schedule_append(schedule, high, low, file, error);
    }
    return status;
}

static orth_status read_plan(orth_schedule *schedule, const char *text, size_t length,
                             const char *file, const char *const *tokens, orth_error *error)
{
    char difference[ORTH_ERROR_TEXT_MAX];
    size_t column[ORTH_PLAN_TOKENS_MAX];
    orth_plan_file *in;
    orth_replay *replay = NULL;
    orth_error reason;
    orth_status status = orth_plan_file_parse(&in, text, length, file, error);
    if (status != ORTH_OK)
        return status;
    status = orth_plan_file_use_calldata(in, file, difference, error);
    if (status == ORTH_OK)
        status = find_columns(column, schedule, in, file, tokens, error);
    if (status == ORTH_OK) {
        status = orth_plan_replay(&replay, in->plan, &reason);
        if (status != ORTH_OK)
            orth_fail(error, status == ORTH_DOMAIN ? ORTH_BAD_INPUT : status, "%s: %.400s", file,
                      reason.text);
    }
    if (status == ORTH_OK)
        status = append_rows(schedule, replay, column, file, error);
    orth_replay_free(replay);
    orth_plan_file_free(in);
    return status;
}

/* Between the rows' own ends: a rail may have stopped the weights short of the plan's. */
static orth_status move_of(orth_move **move, const orth_schedule *schedule, orth_error *error)
{
    size_t last = (schedule->rows - 1) * schedule->n;
    return orth_move_create(move, schedule->n, schedule->high, schedule->low, schedule->high + last,
                            schedule->low + last, error);
}

orth_status orth_replay_path(orth_path **path, orth_move **move, const orth_replay *replay,
                             orth_error *error)
{
    size_t column[ORTH_PLAN_TOKENS_MAX];
    orth_schedule schedule = {.n = replay->n, .normalise = true};
    *path = NULL;
    *move = NULL;
    for (size_t i = 0; i < replay->n; i++)
        column[i] = i;
    orth_status status = append_rows(&schedule, replay, column, "the plan", error);
    if (status == ORTH_OK)
        status = move_of(move, &schedule, error);
    if (status == ORTH_OK)
        status = orth_path_of_schedule(path, "plan", *move, &schedule, error);
    if (status != ORTH_OK) {
        orth_move_free(*move);
        *move = NULL;
    }
    orth_schedule_free(&schedule);
    return status;
}

void orth_plan_files_as_paths(void)
{
    orth_schedule_plan = read_plan;
}
