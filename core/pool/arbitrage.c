#include <string.h>

#include "pool/level.h"

orth_fee orth_fee_of(double fee)
{
    orth_fee made = {fee, 1 - fee, 1 / (1 - fee), fee == 0 ? 0 : -orth_log1p(-fee)};
    return made;
}

bool orth_arbitrage_worth(const orth_arbitrage *trade, const orth_arbitrage_gate *gate)
{
    if (trade->tokens == 0)
        return false;
    if (gate->gas == 0 && gate->cost == 0)
        return true;
    return orth_arbitrage_profit(trade) >
           gate->gas + gate->cost * ((trade->taken + trade->paid) / 2);
}

/* levels_i = R_i p_i / w_i */
static inline void find_levels(double *levels, double *lowest, double *highest, size_t n,
                               const double *reserves, const double *weights, const double *prices)
{
    double low = INFINITY, high = 0;
    for (size_t i = 0; i < n; i++) {
        double level = reserves[i] * prices[i] / weights[i];
        levels[i] = level;
        low = level < low ? level : low;
        high = level > high ? level : high;
    }
    *lowest = low;
    *highest = high;
}

/* In place: the logs of levels relative to the highest. */
static inline void take_logs(double *levels, size_t n, double highest)
{
    if (n < ORTH_LEVEL_VECTOR) {
        for (size_t i = 0; i < n; i++)
            levels[i] = orth_level_log(levels[i], highest);
        return;
    }
    for (size_t i = 0; i < n; i++)
        levels[i] = levels[i] / highest;
    orth_kernels_in_use()->log(n, levels, levels);
}

static inline orth_arbitrage stay(double *after, double *change, size_t n, const double *reserves)
{
    orth_arbitrage none = {0};
    if (after != reserves)
        memcpy(after, reserves, n * sizeof *after);
    memset(change, 0, n * sizeof *change);
    return none;
}

/* Each token from its level to the one that it trades to. */
static inline orth_arbitrage trade_to(double *after, double *change, double *logs, size_t n,
                                      const double *reserves, const double *prices,
                                      const orth_fee *fee, double to)
{
    orth_arbitrage trade = {0};
    for (size_t i = 0; i < n; i++) {
        double down = to - logs[i], up = to - (logs[i] + fee->band);
        logs[i] = down < 0 ? down : up > 0 ? up : 0;
    }
    if (n < ORTH_LEVEL_VECTOR) {
        for (size_t i = 0; i < n; i++)
            after[i] = orth_level_trade(&trade, &change[i], reserves[i], prices[i], logs[i],
                                        orth_level_growth(logs[i]), fee);
        return trade;
    }
    double *growth = logs + n;
    orth_kernels_in_use()->expm1(n, growth, logs);
    for (size_t i = 0; i < n; i++)
        after[i] =
            orth_level_trade(&trade, &change[i], reserves[i], prices[i], logs[i], growth[i], fee);
    return trade;
}

orth_arbitrage orth_arbitrage_exact(double *after, double *change, double *scratch, size_t n,
                                    const double *reserves, const double *weights,
                                    const double *prices, const orth_fee *fee)
{
    orth_kernel_trade made;
    orth_kernel_fee copy = orth_fee_for_kernel(fee);
    if (!orth_kernels_in_use()->arbitrage(&made, after, change, scratch, n, reserves, weights,
                                          prices, &copy))
        return stay(after, change, n, reserves);
    orth_arbitrage trade = {.tokens = (size_t)made.tokens,
                            .taken = made.taken,
                            .paid = made.paid,
                            .kept = fee->keep * made.paid,
                            .fee = fee->fee * made.paid};
    return trade;
}

orth_arbitrage orth_arbitrage_feeless(double *after, double *change, double *scratch, size_t n,
                                      const double *reserves, const double *weights,
                                      const double *prices)
{
    static const orth_fee none = {0, 1, 1, 0};
    double lowest, highest, weight = 0, moment = 0;
    find_levels(scratch, &lowest, &highest, n, reserves, weights, prices);
    if (highest * (1 - ORTH_ARBITRAGE_IDLE) <= lowest)
        return stay(after, change, n, reserves);
    take_logs(scratch, n, highest);
    for (size_t i = 0; i < n; i++) {
        weight += weights[i];
        moment += weights[i] * scratch[i];
    }
    return trade_to(after, change, scratch, n, reserves, prices, &none, moment / weight);
}
