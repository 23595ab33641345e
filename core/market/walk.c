/* Going along price paths. Rows are made ORTH_MARKET_CHUNK blocks at a time and handed out from
 * there. */
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "kernel/kernel.h"
#include "market/market.h"

/* Where the draws of a block end (kernel/kernel.h: an index is below 2^32). */
#define BLOCKS_MAX 0xffff0000u

/* One row to every lane. */
static void spread(double *out, const double *row, size_t n, size_t lanes)
{
    for (size_t i = 0; i < n; i++)
        for (size_t l = 0; l < lanes; l++)
            out[i * lanes + l] = row[i];
}

orth_status orth_market_walk_create(orth_market_walk **walk, const orth_market *market,
                                    size_t lanes, orth_error *error)
{
    ORTH_CHECK(lanes >= 1 && lanes <= ORTH_MARKET_LANES_MAX);
    *walk = NULL;
    size_t row = market->n * lanes, chunk = ORTH_MARKET_CHUNK * row;
    size_t numbers = 6 * chunk + row + market->model->walk_state * row;
    orth_market_walk *made = calloc(1, sizeof *made + numbers * sizeof(double));
    if (made == NULL)
        return orth_fail_memory(error, (double)numbers * sizeof(double));
    made->market = market;
    made->lanes = lanes;
    made->innovations = (double *)(made + 1);
    made->scratch = made->innovations + chunk;
    made->returns = made->scratch + chunk;
    made->prices = made->returns + chunk;
    made->log_returns = made->prices + chunk;
    made->starts = made->log_returns + chunk;
    for (size_t k = 0; market->start != NULL && k < ORTH_MARKET_CHUNK; k++)
        spread(made->starts + k * row, market->start, market->n, lanes);
    made->log_prices = made->starts + chunk;
    made->state = made->log_prices + row;
    orth_market_walk_start(made, 0);
    *walk = made;
    return ORTH_OK;
}

void orth_market_walk_free(orth_market_walk *walk)
{
    free(walk);
}

void orth_market_walk_start(orth_market_walk *walk, uint64_t first_path)
{
    const orth_market *market = walk->market;
    walk->first_path = first_path;
    walk->block = 0;
    walk->chunk_end = 0;
    memset(walk->log_prices, 0, market->n * walk->lanes * sizeof(double));
    if (market->model->start != NULL)
        market->model->start(walk);
}

static void turn_returns(orth_market_walk *walk)
{
    size_t n = walk->market->n, lanes = walk->lanes;
    if (walk->turned)
        return;
    walk->turned = true;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < ORTH_MARKET_CHUNK; k++)
            for (size_t l = 0; l < lanes; l++)
                walk->log_returns[(k * n + i) * lanes + l] =
                    walk->returns[(i * ORTH_MARKET_CHUNK + k) * lanes + l];
}

static size_t start_row(orth_market_walk *walk)
{
    size_t n = walk->market->n;
    spread(walk->prices, walk->market->start, n, walk->lanes);
    memset(walk->log_returns, 0, n * walk->lanes * sizeof(double));
    return 1;
}

/* Names the first price that is not within the range. */
static orth_status fail_range(const orth_market_walk *walk, size_t first, size_t count,
                              orth_error *error)
{
    size_t n = walk->market->n, lanes = walk->lanes, row = n * lanes;
    for (size_t e = first * row; e < (first + count) * row; e++) {
        double price = walk->prices[e];
        if (price > ORTH_PRICE_MIN && price < ORTH_PRICE_MAX)
            continue;
        return orth_fail(
            error, ORTH_DOMAIN,
            "market: path %ju, block %ju: the price of %.100s is %.6g; permitted: "
            "from " ORTH_LIMIT_TEXT(ORTH_PRICE_MIN) " to " ORTH_LIMIT_TEXT(ORTH_PRICE_MAX),
            (uintmax_t)(walk->first_path + e % lanes),
            (uintmax_t)(walk->chunk_end - ORTH_MARKET_CHUNK + 1 + e / row),
            walk->market->tokens[e / lanes % n], price);
    }
    return ORTH_OK;
}

static orth_status model_rows(orth_market_walk *walk, size_t most, size_t *first, size_t *count,
                              orth_error *error)
{
    const orth_market *market = walk->market;
    if (walk->block > BLOCKS_MAX)
        return orth_fail(error, ORTH_DOMAIN, "market: a path of more than %u blocks", BLOCKS_MAX);
    if (walk->block > walk->chunk_end) {
        market->model->returns(walk);
        walk->chunk_end += ORTH_MARKET_CHUNK;
        walk->within = orth_kernels_in_use()->price_rows(
            ORTH_MARKET_CHUNK, market->n, walk->lanes, walk->prices, walk->log_prices,
            walk->returns, walk->starts, ORTH_PRICE_MIN, ORTH_PRICE_MAX);
        walk->turned = false;
    }
    size_t left = (size_t)(walk->chunk_end - walk->block) + 1;
    *first = ORTH_MARKET_CHUNK - left;
    *count = left < most ? left : most;
    return walk->within ? ORTH_OK : fail_range(walk, *first, *count, error);
}

static size_t constant_rows(orth_market_walk *walk, size_t most)
{
    size_t n = walk->market->n, row = n * walk->lanes;
    size_t count = most < ORTH_MARKET_CHUNK ? most : ORTH_MARKET_CHUNK;
    if (walk->block == 1)
        for (size_t k = 0; k < ORTH_MARKET_CHUNK; k++) {
            spread(walk->prices + k * row, walk->market->start, n, walk->lanes);
            memset(walk->log_returns + k * row, 0, row * sizeof(double));
        }
    return count;
}

/* log(p_k / p_{k-1}) of `count` rows of data from `at` on, at most ORTH_MARKET_CHUNK. */
static const double *data_returns(orth_market_walk *walk, size_t at, size_t count)
{
    size_t n = walk->market->n, lanes = walk->lanes;
    const double *row = walk->market->data->prices + at * n;
    double *change = lanes == 1 ? walk->log_returns : walk->scratch;
    for (size_t e = 0; e < count * n; e++)
        change[e] = row[e] / (row - n)[e];
    orth_kernels_in_use()->log(count * n, change, change);
    if (lanes > 1)
        spread(walk->log_returns, change, count * n, lanes);
    return walk->log_returns;
}

/* One path's prices are the data themselves. */
static orth_status data_rows(orth_market_walk *walk, size_t most, size_t *count,
                             const double **prices, const double **log_returns, orth_error *error)
{
    const orth_prices *data = walk->market->data;
    size_t n = walk->market->n, lanes = walk->lanes, at = (size_t)walk->block;
    if (walk->block >= data->rows)
        return orth_fail(error, ORTH_DOMAIN,
                         "market: block %ju; permitted: up to %zu, the last row of the prices",
                         (uintmax_t)walk->block, data->rows - 1);
    if ((lanes > 1 || log_returns != NULL) && most > ORTH_MARKET_CHUNK)
        most = ORTH_MARKET_CHUNK;
    *count = data->rows - at < most ? data->rows - at : most;
    *prices = data->prices + at * n;
    if (lanes > 1) {
        spread(walk->prices, *prices, *count * n, lanes);
        *prices = walk->prices;
    }
    if (log_returns != NULL)
        *log_returns = data_returns(walk, at, *count);
    return ORTH_OK;
}

orth_status orth_market_walk_next(orth_market_walk *walk, size_t most, size_t *count,
                                  const double **prices, const double **log_returns,
                                  orth_error *error)
{
    ORTH_CHECK(most >= 1);
    const orth_market *market = walk->market;
    orth_status status = ORTH_OK;
    size_t first = 0, row = market->n * walk->lanes;
    if (walk->block > 0 && market->model->returns == NULL && market->data != NULL) {
        status = data_rows(walk, most, count, prices, log_returns, error);
    } else {
        if (walk->block == 0)
            *count = start_row(walk);
        else if (market->model->returns != NULL)
            status = model_rows(walk, most, &first, count, error);
        else
            *count = constant_rows(walk, most);
        *prices = walk->prices + first * row;
        if (log_returns != NULL) {
            if (walk->block > 0 && market->model->returns != NULL)
                turn_returns(walk);
            *log_returns = walk->log_returns + first * row;
        }
    }
    if (status != ORTH_OK)
        *count = 0;
    walk->block += *count;
    return status;
}

orth_status orth_market_walk_fill(orth_market_walk *walk, size_t count, double *prices,
                                  double *log_returns, orth_error *error)
{
    size_t row = walk->market->n * walk->lanes;
    while (count > 0) {
        const double *made, *changes;
        size_t got;
        orth_status status = orth_market_walk_next(walk, count, &got, &made,
                                                   log_returns == NULL ? NULL : &changes, error);
        if (status != ORTH_OK)
            return status;
        if (prices != NULL)
            prices = (double *)memcpy(prices, made, got * row * sizeof *made) + got * row;
        if (log_returns != NULL)
            log_returns =
                (double *)memcpy(log_returns, changes, got * row * sizeof *changes) + got * row;
        count -= got;
    }
    return ORTH_OK;
}
