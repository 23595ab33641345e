/* Rows of a move of weights, [row][token][lane], for core/strategy. Elements are independent of one
 * another, so the width of a vector does not show. */
#include "kernel/isa/isa.h"

void orth_kernel_weight_line(size_t rows, size_t width, double *weights, const double *from,
                             const double *step, double first)
{
    size_t e = 0;
    for (; e + VD_LANES <= width; e += VD_LANES) {
        vd start = vd_load(from + e), slope = vd_load(step + e), j = vd_set(first);
        for (size_t r = 0; r < rows; r++) {
            vd_store(weights + r * width + e, vd_fma(j, slope, start));
            j = vd_add(j, vd_set(1.0));
        }
    }
    for (; e < width; e++)
        for (size_t r = 0; r < rows; r++)
            weights[r * width + e] = __builtin_fma(first + (double)r, step[e], from[e]);
}
