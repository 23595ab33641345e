/* One node of the resistor chain of core/path/optimum_newton.c, for all columns at once. Columns
 * are independent of one another and sums run over tokens in order, so the width of a vector does
 * not show in the bits. */
#include "kernel/isa/isa.h"

void orth_kernel_chain_node(size_t n, size_t columns, double *potential, double *current,
                            double *total, const double *resistance, const double *weight,
                            const double *next_weight, const double *source)
{
    for (size_t c = 0; c < columns; c++)
        total[c] = 0;
    for (size_t i = 0; i < n; i++) {
        double *restrict y = potential + i * columns, *restrict flow = current + i * columns;
        double r = resistance[i], w = next_weight[i];
        for (size_t c = 0; c < columns; c++) {
            y[c] += flow[c] * r;
            total[c] += flow[c] + w * y[c];
        }
        flow[columns - 1] += source[i];
        total[columns - 1] += source[i];
    }
    for (size_t i = 0; i < n; i++) {
        double *restrict flow = current + i * columns;
        double w = weight[i];
        for (size_t c = 0; c < columns; c++)
            flow[c] -= w * total[c];
    }
}
