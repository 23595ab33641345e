#include <math.h>
#include <string.h>

#include "path/optimum.h"

static void swap_rows(size_t n, double *matrix, double *b, size_t p, size_t q)
{
    for (size_t j = 0; j < n; j++) {
        double held = matrix[p * n + j];
        matrix[p * n + j] = matrix[q * n + j];
        matrix[q * n + j] = held;
    }
    double held = b[p];
    b[p] = b[q];
    b[q] = held;
}

/* Each row divided by its largest entry, so that tokens of any weight count alike. */
static bool scale_rows(size_t n, double *matrix, double *b)
{
    for (size_t i = 0; i < n; i++) {
        double largest = 0;
        for (size_t j = 0; j < n; j++)
            largest = fmax(largest, fabs(matrix[i * n + j]));
        if (!(largest > 0) || !isfinite(largest))
            return false;
        for (size_t j = 0; j < n; j++)
            matrix[i * n + j] /= largest;
        b[i] /= largest;
    }
    return true;
}

bool orth_solve_dense(size_t n, double *matrix, double *b)
{
    if (!scale_rows(n, matrix, b))
        return false;
    for (size_t k = 0; k < n; k++) {
        size_t pivot = k;
        for (size_t i = k + 1; i < n; i++)
            if (fabs(matrix[i * n + k]) > fabs(matrix[pivot * n + k]))
                pivot = i;
        if (!(fabs(matrix[pivot * n + k]) > 0))
            return false;
        if (pivot != k)
            swap_rows(n, matrix, b, pivot, k);
        for (size_t i = k + 1; i < n; i++) {
            double factor = matrix[i * n + k] / matrix[k * n + k];
            if (factor == 0)
                continue;
            for (size_t j = k + 1; j < n; j++)
                matrix[i * n + j] -= factor * matrix[k * n + j];
            b[i] -= factor * b[k];
        }
    }
    for (size_t k = n; k-- > 0;) {
        for (size_t j = k + 1; j < n; j++)
            b[k] -= matrix[k * n + j] * b[j];
        b[k] /= matrix[k * n + k];
    }
    return true;
}
