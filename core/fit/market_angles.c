/* Correlations by partial correlations: any numbers make a matrix that is positive definite. */
#include <math.h>

#include "fit/market_parts.h"
#include "numeric/elementary.h"

double orth_fit_tanh(double x)
{
    double up = orth_expm1(2 * fmin(fabs(x), 20));
    return copysign(up / (up + 2), x);
}

double orth_fit_artanh(double x)
{
    return 0.5 * (orth_log1p(x) - orth_log1p(-x));
}

double orth_fit_logistic(double x)
{
    if (x >= 0)
        return 1 / (1 + orth_exp(-x));
    double small = orth_exp(x);
    return small / (1 + small);
}

void orth_fit_factor(size_t n, const double *pairs, double *factor)
{
    for (size_t i = 0; i < n; i++) {
        double left = 1; /* of the row's length */
        for (size_t j = 0; j < n; j++)
            factor[i * n + j] = 0;
        for (size_t j = 0; j < i; j++) {
            double partial = orth_fit_tanh(*pairs++);
            factor[i * n + j] = partial * left;
            left *= sqrt((1 - partial) * (1 + partial));
        }
        factor[i * n + i] = left;
    }
}

bool orth_fit_factor_back(size_t n, const double *correlation, double *pairs)
{
    double factor[ORTH_FIT_TOKENS * ORTH_FIT_TOKENS];
    for (size_t i = 0; i < n; i++) {
        double left = 1;
        for (size_t j = 0; j < i; j++) {
            double sum = correlation[i * n + j];
            for (size_t k = 0; k < j; k++)
                sum -= factor[i * n + k] * factor[j * n + k];
            factor[i * n + j] = sum / factor[j * n + j];
            double partial = factor[i * n + j] / left;
            if (!(fabs(partial) < 1 - 1e-9))
                return false;
            *pairs++ = orth_fit_artanh(partial);
            left *= sqrt((1 - partial) * (1 + partial));
        }
        factor[i * n + i] = left;
    }
    return true;
}
