/* The block loop of one pool. */
#include <string.h>

#include "base/check.h"
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
    if (run->peer == ORTH_RUN_RATIOS)
        return orth_run_ratio_trade(run, weights, prices);
    if (run->peer == ORTH_RUN_PORTFOLIO)
        return orth_run_portfolio_trade(run, weights, prices, fee);
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

/* What the move of prices does to the holdings as they are, and to a portfolio at those weights;
 * what the block does to any pool. */
static void move_prices(orth_run *run, const double *prices, size_t row, double growth)
{
    double gain = 0;
    for (size_t i = 0; i < run->pools.n; i++)
        gain += run->pools.reserves[i] * (prices[i] - run->pools.prices[i]);
    orth_run_add(run, ORTH_POOL_SUM_PRICE_MOVE, gain);
    orth_run_add(run, ORTH_POOL_SUM_KL_DRIFT, run->moves.loss[row]);
    double more = run->pools.rebalanced[0] * growth + run->pools.rebalanced[1];
    double sum = run->pools.rebalanced[0] + more;
    run->pools.rebalanced[1] = more - (sum - run->pools.rebalanced[0]);
    run->pools.rebalanced[0] = sum;
}

void orth_run_plain_block(orth_run *run, size_t row, const double *prices, const double *weights,
                          const orth_fee *fee)
{
    size_t bytes = run->pools.n * sizeof(double);
    const orth_moves *moves = &run->moves;
    bool held = weights == NULL || memcmp(weights, run->pools.weights, bytes) == 0;
    if (held)
        weights = run->pools.weights;
    bool price_first = run->rules.pairs || run->peer != ORTH_RUN_OWN;
    switch (price_first ? ORTH_ORDER_PRICE_THEN_WEIGHT : run->rules.order) {
    case ORTH_ORDER_PRICE_THEN_WEIGHT:
        move_prices(run, prices, row, moves->held[row]);
        orth_run_plain_leg(run, run->pools.weights, prices, fee, ORTH_POOL_SUM_LVR, 1);
        if (!held || (run->rules.pairs && run->peer == ORTH_RUN_OWN))
            orth_run_plain_leg(run, weights, prices, fee, ORTH_POOL_SUM_WEIGHT_LOSS, 1);
        break;
    case ORTH_ORDER_WEIGHT_THEN_PRICE:
        if (!held)
            orth_run_plain_leg(run, weights, run->pools.prices, fee, ORTH_POOL_SUM_WEIGHT_LOSS, 1);
        move_prices(run, prices, row, moves->moved[row]);
        orth_run_plain_leg(run, weights, prices, fee, ORTH_POOL_SUM_LVR, 1);
        break;
    case ORTH_ORDER_TOGETHER: {
        double lvr = run->imperfect ? orth_run_gap_part(run, prices, weights) : moves->share[row];
        move_prices(run, prices, row, moves->moved[row]);
        orth_run_plain_leg(run, weights, prices, fee, ORTH_POOL_SUM_LVR, lvr);
        break;
    }
    }
    memcpy(run->pools.prices, prices, bytes);
    if (run->pools.values != NULL) {
        double value = 0;
        for (size_t i = 0; i < run->pools.n; i++)
            value += run->pools.reserves[i] * prices[i];
        run->pools.values[row] = value;
    }
    if (!held)
        memcpy(run->pools.weights, weights, bytes);
}

void orth_run_plain_blocks(orth_run *run, size_t count, const double *prices, const double *weights,
                           const orth_fee *fees, size_t fee_stride)
{
    size_t n = run->pools.n, most = orth_run_rows(n);
    ORTH_CHECK(run->pools.lanes == 1);
    for (size_t k = 0, rows; k < count; k += rows) {
        const double *p = prices + k * n, *w = weights == NULL ? NULL : weights + k * n;
        rows = count - k < most ? count - k : most;
        orth_run_moves(run, rows, run->pools.prices, p, run->pools.weights, w);
        orth_run_values_from(run, k);
        for (size_t row = 0; row < rows; row++)
            orth_run_plain_block(run, row, p + row * n, w == NULL ? NULL : w + row * n,
                                 &fees[(k + row) * fee_stride]);
    }
}
