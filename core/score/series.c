/* Figures of one token's returns at one horizon. */
#include <math.h>
#include <string.h>

#include "kernel/kernel.h"
#include "numeric/elementary.h"
#include "score/shape.h"
#include "score/sort.h"

#define LANES 8
#define LOGS 256 /* logarithms at a time */

double orth_score_mean(size_t n, const double *values)
{
    double high[LANES] = {0}, low[LANES] = {0}, sum = 0, rest = 0;
    for (size_t t = 0; t < n; t++) {
        double term = values[t], *at = &high[t % LANES], next = *at + term, part = next - *at;
        low[t % LANES] += (*at - (next - part)) + (term - part);
        *at = next;
    }
    for (size_t l = 0; l < LANES; l++) {
        double next = sum + high[l], part = next - sum;
        rest += (sum - (next - part)) + (high[l] - part) + low[l];
        sum = next;
    }
    return (sum + rest) / (double)n;
}

void orth_score_lagged(size_t n, size_t lags, double *sums, const double *x, const double *y)
{
    double lanes[ORTH_SCORE_LAGS * ORTH_LAGGED_LANES] = {0};
    size_t whole = (n + ORTH_LAGGED_LANES - 1) / ORTH_LAGGED_LANES * ORTH_LAGGED_LANES;
    orth_kernels_in_use()->lagged(whole, lags, lanes, x, y);
    for (size_t k = 0; k < lags; k++) {
        const double *of = lanes + k * ORTH_LAGGED_LANES;
        sums[k] = ((of[0] + of[4]) + (of[1] + of[5])) + ((of[2] + of[6]) + (of[3] + of[7]));
    }
}

/* values less their mean, in place, and zeros behind them. What is left out is 0, before and
 * after. */
static void centre(const orth_score_series *series, double *values)
{
    size_t n = series->n;
    double mean = orth_score_mean(n, values) * ((double)n / (double)series->kept);
    for (size_t t = 0; t < n; t++)
        values[t] -= mean;
    for (size_t t = 0; series->left_out != NULL && t < n; t++)
        values[t] = series->left_out[t] ? 0 : values[t];
    memset(values + n, 0, ORTH_SCORE_PAD * sizeof *values);
}

double orth_score_scale(size_t n, const double *sorted, bool by_mean)
{
    if (!by_mean)
        return orth_score_median_size(n, sorted);
    double sum[LANES] = {0};
    for (size_t t = 0; t < n; t++)
        sum[t % LANES] += fabs(sorted[t]);
    for (size_t l = 1; l < LANES; l++)
        sum[0] += sum[l];
    return sum[0] / (double)n;
}

static void take(const orth_score_series *series, double *out)
{
    if (series->left_out == NULL) {
        memcpy(out, series->returns, series->n * sizeof *out);
        return;
    }
    for (size_t t = 0, k = 0; t < series->n; t++)
        if (!series->left_out[t])
            out[k++] = series->returns[t];
}

double orth_score_series_prepare(orth_score_room *room, const orth_score_series *series)
{
    size_t n = series->n, kept = series->kept;
    const double *r = series->returns;
    take(series, room->sorted);
    orth_score_sort(kept, room->sorted, room->spare);
    double largest = fmax(fabs(room->sorted[0]), fabs(room->sorted[kept - 1]));
    if (!(room->sorted[kept - 1] - room->sorted[0] > ORTH_SCORE_APART * largest))
        return NAN;
    double scale = orth_score_scale(kept, room->sorted, series->by_mean);
    if (!(scale > 0))
        return NAN;
    for (size_t t = 0; t < n; t++) {
        bool out = series->left_out != NULL && series->left_out[t];
        double x = out ? 0 : r[t] / scale;
        room->y[t] = x;
        room->a[t] = fabs(x);
        room->q[t] = x * x;
    }
    for (size_t t = 0; t < kept; t++)
        room->sorted[t] /= scale;
    centre(series, room->y);
    centre(series, room->a);
    centre(series, room->q);
    return scale;
}

static double kurtosis(size_t n, size_t kept, const double *y)
{
    double second[LANES] = {0}, fourth[LANES] = {0};
    for (size_t t = 0; t < n; t++) {
        double square = y[t] * y[t];
        second[t % LANES] += square;
        fourth[t % LANES] += square * square;
    }
    for (size_t l = 1; l < LANES; l++) {
        second[0] += second[l];
        fourth[0] += fourth[l];
    }
    return fourth[0] * (double)kept / (second[0] * second[0]) - 3;
}

/* The k largest sizes stand at both ends of the sorted sample. */
double orth_score_hill(size_t n, const double *sorted)
{
    size_t k = (size_t)(ORTH_SCORE_TAIL * (double)n + 1e-9), low = 0, high = n;
    double block[LOGS], sum = 0;
    size_t filled = 0;
    for (size_t i = 0; i < k; i++) {
        block[filled++] = -sorted[low] > sorted[high - 1] ? -sorted[low++] : sorted[--high];
        if (filled < LOGS && i + 1 < k)
            continue;
        if (!(block[filled - 1] > 0))
            return NAN;
        orth_kernels_in_use()->log(filled, block, block);
        for (size_t j = 0; j < filled; j++)
            sum += block[j];
        filled = 0;
    }
    double next = fmax(-sorted[low], sorted[high - 1]);
    double mean = next > 0 ? sum / (double)k - orth_log(next) : 0;
    return mean > 1e-12 ? 1 / mean : NAN;
}

static void autocorrelations(size_t n, size_t lags, const double *y, double *out)
{
    double products[ORTH_LAGGED_GROUP];
    orth_score_lagged(n, ORTH_LAGGED_GROUP, products, y, y);
    orth_score_lagged(n, lags, out, y, y + 1);
    for (size_t k = 0; k < lags; k++)
        out[k] = products[0] > 1e-18 * (double)n ? out[k] / products[0] : NAN;
}

void orth_score_series_figures(const orth_score_room *room, const orth_score_series *series,
                               double scale, double values[ORTH_SCORE_OF_TOKEN])
{
    size_t n = series->n;
    if (isnan(scale)) {
        for (size_t v = 0; v < ORTH_SCORE_OF_TOKEN; v++)
            values[v] = NAN;
        return;
    }
    double *at = values, products[ORTH_LAGGED_GROUP], squares[ORTH_LAGGED_GROUP];
    *at++ = kurtosis(n, series->kept, room->y);
    *at++ = orth_score_hill(series->kept, room->sorted);
    autocorrelations(n, ORTH_SCORE_LAGS_SHORT, room->y, at);
    at += ORTH_SCORE_LAGS_SHORT;
    autocorrelations(n, ORTH_SCORE_LAGS, room->a, at);
    at += ORTH_SCORE_LAGS;
    autocorrelations(n, ORTH_SCORE_LAGS, room->q, at);
    at += ORTH_SCORE_LAGS;
    orth_score_lagged(n, ORTH_LAGGED_GROUP, products, room->y, room->y);
    orth_score_lagged(n, ORTH_LAGGED_GROUP, squares, room->q, room->q);
    orth_score_lagged(n, ORTH_SCORE_LAGS_SHORT, at, room->y, room->q + 1);
    double both = sqrt(products[0]) * sqrt(squares[0]);
    for (size_t k = 0; k < ORTH_SCORE_LAGS_SHORT; k++)
        at[k] = squares[0] > 1e-18 * (double)n ? at[k] / both : NAN;
}
