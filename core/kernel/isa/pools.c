/* Blocks of pools that follow the same weights under different prices. */
#define BY_LANE 0
#include "kernel/isa/pools_template.h"

ALWAYS bool same(const double *a, const double *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

ALWAYS void run_blocks(orth_pools *pools, size_t n, size_t count, const double *prices,
                       const double *weights, const orth_kernel_fee *fees, size_t fee_stride)
{
    double *inverse = pools->scratch + 24 * n, *next = inverse + n;
    for (size_t i = 0; i < n; i++)
        inverse[i] = 1 / pools->weights[i];
    for (size_t k = 0; k < count; k++, prices += n * pools->lanes, fees += fee_stride) {
        const double *row = weights == NULL ? pools->weights : weights + k * n;
        bool held = row == pools->weights || same(row, pools->weights, n);
        if (held)
            row = pools->weights;
        for (size_t i = 0; !held && i < n; i++)
            next[i] = 1 / row[i];
        for (size_t lane = 0; lane < pools->lanes; lane += VD_LANES) {
            view v = {.pools = pools,
                      .n = n,
                      .lane = lane,
                      .slot = k * pools->lanes + lane,
                      .inverse = inverse,
                      .next_inverse = next};
            block(&v, prices, row, held, fees);
        }
        for (size_t i = 0; !held && i < n; i++) {
            pools->weights[i] = row[i];
            inverse[i] = next[i];
        }
    }
}

void orth_kernel_pools(orth_pools *pools, size_t count, const double *prices, const double *weights,
                       const orth_kernel_fee *fees, size_t fee_stride)
{
    if (pools->by_lane)
        orth_kernel_pools_by_lane(pools, count, prices, weights, fees, fee_stride);
    else if (pools->n == 2)
        run_blocks(pools, 2, count, prices, weights, fees, fee_stride);
    else if (pools->n == 3)
        run_blocks(pools, 3, count, prices, weights, fees, fee_stride);
    else
        run_blocks(pools, pools->n, count, prices, weights, fees, fee_stride);
}
