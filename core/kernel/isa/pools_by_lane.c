/* Blocks of pools side by side of which each has prices and weights of its own. */
#define BY_LANE 1
#include "kernel/isa/pools_template.h"

ALWAYS void run_blocks(orth_pools *pools, size_t n, size_t count, const double *prices,
                       const double *weights, const orth_kernel_fee *fees, size_t fee_stride)
{
    size_t each = n * pools->lanes;
    for (size_t k = 0; k < count; k++, prices += each, fees += fee_stride) {
        const double *row = weights == NULL ? pools->weights : weights + k * each;
        for (size_t lane = 0; lane < pools->lanes; lane += VD_LANES) {
            view v = {.pools = pools, .n = n, .lane = lane, .slot = k * pools->lanes + lane};
            block(&v, prices, row, weights == NULL, fees);
            for (size_t i = 0; weights != NULL && i < n; i++)
                put(&v, pools->weights, i, get(&v, row, i));
        }
    }
}

void orth_kernel_pools_by_lane(orth_pools *pools, size_t count, const double *prices,
                               const double *weights, const orth_kernel_fee *fees,
                               size_t fee_stride)
{
    if (pools->n == 2)
        run_blocks(pools, 2, count, prices, weights, fees, fee_stride);
    else if (pools->n == 3)
        run_blocks(pools, 3, count, prices, weights, fees, fee_stride);
    else
        run_blocks(pools, pools->n, count, prices, weights, fees, fee_stride);
}
