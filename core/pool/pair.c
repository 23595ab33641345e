/* One token in, one out: what simulators do that know no other trade. */
#include <string.h>

#include "pool/level.h"

/* Between two tokens the multiplier has the closed form
 *   log L = (w_out log level_out + w_in (log level_in + band)) / (w_out + w_in). */
static orth_arbitrage trade_pair(double after[2], double change[2], size_t in, size_t out,
                                 const double *reserves, const double *weights,
                                 const double *prices, const orth_fee *fee)
{
    orth_arbitrage trade = {0};
    double level_in = reserves[in] * prices[in] / weights[in];
    double level_out = reserves[out] * prices[out] / weights[out];
    if (fee->keep * level_out * (1 - ORTH_ARBITRAGE_IDLE) <= level_in)
        return trade;
    double gap = orth_level_log(level_in, level_out) + fee->band; /* of in below out, plus band */
    if (!(gap < 0))
        return trade;
    double down = gap * (weights[in] / (weights[in] + weights[out]));
    double up = -gap * (weights[out] / (weights[in] + weights[out]));
    after[0] = orth_level_trade(&trade, &change[0], reserves[in], prices[in], up,
                                orth_level_growth(up), fee);
    after[1] = orth_level_trade(&trade, &change[1], reserves[out], prices[out], down,
                                orth_level_growth(down), fee);
    return trade;
}

orth_arbitrage orth_arbitrage_pair(double *after, double *change, double *scratch, size_t n,
                                   const double *reserves, const double *weights,
                                   const double *prices, const orth_fee *fee)
{
    (void)scratch;
    orth_arbitrage best = {0};
    size_t best_in = 0, best_out = 0;
    double best_after[2] = {0, 0}, best_change[2] = {0, 0};
    for (size_t in = 0; in < n; in++)
        for (size_t out = 0; out < n; out++) {
            double to[2], by[2];
            if (in == out)
                continue;
            orth_arbitrage trade = trade_pair(to, by, in, out, reserves, weights, prices, fee);
            if (trade.tokens == 0 ||
                (best.tokens != 0 && orth_arbitrage_profit(&trade) <= orth_arbitrage_profit(&best)))
                continue;
            best = trade;
            best_in = in;
            best_out = out;
            memcpy(best_after, to, sizeof to);
            memcpy(best_change, by, sizeof by);
        }
    if (after != reserves)
        memcpy(after, reserves, n * sizeof *after);
    memset(change, 0, n * sizeof *change);
    if (best.tokens != 0) {
        after[best_in] = best_after[0];
        after[best_out] = best_after[1];
        change[best_in] = best_change[0];
        change[best_out] = best_change[1];
    }
    return best;
}
