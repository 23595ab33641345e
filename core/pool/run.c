/* A run's life: start, money, outcome. */
#include "pool/run.h"

#include <stdlib.h>
#include <string.h>

const char *orth_order_name(orth_order order)
{
    switch (order) {
    case ORTH_ORDER_TOGETHER:
        break;
    case ORTH_ORDER_PRICE_THEN_WEIGHT:
        return "price-then-weight";
    case ORTH_ORDER_WEIGHT_THEN_PRICE:
        return "weight-then-price";
    }
    return "together";
}

void orth_run_free(orth_run *run)
{
    free(run);
}

void orth_run_keep_values(orth_run *run, double *values)
{
    run->values = values;
}

double orth_run_money(size_t n, size_t stride, const double *amounts, const double *prices)
{
    double high = 0, low = 0;
    for (size_t i = 0; i < n; i++) {
        orth_dd term = orth_dd_product(amounts[i * stride], prices[i * stride]);
        orth_dd sum = orth_dd_sum(high, term.high);
        high = sum.high;
        low += sum.low;
        low += term.low;
    }
    return high + low;
}

void orth_run_start(orth_run *run, const double *weights, const double *prices, double value)
{
    orth_pools *pools = &run->pools;
    size_t n = pools->n, lanes = pools->lanes;
    memcpy(pools->weights, weights, orth_run_weights_row(pools) * sizeof *weights);
    for (size_t i = 0; i < n; i++)
        for (size_t lane = 0, e = i * lanes; lane < lanes; lane++, e++) {
            double weight = weights[orth_run_weight_at(pools, i, lane)];
            pools->prices[e] = prices[e];
            run->hold[e] = pools->reserves[e] = weight * value / prices[e];
        }
    memset(pools->sums, 0, ORTH_POOL_SUMS * lanes * sizeof(double));
    memset(pools->sums_low, 0, ORTH_POOL_SUMS * lanes * sizeof(double));
    for (size_t l = 0; l < lanes; l++) {
        run->start_value[l] = orth_run_money(n, lanes, pools->reserves + l, prices + l);
        run->worth[l] = run->start_value[l];
        run->worth_low[l] = 0;
        pools->rebalanced[l] = 1;
        pools->rebalanced[lanes + l] = 0;
        pools->trades[l] = 0;
    }
    run->blocks = run->noise_trades = run->noise_refused = 0;
    run->last_fee = run->fee;
    run->at_rest = true;
    orth_run_perfect(run);
}

/* A trade that is not made: only scratch of the run changes. */
static double pending(const orth_run *run, size_t lane)
{
    const orth_pools *pools = &run->pools;
    size_t n = pools->n;
    if (run->at_rest && orth_pool_rules_rest(&run->rules))
        return 0;
    for (size_t i = 0; i < n; i++) {
        run->at[i] = pools->reserves[i * pools->lanes + lane];
        run->under[i] = pools->prices[i * pools->lanes + lane];
        run->by[i] = pools->weights[orth_run_weight_at(pools, i, lane)];
    }
    orth_arbitrage trade = orth_arbitrage_exact(run->after, run->change, run->scratch, n, run->at,
                                                run->by, run->under, &run->last_fee);
    return run->active_share * orth_arbitrage_profit(&trade);
}

orth_pool_outcome orth_run_lane_outcome(const orth_run *run, size_t lane)
{
    const orth_pools *pools = &run->pools;
    size_t n = pools->n, lanes = pools->lanes;
    double sums[ORTH_POOL_SUMS];
    for (size_t s = 0; s < ORTH_POOL_SUMS; s++)
        sums[s] = pools->sums[s * lanes + lane] + pools->sums_low[s * lanes + lane];
    const double *prices = pools->prices + lane;
    double start = run->start_value[lane];
    orth_pool_outcome outcome = {.start_value = start,
                                 .final_value =
                                     orth_run_money(n, lanes, pools->reserves + lane, prices),
                                 .hold_value = orth_run_money(n, lanes, run->hold + lane, prices),
                                 .rebalance_value = start * pools->rebalanced[lane] +
                                                    start * pools->rebalanced[lanes + lane],
                                 .blocks = run->blocks,
                                 .trades = (uint64_t)pools->trades[lane],
                                 .noise_trades = run->noise_trades,
                                 .noise_refused = run->noise_refused,
                                 .pending = pending(run, lane),
                                 .kl_drift = sums[ORTH_POOL_SUM_KL_DRIFT],
                                 .ledger = {
                                     .price_move = sums[ORTH_POOL_SUM_PRICE_MOVE],
                                     .lvr = sums[ORTH_POOL_SUM_LVR],
                                     .weight_loss = sums[ORTH_POOL_SUM_WEIGHT_LOSS],
                                     .arbitrage_fees = sums[ORTH_POOL_SUM_ARBITRAGE_FEES],
                                     .noise_fees = sums[ORTH_POOL_SUM_NOISE_FEES],
                                     .noise_impact = sums[ORTH_POOL_SUM_NOISE_IMPACT],
                                     .noise_reversal = sums[ORTH_POOL_SUM_NOISE_REVERSAL],
                                     .protocol = sums[ORTH_POOL_SUM_PROTOCOL],
                                     .profit = sums[ORTH_POOL_SUM_PROFIT],
                                     .gas = run->rules.gate.gas * pools->trades[lane],
                                     .cost = sums[ORTH_POOL_SUM_COST],
                                 }};
    return outcome;
}

orth_pool_outcome orth_run_outcome(const orth_run *run)
{
    return orth_run_lane_outcome(run, 0);
}

double orth_ledger_miss(const orth_pool_outcome *outcome)
{
    const orth_ledger *ledger = &outcome->ledger;
    const double terms[] = {-outcome->start_value, -ledger->price_move,     ledger->lvr,
                            ledger->weight_loss,   -ledger->arbitrage_fees, -ledger->noise_fees,
                            ledger->protocol,      -ledger->noise_impact,   ledger->noise_reversal};
    double high = outcome->final_value, low = 0;
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        orth_dd sum = orth_dd_sum(high, terms[i]);
        high = sum.high;
        low += sum.low;
    }
    return high + low;
}

const double *orth_run_reserves(const orth_run *run)
{
    return run->pools.reserves;
}

const double *orth_run_weights(const orth_run *run)
{
    return run->pools.weights;
}

const double *orth_run_prices(const orth_run *run)
{
    return run->pools.prices;
}
