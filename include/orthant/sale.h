/* A sale by falling weights: a pool of a project's token T and a reserve token R whose weights move
 * block by block, and what buyers and sellers do to it, trade by trade.
 *
 * Balances B_T, B_R (with a virtual reserve in B_R where the pool has one), weights w of T and
 * r = 1 - w of R, fee phi of what is paid in, g = 1 - phi. The price inside is
 * p = (B_R / r) / (B_T / w), in R for one T; a buyer pays p / g at the margin, a seller gets p g.
 * A buyer of `a` gets B_T (1 - (B_R / (B_R + a g))^(r/w)); the fee, but for the protocol's share,
 * stays in the pool. Amounts are whole tokens in doubles: the same sale in a contract's integers is
 * orthant/sale_contract.h. Differences are formed without cancellation (expm1 and log1p forms).
 *
 * One sale is one price path; it draws nothing. Only orth_sale_create allocates. */
#ifndef ORTHANT_SALE_H
#define ORTHANT_SALE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/arbitrage.h"
#include "orthant/sale_pool.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct orth_sale_terms {
    /* Balances at the start: project and reserve + virtual_reserve from ORTH_PRICE_MIN to
     * ORTH_PRICE_MAX, reserve and virtual_reserve each >= 0. */
    double project, reserve;
    double virtual_reserve; /* added to the reserve in price and swap, never paid out */
    bool sales_blocked;     /* nobody may sell T to the pool */
    double protocol_share;  /* of each fee, [0, 1] */
} orth_sale_terms;

typedef struct orth_sale orth_sale;

/* ORTH_DOMAIN for terms out of range. */
ORTH_API orth_status orth_sale_create(orth_sale **sale, const orth_sale_terms *terms,
                                      orth_error *error);
/* A sale that stands on another pool, to which each call below goes: on a contract's, for one. What
 * *pool points to must outlive it. ORTH_NO_MEMORY. */
ORTH_API orth_status orth_sale_create_on(orth_sale **sale, const orth_sale_pool *pool,
                                         orth_error *error);
ORTH_API void orth_sale_free(orth_sale *sale); /* NULL is fine */
/* Back to the start, ledger cleared. */
ORTH_API void orth_sale_restart(orth_sale *sale);

/* The next block: its weight of T, in (0, 1), and its fee; r = 1 - weight. Block 0 is the start;
 * the first block in which anybody trades is 1. The second takes both weights, T's first, as a row
 * of a schedule has them: they sum to 1 within rounding, and only their proportion counts. */
ORTH_API void orth_sale_block(orth_sale *sale, double weight, const orth_fee *fee);
ORTH_API void orth_sale_block_weights(orth_sale *sale, const double weights[2],
                                      const orth_fee *fee);

/* One trade, seen from the trader. */
typedef struct orth_sale_trade {
    double paid;  /* what comes in, fee and all: R of a buy, T of a sale */
    double got;   /* what goes out: T of a buy, R of a sale */
    double price; /* R for one T on average, fee and all; 0 without a trade */
} orth_sale_trade;

/* Spends up to `budget` of R as long as the price paid at the margin is below `limit` (INFINITY:
 * whatever it is): with q = limit g / p > 1, B_R becomes B_R q^w and B_T B_T q^-r, paid
 * B_R (q^w - 1) / g. No trade where q (1 - ORTH_ARBITRAGE_IDLE) <= 1: rounding is no
 * reason to trade. At least ORTH_PRICE_MIN of T stays. One of budget and limit is finite. */
ORTH_API orth_sale_trade orth_sale_buy(orth_sale *sale, double budget, double limit);
/* Sells up to `amount` of T as long as the price got at the margin is above `limit` (0: whatever it
 * is), and no more than the real reserve pays; at least ORTH_PRICE_MIN of B_R stays. No
 * trade where sales are blocked. One of amount and 1 / limit is finite. */
ORTH_API orth_sale_trade orth_sale_sell(orth_sale *sale, double amount, double limit);
/* Arbitrage against a value that all know, in R for one T: buys to where the price paid is `value`,
 * or sells to where the price got is, where that is allowed. The reserves after it are those of
 * orth_arbitrage_exact at prices (value, 1), to the bit, where there is no virtual reserve, the
 * trade is permitted and changes both; with a protocol's share they are those of orthant/run.h. No
 * trade where the real reserve pays none of it; where it pays a part, that part. */
ORTH_API orth_sale_trade orth_sale_arbitrage(orth_sale *sale, double value);

/* p, and p if nobody had ever traded: (B_R / B_T of the start) w / r at the block's weight. */
ORTH_API double orth_sale_price(const orth_sale *sale);
ORTH_API double orth_sale_no_buyer_price(const orth_sale *sale);

/* Sums over trades, none a difference of others; together they close to ORTH_SALE_CLOSES of the
 * pool's greatest balances:
 *   project of the start + returned = project now + sold + project_protocol,
 *   reserve of the start + paid = reserve now + taken + reserve_protocol. */
typedef struct orth_sale_ledger {
    double paid, sold;                         /* by buyers: R in, fee and all; T out */
    double returned, taken;                    /* by sellers: T in, fee and all; R out */
    double reserve_fees, project_fees;         /* of buys in R, of sales in T, protocol's and all */
    double reserve_protocol, project_protocol; /* the protocol's share of them */
    uint64_t buys, sales;
    uint64_t blocks;
    uint64_t first_block; /* with a buy, from 1; 0: none */
    double highest_price; /* paid at the margin, p / g right after a buy; 0 without */
} orth_sale_ledger;
#define ORTH_SALE_CLOSES 1e-12

typedef struct orth_sale_state {
    double project, reserve; /* real balances now */
    double weight;           /* of T, in the block */
    orth_sale_ledger ledger;
} orth_sale_state;
ORTH_API orth_sale_state orth_sale_now(const orth_sale *sale);

/* What all blocks together would raise from a value that all know if there were no fee and ever
 * shorter blocks: nobody trades until r = B_R / (B_R + value B_T); from there the price stays at
 * the value and raised = r_end (B_R + value B_T) - B_R, sold = raised / value, whatever the path of
 * the weights and the length. 0 where r_end does not exceed that r. A pool whose price is below the
 * value at the start is bought from at once, and not of this kind. */
typedef struct orth_sale_limit {
    double reserve_weight; /* r at which buying starts */
    double raised, sold;
} orth_sale_limit;
ORTH_API orth_sale_limit orth_sale_limit_of(const orth_sale_terms *terms, double end_weight,
                                            double value);

#ifdef __cplusplus
}
#endif
#endif
