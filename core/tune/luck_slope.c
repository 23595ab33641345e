/* The slope of log C_ii on log H_ii. */
#include <math.h>

#include "numeric/elementary.h"
#include "orthant/statistics.h"
#include "tune/luck_parts.h"

orth_luck_slope orth_luck_slope_of(size_t d, const double *c, const double *h)
{
    orth_luck_slope result = {NAN, NAN, NAN, NAN};
    double x[ORTH_LUCK_DIMENSIONS_MAX], y[ORTH_LUCK_DIMENSIONS_MAX], mean_x = 0, mean_y = 0;
    for (size_t i = 0; i < d; i++) {
        if (!(c[i * d + i] > 0 && h[i * d + i] > 0))
            return result;
        x[i] = orth_log(h[i * d + i]);
        y[i] = orth_log(c[i * d + i]);
        mean_x += x[i] / (double)d;
        mean_y += y[i] / (double)d;
    }
    double square = 0, product = 0, rest = 0;
    for (size_t i = 0; i < d; i++) {
        square += (x[i] - mean_x) * (x[i] - mean_x);
        product += (x[i] - mean_x) * (y[i] - mean_y);
    }
    if (d < 2 || !(square > 1e-24))
        return result;
    result.slope = product / square;
    for (size_t i = 0; i < d; i++) {
        double left = (y[i] - mean_y) - result.slope * (x[i] - mean_x);
        rest += left * left;
    }
    if (d > 2) {
        result.stderr_ = sqrt(rest / (double)(d - 2) / square);
        double half = orth_student(d - 2, 0.05) * result.stderr_;
        result.low = result.slope - half;
        result.high = result.slope + half;
    }
    return result;
}
