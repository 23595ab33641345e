#include "simulate/schedule_rows.h"

#include <stdlib.h>
#include <string.h>

#include "numeric/elementary.h"
#include "orthant/simplex.h"

/* The longest schedule, in doubles, that is kept whole: 4 MB. */
#define KEEP_DOUBLES ((size_t)1 << 19)

void orth_schedule_rows_late(const orth_move *move, uint64_t steps, uint64_t first, size_t count,
                             double *rows)
{
    for (size_t r = 0; r < count; r++, rows += move->n) {
        double t = (double)(first + r) / (double)steps;
        double late = (double)(first + r) / (double)(steps + 1);
        if (first + r == steps) {
            /* The formula would end short of the target. */
            memcpy(rows, move->target, move->n * sizeof *rows);
            continue;
        }
        for (size_t i = 0; i < move->n; i++) {
            double ratio = move->target[i] / move->start[i];
            rows[i] = move->start[i] + t * move->delta[i] +
                      move->start[i] * orth_exp(late * orth_log(ratio));
        }
        orth_simplex_normalise(rows, move->n, rows);
    }
}

orth_status orth_schedule_rows_create(orth_schedule_rows *made, const orth_simulation_setup *setup,
                                      size_t s, orth_error *error)
{
    const orth_scenario *scenario = setup->scenario;
    made->steps = scenario->steps[s / scenario->path_count];
    orth_status status =
        orth_path_create(&made->path, scenario->paths[s % scenario->path_count], setup->move,
                         made->steps, (const char *const *)scenario->tokens, error);
    made->late = setup->options->pairs && status == ORTH_OK &&
                 strcmp(orth_path_name(made->path), "amgm") == 0;
    return status;
}

void orth_schedule_rows_fill(const orth_simulation_setup *setup, const orth_schedule_rows *source,
                             uint64_t first, size_t count, double *rows)
{
    if (source->late)
        orth_schedule_rows_late(setup->move, source->steps, first, count, rows);
    else
        orth_path_fill(source->path, first, count, rows, NULL);
}

static orth_status keep_rows(orth_simulation_setup *setup, size_t s, orth_error *error)
{
    orth_schedule_rows source;
    uint64_t steps = setup->scenario->steps[s / setup->scenario->path_count];
    if (steps + 1 > KEEP_DOUBLES / setup->n)
        return ORTH_OK;
    orth_status status = orth_schedule_rows_create(&source, setup, s, error);
    if (status != ORTH_OK)
        return status;
    setup->rows[s] = malloc((size_t)(steps + 1) * setup->n * sizeof(double));
    if (setup->rows[s] == NULL)
        status = orth_fail_memory(error, (double)(steps + 1) * (double)setup->n * 8);
    else
        orth_schedule_rows_fill(setup, &source, 0, (size_t)(steps + 1), setup->rows[s]);
    orth_path_free(source.path);
    return status;
}

orth_status orth_simulation_keep_rows(orth_simulation_setup *setup, orth_error *error)
{
    setup->rows = calloc(setup->schedules, sizeof *setup->rows);
    if (setup->rows == NULL)
        return orth_fail_memory(error, (double)(setup->schedules * sizeof *setup->rows));
    orth_status status = ORTH_OK;
    for (size_t s = 0; status == ORTH_OK && s < setup->schedules; s++)
        status = keep_rows(setup, s, error);
    return status;
}

void orth_simulation_free_rows(orth_simulation_setup *setup)
{
    for (size_t s = 0; setup->rows != NULL && s < setup->schedules; s++)
        free(setup->rows[s]);
    free(setup->rows);
    setup->rows = NULL;
}
