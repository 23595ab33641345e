/* A pool in a market, block by block, with a ledger that closes.
 *
 * A run holds one pool. Each block brings new prices, perhaps new weights, and an arbitrageur who
 * trades (orthant/arbitrage.h) where it pays. Money is in the unit of the prices. Arrays are n
 * doubles a block, [block][token]. Only orth_run_create allocates.
 */
#ifndef ORTHANT_RUN_H
#define ORTHANT_RUN_H

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

/* What a block does first. Without a fee, gas and noise, with r the log-returns of prices,
 *   together            log V_T/V_0 = sum_k sum_i w_{k,i} r_{k,i} - sum_k KL(w_k || w_{k-1}); one
 *                       arbitrage, which sees the new prices and the new weights. A block of a
 *                       chain brings both at once, and this is the default;
 *   price then weight   the same with w_{k-1} in the first sum; one arbitrage after the prices, at
 *                       the old weights, and one after the weights. Nobody can make the first of
 *                       them on a chain, and with a fee it changes what a move costs by up to a
 *                       half: for comparison, and for quantammsim, which has it so;
 *   weight then price   without a fee as together; the arbitrage after the weights sees the old
 *                       prices.
 * A leg that changes nothing (held weights) is left out. */
typedef enum orth_order {
    ORTH_ORDER_TOGETHER,
    ORTH_ORDER_PRICE_THEN_WEIGHT,
    ORTH_ORDER_WEIGHT_THEN_PRICE
} orth_order;
#define ORTH_ORDERS 3

/* "price-then-weight" and so on. */
ORTH_API const char *orth_order_name(orth_order order);

typedef struct orth_pool_rules {
    orth_order order;
    double fee;            /* of what is paid in, [0, 1) */
    double protocol_share; /* of each fee, [0, 1]; leaves the pool at once */
    orth_arbitrage_gate gate;
    /* Other people's trades, in passing: volume in proportion to the arbitrageur's that turns over
     * without moving the pool and pays the fee, >= 0. The pool's part scales all reserves alike. */
    double noise_ratio;
    /* The block of the simulator quantammsim: the best single pair in place of the exact trade
     * wherever there is a fee, gas or a cost; both legs in every block, price first. */
    bool pairs;
    /* Arbitrage as it is; each in (0, 1], where 0 stands for 1, and 1 with `pairs`.
     *   sizing        alpha: the arbitrageur makes a part of the best trade. Where that multiplies
     *                 what takes part of reserve i by e^x_i, his multiplies it by e^(alpha x_i):
     *                 a share alpha of the log of each, fee apart, with the invariant kept, as
     *                 sum w_i x_i = 0. He looks at the gate with the trade that he makes.
     *   active_share  lambda: the pool trades, with the arbitrageur and with others, as one that
     *                 holds lambda of its reserves; a block begins with that share of all of them
     *                 (a partially active pool, arXiv 2602.09887). Fees stay in the active part,
     *                 but those of noise_ratio, which scale both.
     * What is left of a gap is traded in later blocks. With two legs a block each is a trade. */
    double sizing, active_share;
} orth_pool_rules;

/* Where the pool's value went. Every entry is a sum over what happened, none a difference of other
 * entries, and together they close within ORTH_LEDGER_CLOSES of the greater of both values:
 *
 *   value at the end - value at the start = price_move - lvr - weight_loss
 *       + arbitrage_fees + noise_fees + noise_impact - noise_reversal - protocol.
 *
 * An arbitrage at market prices p extracts sum p x (what leaves - what takes part of what enters),
 * its fee apart. That is `lvr` for a leg after prices, `weight_loss` for a leg after weights and
 * `noise_reversal` for one after others' trades; what a fee or gas kept one leg from trading counts
 * where it is traded. Where prices and weights move at once it is split in proportion to what each
 * move alone would cost a fee-less pool at rest, log sum w_i e^r_i - sum w_i r_i (w the old
 * weights) and KL(w_new || w_old). Each move is then the block's own and what absent, undersized or
 * partial arbitrage left of earlier ones: all after a block without arbitrageur, 1 - alpha lambda
 * after another. */
typedef struct orth_ledger {
    double price_move;     /* sum R_{k-1} (p_k - p_{k-1}): what a holder of the same reserves, block
                              by block, gains at market prices (the benchmark of LVR) */
    double lvr;            /* loss versus rebalancing */
    double weight_loss;    /* what the moves of weights cost */
    double arbitrage_fees; /* paid by the arbitrageur, protocol's share and all */
    double noise_fees;     /* by others */
    double noise_impact;   /* of orth_run_noise: what takes part of what enters, less what leaves */
    double noise_reversal; /* what the arbitrage right after those trades extracted */
    double protocol;       /* the protocol's share of both */
    /* The arbitrageur's side. */
    double profit; /* taken - paid, before: */
    double gas;
    double cost; /* the half-spread elsewhere */
} orth_ledger;
#define ORTH_LEDGER_CLOSES 1e-12

/* Of kl_drift, relative, beside 8 units of 2^-53 of a block's greatest relative move of a price or
 * of a weight, times sqrt(2 KL) of that block: where weights nearly follow the drift, KL is made of
 * differences of those moves. Where a price more than doubles or halves in a block, 1e-14 of its
 * logarithm. */
#define ORTH_KL_DRIFT_ERROR 1e-13

typedef struct orth_pool_outcome {
    double start_value, final_value; /* sum R p */
    double hold_value;               /* of the reserves of the start, at the prices of the end */
    double rebalance_value;          /* of the start's value kept at the pool's weights, traded at
                                        market prices without cost */
    uint64_t blocks, trades;         /* trades: arbitrages that were made */
    uint64_t noise_trades;           /* of orth_run_noise, that were made */
    uint64_t noise_refused;          /* and that were beyond ORTH_NOISE_LIMIT */
    /* What the best trade now would give, before gas and cost; 0 at rest. That is the whole trade,
     * against the active share of the reserves. */
    double pending;
    /* The sum over blocks of KL(w_k || d_k), with w_k the block's new weights and d_k what the old
     * ones drifted to by its prices, d ~ w_{k-1} e^r: in logs of value what a fee-less pool that is
     * at rest before and after the block loses against holding for the block,
     *   log V_T/V_0 = sum_k log sum_i w_{k-1,i} e^{r_k,i} - kl_drift
     * in the orders together and weight then price. It is of prices and weights alone: the same in
     * each order, and for a pool with fees what they are measured against. 0 where the weights
     * follow the drift. Error: ORTH_KL_DRIFT_ERROR. */
    double kl_drift;
    orth_ledger ledger;
} orth_pool_outcome;

/* end - start - (the entries as above): rounding, nothing else. */
ORTH_API double orth_ledger_miss(const orth_pool_outcome *outcome);

typedef struct orth_run orth_run;

/* n >= 2. ORTH_DOMAIN for rules out of range. */
ORTH_API orth_status orth_run_create(orth_run **run, size_t n, const orth_pool_rules *rules,
                                     orth_error *error);
ORTH_API void orth_run_free(orth_run *run); /* NULL is fine */

/* A new pool of that value at those prices, at rest: R_i = w_i value / p_i; clears the ledger.
 * Weights as for orth_simplex_validate, prices and value from ORTH_PRICE_MIN to ORTH_PRICE_MAX:
 * the caller's to check, here and in orth_run_blocks. */
ORTH_API void orth_run_start(orth_run *run, const double *weights, const double *prices,
                             double value);

/* Takes the pool through `count` blocks: each block's prices; its weights, or NULL where they are
 * held; its fee, or NULL for that of the rules. A pool without fee, gas and cost, in the first two
 * orders, is at rest after every leg and goes by the closed form of each; all others trade. */
ORTH_API void orth_run_blocks(orth_run *run, size_t count, const double *prices,
                              const double *weights, const orth_fee *fees);

/* The same, with blocks in which no arbitrageur is there: `present` has `count`, or is NULL where
 * he always is. In such a block prices and weights move and he does not trade. The run draws
 * nothing: that is the caller's. */
ORTH_API void orth_run_blocks_present(orth_run *run, size_t count, const double *prices,
                                      const double *weights, const orth_fee *fees,
                                      const bool *present);

/* Someone else's trade against the pool: what is worth `money` at market prices, fee and all, comes
 * in as token `in`; token `out` leaves by the pool's formula. */
typedef struct orth_noise_trade {
    size_t in, out; /* different */
    double money;   /* > 0 */
} orth_noise_trade;

/* These trades in turn, at the prices and weights of the last block, then one arbitrage, if it
 * pays, that puts the pool's prices right: `noise_reversal`. What fee, gas or cost keep it from
 * counts where it is traded. `fee`: of the block, NULL for that of the rules.
 * Where the last block has no arbitrageur, nobody puts them right. An undersized one trades his
 * share of the whole gap, with what he left of the block's own. Of a pool of which a share is
 * active, they and he trade with what is active in that block; ORTH_NOISE_LIMIT is of that. */
ORTH_API void orth_run_noise(orth_run *run, size_t count, const orth_noise_trade *trades,
                             const orth_fee *fee);

/* The state after the blocks so far. */
ORTH_API orth_pool_outcome orth_run_outcome(const orth_run *run);
ORTH_API const double *orth_run_reserves(const orth_run *run);
ORTH_API const double *orth_run_weights(const orth_run *run);
ORTH_API const double *orth_run_prices(const orth_run *run);

#ifdef __cplusplus
}
#endif
#endif
