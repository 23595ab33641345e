#include "numeric/normal.h"

#include <math.h>

#include "numeric/dd.h"
#include "numeric/elementary.h"

static const double root_half = 0.70710678118654752440;
static const double root_two_pi = 2.50662827463100050242;

double orth_normal_above(double x)
{
    return orth_erfc(x * root_half) / 2;
}

double orth_normal_density(double x)
{
    return orth_exp(-x * x / 2) / root_two_pi;
}

/* By Newton's method on the logarithm of the tail, which is concave: from a point beyond the root,
 * as P(X > x) <= exp(-x^2 / 2) / 2 gives one, it comes down to it and never passes it. */
double orth_normal_exceeded(double above)
{
    if (above > 0.5)
        return -orth_normal_exceeded(1 - above);
    double x = sqrt(-2 * orth_log(2 * above));
    for (int i = 0; i < 100; i++) {
        double tail = orth_normal_above(x);
        double step = orth_log(tail / above) * tail / orth_normal_density(x);
        x += step;
        if (!(step < -1e-15 * (1 + x)))
            break;
    }
    return x;
}

/* The trapezoidal rule: the integrand is analytic and falls off faster than any exponential, so
 * that its error is far below rounding at a step of 1/32 (2e-11 at 1/16 and k = 1e9). */
double orth_normal_expected_maximum(double k)
{
    const int steps_in_one = 32, lowest = -12, highest = 12;
    orth_dd sum = {0, 0};
    for (int i = lowest * steps_in_one; i <= highest * steps_in_one; i++) {
        double x = (double)i / steps_in_one;
        double below = orth_normal_above(-x);
        double log_below = x > 0 ? orth_log1p(-orth_normal_above(x)) : orth_log(below);
        double weight = k * orth_normal_density(x) * orth_exp((k - 1) * log_below);
        sum = orth_dd_add(sum, orth_dd_from(x * weight));
    }
    return orth_dd_value(sum) / steps_in_one;
}
