/* Means, intervals and quantiles. */
#include <math.h>
#include <stdlib.h>

#include "numeric/dd.h"
#include "numeric/elementary.h"
#include "numeric/statistics.h"

const double orth_quantile_levels[ORTH_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

/* Student's density over T = sqrt(d) tan theta is cos^(d-1) theta; with z = tan(theta / 2) it is
 * this times dz, smooth for every d up to z = 1. */
static double density(double d, double z)
{
    double square = z * z;
    return 2 / (1 + square) * orth_exp((d - 1) * orth_log1p(-2 * square / (1 + square)));
}

/* Its integral from 0 to z by Gauss and Legendre in 20 points. */
static double below(double d, double z)
{
    static const double rule[][2] = {{0.99312859918509492478, 0.01761400713915211831},
                                     {0.96397192727791379126, 0.04060142980038694133},
                                     {0.91223442825132590586, 0.06267204833410906356},
                                     {0.83911697182221882339, 0.08327674157670474872},
                                     {0.74633190646015079261, 0.10193011981724043503},
                                     {0.63605368072651502545, 0.11819453196151841731},
                                     {0.51086700195082709800, 0.13168863844917662689},
                                     {0.37370608871541956067, 0.14209610931838205132},
                                     {0.22778585114164507808, 0.14917298647260374678},
                                     {0.07652652113349733375, 0.15275338713072585069}};
    double sum = 0, half = z / 2;
    for (size_t i = 0; i < sizeof rule / sizeof rule[0]; i++)
        sum += rule[i][1] *
               (density(d, half * (1 - rule[i][0])) + density(d, half * (1 + rule[i][0])));
    return half * sum;
}

/* The integral from 0 to 1, sqrt(pi) / 2 Gamma(d / 2) / Gamma((d + 1) / 2): by steps of two, or by
 * its expansion for large d. */
static double whole(size_t degrees)
{
    const double half_pi = 1.5707963267948966, half_root_pi = 0.88622692545275801;
    if (degrees >= 200) {
        double u = 2 / (double)degrees;
        double fourth = 21.0 / 32768 + u * (399.0 / 262144);
        double ratio = 1 - u * (0.125 - u * (1.0 / 128 + u * (5.0 / 1024 - u * fourth)));
        return half_root_pi * sqrt(u) / ratio;
    }
    double integral = degrees % 2 == 1 ? half_pi : 1;
    for (size_t d = degrees % 2 == 1 ? 1 : 2; d < degrees; d += 2)
        integral *= (double)d / (double)(d + 1);
    return integral;
}

/* By Newton's method from 0: the integral is concave, so that it comes from below. */
double orth_student(size_t degrees, double outside)
{
    double d = (double)degrees, z = 0, target = (1 - outside) * whole(degrees);
    for (int i = 0; i < 100; i++) {
        double step = (target - below(d, z)) / density(d, z);
        z += step;
        if (!(step > 1e-15 * z))
            break;
    }
    return sqrt(d) * 2 * z / (1 - z * z);
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

orth_estimate orth_interval_of(size_t m, const double *values)
{
    orth_estimate estimate = {0};
    double n = (double)m;
    estimate.mean = sum_of(m, values, 0, 1) / n;
    if (m > 1)
        estimate.stderr_ = sqrt(sum_of(m, values, estimate.mean, 2) / (n - 1) / n);
    double half = m > 1 ? orth_student(m - 1, 0.05) * estimate.stderr_ : 0;
    estimate.low = estimate.mean - half;
    estimate.high = estimate.mean + half;
    return estimate;
}

orth_estimate orth_estimate_of(size_t m, double *values)
{
    orth_estimate estimate = orth_interval_of(m, values);
    qsort(values, m, sizeof *values, ascending);
    for (size_t q = 0; q < ORTH_QUANTILES; q++) {
        double at = orth_quantile_levels[q] * (double)(m - 1);
        size_t below = (size_t)at, above = below + 1 < m ? below + 1 : below;
        estimate.quantiles[q] =
            values[below] + (at - (double)below) * (values[above] - values[below]);
    }
    return estimate;
}
