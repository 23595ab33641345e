/* The stationary bootstrap of a stream's periods, and quantiles of what it gives. */
#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "base/plural.h"
#include "kernel/kernel.h"
#include "performance/stream.h"

/* A use of random numbers of its own (core/market/draws.h has those along price paths). */
#define STREAM ((uint32_t)33 << 24)
#define CHUNK 64 /* periods at a time */
#define LANES ORTH_DRAWN_LANES

typedef struct resampling {
    const orth_performance *of;
    const orth_resample_terms *terms;
    double *figures;
    size_t width;
    orth_drawn_room *rooms; /* of each thread */
} resampling;

/* The periods of resamples i, i + 1, ... */
static void draw_orders(size_t *order, const resampling *all, uint64_t i)
{
    size_t n = all->of->periods, at[LANES] = {0};
    double go_on = 1 - 1 / all->terms->mean_length, jump[CHUNK * LANES], place[CHUNK * LANES];
    orth_draws draws = {.seed = all->terms->seed, .path = i, .stream = STREAM, .lanes = LANES};
    for (size_t first = 0, count; first < n; first += count) {
        count = n - first < CHUNK ? n - first : CHUNK;
        draws.index = first;
        orth_kernels_in_use()->uniforms(count * LANES, jump, place, &draws);
        for (size_t k = 0; k < count; k++)
            for (size_t lane = 0; lane < LANES; lane++) {
                size_t e = k * LANES + lane, there = (size_t)(place[e] * (double)n);
                size_t next = at[lane] + 1 < n ? at[lane] + 1 : 0;
                there = there < n ? there : n - 1;
                at[lane] = first + k == 0 || jump[e] > go_on ? there : next;
                order[first * LANES + e] = at[lane];
            }
    }
}

static orth_status work(void *context, size_t thread, uint64_t first, uint64_t end,
                        uint64_t *failed, orth_error *error)
{
    (void)failed;
    (void)error;
    const resampling *all = context;
    orth_drawn_room *room = &all->rooms[thread];
    draw_orders(room->order, all, first);
    orth_drawn_figures(room, all->of, (size_t)(end - first), all->figures + first * all->width);
    return ORTH_OK;
}

static orth_status make_rooms(resampling *all, size_t threads, orth_error *error)
{
    all->rooms = calloc(threads, sizeof *all->rooms);
    if (all->rooms == NULL)
        return orth_fail_memory(error, (double)(threads * sizeof *all->rooms));
    orth_status status = ORTH_OK;
    for (size_t t = 0; status == ORTH_OK && t < threads; t++)
        status = orth_drawn_room_create(&all->rooms[t], all->of, error);
    return status;
}

orth_status orth_performance_resample(double *figures, orth_performance *performance,
                                      const orth_resample_terms *terms, orth_error *error)
{
    size_t n = performance->periods;
    if (n < ORTH_RESAMPLE_PERIODS_LEAST)
        return orth_fail(error, ORTH_DOMAIN,
                         "performance: a bootstrap of %zu whole period%s; permitted: at least %d",
                         n, orth_plural(n, "", "s"), ORTH_RESAMPLE_PERIODS_LEAST);
    if (!(terms->mean_length >= 1 && isfinite(terms->mean_length)) || terms->resamples < 1)
        return orth_fail(error, ORTH_DOMAIN,
                         "performance: %llu resamples with runs of %.17g periods in the mean; "
                         "permitted: from 1, both",
                         (unsigned long long)terms->resamples, terms->mean_length);
    resampling all = {.of = performance,
                      .terms = terms,
                      .figures = figures,
                      .width = orth_performance_count(performance->terms.benchmarks)};
    orth_parallel loop = {.count = terms->resamples,
                          .group = LANES,
                          .round = terms->resamples,
                          .threads = terms->threads,
                          .context = &all,
                          .work = work};
    size_t threads = orth_parallel_threads(&loop);
    orth_status status = make_rooms(&all, threads, error);
    if (status == ORTH_OK) {
        orth_performance_rank(performance);
        status = orth_parallel_run(&loop, error);
    }
    for (size_t t = 0; all.rooms != NULL && t < threads; t++)
        orth_drawn_room_free(&all.rooms[t]);
    free(all.rooms);
    return status;
}

/* ---------------------------------------------------------------- quantiles */

static int ascending_with_nan_last(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    if (isnan(left) || isnan(right))
        return isnan(left) - isnan(right);
    return (left > right) - (left < right);
}

static double quantile(size_t m, const double *ascending, double level)
{
    double at = level * (double)(m - 1);
    size_t below = (size_t)at, above = below + 1 < m ? below + 1 : below;
    return ascending[below] + (at - (double)below) * (ascending[above] - ascending[below]);
}

orth_spread orth_spread_of(size_t m, double *values)
{
    orth_spread spread = {NAN, NAN, NAN, 0};
    qsort(values, m, sizeof *values, ascending_with_nan_last);
    for (; m > 0 && isnan(values[m - 1]); m--)
        spread.left_out++;
    if (m == 0)
        return spread;
    orth_dd sum = {0, 0}, squares = {0, 0};
    for (size_t i = 0; i < m; i++)
        orth_sum_add(&sum, values[i]);
    double mean = orth_dd_value(sum) / (double)m;
    for (size_t i = 0; i < m; i++)
        orth_sum_add(&squares, (values[i] - mean) * (values[i] - mean));
    if (m > 1)
        spread.stderr_ = sqrt(orth_dd_value(squares) / (double)(m - 1));
    spread.low = quantile(m, values, 0.025);
    spread.high = quantile(m, values, 0.975);
    return spread;
}
