/* Paths of a market, each by itself, on several threads. */
#include "score/paths.h"

#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "base/progress.h"
#include "score/sort.h"

typedef struct worker {
    orth_market_walk *walk; /* of one lane */
    orth_score_room room;
} worker;

typedef struct running {
    const orth_score_route *route;
    orth_score_wanted wanted; /* of path 0; its arrays hold those of all paths */
    worker *workers;
} running;

/* The path's log-returns, token by token, into the room. */
static orth_status walk_path(worker *own, const orth_score_route *route, uint64_t path,
                             orth_error *error)
{
    size_t n = route->shape->n, all = orth_market_tokens(route->market),
           blocks = route->shape->rows - 1, done = 0, count = 0;
    const double *prices;
    orth_market_walk_start(own->walk, path);
    orth_status status = orth_score_go_on(route->stop, error);
    if (status == ORTH_OK)
        status = orth_market_walk_next(own->walk, 1, &count, &prices, NULL, error);
    while (status == ORTH_OK && done < blocks) {
        const double *returns;
        status = orth_market_walk_next(own->walk, blocks - done, &count, &prices, &returns, error);
        for (size_t k = 0; status == ORTH_OK && k < count; k++)
            for (size_t i = 0; i < n; i++)
                own->room.base[i * blocks + done + k] =
                    returns[k * all + (route->tokens != NULL ? route->tokens[i] : i)];
        done += count;
        if (status == ORTH_OK)
            status = orth_score_go_on(route->stop, error);
    }
    return status;
}

static orth_status work(void *context, size_t thread, uint64_t first, uint64_t end,
                        uint64_t *failed, orth_error *error)
{
    running *run = context;
    const orth_score_route *route = run->route;
    worker *own = &run->workers[thread];
    for (uint64_t p = first; p < end; p++) {
        orth_status status = walk_path(own, route, route->first + p, error);
        if (status != ORTH_OK) {
            *failed = p;
            return status;
        }
        orth_score_wanted wanted = run->wanted;
        wanted.number = (size_t)p;
        wanted.values += p * orth_score_values(route->shape);
        if (wanted.distances != NULL)
            wanted.distances += p * orth_score_lines(route->shape);
        orth_score_evaluate(&own->room, route->shape, &wanted);
        orth_progress(route->progress, p + 1, route->count);
    }
    return ORTH_OK;
}

static orth_status run_paths(const orth_score_route *route, const orth_score_wanted *wanted,
                             orth_error *error)
{
    running run = {.route = route, .wanted = *wanted};
    orth_parallel loop = {.count = route->count,
                          .group = 1,
                          .round = route->count,
                          .threads = route->threads,
                          .context = &run,
                          .work = work};
    size_t threads = orth_parallel_threads(&loop);
    run.workers = calloc(threads, sizeof *run.workers);
    if (run.workers == NULL)
        return orth_fail_memory(error, (double)threads * sizeof *run.workers);
    orth_status status = ORTH_OK;
    for (size_t t = 0; status == ORTH_OK && t < threads; t++) {
        status = orth_market_walk_create(&run.workers[t].walk, route->market, 1, error);
        if (status == ORTH_OK)
            status = orth_score_room_create(&run.workers[t].room, route->shape, error);
    }
    if (status == ORTH_OK)
        status = orth_parallel_run(&loop, error);
    for (size_t t = 0; t < threads; t++) {
        orth_market_walk_free(run.workers[t].walk);
        orth_score_room_free(&run.workers[t].room);
    }
    free(run.workers);
    return status;
}

orth_status orth_score_paths_run(const orth_score_route *route,
                                 const orth_score_reference *reference, double *values,
                                 double *distances, orth_error *error)
{
    orth_score_wanted wanted = {.values = values, .reference = reference, .distances = distances};
    return run_paths(route, &wanted, error);
}

/* Samples of all paths in one order, and the medians of values [path][value]. NaN in one path is
 * NaN of all. */
static void put_together(orth_score_reference *reference, const orth_score_shape *shape,
                         const double *values, double *scratch)
{
    size_t series = reference->series, width = orth_score_values(shape);
    for (size_t h = 0; h < shape->horizon_count; h++)
        for (size_t m = 0; m < shape->moving_count && shape->returns[h] > 0; m++) {
            size_t at = orth_score_sample_at(shape, h, shape->moving[m]);
            orth_score_sort(shape->kept[h] * series, reference->samples + at * series, scratch);
        }
    for (size_t v = 0; v < width; v++) {
        bool defined = true;
        for (size_t p = 0; p < series; p++) {
            scratch[p] = values[p * width + v];
            defined = defined && scratch[p] - scratch[p] == 0;
        }
        if (defined)
            orth_score_sort(series, scratch, scratch + series);
        reference->values[v] = defined ? orth_score_quantile(series, scratch, 0.5) : NAN;
    }
}

orth_status orth_score_reference_make(orth_score_reference *reference,
                                      const orth_score_route *route, orth_error *error)
{
    const orth_score_shape *shape = route->shape;
    size_t series = (size_t)route->count, width = orth_score_values(shape);
    size_t samples = orth_score_sample_size(shape) * series;
    size_t spare = shape->rows * series + 2 * series;
    *reference = (orth_score_reference){.series = series};
    double *values = malloc((series * width + spare) * sizeof *values);
    reference->samples = calloc(samples, sizeof(double));
    reference->values = malloc(width * sizeof(double));
    orth_status status = ORTH_OK;
    if (values == NULL || reference->samples == NULL || reference->values == NULL)
        status = orth_fail_memory(error, (double)(samples + series * width + spare) * 8);
    orth_score_wanted wanted = {.values = values, .samples = reference->samples, .series = series};
    if (status == ORTH_OK)
        status = run_paths(route, &wanted, error);
    if (status == ORTH_OK)
        put_together(reference, shape, values, values + series * width);
    else
        orth_score_reference_free(reference);
    free(values);
    return status;
}

void orth_score_reference_free(orth_score_reference *reference)
{
    free(reference->samples);
    free(reference->values);
    *reference = (orth_score_reference){0};
}
