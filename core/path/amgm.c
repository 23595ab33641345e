/* amgm: the per-step heuristic of Willetts and Harrington (2024), at t = k/f
 *   w ~ (1 - t) start + t target + start^(1-t) target^t, normalised.
 * It lies on the geodesic at t = 1/2 and at the ends only. */
#include <stdlib.h>

#include "path/path.h"

typedef struct amgm {
    double *slope_high, *slope_low, *growth, *geometric;
} amgm;

static orth_status create(orth_path *path, const char *argument, const char *const *tokens,
                          orth_error *error)
{
    (void)argument, (void)tokens;
    size_t n = path->move->n;
    amgm *state = malloc(sizeof *state + 4 * n * sizeof(double));
    if (state == NULL)
        return orth_fail_memory(error, 4.0 * (double)n * sizeof(double));
    state->slope_high = (double *)(state + 1);
    state->slope_low = state->slope_high + n;
    state->growth = state->slope_low + n;
    state->geometric = state->growth + n;
    orth_move_log_slope(path->move, path->steps, state->slope_high, state->slope_low,
                        state->growth);
    path->state = state;
    return ORTH_OK;
}

static void rows(orth_path *path, uint64_t first, size_t count, double *weights,
                 double *displacements)
{
    amgm *state = path->state;
    const orth_move *move = path->move;
    size_t n = move->n;
    double f = (double)path->steps;
    for (size_t r = 0; r < count; r++) {
        double k = (double)(first + r);
        double before = (f - k) / f, after = k / f;
        orth_geometric_row(move, state->slope_high, state->slope_low, k, state->geometric);
        for (size_t i = 0; i < n; i++) {
            double arithmetic = before * move->start[i] + after * move->target[i];
            double raw = arithmetic + state->geometric[i];
            weights[r * n + i] = raw;
            /* Both parts of the step have the sign of delta: nothing cancels. */
            if (displacements != NULL)
                displacements[r * n + i] =
                    (move->delta[i] / f + state->geometric[i] * state->growth[i]) / raw;
        }
    }
    orth_rows_normalise(count, n, weights, displacements);
}

static void destroy(orth_path *path)
{
    free(path->state);
}

const orth_family orth_family_amgm = {
    .listed = {"amgm", NULL, "per-step mean of the arithmetic and the geometric path"},
    .create = create,
    .rows = rows,
    .destroy = destroy,
    .steps_by_ratio = true,
};
