/* Legs of quantammsim that are no arbitrage. */
#include "numeric/elementary.h"
#include "pool/run.h"

static double log_ratio(double to, double from)
{
    double growth = (to - from) / from;
    return growth > -0.5 ? orth_log1p(growth) : orth_log(to / from);
}

/* What a trade to run->after takes and pays. */
static orth_arbitrage to_after(orth_run *run, const double *prices)
{
    orth_arbitrage trade = {0};
    for (size_t i = 0; i < run->pools.n; i++) {
        double by = run->after[i] - run->pools.reserves[i];
        run->change[i] = by;
        trade.tokens += by != 0;
        trade.paid += by > 0 ? prices[i] * by : 0;
        trade.taken -= by < 0 ? prices[i] * by : 0;
    }
    trade.kept = trade.paid;
    return trade;
}

orth_arbitrage orth_run_ratio_trade(orth_run *run, const double *weights, const double *prices)
{
    const orth_pools *pools = &run->pools;
    bool by_prices = weights == pools->weights;
    const double *to = by_prices ? prices : weights;
    const double *from = by_prices ? pools->prices : pools->weights;
    double mean = 0;
    for (size_t i = 0; i < pools->n; i++)
        mean += weights[i] * log_ratio(to[i], from[i]);
    for (size_t i = 0; i < pools->n; i++) {
        double off = mean - log_ratio(to[i], from[i]);
        double grown = orth_exp(by_prices ? off : -off);
        run->after[i] = pools->reserves[i] * grown;
    }
    return to_after(run, prices);
}

orth_arbitrage orth_run_portfolio_trade(orth_run *run, const double *weights, const double *prices,
                                        const orth_fee *fee)
{
    const orth_pools *pools = &run->pools;
    double value = orth_run_money(pools->n, 1, pools->reserves, prices), sold = 0;
    for (size_t i = 0; i < pools->n; i++) {
        double apart = pools->reserves[i] - weights[i] * value / prices[i];
        sold += apart > 0 ? prices[i] * apart : 0;
    }
    double paid = fee->fee * sold;
    for (size_t i = 0; i < pools->n; i++)
        run->after[i] = weights[i] * (value - paid) / prices[i];
    orth_arbitrage trade = to_after(run, prices);
    trade.taken = paid;
    trade.paid = trade.kept = 0;
    return trade;
}
