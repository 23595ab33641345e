/* geometric: w(k) ~ start^(1 - k/f) target^(k/f), normalised; the straight line between the
 * logarithms. */
#include <stdlib.h>

#include "path/path.h"

typedef struct geometric {
    double *slope_high, *slope_low, *growth;
} geometric;

static orth_status create(orth_path *path, const char *argument, const char *const *tokens,
                          orth_error *error)
{
    (void)argument, (void)tokens;
    size_t n = path->move->n;
    geometric *state = malloc(sizeof *state + 3 * n * sizeof(double));
    if (state == NULL)
        return orth_fail_memory(error, 3.0 * (double)n * sizeof(double));
    state->slope_high = (double *)(state + 1);
    state->slope_low = state->slope_high + n;
    state->growth = state->slope_low + n;
    orth_move_log_slope(path->move, path->steps, state->slope_high, state->slope_low,
                        state->growth);
    path->state = state;
    return ORTH_OK;
}

static void rows(orth_path *path, uint64_t first, size_t count, double *weights,
                 double *displacements)
{
    const geometric *state = path->state;
    size_t n = path->move->n;
    for (size_t r = 0; r < count; r++)
        orth_geometric_row(path->move, state->slope_high, state->slope_low, (double)(first + r),
                           weights + r * n);
    if (displacements != NULL)
        for (size_t r = 0; r < count; r++)
            for (size_t i = 0; i < n; i++)
                displacements[r * n + i] = state->growth[i];
    orth_rows_normalise(count, n, weights, displacements);
}

static void destroy(orth_path *path)
{
    free(path->state);
}

const orth_family orth_family_geometric = {
    .listed = {"geometric", NULL, "weighted geometric mean of the ends, normalised"},
    .create = create,
    .rows = rows,
    .destroy = destroy,
    .steps_by_ratio = true,
};
