/* A schedule taken by a pool that trades, step by step. */
#include <stdlib.h>

#include "orthant/pool.h"

#define BLOCK_ROWS 64

static orth_status follow(orth_pool *pool, orth_path *path, double *rows, orth_error *error)
{
    uint64_t steps = orth_path_steps(path);
    size_t n = pool->n;
    for (uint64_t k = 1; k <= steps; k += BLOCK_ROWS) {
        uint64_t left = steps + 1 - k;
        size_t count = left < BLOCK_ROWS ? (size_t)left : BLOCK_ROWS;
        orth_path_fill(path, k, count, rows, NULL);
        for (size_t r = 0; r < count; r++) {
            orth_status status = orth_pool_set_weights(pool, rows + r * n, error);
            if (status != ORTH_OK)
                return status;
            orth_pool_arbitrage(pool, NULL);
        }
    }
    return ORTH_OK;
}

orth_status orth_pool_replay(double *log_value, orth_path *path, const double *prices,
                             orth_error *error)
{
    size_t n = orth_path_tokens(path);
    double *rows = malloc((BLOCK_ROWS + 1) * n * sizeof(double));
    if (rows == NULL)
        return orth_fail_memory(error, (BLOCK_ROWS + 1) * (double)n * sizeof(double));
    double *ones = rows + BLOCK_ROWS * n;
    for (size_t i = 0; i < n; i++)
        ones[i] = 1;
    orth_path_fill(path, 0, 1, rows, NULL);
    orth_pool *pool;
    orth_status status = orth_pool_create(&pool, n, rows, prices == NULL ? ones : prices, 1, error);
    if (status == ORTH_OK)
        status = follow(pool, path, rows, error);
    if (status == ORTH_OK)
        *log_value = orth_pool_log_value(pool, 1);
    orth_pool_free(pool);
    free(rows);
    return status;
}
