/* Weights of strategies as a picture. */
#include <stdlib.h>
#include <string.h>

#include "orthant/alike.h"
#include "orthant/report.h"

#define POINTS_MOST 1000 /* rows of a strategy that are kept, evenly over the blocks */

typedef struct kept {
    orth_weights *source;
    size_t strategies, n, rows;
    double *blocks, *weights, *distances, *now;
    int64_t *times;
    const char **names;
} kept;

static uint64_t block_of(const kept *all, size_t row)
{
    uint64_t blocks = orth_weights_blocks(all->source);
    return all->rows == 1 ? 0 : row * blocks / (all->rows - 1); /* below 1e9 times 1e3 */
}

static orth_status allocate(kept *all, orth_error *error)
{
    size_t m = all->strategies, weights = m * all->rows * all->n;
    all->blocks = calloc(all->rows + weights + m * m + m * all->n, sizeof(double));
    all->times = calloc(all->rows, sizeof *all->times);
    all->names = calloc(m, sizeof *all->names);
    if (all->blocks == NULL || all->times == NULL || all->names == NULL)
        return orth_fail_memory(error, (double)(weights + m * m) * sizeof(double));
    all->weights = all->blocks + all->rows;
    all->distances = all->weights + weights;
    all->now = all->distances + m * m;
    return ORTH_OK;
}

static orth_status keep(kept *all, size_t s, orth_error *error)
{
    uint64_t block = 0;
    const double *rows;
    size_t count, there = 0, n = all->n;
    double *to = all->weights + s * all->rows * n;
    all->names[s] = orth_strategy_name(orth_weights_strategy(all->source, s));
    orth_weights_start(all->source, s);
    for (;; block += count) {
        orth_status status = orth_weights_next(all->source, &count, &rows, error);
        if (status != ORTH_OK || count == 0)
            return status;
        for (; there < all->rows && block_of(all, there) < block + count; there++)
            memcpy(to + there * n, rows + (block_of(all, there) - block) * n, n * sizeof *to);
    }
}

static orth_status measure(kept *all, orth_error *error)
{
    orth_alike *alike;
    orth_status status = orth_alike_create(&alike, all->strategies, all->n, error);
    for (size_t row = 0; status == ORTH_OK && row < all->rows; row++) {
        for (size_t s = 0; s < all->strategies; s++)
            memcpy(all->now + s * all->n, all->weights + (s * all->rows + row) * all->n,
                   all->n * sizeof(double));
        orth_alike_see(alike, all->now);
    }
    if (status == ORTH_OK)
        orth_alike_distances(alike, all->distances, NULL);
    orth_alike_free(alike);
    return status;
}

static orth_status draw(kept *all, const char *file, bool keep_script, orth_error *error)
{
    const orth_scenario *scenario = orth_weights_scenario(all->source);
    bool dated = true;
    for (size_t row = 0; row < all->rows; row++) {
        all->blocks[row] = (double)block_of(all, row);
        dated = dated && orth_weights_time(all->source, block_of(all, row), &all->times[row]);
    }
    const orth_strategies_picture picture = {.title = scenario->name,
                                             .rows = all->rows,
                                             .blocks = all->blocks,
                                             .times = dated ? all->times : NULL,
                                             .strategies = all->strategies,
                                             .names = all->names,
                                             .n = all->n,
                                             .tokens = (const char *const *)scenario->tokens,
                                             .weights = all->weights,
                                             .distances = all->distances};
    return orth_strategies_plot(&picture, file, keep_script, error);
}

orth_status orth_weights_plot(orth_weights *weights, const char *file, bool keep_script,
                              orth_error *error)
{
    uint64_t rows = orth_weights_blocks(weights) + 1;
    kept all = {.source = weights,
                .strategies = orth_weights_count(weights),
                .n = orth_weights_scenario(weights)->n,
                .rows = rows < POINTS_MOST ? (size_t)rows : POINTS_MOST};
    orth_status status = allocate(&all, error);
    for (size_t s = 0; status == ORTH_OK && s < all.strategies; s++)
        status = keep(&all, s, error);
    if (status == ORTH_OK)
        status = measure(&all, error);
    if (status == ORTH_OK)
        status = draw(&all, file, keep_script, error);
    free(all.blocks);
    free(all.times);
    free(all.names);
    return status;
}
