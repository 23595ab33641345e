/* What was recorded of strategies, as a picture. */
#include <math.h>
#include <stdlib.h>

#include "orthant/alike.h"
#include "report/simulation_plot.h"

/* The arrays of a picture, by strategy. */
typedef struct gathered {
    const orth_simulation *simulation;
    const orth_recording *recording;
    size_t strategies, rows, n;
    const char **names;
    double *blocks, *values, *benchmarks, *weights, *distances;
    int64_t *times;
} gathered;

static const double *row_of(const gathered *all, size_t s, size_t k)
{
    size_t count;
    return orth_recording_rows(all->recording, s, &count) +
           k * orth_recording_width(all->recording);
}

static orth_status allocate(gathered *all, orth_error *error)
{
    size_t m = all->strategies, rows = all->rows;
    double *room = calloc(rows * (3 + m + m * all->n) + m * m, sizeof *room);
    all->names = calloc(m, sizeof *all->names);
    all->times = calloc(rows, sizeof *all->times);
    all->blocks = room;
    if (room == NULL || all->names == NULL || all->times == NULL)
        return orth_fail_memory(error, (double)(rows * (4 + m + m * all->n) * sizeof *room));
    all->benchmarks = room + rows;
    all->values = all->benchmarks + 2 * rows;
    all->weights = all->values + m * rows;
    all->distances = all->weights + m * rows * all->n;
    return ORTH_OK;
}

static void gather(gathered *all)
{
    const orth_simulation *simulation = all->simulation;
    for (size_t s = 0; s < all->strategies; s++) {
        all->names[s] = simulation->results[s].path;
        for (size_t k = 0; k < all->rows; k++) {
            const double *row = row_of(all, s, k);
            all->values[s * all->rows + k] = row[ORTH_RECORDED_VALUE];
            for (size_t i = 0; i < all->n; i++)
                all->weights[(s * all->rows + k) * all->n + i] = row[ORTH_RECORDED_FIXED + i];
        }
    }
    for (size_t k = 0; k < all->rows; k++) {
        const double *row = row_of(all, 0, k);
        all->blocks[k] = row[ORTH_RECORDED_BLOCK];
        all->benchmarks[k] = row[ORTH_RECORDED_HOLD];
        all->benchmarks[all->rows + k] = row[ORTH_RECORDED_REBALANCE];
        if (simulation->times != NULL)
            all->times[k] = simulation->times[(size_t)row[ORTH_RECORDED_BLOCK]];
    }
}

static orth_status measure(gathered *all, orth_error *error)
{
    orth_alike *alike;
    double *now = malloc(all->strategies * all->n * sizeof *now);
    if (now == NULL)
        return orth_fail_memory(error, (double)(all->strategies * all->n * sizeof *now));
    orth_status status = orth_alike_create(&alike, all->strategies, all->n, error);
    for (size_t k = 0; status == ORTH_OK && k < all->rows; k++) {
        for (size_t s = 0; s < all->strategies; s++)
            for (size_t i = 0; i < all->n; i++)
                now[s * all->n + i] = all->weights[(s * all->rows + k) * all->n + i];
        orth_alike_see(alike, now);
    }
    if (status == ORTH_OK)
        orth_alike_distances(alike, all->distances, NULL);
    orth_alike_free(alike);
    free(now);
    return status;
}

static orth_status draw(const gathered *all, const char *file, bool keep_script, orth_error *error)
{
    static const char *const benchmarks[] = {"hold", "rebalanced"};
    static const char *const of_first[] = {"hold (first)", "rebalanced (first)"};
    const orth_simulation *simulation = all->simulation;
    const orth_scenario *scenario = simulation->scenario;
    orth_strategies_picture picture = {
        .title = scenario->name,
        .rows = all->rows,
        .blocks = all->blocks,
        .times = simulation->times != NULL && simulation->dated ? all->times : NULL,
        .strategies = all->strategies,
        .names = all->names,
        .unit = scenario->has_pool ? scenario->pool_unit : NULL,
        .values = all->values,
        .benchmarks = all->strategies > 1 ? 1 : 2,
        .benchmark_names = all->strategies > 1 ? of_first : benchmarks,
        .benchmark_values = all->benchmarks,
        .n = all->n,
        .tokens = (const char *const *)scenario->tokens,
        .weights = all->weights,
        .distances = all->distances};
    return orth_strategies_plot(&picture, file, keep_script, error);
}

orth_status orth_simulation_plot_strategies(const orth_simulation *simulation,
                                            const orth_recording *recording, const char *file,
                                            bool keep_script, orth_error *error)
{
    gathered all = {.simulation = simulation,
                    .recording = recording,
                    .strategies = simulation->count,
                    .n = orth_recording_tokens(recording)};
    orth_recording_rows(recording, 0, &all.rows);
    orth_status status = allocate(&all, error);
    if (status == ORTH_OK) {
        gather(&all);
        status = measure(&all, error);
    }
    if (status == ORTH_OK)
        status = draw(&all, file, keep_script, error);
    free(all.blocks);
    free(all.names);
    free(all.times);
    return status;
}
