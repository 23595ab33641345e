/* Figures of resamples from sums over them. What is summed up was centred in the data, so that
 * little is left to cancel. */
#include <math.h>

#include "score/resample.h"

enum {
    Y,
    Y2,
    Y3,
    Y4,
    A,
    A2,
    Q,
    Q2,
    OF_Y,
    OF_A = OF_Y + ORTH_SCORE_LAGS_SHORT,
    OF_Q = OF_A + ORTH_SCORE_LAGS,
    OF_YQ = OF_Q + ORTH_SCORE_LAGS,
    END = OF_YQ + ORTH_SCORE_LAGS_SHORT
};
_Static_assert(END == ORTH_SCORE_SUMS, "all sums have a place");

/* Sums of x_t z_t. */
static void products(size_t n, const double *x, const double *z, double *prefix)
{
    double sum = 0;
    for (size_t t = 0; t < n; t++) {
        prefix[t] = sum;
        sum += x[t] * z[t];
    }
    prefix[n] = sum;
}

/* Sums of y to a power. */
static void powers(size_t n, const double *y, size_t power, double *prefix)
{
    double sum = 0;
    for (size_t t = 0; t < n; t++) {
        prefix[t] = sum;
        double square = y[t] * y[t];
        sum += power == 1 ? y[t] : power == 3 ? square * y[t] : square * square;
    }
    prefix[n] = sum;
}

void orth_score_drawn_prefix(const orth_score_room *room, size_t n, size_t which, double *prefix)
{
    const double *y = room->y, *a = room->a, *q = room->q;
    if (which == Y || which == A || which == Q)
        powers(n, which == Y ? y : which == A ? a : q, 1, prefix);
    else if (which == Y3 || which == Y4)
        powers(n, y, which == Y3 ? 3 : 4, prefix);
    else if (which == Y2 || which == A2 || which == Q2) {
        const double *of = which == Y2 ? y : which == A2 ? a : q;
        products(n, of, of, prefix);
    } else if (which < OF_A)
        products(n, y, y + (which - OF_Y + 1), prefix);
    else if (which < OF_Q)
        products(n, a, a + (which - OF_A + 1), prefix);
    else if (which < OF_YQ)
        products(n, q, q + (which - OF_Q + 1), prefix);
    else
        products(n, y, q + (which - OF_YQ + 1), prefix);
}

static void correlate(size_t lags, const double *sums, double means, double variance, size_t n,
                      double *out)
{
    for (size_t k = 0; k < lags; k++)
        out[k] = variance > 0 ? (sums[k] / (double)n - means) / variance : NAN;
}

void orth_score_drawn_values(const double sums[ORTH_SCORE_SUMS], size_t n,
                             double values[ORTH_SCORE_OF_TOKEN])
{
    double m = n > 0 ? (double)n : NAN, y = sums[Y] / m, a = sums[A] / m, q = sums[Q] / m;
    double of_y = sums[Y2] / m - y * y, of_a = sums[A2] / m - a * a, of_q = sums[Q2] / m - q * q;
    double fourth = (sums[Y4] - 4 * y * sums[Y3] + 6 * y * y * sums[Y2]) / m - 3 * y * y * y * y;
    double *at = values;
    *at++ = of_y > 0 ? fourth / (of_y * of_y) - 3 : NAN;
    *at++ = NAN; /* Hill's index is no sum */
    correlate(ORTH_SCORE_LAGS_SHORT, sums + OF_Y, y * y, of_y, n, at);
    at += ORTH_SCORE_LAGS_SHORT;
    correlate(ORTH_SCORE_LAGS, sums + OF_A, a * a, of_a, n, at);
    at += ORTH_SCORE_LAGS;
    correlate(ORTH_SCORE_LAGS, sums + OF_Q, q * q, of_q, n, at);
    at += ORTH_SCORE_LAGS;
    double both = of_y > 0 && of_q > 0 ? sqrt(of_y) * sqrt(of_q) : 0;
    correlate(ORTH_SCORE_LAGS_SHORT, sums + OF_YQ, y * q, both, n, at);
}

double orth_score_drawn_correlation(const double *sums, const double *others, double product,
                                    size_t n)
{
    double m = n > 0 ? (double)n : NAN, x = sums[Y] / m, y = others[Y] / m;
    double xx = sums[Y2] / m - x * x, yy = others[Y2] / m - y * y;
    double both = xx > 0 && yy > 0 ? sqrt(xx) * sqrt(yy) : 0;
    return both > 0 ? fmax(-1, fmin(1, (product / m - x * y) / both)) : NAN;
}
