/* dutch, dutch:exponential, dutch:linear: a Dutch auction. While nobody trades, the price of token
 * i in the last token goes as w_i / w_last, and
 *   exponential  w_i / w_last = (start_i / start_last)^(1-t) (target_i / target_last)^t, t = k/f:
 *                the geometric path, whichever token is the last;
 *   linear       w_i / w_last = (1-t) start_i / start_last + t target_i / target_last: the straight
 *                line between the ends at uneven speed,
 *                w(k) = [(f-k) target_last start + k start_last target] / d(k),
 *                d(k) = (f-k) target_last + k start_last, whose steps are
 *                w(k+1) - w(k) = (target - start) f start_last target_last / (d(k) d(k+1)).
 * Neither form has a difference in it but the move's own. */
#include <string.h>

#include "path/path.h"

static orth_status check_argument(const char *argument, orth_error *error)
{
    if (strcmp(argument, "exponential") == 0 || strcmp(argument, "linear") == 0)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "no path is named 'dutch:%.60s'; permitted: dutch (which is "
                     "dutch:exponential), dutch:linear",
                     argument);
}

static orth_status create(orth_path *path, const char *argument, const char *const *tokens,
                          orth_error *error)
{
    if (argument != NULL && strcmp(argument, "linear") == 0)
        return ORTH_OK;
    path->family = &orth_family_geometric;
    return path->family->create(path, NULL, tokens, error);
}

static void rows(orth_path *path, uint64_t first, size_t count, double *weights,
                 double *displacements)
{
    const orth_move *move = path->move;
    size_t n = move->n;
    double f = (double)path->steps, a = move->start[n - 1], b = move->target[n - 1];
    for (size_t r = 0; r < count; r++) {
        double k = (double)(first + r), d = (f - k) * b + k * a;
        double before = (f - k) * b / d, after = k * a / d;
        double *row = weights + r * n;
        for (size_t i = 0; i < n; i++)
            row[i] = before * move->start[i] + after * move->target[i];
        if (displacements == NULL)
            continue;
        double next = k < f ? (f - k - 1) * b + (k + 1) * a : d;
        double share = (b / d) * (f * a / next);
        for (size_t i = 0; i < n; i++)
            displacements[r * n + i] = move->delta[i] * share;
    }
}

static void destroy(orth_path *path)
{
    (void)path;
}

const orth_family orth_family_dutch = {
    .listed = {"dutch", "SHAPE",
               "prices in the last token fall exponentially (dutch alone too) or linearly"},
    .check_argument = check_argument,
    .argument_optional = true,
    .create = create,
    .rows = rows,
    .destroy = destroy,
};
