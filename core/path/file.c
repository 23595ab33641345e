/* file:F: a schedule from elsewhere. It must be of this move: as many steps, the same ends. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_in.h"
#include "base/plural.h"
#include "base/text.h"
#include "orthant/simplex.h"
#include "path/path.h"
#include "path/schedule.h"

typedef struct file_state {
    double *weights, *displacements;
} file_state;

static orth_status check_argument(const char *argument, orth_error *error)
{
    uint32_t code;
    for (size_t left = strlen(argument), bytes; left > 0; argument += bytes, left -= bytes) {
        bytes = orth_character(argument, left, &code);
        if (bytes > 0 && orth_is_obeyed(code))
            return orth_fail(error, ORTH_BAD_INPUT,
                             "the name of the file in 'file:FILE' must be " ORTH_LINE);
        bytes = bytes > 0 ? bytes : 1; /* a name may be any bytes */
    }
    return ORTH_OK;
}

static orth_status check_end(const orth_schedule *schedule, size_t row, const double *end,
                             const char *which, const char *file, orth_error *error)
{
    for (size_t i = 0; i < schedule->n; i++) {
        double weight = schedule->high[row * schedule->n + i];
        if (!(fabs(weight - end[i]) <=
              (schedule->wei ? ORTH_SCHEDULE_WEI_ENDS : ORTH_SUM_TOLERANCE)))
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s: row %zu: weight %zu is %.17g, but the move's %s has %.17g there",
                             file, row, i, weight, which, end[i]);
    }
    return ORTH_OK;
}

static orth_status check_schedule(const orth_schedule *schedule, const orth_path *path,
                                  const char *file, orth_error *error)
{
    uint64_t rows = path->steps + 1;
    if (schedule->rows != rows)
        return orth_fail(
            error, ORTH_BAD_INPUT,
            "%s: %zu row%s, which is %zd step%s; %llu rows are wanted for the %llu step%s asked "
            "for (--steps)",
            file, schedule->rows, orth_plural(schedule->rows, "", "s"), (ssize_t)schedule->rows - 1,
            orth_plural(schedule->rows - 1, "", "s"), (unsigned long long)rows,
            (unsigned long long)path->steps, orth_plural(path->steps, "", "s"));
    orth_status status = check_end(schedule, 0, path->move->start, "start", file, error);
    if (status == ORTH_OK)
        status = check_end(schedule, schedule->rows - 1, path->move->target, "target", file, error);
    return status;
}

/* The ends are the move's own, to their last bits; steps are differences of the rows as written.
 * The rows are the path's then. */
static orth_status take_over(orth_path *path, orth_schedule *schedule, orth_error *error)
{
    const orth_move *move = path->move;
    size_t n = schedule->n, last = (schedule->rows - 1) * n;
    file_state *state = malloc(sizeof *state);
    if (state == NULL)
        return orth_fail_memory(error, sizeof *state);
    memcpy(schedule->high, move->start, n * sizeof(double));
    memcpy(schedule->low, move->start_low, n * sizeof(double));
    memcpy(schedule->high + last, move->target, n * sizeof(double));
    memcpy(schedule->low + last, move->target_low, n * sizeof(double));
    /* Front to back, each low part is needed once more as the left end of its own step. */
    for (size_t j = 0; j < last; j++) {
        orth_dd from = {schedule->high[j], schedule->low[j]};
        orth_dd to = {schedule->high[j + n], schedule->low[j + n]};
        schedule->low[j] = orth_dd_value(orth_dd_subtract(to, from));
    }
    *state = (file_state){.weights = schedule->high, .displacements = schedule->low};
    path->state = state;
    return ORTH_OK;
}

static void put_note(orth_path *path, const orth_schedule *schedule, const char *file)
{
    double least = schedule->least_sum, most = schedule->most_sum;
    if (!schedule->normalise ||
        (fabs(least - 1) <= ORTH_SUM_TOLERANCE && fabs(most - 1) <= ORTH_SUM_TOLERANCE))
        return;
    if (least == most)
        snprintf(path->note, sizeof path->note,
                 "%.250s: the rows sum to %.12g, and were divided by that", file, least);
    else
        snprintf(path->note, sizeof path->note,
                 "%.250s: the rows sum to %.12g up to %.12g, and each was divided by its sum", file,
                 least, most);
}

static orth_status create(orth_path *path, const char *argument, const char *const *tokens,
                          orth_error *error)
{
    orth_schedule schedule;
    orth_status status = orth_schedule_load(&schedule, argument, path->move->n,
                                            path->move->normalise, tokens, error);
    if (status != ORTH_OK)
        return status;
    status = check_schedule(&schedule, path, orth_file_label(argument), error);
    if (status == ORTH_OK) {
        put_note(path, &schedule, orth_file_label(argument));
        status = take_over(path, &schedule, error);
    }
    if (status != ORTH_OK)
        orth_schedule_free(&schedule);
    return status;
}

static void rows(orth_path *path, uint64_t first, size_t count, double *weights,
                 double *displacements)
{
    const file_state *state = path->state;
    size_t n = path->move->n, at = (size_t)first * n;
    memcpy(weights, state->weights + at, count * n * sizeof(double));
    if (displacements != NULL)
        memcpy(displacements, state->displacements + at, count * n * sizeof(double));
}

static void destroy(orth_path *path)
{
    file_state *state = path->state;
    free(state->weights);
    free(state->displacements);
    free(state);
}

const orth_family orth_family_file = {
    .listed = {"file", "FILE", "your own trajectory, JSON or CSV"},
    .check_argument = check_argument,
    .create = create,
    .rows = rows,
    .destroy = destroy,
    .follows_data = true,
};

static orth_status create_empty(orth_path *path, const char *argument, const char *const *tokens,
                                orth_error *error)
{
    (void)path, (void)argument, (void)tokens, (void)error;
    return ORTH_OK;
}

orth_status orth_path_of_schedule(orth_path **path, const char *name, const orth_move *move,
                                  orth_schedule *schedule, orth_error *error)
{
    static const orth_family family = {
        .create = create_empty, .rows = rows, .destroy = destroy, .follows_data = true};
    orth_status status =
        orth_path_of(path, &family, name, NULL, move, schedule->rows - 1, NULL, error);
    if (status == ORTH_OK)
        status = take_over(*path, schedule, error);
    if (status != ORTH_OK) {
        orth_path_free(*path);
        *path = NULL;
        return status;
    }
    memset(schedule, 0, sizeof *schedule);
    return ORTH_OK;
}
