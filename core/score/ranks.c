/* Resamples by the order of their returns: the data are sorted once, a resample is how often each
 * of them is there. */
#include "score/ranks.h"

#include <math.h>
#include <stdlib.h>

#include "score/sort.h"

#define RETURNS_LEAST 40 /* two in the tails */

typedef struct ranked {
    double value;
    uint32_t time;
} ranked;

static int by_value(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return (x->time > y->time) - (x->time < y->time);
}

static void rank(const orth_score_ranks *ranks, const double *values, ranked *scratch,
                 double *sorted, uint32_t *order)
{
    const bool *left_out = ranks->shape->left_out[ranks->horizon];
    size_t kept = 0;
    for (size_t t = 0; t < ranks->n; t++)
        if (left_out == NULL || !left_out[t])
            scratch[kept++] = (ranked){values[t], (uint32_t)t};
    qsort(scratch, kept, sizeof *scratch, by_value);
    for (size_t t = 0; t < kept; t++) {
        sorted[t] = scratch[t].value;
        order[t] = scratch[t].time;
    }
}

static void fill(orth_score_ranks *ranks, orth_score_room *room, const double *returns,
                 ranked *scratch, double *sum)
{
    const orth_score_shape *shape = ranks->shape;
    size_t n = ranks->n;
    for (size_t t = 0; t < n; t++)
        sum[t] = 0;
    for (size_t m = 0; m < shape->moving_count; m++) {
        size_t i = shape->moving[m];
        orth_score_series series = orth_score_series_of(shape, ranks->horizon, i, returns);
        double scale = orth_score_series_prepare(room, &series);
        for (size_t t = 0; t < n; t++) {
            ranks->centred[m * n + t] = room->y[t];
            room->a[t] = series.returns[t] / scale;
            sum[t] += room->a[t];
        }
        rank(ranks, room->a, scratch, ranks->sorted + m * n, ranks->order + m * n);
    }
    rank(ranks, sum, scratch, room->spare, ranks->worst);
}

orth_status orth_score_ranks_create(orth_score_ranks *ranks, const orth_score_shape *shape,
                                    size_t horizon, orth_score_room *room, const double *returns,
                                    size_t threads, orth_error *error)
{
    size_t n = shape->returns[horizon], moving = shape->moving_count;
    size_t doubles = n * (2 * moving + threads + 1), wholes = n * (moving + 1 + threads);
    *ranks = (orth_score_ranks){
        .shape = shape, .horizon = horizon, .n = n, .kept = shape->kept[horizon]};
    ranks->centred = malloc(doubles * sizeof(double));
    ranks->order = malloc(wholes * sizeof(uint32_t));
    ranked *scratch = malloc(n * sizeof *scratch);
    orth_status status = ORTH_OK;
    if (ranks->centred == NULL || ranks->order == NULL || scratch == NULL)
        status = orth_fail_memory(error, (double)doubles * sizeof(double));
    else {
        ranks->sorted = ranks->centred + n * moving;
        ranks->drawn = ranks->sorted + n * moving;
        ranks->worst = ranks->order + n * moving;
        ranks->counts = ranks->worst + n;
        fill(ranks, room, returns, scratch, ranks->drawn + n * threads);
    }
    free(scratch);
    return status;
}

void orth_score_ranks_free(orth_score_ranks *ranks)
{
    free(ranks->centred);
    free(ranks->order);
    *ranks = (orth_score_ranks){0};
}

uint32_t *orth_score_ranks_counts(orth_score_ranks *ranks, size_t thread)
{
    return ranks->counts + thread * ranks->n;
}

size_t orth_score_ranks_drawn(const orth_score_ranks *ranks, size_t thread)
{
    const uint32_t *counts = ranks->counts + thread * ranks->n;
    size_t drawn = ranks->kept == ranks->n ? ranks->n : 0;
    for (size_t k = 0; drawn < ranks->n && k < ranks->kept; k++)
        drawn += counts[ranks->worst[k]];
    return drawn;
}

static void see_sample(const orth_score_ranks *ranks, size_t m, const uint32_t *counts,
                       double *drawn, const orth_score_reference *reference, double *values,
                       double *distances)
{
    const orth_score_shape *shape = ranks->shape;
    size_t n = ranks->n, i = shape->moving[m], filled = 0;
    const double *sorted = ranks->sorted + m * n;
    const uint32_t *order = ranks->order + m * n;
    for (size_t k = 0; k < ranks->kept; k++)
        for (uint32_t c = counts[order[k]]; c > 0; c--)
            drawn[filled++] = sorted[k];
    double scale = orth_score_scale(filled, drawn, shape->by_mean[ranks->horizon * shape->n + i]);
    size_t at = orth_score_sample_at(shape, ranks->horizon, i);
    values[orth_score_place_of(shape, ranks->horizon, i, ORTH_SCORE_HILL).at] =
        orth_score_hill(filled, drawn);
    for (size_t k = 0; k < filled; k++)
        drawn[k] /= scale;
    size_t line = orth_score_line_of(shape, ranks->horizon, i, ORTH_SCORE_KS);
    if (scale > 0)
        orth_score_apart(filled, drawn, ranks->kept * reference->series,
                         reference->samples + at * reference->series, &distances[line],
                         &distances[line + 1]);
}

/* The correlation in the worst times: `counts` of them, the last in part. */
static double in_tail(const orth_score_ranks *ranks, const uint32_t *counts, size_t drawn,
                      const double *x, const double *y)
{
    size_t wanted = (size_t)(ORTH_SCORE_TAIL * (double)drawn + 1e-9);
    double sx = 0, sy = 0, xx = 0, yy = 0, xy = 0, all = (double)wanted;
    for (size_t k = 0; wanted > 0; k++) {
        size_t t = ranks->worst[k], take = counts[t] < wanted ? counts[t] : wanted;
        double many = (double)take;
        wanted -= take;
        sx += many * x[t];
        sy += many * y[t];
        xx += many * x[t] * x[t];
        yy += many * y[t] * y[t];
        xy += many * x[t] * y[t];
    }
    xx -= sx * sx / all;
    yy -= sy * sy / all;
    double both = xx > 0 && yy > 0 ? sqrt(xx) * sqrt(yy) : 0;
    return both > 0 ? fmax(-1, fmin(1, (xy - sx * sy / all) / both)) : NAN;
}

void orth_score_ranks_see(orth_score_ranks *ranks, size_t thread,
                          const orth_score_reference *reference, double *values, double *distances)
{
    const orth_score_shape *shape = ranks->shape;
    size_t n = ranks->n;
    const uint32_t *counts = ranks->counts + thread * n;
    size_t drawn = orth_score_ranks_drawn(ranks, thread);
    if (drawn < RETURNS_LEAST) /* nearly all that was drawn is left out */
        return;
    for (size_t m = 0; m < shape->moving_count; m++)
        see_sample(ranks, m, counts, ranks->drawn + thread * n, reference, values, distances);
    size_t all = orth_score_place_of(shape, ranks->horizon, 0, ORTH_SCORE_CORRELATION).at;
    for (size_t i = 0, pair = 0; i < shape->moving_count; i++)
        for (size_t j = i + 1; j < shape->moving_count; j++, pair++)
            values[all + shape->pairs + pair] =
                in_tail(ranks, counts, drawn, ranks->centred + i * n, ranks->centred + j * n) -
                values[all + pair];
}
