/* The blocks of a run, by whichever way is made for its rules. */
#include <math.h>

#include "base/check.h"
#include "pool/level.h"
#include "pool/run.h"

/* The most tokens for which one pool alone is faster token by token than along the tokens. */
#define NARROW 4

/* The kernel knows fees by a type of its own: a block's is copied, a few dozen at a time. */
static void kernel_blocks(orth_run *run, const orth_kernels *kernels, size_t count,
                          const double *prices, const double *weights, const orth_fee *fees)
{
    orth_pools *pools = &run->pools;
    orth_kernel_fee copies[ORTH_RUN_ROWS] = {orth_fee_for_kernel(&run->fee)};
    size_t most = orth_run_rows(pools->n), each = pools->n * pools->lanes;
    size_t row = orth_run_weights_row(pools);
    for (size_t k = 0, rows; k < count; k += rows) {
        const double *p = prices + k * each, *w = weights == NULL ? NULL : weights + k * row;
        rows = count - k < most ? count - k : most;
        for (size_t i = 0; fees != NULL && i < rows; i++)
            copies[i] = orth_fee_for_kernel(&fees[k + i]);
        orth_run_moves(run, rows, pools->prices, p, pools->weights, w);
        orth_run_values_from(run, k);
        kernels->pools(pools, rows, p, w, copies, fees != NULL);
    }
}

static void perfect_blocks(orth_run *run, size_t count, const double *prices, const double *weights,
                           const orth_fee *fees)
{
    bool of_rules = fees == NULL;
    if (run->imperfect) /* blocks before had a `present` */
        orth_run_perfect(run);
    bool own = run->peer == ORTH_RUN_OWN;
    bool rests = run->at_rest && orth_pool_rules_rest(&run->rules) && own;
    if (of_rules && rests && (run->pools.lanes == 1 || run->rules.order == ORTH_ORDER_TOGETHER)) {
        orth_run_rest_blocks(run, count, prices, weights);
        return;
    }
    run->at_rest = false;
    if (!of_rules && count > 0)
        run->last_fee = fees[count - 1];
    const orth_pools *pools = &run->pools;
    if (run->rules.pairs || !own || (pools->lanes == 1 && pools->n > NARROW))
        orth_run_plain_blocks(run, count, prices, weights, of_rules ? &run->fee : fees, !of_rules);
    else
        kernel_blocks(run, pools->lanes == 1 ? &orth_kernels_scalar : orth_kernels_in_use(), count,
                      prices, weights, fees);
}

static void imperfect_blocks(orth_run *run, size_t count, const double *prices,
                             const double *weights, const orth_fee *fees, const bool *present)
{
    size_t n = run->pools.n, most = orth_run_rows(n);
    ORTH_CHECK(run->pools.lanes == 1);
    run->imperfect = true;
    run->at_rest = false;
    for (size_t k = 0, row = 0; k < count; k++, row++) {
        const double *p = prices + k * n, *w = weights == NULL ? NULL : weights + k * n;
        const orth_fee *fee = fees == NULL ? &run->fee : &fees[k];
        if (k % most == 0) {
            row = 0;
            orth_run_values_from(run, k);
            orth_run_moves(run, count - k < most ? count - k : most, run->pools.prices, p,
                           run->pools.weights, w);
        }
        run->last_fee = *fee;
        run->there = present == NULL || present[k];
        orth_run_share_reserves(run);
        orth_run_plain_block(run, row, p, w, fee);
        orth_run_keep_gap(run);
    }
}

/* No trade pays gas without end: as a pool alone in whose blocks nobody is there. */
void orth_run_blocks_absent(orth_run *run, size_t count, const double *prices,
                            const double *weights)
{
    double gas = run->kernel_rules.gas;
    ORTH_CHECK(run->pools.lanes > 1);
    run->at_rest = false;
    run->kernel_rules.gas = INFINITY;
    kernel_blocks(run, orth_kernels_in_use(), count, prices, weights, NULL);
    run->kernel_rules.gas = gas;
    run->blocks += count;
}

void orth_run_blocks_present(orth_run *run, size_t count, const double *prices,
                             const double *weights, const orth_fee *fees, const bool *present)
{
    if (present == NULL && run->sizing == 1 && run->active_share == 1)
        perfect_blocks(run, count, prices, weights, fees);
    else
        imperfect_blocks(run, count, prices, weights, fees, present);
    run->blocks += count;
}

void orth_run_blocks(orth_run *run, size_t count, const double *prices, const double *weights,
                     const orth_fee *fees)
{
    orth_run_blocks_present(run, count, prices, weights, fees, NULL);
}
