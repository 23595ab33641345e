#include "simulate/schedule_rows.h"

#include <stdlib.h>
#include <string.h>

#include "numeric/elementary.h"
#include "orthant/simplex.h"

/* The longest schedule, in doubles, that is kept whole: 4 MB. */
#define KEEP_DOUBLES ((size_t)1 << 19)

/* quantammsim's AM-GM: the arithmetic mean of the ends at k / f, the geometric one at k / (f + 1),
 * so that even the last row is not quite the target. */
static void fill_late(const orth_move *move, uint64_t steps, uint64_t first, size_t count,
                      double *rows)
{
    for (size_t r = 0; r < count; r++, rows += move->n) {
        double t = (double)(first + r) / (double)steps;
        double late = (double)(first + r) / (double)(steps + 1);
        for (size_t i = 0; i < move->n; i++) {
            double ratio = move->target[i] / move->start[i];
            rows[i] = move->start[i] + t * move->delta[i] +
                      move->start[i] * orth_exp(late * orth_log(ratio));
        }
        orth_simplex_normalise(rows, move->n, rows);
    }
}

orth_status orth_way_create(orth_way *made, const orth_plan *plan, size_t s, orth_error *error)
{
    const orth_scenario *scenario = plan->scenario;
    made->steps = scenario->steps[s / scenario->path_count];
    orth_status status =
        orth_path_create(&made->path, scenario->paths[s % scenario->path_count], plan->move,
                         made->steps, (const char *const *)scenario->tokens, error);
    made->late = plan->options->pairs && status == ORTH_OK &&
                 strcmp(orth_path_name(made->path), "amgm") == 0;
    return status;
}

void orth_way_fill(const orth_plan *plan, const orth_way *way, uint64_t first, size_t count,
                   double *rows)
{
    if (way->late)
        fill_late(plan->move, way->steps, first, count, rows);
    else
        orth_path_fill(way->path, first, count, rows, NULL);
}

static orth_status keep_rows(orth_plan *plan, size_t s, orth_error *error)
{
    orth_way way;
    uint64_t steps = plan->scenario->steps[s / plan->scenario->path_count];
    if (steps + 1 > KEEP_DOUBLES / plan->n)
        return ORTH_OK;
    orth_status status = orth_way_create(&way, plan, s, error);
    if (status != ORTH_OK)
        return status;
    plan->rows[s] = malloc((size_t)(steps + 1) * plan->n * sizeof(double));
    if (plan->rows[s] == NULL)
        status = orth_fail_memory(error, (double)(steps + 1) * (double)plan->n * 8);
    else
        orth_way_fill(plan, &way, 0, (size_t)(steps + 1), plan->rows[s]);
    orth_path_free(way.path);
    return status;
}

orth_status orth_plan_keep_rows(orth_plan *plan, orth_error *error)
{
    plan->rows = calloc(plan->schedules, sizeof *plan->rows);
    if (plan->rows == NULL)
        return orth_fail_memory(error, (double)(plan->schedules * sizeof *plan->rows));
    orth_status status = ORTH_OK;
    for (size_t s = 0; status == ORTH_OK && s < plan->schedules; s++)
        status = keep_rows(plan, s, error);
    return status;
}

void orth_plan_free_rows(orth_plan *plan)
{
    for (size_t s = 0; plan->rows != NULL && s < plan->schedules; s++)
        free(plan->rows[s]);
    free(plan->rows);
    plan->rows = NULL;
}
