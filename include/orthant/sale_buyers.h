/* Buyers of a sale: they arrive at random, each with a budget and a price that he would pay.
 *
 * Buyers arrive as a Poisson process of the rate `arrivals`; buyer j = 0, 1, ... of a price path
 * has a budget (log-normal, in the unit) and a reservation price v = V e^(s Z) in the unit for one
 * T, V the value of one T in the block in which he arrives. Money of the unit is turned into R, and
 * back, at the price Q of one R in the block of the trade. In a block with the pool's price p (in
 * R for one T) and fee phi, g = 1 - phi, a buyer pays p Q / g at the margin, a seller gets p Q g.
 *
 *   impatient  buys when he arrives until his budget is spent or the price at the margin is v, and
 *              leaves
 *   patient    leaves an order: whatever is not spent when he arrives buys in later blocks as soon
 *              and as long as the price at the margin is below v
 *   flipper    whose budget is spent, or who is impatient and bought, offers what he got as long as
 *              the price got at the margin is above 1 + gain times the average price that he paid;
 *              he does not come back
 *
 * In a block the offers of flippers come first (the lowest first), then resting orders (the highest
 * v first), then those who arrive in it, in order of arrival; at equal prices who came first.
 *
 * Who comes does not depend on the sale: arrival j is arrival j of a Poisson process of rate 1 that
 * the cumulative rate maps to a time, and all else that is drawn for him hangs on the seed, the
 * price path and j alone. A longer sale has the same first buyers, any schedule has the same.
 * Results have the same bits on any instruction set and for any cut of the blocks into calls. */
#ifndef ORTHANT_SALE_BUYERS_H
#define ORTHANT_SALE_BUYERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/arbitrage.h"
#include "orthant/limits.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct orth_sale orth_sale; /* orthant/sale.h */

#define ORTH_SALE_BUYERS_MAX 10000000 /* expected in a sale */

/* Arrivals a day, t days after the start: rate e^(-t / decay_days), constant where decay_days is 0;
 * or, where count > 0, rates[i] from days[i] on (days[0] = 0, increasing). */
typedef struct orth_sale_rate {
    double rate, decay_days; /* both >= 0 */
    size_t count;
    const double *days, *rates; /* each rate >= 0 */
} orth_sale_rate;

/* Who comes. */
typedef struct orth_sale_buyers {
    orth_sale_rate arrivals;
    double budget;           /* mean, > 0 */
    double budget_deviation; /* of its logarithm, from 0 to ORTH_SALE_DEVIATION_MAX */
    double deviation;        /* s, the same range */
    double nu;               /* Z is Student-t of so many degrees (> 2), as it is; 0: normal */
    double patient;          /* shares of all, in [0, 1], drawn independently */
    double flippers;
    double gain;          /* >= 0; plays no part where flippers is 0 */
    double block_seconds; /* > 0; an arrival at t in (k - 1, k] block times comes in block k */
    uint64_t seed;
} orth_sale_buyers;
#define ORTH_SALE_DEVIATION_MAX 10

/* Expected arrivals up to a time, in days. */
ORTH_API double orth_sale_rate_expected(const orth_sale_rate *arrivals, double days);
/* The first time at which so many are expected (> 0), in days; INFINITY where there never are. */
ORTH_API double orth_sale_rate_time(const orth_sale_rate *arrivals, double expected);

/* One buyer, before he has seen any price. */
typedef struct orth_sale_buyer {
    double days;   /* of his arrival */
    double budget; /* in the unit */
    double taste;  /* v / V = e^(s Z) */
    bool patient, flips;
} orth_sale_buyer;
/* Buyers first .. first + count - 1 of a price path, in order of arrival; days is INFINITY for
 * those who never come. In time O(first + count). */
ORTH_API void orth_sale_buyers_of(const orth_sale_buyers *terms, uint64_t price_path,
                                  uint64_t first, size_t count, orth_sale_buyer *out);

/* The buyers of one price path at a time. Memory grows with the buyers that came, not with the
 * blocks; it is kept for the next price path. One crowd may serve any number of price paths one
 * after the other, each crowd one thread. */
typedef struct orth_sale_crowd orth_sale_crowd;

/* For sales of `blocks` blocks; `terms` is copied, its arrays too. ORTH_DOMAIN for terms out of
 * range and where more than ORTH_SALE_BUYERS_MAX are expected. */
ORTH_API orth_status orth_sale_crowd_create(orth_sale_crowd **crowd, const orth_sale_buyers *terms,
                                            uint64_t blocks, orth_error *error);
ORTH_API void orth_sale_crowd_free(orth_sale_crowd *crowd); /* NULL is fine */
/* Before block 1 of a price path. The sale is restarted by the caller. */
ORTH_API void orth_sale_crowd_start(orth_sale_crowd *crowd, uint64_t price_path);

/* Blocks one after the other: block k of the call has the weights weights[k weight_stride] of T and
 * reserve_weights[k weight_stride] of R, the fee fees[k fee_stride] (0: one fee for all),
 * V = values[k value_stride] and Q = reserve_prices[k reserve_stride] (NULL: 1). */
typedef struct orth_sale_blocks {
    size_t count;
    const double *weights, *reserve_weights; /* in (0, 1) */
    size_t weight_stride;
    const orth_fee *fees;
    size_t fee_stride;
    const double *values; /* > 0 */
    size_t value_stride;
    const double *reserve_prices; /* > 0 */
    size_t reserve_stride;
    bool begun; /* orth_sale_block was called for the first of them, in which somebody else (a
                   sniper) has been before */
} orth_sale_blocks;

/* The next blocks: calls orth_sale_block for each (but for the first where `begun`), and all that
 * the crowd does in them. Afterwards the sale is in the last of them. prices[k], unless NULL, gets
 * p after each. ORTH_NO_MEMORY. */
ORTH_API orth_status orth_sale_crowd_run(orth_sale_crowd *crowd, orth_sale *sale,
                                         const orth_sale_blocks *blocks, double *prices,
                                         orth_error *error);

/* What the crowd has done so far, in the unit, valued when paid. */
typedef struct orth_sale_crowd_sums {
    uint64_t came, bought; /* buyers; those of them who got some T */
    double paid, taken;    /* by buyers, fee and all; by flippers */
    double fees;           /* of buys, and of sales (in T, at the price got for the rest of it) */
    double highest_price;  /* p Q / g right after a buy; 0 without */
    uint64_t first_block;  /* in which one of them bought, from 1; 0: none */
    double unfilled;       /* of the budgets of those who bought, what the price kept them from
                              spending: it had reached their v, or the sale is over */
    double priced_out;     /* the budgets of those who never found a price below their v */
} orth_sale_crowd_sums;
ORTH_API orth_sale_crowd_sums orth_sale_crowd_now(const orth_sale_crowd *crowd);

/* What one buyer paid and got. */
typedef struct orth_sale_purchase {
    uint64_t buyer; /* his number */
    double paid;    /* in the unit */
    double tokens;
    double price; /* paid / tokens */
} orth_sale_purchase;
/* Of all who bought, in the order of their first purchase; the crowd's, until it runs again. */
ORTH_API const orth_sale_purchase *orth_sale_crowd_purchases(const orth_sale_crowd *crowd,
                                                             size_t *count);

/* Gini coefficient of the prices that were paid, weighted by tokens: half the mean difference of
 * the prices of two tokens over the mean price, that is
 *   sum over i < j of t_i t_j |p_i - p_j|  over  (sum t) (sum t p).
 * 0 where all paid the same, and where there are less than two. Sorts `purchases` by price, then by
 * number. */
ORTH_API double orth_sale_gini(size_t count, orth_sale_purchase *purchases);
/* Of a crowd's purchases, which stay in their order. */
ORTH_API double orth_sale_crowd_gini(orth_sale_crowd *crowd);

#ifdef __cplusplus
}
#endif
#endif
