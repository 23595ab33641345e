/* What a run holds: one pool, or several side by side under the same weights, or each under its own
 * (orth_pools). */
#ifndef ORTH_POOL_RUN_H
#define ORTH_POOL_RUN_H

#include "kernel/kernel.h"
#include "numeric/dd.h"
#include "orthant/run.h"

/* How quantammsim's pools differ where they do not arbitrage; price first, in two legs, one lane.
 *   ratios     without fee, gas and cost: reserves follow the ratios of the block's own prices and
 *              weights, R_i e^(sum w log pi) / pi_i, and with omega the ratios of the weights
 *              R_i omega_i / e^(sum w log omega), whatever gap blocks without a trade have left
 *   portfolio  of its hook lvr__: what the pool has is traded elsewhere, after the prices to the
 *              old weights and then to the new ones, and pays the fee of what is sold. The cost of
 *              a leg is its loss. No gas, cost, noise, protocol's share and `pairs`. */
typedef enum orth_run_peer { ORTH_RUN_OWN, ORTH_RUN_RATIOS, ORTH_RUN_PORTFOLIO } orth_run_peer;

struct orth_run {
    orth_pools pools;
    orth_pool_rules rules;
    orth_run_peer peer;            /* set before the first block */
    orth_pools_rules kernel_rules; /* the same, as the kernel takes them */
    orth_fee fee;
    double *hold;           /* reserves of the start */
    double *after, *change; /* n each */
    double *scratch;
    double *start_value; /* [lane] */
    double *values;      /* of the blocks of a call, or NULL: orth_run_keep_values */
    uint64_t blocks, noise_trades, noise_refused;
    orth_fee last_fee; /* of the last block */
    /* core/pool/imperfect.c; one lane */
    double sizing, active_share; /* of the rules, 1 where they have 0 */
    bool imperfect;              /* they are not both 1, or blocks had a `present` */
    bool there;                  /* the arbitrageur, in the last block */
    double *active;              /* n, where active_share is below 1: what trades in the block */
    double *gap;                 /* 2 n: log gaps that were left, by prices and by weights */
    double *at, *under, *by;     /* n each: reserves, prices and weights of one lane */
    orth_moves moves;            /* of the blocks that are run at once */
    /* core/pool/rest.c */
    bool at_rest;              /* reserves are weights worth / prices */
    double *worth, *worth_low; /* [lane], double-doubles */
    double *rows;              /* 6 ORTH_RUN_ROWS */
    double *terms, *held;      /* of the rows that are done at once: 3 times, once */
};

/* With 1 lane, or ORTH_RUN_LANES: prices, reserves are then [token][lane], and `by_lane` the
 * weights too, those of orth_run_start [token][lane] and those of blocks [block][token][lane]; else
 * all lanes have the same weights. Each lane's bits are those of a run alone. */
#define ORTH_RUN_LANES 8
orth_status orth_run_create_lanes(orth_run **run, size_t n, size_t lanes, bool by_lane,
                                  const orth_pool_rules *rules, orth_error *error);
/* From here on each call for blocks leaves what the pools are worth after each, sum R p, [block]
 * [lane]; NULL: none does. Of pools that rest it is the closed form's. */
void orth_run_keep_values(orth_run *run, double *values);
/* Where the values of a call go from its block k on; for those who run the blocks. */
static inline void orth_run_values_from(orth_run *run, size_t k)
{
    run->pools.values = run->values == NULL ? NULL : run->values + k * run->pools.lanes;
}
/* Doubles of a row of weights; where token i of a lane is in one. */
static inline size_t orth_run_weights_row(const orth_pools *pools)
{
    return pools->by_lane ? pools->n * pools->lanes : pools->n;
}
static inline size_t orth_run_weight_at(const orth_pools *pools, size_t i, size_t lane)
{
    return pools->by_lane ? i * pools->lanes + lane : i;
}
orth_pool_outcome orth_run_lane_outcome(const orth_run *run, size_t lane);

/* Blocks of pools side by side in which nobody is there. */
void orth_run_blocks_absent(orth_run *run, size_t count, const double *prices,
                            const double *weights);

/* The blocks of one pool, leg by leg through orthant/arbitrage.h: for every rule, and the measure
 * of the pools kernel. */
void orth_run_plain_blocks(orth_run *run, size_t count, const double *prices, const double *weights,
                           const orth_fee *fees, size_t fee_stride);

/* One arbitrage of the only pool, if it pays. Its extraction counts as `sum`; for
 * ORTH_POOL_SUM_LVR the part `lvr` of it does, the rest as the weights' loss. */
void orth_run_plain_leg(orth_run *run, const double *weights, const double *prices,
                        const orth_fee *fee, orth_pool_sum sum, double lvr);

/* One of them, whose moves are those of that row. */
void orth_run_plain_block(orth_run *run, size_t row, const double *prices, const double *weights,
                          const orth_fee *fee);

/* Fills run->moves for so many blocks, at most orth_run_rows. */
void orth_run_moves(orth_run *run, size_t rows, const double *old_prices, const double *prices,
                    const double *old_weights, const double *weights);
/* From here on, and at the start, there are no gaps left and he is there. */
void orth_run_perfect(orth_run *run);
/* The trade of an undersized arbitrageur, or against active reserves, into run->after and
 * run->change, which are those of all reserves. */
orth_arbitrage orth_run_part_trade(orth_run *run, const double *weights, const double *prices,
                                   const orth_fee *fee);
/* The legs of orth_run_peer, likewise. */
orth_arbitrage orth_run_ratio_trade(orth_run *run, const double *weights, const double *prices);
orth_arbitrage orth_run_portfolio_trade(orth_run *run, const double *weights, const double *prices,
                                        const orth_fee *fee);
/* The active reserves: at the beginning of a block, and after a trade (`before`: all reserves
 * before it). */
void orth_run_share_reserves(orth_run *run);
void orth_run_follow_trade(orth_run *run, const double *before);
/* The gaps grow by a block that moves prices and weights at once; the prices' part of what they
 * cost. */
double orth_run_gap_part(orth_run *run, const double *prices, const double *weights);
/* What the block's arbitrage leaves of them. */
void orth_run_keep_gap(orth_run *run);

static inline double orth_run_or_one(double part)
{
    return part == 0 ? 1 : part;
}
static inline bool orth_pool_rules_imperfect(const orth_pool_rules *rules)
{
    return orth_run_or_one(rules->sizing) < 1 || orth_run_or_one(rules->active_share) < 1;
}

/* The blocks of a pool that comes to rest after each leg, and is at rest, in closed form; with one
 * lane, or in the order together. */
bool orth_pool_rules_rest(const orth_pool_rules *rules);
void orth_run_rest_blocks(orth_run *run, size_t count, const double *prices, const double *weights);
#define ORTH_RUN_ROWS 64
static inline size_t orth_run_rows(size_t n) /* blocks at once, a multiple of 8 */
{
    return n <= 8 ? ORTH_RUN_ROWS : n >= 64 ? 8 : 512 / n / 8 * 8;
}

/* A sum of very many terms; that of the only pool. */
static inline void orth_run_add(orth_run *run, orth_pool_sum sum, double term)
{
    orth_dd next = orth_dd_sum(run->pools.sums[sum], term);
    run->pools.sums[sum] = next.high;
    run->pools.sums_low[sum] += next.low;
}

/* sum of amounts times prices, elements `stride` apart. */
double orth_run_money(size_t n, size_t stride, const double *amounts, const double *prices);

#endif
