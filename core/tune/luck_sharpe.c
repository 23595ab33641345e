/* The deflated Sharpe ratio. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/check.h"
#include "numeric/dd.h"
#include "numeric/normal.h"
#include "orthant/luck.h"
#include "tune/luck_parts.h"

double orth_luck_expected_maximum(double k)
{
    ORTH_CHECK(k >= 1 && k <= 1e9);
    return orth_normal_expected_maximum(k);
}

double orth_luck_expected_maximum_published(double k)
{
    const double euler = 0.57721566490153286061, e = 2.71828182845904523536;
    ORTH_CHECK(k > 1);
    return (1 - euler) * orth_normal_exceeded(1 / k) + euler * orth_normal_exceeded(1 / (k * e));
}

double orth_luck_sharpe_probability(double sharpe, double threshold, size_t n, double skewness,
                                    double kurtosis)
{
    double square = 1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe;
    if (n < 2 || !(square > 0))
        return NAN;
    return orth_normal_above(-(sharpe - threshold) * sqrt((double)(n - 1)) / sqrt(square));
}

/* The mean, in double-double, of the powers of x - shift. */
static double moment(size_t n, const double *values, size_t stride, double shift, int power)
{
    orth_dd sum = {0, 0};
    for (size_t i = 0; i < n; i++) {
        double x = values[i * stride] - shift, term = x;
        for (int p = 1; p < power; p++)
            term *= x;
        sum = orth_dd_add(sum, orth_dd_from(term));
    }
    return orth_dd_value(sum) / (double)n;
}

static double largest(size_t n, const double *values, size_t stride)
{
    double result = 0;
    for (size_t i = 0; i < n; i++)
        result = fmax(result, fabs(values[i * stride]));
    return result;
}

orth_luck_sharpe orth_luck_sharpe_of(size_t n, const double *returns, size_t stride)
{
    orth_luck_sharpe result = {NAN, NAN, NAN};
    if (n < 2)
        return result;
    double mean = moment(n, returns, stride, 0, 1);
    double square = moment(n, returns, stride, mean, 2);
    double deviation = sqrt(square * ((double)n / (double)(n - 1)));
    if (!(deviation > ORTH_LUCK_STILL * largest(n, returns, stride)))
        return result;
    result.sharpe = mean / deviation;
    result.skewness = moment(n, returns, stride, mean, 3) / (square * sqrt(square));
    result.kurtosis = moment(n, returns, stride, mean, 4) / (square * square);
    return result;
}

/* The mean correlation of all pairs, from the sum over trials of their standardised returns: its
 * square, summed over rows, is K + K (K - 1) times the mean. Without the K^2 pairs. */
static double mean_correlation(size_t trials, size_t rows, const double *returns,
                               const double *sharpes, double *row_sums, size_t left)
{
    for (size_t t = 0; t < rows; t++)
        row_sums[t] = 0;
    for (size_t k = 0; k < trials; k++) {
        if (isnan(sharpes[k]))
            continue;
        double mean = moment(rows, returns + k, trials, 0, 1);
        double length = sqrt(moment(rows, returns + k, trials, mean, 2) * (double)rows);
        for (size_t t = 0; t < rows; t++)
            row_sums[t] += (returns[t * trials + k] - mean) / length;
    }
    double count = (double)left;
    double square = moment(rows, row_sums, 1, 0, 2) * (double)rows;
    return (square - count) / (count * (count - 1));
}

static void fill_thresholds(orth_luck_deflated *result, size_t rows)
{
    double deviation = sqrt(result->variance), k = (double)result->trials;
    const orth_luck_sharpe *best = &result->of_best;
    result->effective = fmin(fmax(result->correlation + (1 - result->correlation) * k, 1), k);
    result->threshold = deviation * orth_luck_expected_maximum(k);
    result->effective_threshold = deviation * orth_luck_expected_maximum(result->effective);
    result->published_threshold = deviation * orth_luck_expected_maximum_published(k);
    const double *thresholds[] = {&result->threshold, &result->effective_threshold,
                                  &result->published_threshold};
    double *probabilities[] = {&result->probability, &result->effective_probability,
                               &result->published_probability};
    for (size_t i = 0; i < 3; i++)
        *probabilities[i] = orth_luck_sharpe_probability(best->sharpe, *thresholds[i], rows,
                                                         best->skewness, best->kurtosis);
}

/* The Sharpe ratios of the trials that have one, the best of them and their variance. */
static void see_trials(orth_luck_deflated *result, size_t trials, size_t rows,
                       const double *returns, double *sharpes, double *kept)
{
    for (size_t k = 0; k < trials; k++) {
        orth_luck_sharpe one = orth_luck_sharpe_of(rows, returns + k, trials);
        sharpes[k] = one.sharpe;
        if (isnan(one.sharpe)) {
            result->left_out++;
            continue;
        }
        if (result->trials == 0 || one.sharpe > result->of_best.sharpe) {
            result->best = k;
            result->of_best = one;
        }
        kept[result->trials++] = one.sharpe;
    }
    if (result->trials < 2)
        return;
    double mean = moment(result->trials, kept, 1, 0, 1), count = (double)result->trials;
    result->variance = moment(result->trials, kept, 1, mean, 2) * (count / (count - 1));
}

orth_status orth_luck_deflated_of(orth_luck_deflated *result, size_t trials, size_t rows,
                                  const double *returns, orth_error *error)
{
    const orth_luck_sharpe none = {NAN, NAN, NAN};
    *result = (orth_luck_deflated){.best = trials,
                                   .of_best = none,
                                   .variance = NAN,
                                   .correlation = NAN,
                                   .effective = NAN,
                                   .threshold = NAN,
                                   .probability = NAN,
                                   .effective_threshold = NAN,
                                   .effective_probability = NAN,
                                   .published_threshold = NAN,
                                   .published_probability = NAN};
    orth_status status = orth_luck_check_table(trials, rows, 3, returns, error);
    if (status != ORTH_OK)
        return status;
    double *room = orth_luck_room(2 * trials + rows, error);
    if (!room)
        return ORTH_NO_MEMORY;
    see_trials(result, trials, rows, returns, room, room + trials);
    if (result->trials >= 2) {
        result->correlation =
            mean_correlation(trials, rows, returns, room, room + 2 * trials, result->trials);
        fill_thresholds(result, rows);
    } else {
        result->of_best = none;
    }
    free(room);
    return ORTH_OK;
}
