/* The logarithm of the gamma function, by Stirling's series from 12 on. */
#include "fit/market_parts.h"
#include "numeric/elementary.h"

#define HALF_LOG_TWO_PI 0.91893853320467274178

double orth_fit_log_gamma(double x)
{
    double product = 1;
    for (; x < 12; x++)
        product *= x;
    double inverse = 1 / x, square = inverse * inverse;
    static const double terms[] = {1.0 / 12,   -1.0 / 360,        1.0 / 1260, -1.0 / 1680,
                                   1.0 / 1188, -691.0 / 360360.0, 1.0 / 156};
    double sum = 0;
    for (size_t k = sizeof terms / sizeof *terms; k-- > 0;)
        sum = sum * square + terms[k];
    return (x - 0.5) * orth_log(x) - x + HALF_LOG_TWO_PI + sum * inverse - orth_log(product);
}
