#include "numeric/linear.h"

#include <math.h>

static void swap(double *a, double *b)
{
    double kept = *a;
    *a = *b;
    *b = kept;
}

static size_t pivot_of(size_t n, const double *matrix, size_t column)
{
    size_t best = column;
    for (size_t i = column + 1; i < n; i++)
        if (fabs(matrix[i * n + column]) > fabs(matrix[best * n + column]))
            best = i;
    return best;
}

bool orth_linear_solve(size_t n, double *matrix, double *right)
{
    for (size_t k = 0; k < n; k++) {
        size_t pivot = pivot_of(n, matrix, k);
        if (!(fabs(matrix[pivot * n + k]) > 0))
            return false;
        for (size_t j = k; j < n && pivot != k; j++)
            swap(&matrix[pivot * n + j], &matrix[k * n + j]);
        swap(&right[pivot], &right[k]);
        for (size_t i = k + 1; i < n; i++) {
            double factor = matrix[i * n + k] / matrix[k * n + k];
            if (factor == 0)
                continue;
            for (size_t j = k + 1; j < n; j++)
                matrix[i * n + j] -= factor * matrix[k * n + j];
            right[i] -= factor * right[k];
        }
    }
    for (size_t k = n; k-- > 0;) {
        for (size_t j = k + 1; j < n; j++)
            right[k] -= matrix[k * n + j] * right[j];
        right[k] /= matrix[k * n + k];
    }
    return true;
}
