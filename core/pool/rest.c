/* A pool without fee and gas is at rest after every leg, R p = w V, and each leg has a closed form:
 *   prices by z_i = p'_i / p_i - 1 at weights w: the holdings gain V m with m = sum w z, and the
 *     arbitrage takes V (1 + m) (1 - e^-c), c = sum w (z - log(1 + z)) - (m - log(1 + m));
 *   weights from u to w: it takes V (1 - e^-KL(w || u));
 *   both at once, from u to w: the holdings gain V m with m = sum u z, and the arbitrage takes
 *     V (1 + m) (1 - e^-KL(w || d)), d what the weights drifted to (orth_moves).
 * What does not depend on V is done for many blocks at once. */
#include <string.h>

#include "base/check.h"
#include "pool/run.h"

/* What blocks add to, out of the run so that it stays in registers. */
typedef struct tally {
    orth_dd worth, price_move, lvr, weight_loss, profit, drift, rebalanced;
    double trades;
} tally;

static inline orth_dd sum_now(const orth_pools *pools, orth_pool_sum sum)
{
    return (orth_dd){pools->sums[sum], pools->sums_low[sum]};
}

static inline void set_sum(orth_pools *pools, orth_pool_sum sum, orth_dd value)
{
    pools->sums[sum] = value.high;
    pools->sums_low[sum] = value.low;
}

static tally open_tally(const orth_run *run)
{
    const orth_pools *pools = &run->pools;
    return (tally){.worth = {run->worth[0], run->worth_low[0]},
                   .price_move = sum_now(pools, ORTH_POOL_SUM_PRICE_MOVE),
                   .lvr = sum_now(pools, ORTH_POOL_SUM_LVR),
                   .weight_loss = sum_now(pools, ORTH_POOL_SUM_WEIGHT_LOSS),
                   .profit = sum_now(pools, ORTH_POOL_SUM_PROFIT),
                   .drift = sum_now(pools, ORTH_POOL_SUM_KL_DRIFT),
                   .rebalanced = {pools->rebalanced[0], pools->rebalanced[1]},
                   .trades = *pools->trades};
}

static void close_tally(orth_run *run, const tally *t)
{
    orth_pools *pools = &run->pools;
    run->worth[0] = t->worth.high;
    run->worth_low[0] = t->worth.low;
    set_sum(pools, ORTH_POOL_SUM_PRICE_MOVE, t->price_move);
    set_sum(pools, ORTH_POOL_SUM_LVR, t->lvr);
    set_sum(pools, ORTH_POOL_SUM_WEIGHT_LOSS, t->weight_loss);
    set_sum(pools, ORTH_POOL_SUM_PROFIT, t->profit);
    set_sum(pools, ORTH_POOL_SUM_KL_DRIFT, t->drift);
    pools->rebalanced[0] = t->rebalanced.high;
    pools->rebalanced[1] = t->rebalanced.low;
    *pools->trades = t->trades;
}

static inline void add(orth_dd *to, double term)
{
    orth_dd next = orth_dd_sum(to->high, term);
    to->high = next.high;
    to->low += next.low;
}

/* To what the other is small beside. */
static inline void add_small(orth_dd *to, double term)
{
    double more = term + to->low, sum = to->high + more;
    to->low = more - (sum - to->high);
    to->high = sum;
}

static inline void add_block(tally *t, double gain, double lvr, double loss, double growth,
                             double drift)
{
    add_small(&t->worth, gain - lvr - loss);
    add(&t->price_move, gain);
    add(&t->lvr, lvr);
    add(&t->weight_loss, loss);
    add(&t->profit, lvr + loss);
    add(&t->drift, drift);
    add_small(&t->rebalanced, t->rebalanced.high * growth);
}

/* The reserves of pools of that worth, at rest. */
static void settle(orth_run *run)
{
    orth_pools *pools = &run->pools;
    size_t lanes = pools->lanes;
    for (size_t lane = 0; lane < lanes; lane++) {
        double sum = 0;
        for (size_t i = 0; i < pools->n; i++)
            sum += pools->weights[orth_run_weight_at(pools, i, lane)];
        for (size_t i = 0, e = lane; i < pools->n; i++, e += lanes)
            pools->reserves[e] = pools->weights[orth_run_weight_at(pools, i, lane)] *
                                 (run->worth[lane] / sum) / pools->prices[e];
    }
}

/* A block whose move is too far for the sums: it trades. The rows before it come along. */
static void far_block(orth_run *run, tally *t, size_t row, const double *old_prices,
                      const double *prices, const double *old_weights, const double *weights)
{
    orth_pools *pools = &run->pools;
    size_t n = pools->n, bytes = n * sizeof(double);
    memmove(pools->prices, row == 0 ? old_prices : prices + (row - 1) * n, bytes);
    if (weights != NULL)
        memmove(pools->weights, row == 0 ? old_weights : weights + (row - 1) * n, bytes);
    close_tally(run, t);
    settle(run);
    orth_run_plain_block(run, row, prices + row * n, weights == NULL ? NULL : weights + row * n,
                         &run->fee);
    *t = open_tally(run);
    t->worth = orth_dd_from(orth_run_money(n, 1, pools->reserves, pools->prices));
}

/* Blocks with two. */
static void two_leg_rows(orth_run *run, tally *t, size_t rows, const double *old_prices,
                         const double *prices, const double *old_weights, const double *weights)
{
    const orth_kernels *kernels = orth_kernels_in_use();
    size_t n = run->pools.n;
    bool weights_first = run->rules.order == ORTH_ORDER_WEIGHT_THEN_PRICE;
    double *mean = run->rows, *price_fall = mean + ORTH_RUN_ROWS,
           *weight_fall = price_fall + ORTH_RUN_ROWS, *by_prices = weight_fall + ORTH_RUN_ROWS,
           *by_weights = by_prices + ORTH_RUN_ROWS, *unused = by_weights + ORTH_RUN_ROWS;
    orth_run_moves(run, rows, old_prices, prices, old_weights, weights);
    kernels->rest_rows(rows, n, mean, price_fall, by_prices, run->terms,
                       weights == NULL || !weights_first ? old_weights : weights, old_prices,
                       prices, true);
    memset(weight_fall, 0, rows * sizeof *weight_fall);
    memset(by_weights, 0, rows * sizeof *by_weights);
    if (weights != NULL)
        kernels->rest_rows(rows, n, unused, weight_fall, by_weights, run->terms, weights, weights,
                           old_weights, false);
    for (size_t k = 0; k < rows; k++) {
        if (by_prices[k] == ORTH_REST_FAR || by_weights[k] == ORTH_REST_FAR) {
            far_block(run, t, k, old_prices, prices, old_weights, weights); /* and its value */
            continue;
        }
        double now = t->worth.high, loss = weights_first ? now * weight_fall[k] : 0;
        double gain = (now - loss) * mean[k], lvr = (now - loss + gain) * price_fall[k];
        if (!weights_first)
            loss = (now + gain - lvr) * weight_fall[k];
        add_block(t, gain, lvr, loss, mean[k], run->moves.loss[k]);
        t->trades += by_prices[k] + by_weights[k];
        if (run->pools.values != NULL)
            run->pools.values[k] = t->worth.high;
    }
}

static void two_leg_blocks(orth_run *run, size_t count, const double *prices, const double *weights)
{
    orth_pools *pools = &run->pools;
    size_t n = pools->n, most = orth_run_rows(n);
    tally t = open_tally(run);
    for (size_t k = 0; weights == NULL && k < most; k++) /* a row for each */
        memcpy(run->held + k * n, pools->weights, n * sizeof(double));
    for (size_t k = 0, rows; k < count; k += rows) {
        const double *p = prices + k * n, *w = weights == NULL ? NULL : weights + k * n;
        rows = k == 0 ? 1 : count - k < most ? count - k : most; /* which lie side by side */
        orth_run_values_from(run, k);
        two_leg_rows(run, &t, rows, k == 0 ? pools->prices : p - n, p,
                     w == NULL ? run->held
                     : k == 0  ? pools->weights
                               : w - n,
                     w);
    }
    close_tally(run, &t);
}

static void joint_blocks(orth_run *run, size_t count, const double *prices, const double *weights)
{
    orth_pools *pools = &run->pools;
    const orth_kernels *kernels = pools->lanes == 1 ? &orth_kernels_scalar : orth_kernels_in_use();
    size_t n = pools->n, each = n * pools->lanes, most = orth_run_rows(n);
    size_t row = orth_run_weights_row(pools);
    for (size_t k = 0, rows; k < count; k += rows) {
        const double *p = prices + k * each, *w = weights == NULL ? NULL : weights + k * row;
        rows = count - k < most ? count - k : most;
        orth_run_moves(run, rows, k == 0 ? pools->prices : p - each, p,
                       k == 0 || w == NULL ? pools->weights : w - row, w);
        orth_run_values_from(run, k);
        kernels->rest_blocks(pools, rows, run->worth, run->worth_low);
    }
}

void orth_run_rest_blocks(orth_run *run, size_t count, const double *prices, const double *weights)
{
    orth_pools *pools = &run->pools;
    size_t each = pools->n * pools->lanes, row = orth_run_weights_row(pools);
    if (count == 0)
        return;
    if (run->rules.order == ORTH_ORDER_TOGETHER) {
        joint_blocks(run, count, prices, weights);
    } else {
        ORTH_CHECK(pools->lanes == 1);
        two_leg_blocks(run, count, prices, weights);
    }
    memcpy(pools->prices, prices + (count - 1) * each, each * sizeof(double));
    if (weights != NULL)
        memcpy(pools->weights, weights + (count - 1) * row, row * sizeof(double));
    settle(run);
}
