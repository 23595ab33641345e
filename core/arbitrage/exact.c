#include <string.h>

#include "arbitrage/level.h"
#include "kernel/kernel.h"

/* Rounds of Newton before every other one becomes a bisection, and of all. */
#define NEWTON_ROUNDS 12
#define MOST_ROUNDS 200

orth_fee orth_fee_of(double fee)
{
    orth_fee made = {fee, 1 - fee, fee == 0 ? 0 : -orth_log1p(-fee)};
    return made;
}

bool orth_arbitrage_worth(const orth_arbitrage *trade, const orth_gate *gate)
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

/* A linear piece of sum w_i log(x_i / R_i) as a function of log L: from `from` to `to`, zero (of
 * its line) at `root`. */
typedef struct piece {
    double from, to, root;
} piece;

/* The piece that holds `at`: tokens with a log level above it leave, those below it by more than
 * the band (or exactly that) enter. */
static inline piece find_piece(size_t n, const double *logs, const double *weights, double band,
                               double at)
{
    double from = -INFINITY, to = INFINITY, weight = 0, moment = 0;
    for (size_t i = 0; i < n; i++) {
        double leaves = logs[i], enters = logs[i] + band;
        bool leaving = leaves > at, entering = enters <= at;
        if (leaving) {
            to = leaves < to ? leaves : to;
            weight += weights[i];
            moment += weights[i] * leaves;
        } else {
            from = leaves > from ? leaves : from;
        }
        if (entering) {
            from = enters > from ? enters : from;
            weight += weights[i];
            moment += weights[i] * enters;
        } else {
            to = enters < to ? enters : to;
        }
    }
    piece found = {from, to, moment / weight};
    return found;
}

/* log L, relative to the highest level (whose log is 0). lowest + band < 0. */
static inline double solve(size_t n, const double *logs, const double *weights, double band,
                           double lowest)
{
    double below = lowest + band, above = 0; /* the sum is < 0 at the one, > 0 at the other */
    double at = 0.5 * (below + above);
    for (int round = 0; round < MOST_ROUNDS; round++) {
        piece here = find_piece(n, logs, weights, band, at);
        if (here.root < here.from)
            above = here.from < above ? here.from : above;
        else if (here.root > here.to)
            below = here.to > below ? here.to : below;
        else
            return here.root;
        if (below >= above)
            return below; /* at a breakpoint, to rounding */
        at = here.root;
        if (!(at > below && at < above) || (round >= NEWTON_ROUNDS && round % 2 == 0))
            at = 0.5 * (below + above);
    }
    return at;
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
    double lowest, highest;
    find_levels(scratch, &lowest, &highest, n, reserves, weights, prices);
    if (fee->keep * highest * (1 - ORTH_ARBITRAGE_IDLE) <= lowest)
        return stay(after, change, n, reserves);
    take_logs(scratch, n, highest);
    double low = 0;
    for (size_t i = 0; i < n; i++)
        low = scratch[i] < low ? scratch[i] : low;
    if (!(low + fee->band < 0))
        return stay(after, change, n, reserves);
    double to = solve(n, scratch, weights, fee->band, low);
    return trade_to(after, change, scratch, n, reserves, prices, fee, to);
}

orth_arbitrage orth_arbitrage_feeless(double *after, double *change, double *scratch, size_t n,
                                      const double *reserves, const double *weights,
                                      const double *prices)
{
    static const orth_fee none = {0, 1, 0};
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
