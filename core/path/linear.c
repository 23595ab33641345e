/* linear: w(k) = (1 - k/f) start + (k/f) target; every step is delta / f. */
#include "path/path.h"

static orth_status create(orth_path *path, const char *argument, const char *const *tokens,
                          orth_error *error)
{
    (void)path, (void)argument, (void)tokens, (void)error;
    return ORTH_OK;
}

static void rows(orth_path *path, uint64_t first, size_t count, double *weights,
                 double *displacements)
{
    const orth_move *move = path->move;
    size_t n = move->n;
    double f = (double)path->steps;
    for (size_t r = 0; r < count; r++) {
        double k = (double)(first + r);
        double before = (f - k) / f, after = k / f;
        double *row = weights + r * n;
        for (size_t i = 0; i < n; i++)
            row[i] = before * move->start[i] + after * move->target[i];
    }
    if (displacements == NULL)
        return;
    for (size_t i = 0; i < n; i++)
        displacements[i] = move->delta[i] / f;
    for (size_t j = n; j < count * n; j++)
        displacements[j] = displacements[j - n];
}

static void destroy(orth_path *path)
{
    (void)path;
}

const orth_family orth_family_linear = {
    .listed = {"linear", NULL, "weights linear in time, as contracts interpolate"},
    .create = create,
    .rows = rows,
    .stays_below_one = true,
    .destroy = destroy,
};
