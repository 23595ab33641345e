/* The geometric Brownian motion that fits the data: the yardstick of every line. */
#include <math.h>
#include <stdlib.h>

#include "market/row_steps.h"
#include "numeric/elementary.h"
#include "score/paths.h"

/* [token][return] of the data, those over gaps left out, and means and deviations; gives how many
 * returns there are. */
static size_t measure(const orth_score_data *data, const bool *gaps, double *returns, double *mean,
                      double *deviation)
{
    size_t n = data->n, blocks = data->rows - 1, kept = 0;
    for (size_t i = 0; i < n; i++) {
        double *r = returns + i * blocks, squares = 0;
        kept = 0;
        for (size_t t = 0; t < blocks; t++)
            if (!gaps[t])
                r[kept++] = orth_log(data->prices[(t + 1) * n + i] / data->prices[t * n + i]);
        mean[i] = orth_score_mean(kept, r);
        for (size_t t = 0; t < kept; t++)
            squares += (r[t] - mean[i]) * (r[t] - mean[i]);
        deviation[i] = sqrt(squares / (double)kept);
    }
    return kept;
}

static double correlation(const double *x, const double *y, double mean_x, double mean_y,
                          double both, size_t count)
{
    double sum = 0;
    for (size_t t = 0; t < count; t++)
        sum += (x[t] - mean_x) * (y[t] - mean_y);
    return both > 0 ? fmax(-1, fmin(1, sum / ((double)count * both))) : 0;
}

orth_status orth_score_gbm(orth_market **market, const orth_score_data *data, uint64_t seed,
                           orth_error *error)
{
    size_t n = data->n, blocks = data->rows - 1, numbers = n * blocks + 3 * n + n * n;
    double *mean = malloc(numbers * sizeof *mean);
    bool *gaps = calloc(blocks, sizeof *gaps);
    orth_row_steps steps;
    orth_status status = ORTH_OK;
    *market = NULL;
    if (mean == NULL || gaps == NULL)
        status = orth_fail_memory(error, (double)numbers * sizeof *mean);
    else if (data->times != NULL)
        status = orth_row_steps_of(&steps, gaps, data->rows, data->times, error);
    if (status != ORTH_OK) {
        free(mean);
        free(gaps);
        return status;
    }
    double *deviation = mean + n, *drift = deviation + n, *table = drift + n;
    double *returns = table + n * n;
    size_t kept = measure(data, gaps, returns, mean, deviation);
    for (size_t i = 0; i < n; i++) {
        drift[i] = mean[i] + deviation[i] * deviation[i] / 2;
        for (size_t j = 0; j < n; j++)
            table[i * n + j] =
                i == j ? 1
                       : correlation(returns + i * blocks, returns + j * blocks, mean[i], mean[j],
                                     deviation[i] * deviation[j], kept);
    }
    orth_market_spec spec = {
        .model = "gbm",
        .n = n,
        .tokens = data->tokens,
        .seed = seed,
        .block_seconds = ORTH_YEAR_SECONDS,
        .parameters = {{"drift", drift}, {"volatility", deviation}, {"correlation", table}}};
    status = orth_market_create(market, &spec, error);
    free(mean);
    free(gaps);
    return status;
}
