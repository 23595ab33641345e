/* Ordinary least squares by the normal equations, in extended precision. */
#include <math.h>
#include <string.h>

#include "paper.h"

#define MOST 3

/* Inverse of the m x m matrix by Gauss and Jordan; symmetric and positive definite. */
static void invert(size_t m, long double a[MOST][MOST], long double inverse[MOST][MOST])
{
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < m; j++)
            inverse[i][j] = i == j;
    for (size_t i = 0; i < m; i++) {
        long double pivot = a[i][i];
        for (size_t j = 0; j < m; j++) {
            a[i][j] /= pivot;
            inverse[i][j] /= pivot;
        }
        for (size_t r = 0; r < m; r++) {
            long double factor = r == i ? 0 : a[r][i];
            for (size_t j = 0; j < m; j++) {
                a[r][j] -= factor * a[i][j];
                inverse[r][j] -= factor * inverse[i][j];
            }
        }
    }
}

fit fit_least_squares(size_t count, const double *y, size_t regressors, const double *const *x)
{
    size_t m = regressors + 1;
    long double normal[MOST][MOST] = {{0}}, inverse[MOST][MOST], right[MOST] = {0}, b[MOST];
    for (size_t p = 0; p < count; p++)
        for (size_t i = 0; i < m; i++) {
            long double left = i == 0 ? 1 : x[i - 1][p];
            right[i] += left * y[p];
            for (size_t j = 0; j < m; j++)
                normal[i][j] += left * (j == 0 ? 1 : x[j - 1][p]);
        }
    invert(m, normal, inverse);
    for (size_t i = 0; i < m; i++) {
        b[i] = 0;
        for (size_t j = 0; j < m; j++)
            b[i] += inverse[i][j] * right[j];
    }
    long double squares = 0;
    for (size_t p = 0; p < count; p++) {
        long double miss = y[p] - b[0];
        for (size_t j = 1; j < m; j++)
            miss -= b[j] * x[j - 1][p];
        squares += miss * miss;
    }
    fit result = {{0}, {0}};
    for (size_t i = 0; i < m; i++) {
        result.value[i] = (double)b[i];
        result.error[i] = count > m
                              ? (double)sqrtl(squares / (long double)(count - m) * inverse[i][i])
                              : (double)NAN;
    }
    return result;
}
