/* A pool without fee and gas is at rest after every leg, R p = w V, and each leg has a closed form:
 *   prices by z_i = p'_i / p_i - 1 at weights w: the holdings gain V m with m = sum w z, and the
 *     arbitrage takes V (1 + m) (1 - e^-c), c = sum w (z - log(1 + z)) - (m - log(1 + m));
 *   weights from u to w: it takes V (1 - e^-KL(w || u)).
 * What does not depend on V is done for many blocks at once. */
#include <string.h>

#include "simulate/run.h"

bool orth_rules_rest(const orth_rules *rules)
{
    return rules->fee == 0 && rules->gate.gas == 0 && rules->gate.cost == 0 && !rules->pairs &&
           rules->order != ORTH_TOGETHER;
}

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
    bool weights_first = run->rules.order == ORTH_WEIGHT_THEN_PRICE;
    if (weights_first)
        loss = now * weight_fall;
    double gain = (now - loss) * mean;
    lvr = (now - loss + gain) * price_fall;
    if (!weights_first)
        loss = (now + gain - lvr) * weight_fall;
    change(worth, gain - lvr - loss);
    orth_run_add(run, ORTH_SUM_PRICE_MOVE, gain);
    orth_run_add(run, ORTH_SUM_LVR, lvr);
    orth_run_add(run, ORTH_SUM_WEIGHT_LOSS, loss);
    orth_run_add(run, ORTH_SUM_PROFIT, lvr + loss);
    double more = rebalanced[0] * mean + rebalanced[1], sum = rebalanced[0] + more;
    rebalanced[1] = more - (sum - rebalanced[0]);
    rebalanced[0] = sum;
}

/* Blocks whose rows before are `old_prices` and `old_weights`; weights NULL: held. */
static void rest_rows(orth_run *run, orth_dd *worth, size_t rows, const double *old_prices,
                      const double *prices, const double *old_weights, const double *weights)
{
    const orth_kernels *kernels = orth_kernels_in_use();
    size_t n = run->pools.n;
    double *mean = run->rows, *price_fall = mean + ORTH_RUN_ROWS,
           *weight_fall = price_fall + ORTH_RUN_ROWS;
    double *traded = weight_fall + ORTH_RUN_ROWS, *unused = traded + ORTH_RUN_ROWS;
    double trades = 0;
    const double *at =
        weights == NULL || run->rules.order == ORTH_PRICE_THEN_WEIGHT ? old_weights : weights;
    kernels->rest_rows(rows, n, mean, price_fall, traded, run->terms, at, old_prices, prices, true);
    for (size_t k = 0; k < rows; k++)
        trades += traded[k];
    memset(weight_fall, 0, rows * sizeof *weight_fall);
    if (weights != NULL) {
        kernels->rest_rows(rows, n, unused, weight_fall, traded, run->terms, weights, weights,
                           old_weights, false);
        for (size_t k = 0; k < rows; k++)
            trades += traded[k];
    }
    for (size_t k = 0; k < rows; k++)
        step(run, worth, mean[k], price_fall[k], weight_fall[k]);
    *run->pools.trades += trades;
}

void orth_run_rest_blocks(orth_run *run, size_t count, const double *prices, const double *weights)
{
    orth_pools *pools = &run->pools;
    size_t n = pools->n, most = orth_run_rest_count(n), bytes = n * sizeof(double);
    orth_dd worth = {run->rest_high, run->rest_low};
    const double *held = pools->weights;
    if (weights == NULL && count > 1) { /* as many copies as rows are done at once */
        for (size_t k = 0; k < most; k++)
            memcpy(run->held + k * n, pools->weights, bytes);
        held = run->held;
    }
    for (size_t k = 0, rows; k < count; k += rows) {
        const double *p = prices + k * n, *w = weights == NULL ? NULL : weights + k * n;
        rows = k == 0 ? 1 : count - k < most ? count - k : most;
        rest_rows(run, &worth, rows, k == 0 ? pools->prices : p - n, p,
                  w == NULL ? held
                  : k == 0  ? pools->weights
                            : w - n,
                  w);
    }
    if (count == 0)
        return;
    run->rest_high = worth.high;
    run->rest_low = worth.low;
    memcpy(pools->prices, prices + (count - 1) * n, bytes);
    if (weights != NULL)
        memcpy(pools->weights, weights + (count - 1) * n, bytes);
    for (size_t i = 0; i < n; i++)
        pools->reserves[i] = pools->weights[i] * worth.high / pools->prices[i];
}
