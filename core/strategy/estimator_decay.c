/* For which market a decay is right, in closed form. */
#include <math.h>

#include "base/check.h"
#include "orthant/estimator.h"

/* K^2 + q K - q = 0. */
double orth_level_gain(double q)
{
    ORTH_CHECK(q > 0);
    return 2 / (1 + sqrt(1 + 4 / q));
}

double orth_level_ratio(double lambda)
{
    ORTH_CHECK(lambda > 0 && lambda < 1);
    return (1 - lambda) * (1 - lambda) / lambda;
}

orth_trend_ratios orth_trend_ratios_of(double lambda)
{
    double q = orth_level_ratio(lambda);
    return (orth_trend_ratios){2 * q, q * q};
}

orth_trend_gains orth_trend_gains_of(double lambda)
{
    return (orth_trend_gains){(1 - lambda) * (1 + lambda), (1 - lambda) * (1 - lambda)};
}

/* The second difference of the prices is a moving average of three innovations, whose spectrum at
 * frequency 0 is q_slope and at the highest 16 + 4 q_level + q_slope. With the poles z of the
 * filter and S = 1 / (z_1 z_2) = 1 / r^2 they are ((1 - z_1)(1 - z_2) / r)^2 and
 * ((1 + z_1)(1 + z_2) / r)^2; the roots of both add up to T = 2 (1 + r^2) / r. What follows is that
 * without a difference of like numbers: R = 1 / r, T - 4 and T^2 - 16 are sums. */
orth_trend_gains orth_trend_gains_steady(double q_level, double q_slope)
{
    ORTH_CHECK(q_level >= 0 && q_slope > 0);
    double low = sqrt(q_slope), high = sqrt(16 + 4 * q_level + q_slope);
    double over_4 = low + (4 * q_level + q_slope) / (high + 4);
    double root = sqrt(over_4 * (over_4 + 8)); /* of T^2 - 16 */
    double excess = (over_4 + root) / 4;       /* R - 1 */
    double r = 1 / (1 + excess);
    return (orth_trend_gains){excess * r * (1 + r), r * low};
}

/* 1 - r = 2 Lambda / (Lambda + sqrt(8 Lambda + Lambda^2)), and the slope's gain is 2 (1 - r)^2. */
orth_trend_gains orth_trend_gains_kalata(double tracking_index)
{
    ORTH_CHECK(tracking_index > 0);
    double rest = 2 / (1 + sqrt(1 + 8 / tracking_index));
    return (orth_trend_gains){rest * (2 - rest), 2 * rest * rest};
}

/* N(lambda) of the error N / (1 - lambda^2), and its derivative. The middle term is that of white
 * noise, the last what its correlation adds. */
static double numerator(double l, double q, double rho, double *slope)
{
    double u = 1 - l, d = 1 - l * rho;
    *slope = 2 * l * q - 2 * u + 2 * rho * (u * (u - 2 * l) * d + l * u * u * rho) / (d * d);
    return l * l * q + u * u + 2 * l * u * u * rho / d;
}

double orth_average_error(double lambda, double q, double rho)
{
    ORTH_CHECK(lambda >= 0 && lambda < 1 && q >= 0 && rho > -1 && rho < 1);
    double slope;
    return numerator(lambda, q, rho, &slope) / ((1 - lambda) * (1 + lambda));
}

/* Where the derivative changes its sign: it is 2 rho - 2 < 0 at 0 and 4 q > 0 at 1. */
double orth_average_best(double q, double rho)
{
    ORTH_CHECK(q > 0 && rho > -1 && rho < 1);
    double low = 0, high = 1;
    for (int i = 0; i < 60; i++) {
        double middle = 0.5 * (low + high), slope;
        double n = numerator(middle, q, rho, &slope);
        if (slope * (1 - middle) * (1 + middle) + 2 * middle * n < 0)
            low = middle;
        else
            high = middle;
    }
    return 0.5 * (low + high);
}
