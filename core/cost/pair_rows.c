#include "cost/pair_rows.h"

#include <math.h>

#include "kernel/kernel.h"

void orth_pair_rows_fill(orth_pair_rows *rows, orth_path *path, uint64_t first, size_t count,
                         double sigma)
{
    orth_path_fill(path, first, count, rows->weights, rows->displacements);
    for (size_t e = 0; e < 2 * count; e++)
        rows->steps[e] = rows->displacements[e] / rows->weights[e];
    orth_kernels_in_use()->log1p(2 * count, rows->steps, rows->steps);
    for (size_t k = 0; k < count; k++) {
        double one = rows->weights[2 * k] + rows->displacements[2 * k];
        double other = rows->weights[2 * k + 1] + rows->displacements[2 * k + 1];
        rows->share[k] = one * other;
        rows->speed[k] = fabs(rows->steps[2 * k] - rows->steps[2 * k + 1]) / sigma;
    }
}
