/* The stationary bootstrap of a stream's periods, and quantiles of what it gives. */
#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "base/plural.h"
#include "kernel/kernel.h"
#include "performance/stream.h"

/* A use of random numbers of its own (core/market/draws.h has those along price paths). */
#define STREAM ((uint32_t)33 << 24)
#define CHUNK 256
#define GROUP 8 /* resamples that a thread takes at a time */

typedef struct resampling {
    const orth_performance *of;
    const orth_resample_terms *terms;
    double *figures;
    size_t width;
    size_t *scratch; /* of each thread: the order, and counts */
} resampling;

/* The periods of resample i. */
static void draw_order(size_t *order, const resampling *all, uint64_t i)
{
    size_t n = all->of->periods, at = 0;
    double go_on = 1 - 1 / all->terms->mean_length, jump[CHUNK], place[CHUNK];
    orth_draws draws = {.seed = all->terms->seed, .path = i, .stream = STREAM, .lanes = 1};
    for (size_t k = 0; k < n; k++) {
        if (k % CHUNK == 0) {
            draws.index = k;
            orth_kernels_in_use()->uniforms(CHUNK, jump, place, &draws);
        }
        if (k == 0 || jump[k % CHUNK] > go_on) {
            at = (size_t)(place[k % CHUNK] * (double)n);
            at = at < n ? at : n - 1;
        } else {
            at = at + 1 < n ? at + 1 : 0;
        }
        order[k] = at;
    }
}

static orth_status work(void *context, size_t thread, uint64_t first, uint64_t end,
                        uint64_t *failed, orth_error *error)
{
    (void)failed;
    (void)error;
    const resampling *all = context;
    size_t n = all->of->periods;
    size_t *order = all->scratch + thread * 2 * n;
    orth_sequence sequence = {all->of, order, order + n};
    for (uint64_t i = first; i < end; i++) {
        draw_order(order, all, i);
        orth_sequence_figures(&sequence, all->figures + i * all->width, NULL);
    }
    return ORTH_OK;
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
                          .group = GROUP,
                          .round = terms->resamples,
                          .threads = terms->threads,
                          .context = &all,
                          .work = work};
    size_t threads = orth_parallel_threads(&loop);
    all.scratch = malloc(threads * 2 * n * sizeof *all.scratch);
    if (all.scratch == NULL)
        return orth_fail_memory(error, (double)(threads * 2 * n) * sizeof *all.scratch);
    orth_performance_rank(performance);
    orth_status status = orth_parallel_run(&loop, error);
    free(all.scratch);
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
