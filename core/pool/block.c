/* The block loop of one pool. */
#include <math.h>
#include <string.h>

#include "base/check.h"
#include "numeric/elementary.h"
#include "orthant/simplex.h"
#include "pool/run.h"

/* Others' trades: the fee on a multiple of the arbitrageur's volume, the pool's part of it spread
 * over all reserves. */
static void add_noise(orth_run *run, double volume, const double *prices, const orth_fee *fee)
{
    double paid = run->rules.noise_ratio * fee->fee * volume;
    double to_protocol = run->rules.protocol_share * paid, stays = paid - to_protocol;
    double scale = stays / orth_run_money(run->pools.n, 1, run->pools.reserves, prices);
    for (size_t i = 0; i < run->pools.n; i++)
        run->pools.reserves[i] += run->pools.reserves[i] * scale;
    orth_run_add(run, ORTH_POOL_SUM_NOISE_FEES, paid);
    orth_run_add(run, ORTH_POOL_SUM_PROTOCOL, to_protocol);
}

static void pay_protocol(orth_run *run, const double *prices, const orth_fee *fee)
{
    double part = run->rules.protocol_share * fee->fee, sum = 0;
    for (size_t i = 0; i < run->pools.n; i++) {
        if (run->change[i] <= 0)
            continue;
        double left = run->pools.reserves[i] - part * run->change[i];
        sum += prices[i] * (run->pools.reserves[i] - left);
        run->pools.reserves[i] = left;
    }
    orth_run_add(run, ORTH_POOL_SUM_PROTOCOL, sum);
}

static orth_arbitrage find_trade(orth_run *run, const double *weights, const double *prices,
                                 const orth_fee *fee)
{
    const orth_pool_rules *rules = &run->rules;
    bool pairs = rules->pairs && (fee->fee > 0 || rules->gate.gas > 0 || rules->gate.cost > 0);
    if (!run->there)
        return (orth_arbitrage){0};
    if (run->sizing < 1 || run->active_share < 1)
        return orth_run_part_trade(run, weights, prices, fee);
    return (pairs ? orth_arbitrage_pair
                  : orth_arbitrage_exact)(run->after, run->change, run->scratch, run->pools.n,
                                          run->pools.reserves, weights, prices, fee);
}

void orth_run_plain_leg(orth_run *run, const double *weights, const double *prices,
                        const orth_fee *fee, orth_pool_sum sum, double lvr)
{
    const orth_pool_rules *rules = &run->rules;
    orth_arbitrage trade = find_trade(run, weights, prices, fee);
    if (!orth_arbitrage_worth(&trade, &rules->gate))
        return;
    double *reserves = run->pools.reserves;
    run->pools.reserves = run->after;
    run->after = reserves;
    double extracted = trade.taken - trade.kept;
    orth_run_add(run, sum, lvr * extracted);
    if (lvr < 1)
        orth_run_add(run, ORTH_POOL_SUM_WEIGHT_LOSS, extracted - lvr * extracted);
    orth_run_add(run, ORTH_POOL_SUM_ARBITRAGE_FEES, trade.fee);
    orth_run_add(run, ORTH_POOL_SUM_PROFIT, orth_arbitrage_profit(&trade));
    orth_run_add(run, ORTH_POOL_SUM_COST, rules->gate.cost * ((trade.taken + trade.paid) / 2));
    *run->pools.trades += 1;
    if (rules->noise_ratio > 0 && fee->fee > 0)
        add_noise(run, trade.paid, prices, fee);
    if (rules->protocol_share > 0 && fee->fee > 0)
        pay_protocol(run, prices, fee);
    orth_run_follow_trade(run, run->after);
}

/* z - log(1 + z) with 1 + z = to / from, as in core/kernel/isa/level.h. */
static double excess_of(double z, double from, double to)
{
    double s = z / (2 + z), x = s * s;
    if (fabs(s) > 0x1p-5)
        return z - orth_log(to / from);
    double low = fma(x, 1.0 / 5, 1.0 / 3), high = fma(x, 1.0 / 9, 1.0 / 7);
    double series = fma(x * x, fma(x * x, 1.0 / 11, high), low);
    return fma(z, s, -2 * (s * x * series));
}

/* What the prices' move would cost of the log of value, log sum w e^r - sum w r with sum w = 1:
 * with z = e^r / sum w e^r - 1, whose mean is 0, it is sum w (z - log(1 + z)). Relative error
 * 1e-13. */
static double price_cost(size_t n, const double *weights, const double *from, const double *to)
{
    double mean = 0, cost = 0;
    for (size_t i = 0; i < n; i++)
        mean += weights[i] * ((to[i] - from[i]) / from[i]);
    for (size_t i = 0; i < n; i++) {
        double z = ((to[i] - from[i]) / from[i] - mean) / (1 + mean);
        cost += weights[i] * excess_of(z, from[i] * (1 + mean), to[i]);
    }
    return fmax(cost, 0);
}

/* The part of a trade after both that the prices caused. */
static double lvr_part(const orth_run *run, const double *prices, const double *weights)
{
    double by_prices = price_cost(run->pools.n, run->pools.weights, run->pools.prices, prices);
    double by_weights = orth_simplex_kl(run->pools.n, weights, run->pools.weights);
    return by_weights == 0 ? 1 : by_prices / (by_prices + by_weights);
}

/* What the move of prices does to the holdings as they are, and to a portfolio at those weights. */
static void move_prices(orth_run *run, const double *prices, const double *weights)
{
    double gain = 0, growth = 0;
    for (size_t i = 0; i < run->pools.n; i++) {
        double step = prices[i] - run->pools.prices[i];
        gain += run->pools.reserves[i] * step;
        growth += weights[i] * (step / run->pools.prices[i]);
    }
    orth_run_add(run, ORTH_POOL_SUM_PRICE_MOVE, gain);
    double more = run->pools.rebalanced[0] * growth + run->pools.rebalanced[1];
    double sum = run->pools.rebalanced[0] + more;
    run->pools.rebalanced[1] = more - (sum - run->pools.rebalanced[0]);
    run->pools.rebalanced[0] = sum;
}

static void block(orth_run *run, const double *prices, const double *weights, const orth_fee *fee)
{
    size_t bytes = run->pools.n * sizeof(double);
    bool held = weights == NULL || memcmp(weights, run->pools.weights, bytes) == 0;
    if (held)
        weights = run->pools.weights;
    switch (run->rules.pairs ? ORTH_ORDER_PRICE_THEN_WEIGHT : run->rules.order) {
    case ORTH_ORDER_PRICE_THEN_WEIGHT:
        move_prices(run, prices, run->pools.weights);
        orth_run_plain_leg(run, run->pools.weights, prices, fee, ORTH_POOL_SUM_LVR, 1);
        if (!held || run->rules.pairs)
            orth_run_plain_leg(run, weights, prices, fee, ORTH_POOL_SUM_WEIGHT_LOSS, 1);
        break;
    case ORTH_ORDER_WEIGHT_THEN_PRICE:
        if (!held)
            orth_run_plain_leg(run, weights, run->pools.prices, fee, ORTH_POOL_SUM_WEIGHT_LOSS, 1);
        move_prices(run, prices, weights);
        orth_run_plain_leg(run, weights, prices, fee, ORTH_POOL_SUM_LVR, 1);
        break;
    case ORTH_ORDER_TOGETHER: {
        double lvr = run->imperfect ? orth_run_gap_part(run, prices, weights)
                     : held         ? 1
                                    : lvr_part(run, prices, weights);
        move_prices(run, prices, weights);
        orth_run_plain_leg(run, weights, prices, fee, ORTH_POOL_SUM_LVR, lvr);
        break;
    }
    }
    memcpy(run->pools.prices, prices, bytes);
    if (!held)
        memcpy(run->pools.weights, weights, bytes);
}

void orth_run_plain_blocks(orth_run *run, size_t count, const double *prices, const double *weights,
                           const orth_fee *fees, size_t fee_stride)
{
    size_t n = run->pools.n;
    ORTH_CHECK(run->pools.lanes == 1);
    for (size_t k = 0; k < count; k++)
        block(run, prices + k * n, weights == NULL ? NULL : weights + k * n, &fees[k * fee_stride]);
}
