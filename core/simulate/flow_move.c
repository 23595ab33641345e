/* How far prices move in a block, as flow that follows them measures it. */
#include <math.h>
#include <stdlib.h>

#include "kernel/kernel.h"
#include "market/market.h"
#include "simulate/flow.h"

/* sqrt(2 / pi): the mean of |Z|, Z normal. */
#define NORMAL_SIZE 0.79788456080286535588

static orth_status of_data(double *move, const orth_prices *data, size_t n, size_t before,
                           size_t blocks, orth_error *error)
{
    double *change = malloc(n * sizeof *change), sum = 0;
    if (change == NULL)
        return orth_fail_memory(error, (double)n * sizeof *change);
    for (size_t k = before + 1; k <= before + blocks; k++) {
        double row = 0;
        for (size_t i = 0; i < n; i++)
            change[i] = data->prices[k * n + i] / data->prices[(k - 1) * n + i];
        orth_kernels_in_use()->log(n, change, change);
        for (size_t i = 0; i < n; i++)
            row += fabs(change[i]);
        sum += row;
    }
    free(change);
    *move = sum / (double)n / (double)blocks;
    return ORTH_OK;
}

static orth_status of_model(double *move, const orth_market *market, orth_error *error)
{
    size_t n = market->n, bytes = n * n * sizeof(double);
    double *covariance = malloc(bytes), sum = 0;
    if (covariance == NULL)
        return orth_fail_memory(error, (double)bytes);
    orth_status status = orth_market_covariance(market, 0, covariance, error);
    for (size_t i = 0; status == ORTH_OK && i < n; i++)
        sum += sqrt(covariance[i * n + i]);
    free(covariance);
    *move = NORMAL_SIZE * sum / (double)n;
    return status;
}

orth_status orth_flow_mean_move(double *move, const orth_scenario *scenario,
                                const orth_market *market, uint64_t before, uint64_t blocks,
                                orth_error *error)
{
    const orth_prices *data = market->data;
    bool drawn = orth_market_is_random(market);
    orth_status status = ORTH_OK;
    *move = 0;
    if (data != NULL)
        status = of_data(move, data, market->n, drawn ? 0 : (size_t)before,
                         drawn ? data->rows - 1 : (size_t)blocks, error);
    else if (orth_market_moves(market))
        status = of_model(move, market, error);
    if (status == ORTH_OK && !(*move > 0))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /noise/coupling: the flow follows prices, and here none moves",
                         scenario->file);
    return status;
}
