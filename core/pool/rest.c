/* A pool without fee and gas is at rest after every leg, R p = w V, and each leg has a closed form:
 *   prices by z_i = p'_i / p_i - 1 at weights w: the holdings gain V m with m = sum w z, and the
 *     arbitrage takes V (1 + m) (1 - e^-c), c = sum w (z - log(1 + z)) - (m - log(1 + m));
 *   weights from u to w: it takes V (1 - e^-KL(w || u)).
 * What does not depend on V is done for many blocks at once. */
#include <string.h>

#include "base/check.h"
#include "pool/run.h"

static inline void change(orth_dd *of, double by)
{
    *of = orth_dd_sum(of->high, by + of->low);
}

/* One block; fractions of the value. */
static inline void step(orth_run *run, orth_dd *worth, double mean, double price_fall,
                        double weight_fall)
{
    double now = worth->high, loss = 0, lvr;
    double *rebalanced = run->pools.rebalanced;
    bool weights_first = run->rules.order == ORTH_ORDER_WEIGHT_THEN_PRICE;
    if (weights_first)
        loss = now * weight_fall;
    double gain = (now - loss) * mean;
    lvr = (now - loss + gain) * price_fall;
    if (!weights_first)
        loss = (now + gain - lvr) * weight_fall;
    change(worth, gain - lvr - loss);
    orth_run_add(run, ORTH_POOL_SUM_PRICE_MOVE, gain);
    orth_run_add(run, ORTH_POOL_SUM_LVR, lvr);
    orth_run_add(run, ORTH_POOL_SUM_WEIGHT_LOSS, loss);
    orth_run_add(run, ORTH_POOL_SUM_PROFIT, lvr + loss);
    double more = rebalanced[0] * mean + rebalanced[1], sum = rebalanced[0] + more;
    rebalanced[1] = more - (sum - rebalanced[0]);
    rebalanced[0] = sum;
}

/* The reserves of a pool of that worth, at rest. */
static void settle(orth_run *run, double worth)
{
    orth_pools *pools = &run->pools;
    double sum = 0;
    for (size_t i = 0; i < pools->n; i++)
        sum += pools->weights[i];
    for (size_t i = 0; i < pools->n; i++)
        pools->reserves[i] = pools->weights[i] * (worth / sum) / pools->prices[i];
}

/* A block whose move is too far for the sums: it trades. Its row before comes along. */
static void far_block(orth_run *run, orth_dd *worth, const double *old_prices, const double *prices,
                      const double *old_weights, const double *weights)
{
    orth_pools *pools = &run->pools;
    size_t bytes = pools->n * sizeof(double);
    memmove(pools->prices, old_prices, bytes);
    memmove(pools->weights, old_weights, bytes);
    settle(run, worth->high);
    orth_run_plain_blocks(run, 1, prices, weights, &run->fee, 0);
    *worth = orth_dd_from(orth_run_money(pools->n, 1, pools->reserves, prices));
}

/* Blocks whose rows before are `old_prices` and `old_weights`; weights NULL: held. */
static void rest_rows(orth_run *run, orth_dd *worth, size_t rows, const double *old_prices,
                      const double *prices, const double *old_weights, const double *weights)
{
    const orth_kernels *kernels = orth_kernels_in_use();
    size_t n = run->pools.n;
    double *mean = run->rows, *price_fall = mean + ORTH_RUN_ROWS,
           *weight_fall = price_fall + ORTH_RUN_ROWS, *by_prices = weight_fall + ORTH_RUN_ROWS,
           *by_weights = by_prices + ORTH_RUN_ROWS, *unused = by_weights + ORTH_RUN_ROWS;
    const double *at =
        weights == NULL || run->rules.order == ORTH_ORDER_PRICE_THEN_WEIGHT ? old_weights : weights;
    kernels->rest_rows(rows, n, mean, price_fall, by_prices, run->terms, at, old_prices, prices,
                       true);
    memset(weight_fall, 0, rows * sizeof *weight_fall);
    memset(by_weights, 0, rows * sizeof *by_weights);
    if (weights != NULL)
        kernels->rest_rows(rows, n, unused, weight_fall, by_weights, run->terms, weights, weights,
                           old_weights, false);
    for (size_t k = 0; k < rows; k++) {
        if (by_prices[k] == ORTH_REST_FAR || by_weights[k] == ORTH_REST_FAR) {
            far_block(run, worth, old_prices + k * n, prices + k * n, old_weights + k * n,
                      weights == NULL ? NULL : weights + k * n);
            continue;
        }
        step(run, worth, mean[k], price_fall[k], weight_fall[k]);
        *run->pools.trades += by_prices[k] + by_weights[k];
    }
}

void orth_run_rest_blocks(orth_run *run, size_t count, const double *prices, const double *weights)
{
    orth_pools *pools = &run->pools;
    size_t n = pools->n, most = orth_run_rest_count(n), bytes = n * sizeof(double);
    ORTH_CHECK(pools->lanes == 1);
    orth_dd worth = {run->rest_high, run->rest_low};
    if (count == 0)
        return;
    for (size_t k = 0; weights == NULL && k < most; k++) /* as many copies as rows at once */
        memcpy(run->held + k * n, pools->weights, bytes);
    for (size_t k = 0, rows; k < count; k += rows) {
        const double *p = prices + k * n, *w = weights == NULL ? NULL : weights + k * n;
        rows = k == 0 ? 1 : count - k < most ? count - k : most;
        rest_rows(run, &worth, rows, k == 0 ? pools->prices : p - n, p,
                  w == NULL ? run->held
                  : k == 0  ? pools->weights
                            : w - n,
                  w);
    }
    run->rest_high = worth.high;
    run->rest_low = worth.low;
    memcpy(pools->prices, prices + (count - 1) * n, bytes);
    if (weights != NULL)
        memcpy(pools->weights, weights + (count - 1) * n, bytes);
    settle(run, worth.high);
}
