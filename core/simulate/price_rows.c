#include "simulate/price_rows.h"

#include <stdlib.h>
#include <string.h>

#include "pool/run.h"

static orth_status make_window(orth_price_rows *rows, size_t lanes, orth_error *error)
{
    double doubles = (double)(rows->most + rows->ahead) * (double)(rows->n * lanes);
    if (rows->ahead == 0)
        return ORTH_OK;
    if (doubles < 0.1 * (double)SIZE_MAX)
        rows->window = malloc((rows->most + rows->ahead) * rows->n * lanes * sizeof(double));
    return rows->window == NULL ? orth_fail_memory(error, doubles * sizeof(double)) : ORTH_OK;
}

orth_status orth_price_rows_create(orth_price_rows *rows, const orth_market *market, size_t n,
                                   size_t most, uint64_t ahead, bool side_by_side,
                                   orth_error *error)
{
    rows->n = n;
    rows->most = most;
    rows->ahead = (size_t)ahead;
    orth_status status = make_window(rows, side_by_side ? ORTH_RUN_LANES : 1, error);
    if (status == ORTH_OK)
        status = orth_market_walk_create(&rows->walks[0], market, 1, error);
    if (status == ORTH_OK && side_by_side)
        status = orth_market_walk_create(&rows->walks[1], market, ORTH_RUN_LANES, error);
    return status;
}

void orth_price_rows_free(orth_price_rows *rows)
{
    for (size_t w = 0; w < 2; w++)
        orth_market_walk_free(rows->walks[w]);
    free(rows->window);
}

void orth_price_rows_start(orth_price_rows *rows, size_t w, uint64_t price_path)
{
    orth_market_walk_start(rows->walks[w], price_path);
    rows->filled = rows->used = 0;
}

orth_status orth_price_rows_next(orth_price_rows *rows, size_t w, uint64_t wanted, size_t *count,
                                 orth_error *error)
{
    size_t row = rows->n * (w == 0 ? 1 : ORTH_RUN_LANES);
    size_t next = wanted < rows->most ? (size_t)wanted : rows->most;
    if (rows->window == NULL)
        return orth_market_walk_next(rows->walks[w], next, count, &rows->prices, NULL, error);
    rows->filled -= rows->used;
    memmove(rows->window, rows->window + rows->used * row, rows->filled * row * sizeof(double));
    *count = rows->used = next;
    size_t missing = next + rows->ahead - rows->filled;
    orth_status status = orth_market_walk_fill(rows->walks[w], missing,
                                               rows->window + rows->filled * row, NULL, error);
    rows->filled = next + rows->ahead;
    rows->prices = rows->window;
    return status;
}
