/* What blocks to come do to any pool. */
#include "pool/run.h"

void orth_run_moves(orth_run *run, size_t rows, const double *old_prices, const double *prices,
                    const double *old_weights, const double *weights)
{
    orth_kernels_in_use()->moves(&run->moves, rows, run->pools.n, run->pools.lanes, old_prices,
                                 prices, old_weights, weights);
}
