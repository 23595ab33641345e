/* The returns of the data that span a gap (market/row_steps.h). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "market/row_steps.h"
#include "score/score.h"

/* Of a horizon: marks [return], how many are marked. */
static size_t mark(bool *marks, size_t returns, uint64_t horizon, const bool *gaps)
{
    size_t marked = 0;
    for (size_t k = 0; k < returns; k++) {
        marks[k] = memchr(gaps + k * horizon, true, horizon) != NULL;
        marked += marks[k];
    }
    return marked;
}

static orth_status check_step(int64_t usual, double block_seconds, orth_error *error)
{
    double seconds = (double)usual * 1e-6;
    if (block_seconds == 0 || fabs(seconds - block_seconds) <= 1e-6 * block_seconds)
        return ORTH_OK;
    return orth_fail(
        error, ORTH_DOMAIN,
        "score: rows of the data are %.10g s apart, a block of the model lasts %.10g s; "
        "permitted: rows that are as far apart",
        seconds, block_seconds);
}

orth_status orth_score_leave_gaps_out(orth_score *score, const orth_score_data *data,
                                      double block_seconds, orth_error *error)
{
    orth_score_shape *shape = &score->shape;
    size_t blocks = data->rows - 1, all = blocks;
    for (size_t h = 0; h < shape->horizon_count; h++)
        all += shape->returns[h];
    bool *at = shape->gaps = malloc(all);
    if (at == NULL)
        return orth_fail_memory(error, (double)all);
    orth_row_steps steps;
    orth_status status = orth_row_steps_of(&steps, at, data->rows, data->times, error);
    if (status == ORTH_OK)
        status = check_step(steps.usual, block_seconds, error);
    if (status != ORTH_OK)
        return status;
    score->facts.step = steps.usual;
    score->facts.gaps = steps.gaps;
    at += blocks;
    for (size_t h = 0; h < shape->horizon_count; h++) {
        size_t returns = shape->returns[h];
        size_t marked = mark(at, returns, shape->horizons[h], shape->gaps);
        score->left_out[h] = marked;
        shape->left_out[h] = marked > 0 ? at : NULL;
        shape->kept[h] -= marked;
        at += returns;
        if (shape->kept[h] >= ORTH_SCORE_RETURNS_LEAST)
            continue;
        if (h == 0)
            return orth_fail(
                error, ORTH_DOMAIN,
                "score: %zu of %zu returns over %ju block%s span a gap between rows and "
                "are left out; permitted: so few that %d are kept",
                marked, returns, (uintmax_t)shape->horizons[h],
                orth_plural(shape->horizons[h], "", "s"), ORTH_SCORE_RETURNS_LEAST);
        shape->returns[h] = shape->kept[h] = 0;
    }
    return ORTH_OK;
}
