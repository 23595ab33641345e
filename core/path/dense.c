#include <math.h>

#include "numeric/linear.h"
#include "path/optimum.h"

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
    return scale_rows(n, matrix, b) && orth_linear_solve(n, matrix, b);
}
