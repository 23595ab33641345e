/* Means, intervals and quantiles over price paths. */
#include <math.h>
#include <stdlib.h>

#include "numeric/dd.h"
#include "orthant/simulate.h"

const double orth_quantile_levels[ORTH_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

/* The 0.975 quantile of Student's t. From 10 degrees on by the expansion of Cornish and Fisher,
 * within 1e-4. */
static double student(size_t degrees)
{
    static const double few[] = {0,           12.706204736, 4.302652730, 3.182446305, 2.776445105,
                                 2.570581836, 2.446911851,  2.364624252, 2.306004135, 2.262157163};
    if (degrees < sizeof few / sizeof few[0])
        return few[degrees];
    const double z = 1.959963984540054, z2 = z * z;
    double d = (double)degrees;
    double first = z * (z2 + 1) / 4, second = z * ((5 * z2 + 16) * z2 + 3) / 96;
    double third = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
    return z + (first + (second + third / d) / d) / d;
}

static int ascending(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static double sum_of(size_t m, const double *values, double shift, int power)
{
    orth_dd sum = {0, 0};
    for (size_t i = 0; i < m; i++) {
        double x = values[i] - shift;
        sum = orth_dd_add(sum, orth_dd_from(power == 1 ? x : x * x));
    }
    return orth_dd_value(sum);
}

orth_estimate orth_estimate_of(size_t m, double *values)
{
    orth_estimate estimate = {0};
    double n = (double)m;
    estimate.mean = sum_of(m, values, 0, 1) / n;
    if (m > 1)
        estimate.stderr_ = sqrt(sum_of(m, values, estimate.mean, 2) / (n - 1) / n);
    double half = m > 1 ? student(m - 1) * estimate.stderr_ : 0;
    estimate.low = estimate.mean - half;
    estimate.high = estimate.mean + half;
    qsort(values, m, sizeof *values, ascending);
    for (size_t q = 0; q < ORTH_QUANTILES; q++) {
        double at = orth_quantile_levels[q] * (n - 1);
        size_t below = (size_t)at, above = below + 1 < m ? below + 1 : below;
        estimate.quantiles[q] =
            values[below] + (at - (double)below) * (values[above] - values[below]);
    }
    return estimate;
}
