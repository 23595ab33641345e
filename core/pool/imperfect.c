/* Arbitrage as it is: absent in a block, undersized, or against a part of the reserves. */
#include <string.h>

#include "pool/level.h"
#include "pool/run.h"

static double log_ratio(double to, double from)
{
    double growth = (to - from) / from;
    return growth > -0.5 ? orth_log1p(growth) : orth_log(to / from);
}

/* The log of how a reserve changes by what takes part in the full trade. */
static double log_change(double to, double from, const orth_fee *fee)
{
    return to > from ? orth_log1p(fee->keep * ((to - from) / from)) : log_ratio(to, from);
}

orth_arbitrage orth_run_part_trade(orth_run *run, const double *weights, const double *prices,
                                   const orth_fee *fee)
{
    const double *reserves = run->pools.reserves;
    const double *active = run->active_share < 1 ? run->active : reserves;
    double *after = run->after, *change = run->change;
    orth_arbitrage trade = orth_arbitrage_exact(after, change, run->scratch, run->pools.n, active,
                                                weights, prices, fee);
    if (trade.tokens == 0)
        return trade;
    trade = (orth_arbitrage){0};
    for (size_t i = 0; i < run->pools.n; i++) {
        double by = change[i], now = active == reserves ? after[i] : reserves[i] + by;
        if (run->sizing < 1) {
            double x = run->sizing * log_change(after[i], active[i], fee);
            by = active[i] * orth_level_growth(x) * (x > 0 ? fee->gross : 1);
            /* What is left keeps its last digits where nearly all is taken. */
            now = x < -0.5 && active == reserves ? reserves[i] * orth_exp(x) : reserves[i] + by;
        }
        by = now - reserves[i];
        after[i] = now;
        change[i] = by;
        trade.tokens += by != 0;
        trade.paid += by > 0 ? prices[i] * by : 0;
        trade.taken -= by < 0 ? prices[i] * by : 0;
    }
    trade.kept = fee->keep * trade.paid;
    trade.fee = fee->fee * trade.paid;
    return trade;
}

/* log sum w e^x - sum w x with sum w = 1: what a gap x costs a fee-less pool. */
static double cost_of_gap(size_t n, const double *weights, const double *gap)
{
    double mean = 0, excess = 0;
    for (size_t i = 0; i < n; i++)
        mean += weights[i] * gap[i];
    for (size_t i = 0; i < n; i++)
        excess += weights[i] * (orth_expm1(gap[i] - mean) - (gap[i] - mean));
    return excess > 0 ? orth_log1p(excess) : 0;
}

double orth_run_gap_part(orth_run *run, const double *prices, const double *weights)
{
    const orth_pools *pools = &run->pools;
    size_t n = pools->n;
    double *by_prices = run->gap, *by_weights = run->gap + n;
    for (size_t i = 0; i < n; i++) {
        by_prices[i] += log_ratio(prices[i], pools->prices[i]);
        by_weights[i] -= log_ratio(weights[i], pools->weights[i]);
    }
    double prices_cost = cost_of_gap(n, pools->weights, by_prices);
    double weights_cost = cost_of_gap(n, weights, by_weights);
    return weights_cost == 0 ? 1 : prices_cost / (prices_cost + weights_cost);
}

void orth_run_keep_gap(orth_run *run)
{
    double left = 1 - run->sizing * run->active_share;
    for (size_t i = 0; run->there && i < 2 * run->pools.n; i++)
        run->gap[i] *= left;
}

void orth_run_perfect(orth_run *run)
{
    run->imperfect = run->sizing < 1 || run->active_share < 1;
    run->there = true;
    memset(run->gap, 0, 2 * run->pools.n * sizeof *run->gap);
    orth_run_share_reserves(run);
}

void orth_run_share_reserves(orth_run *run)
{
    for (size_t i = 0; run->active_share < 1 && i < run->pools.n; i++)
        run->active[i] = run->active_share * run->pools.reserves[i];
}

void orth_run_follow_trade(orth_run *run, const double *before)
{
    for (size_t i = 0; run->active_share < 1 && i < run->pools.n; i++)
        run->active[i] += run->pools.reserves[i] - before[i];
}
