/* The stationary bootstrap of the data, horizon by horizon, some resamples at a time. */
#include "score/resample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/progress.h"
#include "numeric/elementary.h"
#include "orthant/performance.h"
#include "score/ranks.h"
#include "score/sort.h"

#define BATCH 256 /* resamples whose runs are kept at once */

typedef struct bootstrap {
    const orth_score_resamples *all;
    orth_score_room *room;
    size_t horizon, n, token; /* now: the token's place among those that move */
    orth_score_runs runs;
    orth_score_ranks ranks;
    double *sums;     /* [resample of the batch][token that moves][ORTH_SCORE_SUMS] */
    double *products; /* [resample of the batch][pair] */
    double *prefixes; /* [thread][returns + 1] */
    size_t threads;
    uint64_t first;             /* resample of the batch, */
    double *values, *distances; /* whose these are */
} bootstrap;

static orth_status loop_over(bootstrap *own, uint64_t count,
                             orth_status (*work)(void *, size_t, uint64_t, uint64_t, uint64_t *,
                                                 orth_error *),
                             orth_error *error)
{
    orth_parallel loop = {.count = count,
                          .group = 1,
                          .round = count,
                          .threads = (unsigned)own->threads,
                          .context = own,
                          .work = work};
    return count == 0 ? ORTH_OK : orth_parallel_run(&loop, error);
}

static orth_status sum_token(void *context, size_t thread, uint64_t first, uint64_t end,
                             uint64_t *failed, orth_error *error)
{
    bootstrap *own = context;
    *failed = first;
    size_t step = own->all->shape->moving_count * ORTH_SCORE_SUMS;
    double *prefix = own->prefixes + thread * (own->n + 1);
    for (size_t s = (size_t)first; s < end; s++) {
        orth_score_drawn_prefix(own->room, own->n, s, prefix);
        orth_score_runs_sum(&own->runs, prefix, own->sums + own->token * ORTH_SCORE_SUMS + s, step);
    }
    return orth_score_go_on(own->all->stop, error);
}

static orth_status sum_pair(void *context, size_t thread, uint64_t first, uint64_t end,
                            uint64_t *failed, orth_error *error)
{
    (void)failed, (void)error;
    bootstrap *own = context;
    double *prefix = own->prefixes + thread * (own->n + 1);
    size_t moving = own->all->shape->moving_count;
    for (size_t pair = (size_t)first; pair < end; pair++) {
        size_t i = 0, left = pair;
        for (; left >= moving - 1 - i; i++)
            left -= moving - 1 - i;
        const double *x = own->ranks.centred + i * own->n;
        const double *y = own->ranks.centred + (i + 1 + left) * own->n;
        double sum = 0;
        for (size_t t = 0; t < own->n; t++) {
            prefix[t] = sum;
            sum += x[t] * y[t];
        }
        prefix[own->n] = sum;
        orth_score_runs_sum(&own->runs, prefix, own->products + pair, own->all->shape->pairs);
    }
    return ORTH_OK;
}

/* All of one resample, when the sums are there. */
static orth_status finish(void *context, size_t thread, uint64_t first, uint64_t end,
                          uint64_t *failed, orth_error *error)
{
    bootstrap *own = context;
    *failed = first;
    const orth_score_shape *shape = own->all->shape;
    size_t moving = shape->moving_count;
    for (size_t b = (size_t)first; b < end; b++) {
        double *values = own->values + b * orth_score_values(shape);
        double *distances = own->distances + b * orth_score_lines(shape);
        const double *sums = own->sums + b * moving * ORTH_SCORE_SUMS;
        orth_score_runs_count(&own->runs, b, orth_score_ranks_counts(&own->ranks, thread));
        size_t drawn = orth_score_ranks_drawn(&own->ranks, thread);
        for (size_t m = 0; m < moving; m++) {
            size_t i = shape->moving[m];
            orth_score_drawn_values(
                sums + m * ORTH_SCORE_SUMS, drawn,
                values + orth_score_place_of(shape, own->horizon, i, ORTH_SCORE_KURTOSIS).at);
        }
        double *all =
            values + orth_score_place_of(shape, own->horizon, 0, ORTH_SCORE_CORRELATION).at;
        for (size_t i = 0, pair = 0; i < moving; i++)
            for (size_t j = i + 1; j < moving; j++, pair++)
                all[pair] = orth_score_drawn_correlation(
                    sums + i * ORTH_SCORE_SUMS, sums + j * ORTH_SCORE_SUMS,
                    own->products[b * shape->pairs + pair], drawn);
        orth_score_ranks_see(&own->ranks, thread, own->all->reference, values, distances);
        orth_progress("resamples at all horizons",
                      own->horizon * own->all->count + own->first + b + 1,
                      shape->horizon_count * own->all->count);
    }
    return orth_score_go_on(own->all->stop, error);
}

/* How long runs are: by the squares of what the tokens do in the mean, whose times of great and
 * small ones last; never less than the cube root of the returns. */
static double mean_length(bootstrap *own)
{
    double *squares = own->room->q;
    for (size_t t = 0; t < own->n; t++) {
        double sum = 0;
        for (size_t m = 0; m < own->all->shape->moving_count; m++)
            sum += own->ranks.centred[m * own->n + t];
        squares[t] = sum * sum;
    }
    return fmax(orth_resample_mean_length(own->n, squares), orth_pow((double)own->n, 1.0 / 3));
}

static orth_status draw_batch(bootstrap *own, double length, uint64_t first, size_t count,
                              const double *returns, orth_error *error)
{
    const orth_score_shape *shape = own->all->shape;
    orth_status status = orth_score_runs_draw(&own->runs, own->n, length, own->horizon,
                                              own->all->seed, first, count, error);
    for (size_t m = 0; status == ORTH_OK && m < shape->moving_count; m++) {
        size_t i = shape->moving[m];
        orth_score_series series = orth_score_series_of(shape, own->horizon, i, returns);
        orth_score_series_prepare(own->room, &series);
        own->token = m;
        status = loop_over(own, ORTH_SCORE_SUMS, sum_token, error);
    }
    if (status == ORTH_OK)
        status = loop_over(own, shape->pairs, sum_pair, error);
    if (status == ORTH_OK)
        status = loop_over(own, count, finish, error);
    return status;
}

static orth_status see_horizon(bootstrap *own, double *values, double *distances, double *length,
                               orth_error *error)
{
    const orth_score_shape *shape = own->all->shape;
    own->n = shape->returns[own->horizon];
    const double *returns = orth_score_returns(own->room, shape, own->horizon);
    orth_status status = orth_score_ranks_create(&own->ranks, shape, own->horizon, own->room,
                                                 returns, own->threads, error);
    if (status == ORTH_OK)
        *length = mean_length(own);
    for (uint64_t first = 0; status == ORTH_OK && first < own->all->count; first += BATCH) {
        uint64_t left = own->all->count - first;
        own->first = first;
        own->values = values + first * orth_score_values(shape);
        own->distances = distances + first * orth_score_lines(shape);
        status =
            draw_batch(own, *length, first, left < BATCH ? (size_t)left : BATCH, returns, error);
    }
    orth_score_ranks_free(&own->ranks);
    return status;
}

static void spread(double *low, double *high, const double *values, size_t width, size_t count,
                   double *scratch)
{
    for (size_t v = 0; v < width; v++) {
        for (size_t b = 0; b < count; b++)
            scratch[b] = values[b * width + v];
        orth_spread of = orth_spread_of(count, scratch);
        low[v] = of.low;
        high[v] = of.high;
    }
}

/* Distances of all resamples' values; those of samples are there already. */
static void see_intervals(const orth_score_resamples *all, const double *values, double *distances,
                          double *scratch, const orth_score_intervals *out)
{
    size_t width = orth_score_values(all->shape), lines = orth_score_lines(all->shape);
    for (size_t b = 0; b < all->count; b++)
        orth_score_distances(all->shape, values + b * width, all->reference, distances + b * lines);
    spread(out->low, out->high, values, width, (size_t)all->count, scratch);
    spread(out->distance_low, out->distance_high, distances, lines, (size_t)all->count, scratch);
}

orth_status orth_score_resample(const orth_score_resamples *all, orth_score_room *room,
                                const orth_score_intervals *out, orth_error *error)
{
    const orth_score_shape *shape = all->shape;
    size_t count = (size_t)all->count, width = orth_score_values(shape);
    size_t lines = orth_score_lines(shape), batch = count < BATCH ? count : BATCH;
    orth_parallel loop = {.count = UINT64_MAX, .group = 1, .threads = all->threads};
    bootstrap own = {.all = all, .room = room, .threads = orth_parallel_threads(&loop)};
    size_t numbers = count * (width + lines + 1) +
                     batch * (shape->moving_count * ORTH_SCORE_SUMS + shape->pairs) +
                     own.threads * shape->rows;
    double *values = malloc(numbers * sizeof *values);
    if (values == NULL)
        return orth_fail_memory(error, (double)numbers * sizeof *values);
    double *distances = values + count * width, *scratch = distances + count * lines;
    own.sums = scratch + count;
    own.products = own.sums + batch * shape->moving_count * ORTH_SCORE_SUMS;
    own.prefixes = own.products + batch * shape->pairs;
    for (size_t v = 0; v < count * (width + lines); v++)
        values[v] = NAN;
    orth_status status = ORTH_OK;
    for (size_t h = 0; status == ORTH_OK && h < shape->horizon_count; h++) {
        own.horizon = h;
        out->mean_lengths[h] = 0;
        if (shape->returns[h] > 0)
            status = see_horizon(&own, values, distances, &out->mean_lengths[h], error);
    }
    if (status == ORTH_OK)
        see_intervals(all, values, distances, scratch, out);
    orth_score_runs_free(&own.runs);
    free(values);
    return status;
}
