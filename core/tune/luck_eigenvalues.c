#include <math.h>
#include <stdlib.h>

#include "orthant/luck.h"

/* Turns rows and columns p and q so that matrix[p][q] becomes 0: t is the tangent of the smaller of
 * the two angles that do. */
static void rotate(size_t d, double *matrix, size_t p, size_t q)
{
    double off = matrix[p * d + q];
    double theta = (matrix[q * d + q] - matrix[p * d + p]) / (2 * off);
    double t = copysign(1, theta) / (fabs(theta) + sqrt(theta * theta + 1));
    double cosine = 1 / sqrt(t * t + 1), sine = t * cosine;
    matrix[p * d + p] -= t * off;
    matrix[q * d + q] += t * off;
    matrix[p * d + q] = 0;
    for (size_t i = 0; i < d; i++) {
        if (i == p || i == q)
            continue;
        double *a = &matrix[i < p ? i * d + p : p * d + i];
        double *b = &matrix[i < q ? i * d + q : q * d + i];
        double x = *a, y = *b;
        *a = cosine * x - sine * y;
        *b = sine * x + cosine * y;
    }
}

/* An element is done when it no longer changes either of its two diagonal ones. */
static size_t sweep(size_t d, double *matrix)
{
    size_t turned = 0;
    for (size_t p = 0; p < d; p++)
        for (size_t q = p + 1; q < d; q++) {
            double off = fabs(matrix[p * d + q]);
            double least = fmin(fabs(matrix[p * d + p]), fabs(matrix[q * d + q]));
            if (!(off > 1e-17 * least) || !(off > 1e-300))
                continue;
            rotate(d, matrix, p, q);
            turned++;
        }
    return turned;
}

static int descending(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left < right) - (left > right);
}

void orth_luck_eigenvalues(double *values, size_t d, double *matrix)
{
    const int most = 60; /* it takes some ten */
    for (int i = 0; i < most && sweep(d, matrix) > 0; i++)
        ;
    for (size_t i = 0; i < d; i++)
        values[i] = matrix[i * d + i];
    qsort(values, d, sizeof *values, descending);
}
