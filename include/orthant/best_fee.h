/* Which swap fee earns most: what others' trades pay it, less what arbitrage takes. Two tokens.
 *
 * Others trade a volume of flow e^(-elasticity fee) a block, in shares of the pool's value: the
 * user's law of demand. Arbitrage takes what orthant/cost.h says, with band = -log(1 - fee) / sigma
 * and speed = |step of log(w_1 / w_2)| / sigma:
 *     net(fee) = (1 - s) flow fee e^(-elasticity fee)
 *                - w (1 - w) sigma^2 Y(speed; band) / 2
 *                - s b w (1 - w) sigma volume(band, speed),     b = -log(1 - fee),
 * where s is the protocol's share. Y is net of the fee that arbitrage pays; the third term is the
 * part of that fee which does not stay in the pool. All a block, in shares of the pool's value.
 *
 * Left out: that other pools' fees change this pool's flow, that flow follows the price, gas; and
 * the time that the law takes to settle, some band^2 blocks. The model's errors are those of
 * orthant/cost.h: small fee, small noise, one arbitrage a block.
 */
#ifndef ORTHANT_BEST_FEE_H
#define ORTHANT_BEST_FEE_H

#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/path.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Each finite and at least 0. */
typedef struct orth_demand {
    double flow;           /* a block, as a share of the pool's value, if there were no fee */
    double elasticity;     /* a fee of 1 / elasticity keeps 1 / e of the flow */
    double protocol_share; /* part of each fee that leaves the pool, at most 1 */
} orth_demand;

/* What arbitrage takes of a pool that rests or moves, for any fee. */
typedef struct orth_fee_losses orth_fee_losses;

/* At rest at weights w and 1 - w; `variance` is that of a block's log-return of the price of one
 * token in the other. ORTH_DOMAIN unless 0 < w < 1 and the variance is in these bounds. */
#define ORTH_FEE_VARIANCE_MIN 1e-280
#define ORTH_FEE_VARIANCE_MAX 1e10
ORTH_API orth_status orth_fee_losses_at_rest(orth_fee_losses **losses, double weight,
                                             double variance, orth_error *error);
/* In the mean of the blocks of a path's schedule, each step spread evenly over so many blocks (1 or
 * more). Speeds are gathered in bins of a width of 2^-7: relative error of the mean at most
 * ORTH_FEE_BINS_ERROR. ORTH_DOMAIN for a path of more than two tokens. */
#define ORTH_FEE_BINS_ERROR 1e-5
ORTH_API orth_status orth_fee_losses_of_path(orth_fee_losses **losses, orth_path *path,
                                             double variance, uint64_t blocks_per_step,
                                             orth_error *error);
ORTH_API void orth_fee_losses_free(orth_fee_losses *losses); /* NULL is fine */

/* The greatest fee for which the figures of a moving pool hold (see orth_cost.valid): b is at most
 * a quarter of the move's log(w_1 / w_2), and 10 band^2 blocks are no more than the move's. 0 where
 * its steps are so large that no figure of it holds. Infinite at rest. */
ORTH_API double orth_fee_losses_valid(const orth_fee_losses *losses);

typedef struct orth_fee_net {
    double fee;
    double income; /* from others' trades */
    double loss;   /* to arbitrage */
    double net;    /* income - loss */
} orth_fee_net;

/* fee in [0, 1). Without a fee the loss is the whole LVR and KL: Y = 1 + speed^2. */
ORTH_API orth_fee_net orth_fee_net_of(const orth_fee_losses *losses, const orth_demand *demand,
                                      double fee);

/* The mean volume of arbitrage in a block over sigma w (1 - w), for a protocol's share: speed
 * coth(2 speed (band + rho(speed))) from bands of ORTH_COST_LAW_BAND on, with rho of
 * orthant/cost.h, and below that the stationary law's own. band > 0, speed >= 0. Relative error
 * against the stationary law: */
#define ORTH_FEE_VOLUME_ERROR 2e-6
ORTH_API double orth_fee_arbitrage_volume(double band, double speed);

/* The fees that are searched: the widest range that pools of Balancer permit, 0.0001 % to 10 %. The
 * curve has a point each 1/48 of a decade, both ends included. */
#define ORTH_FEE_LEAST 1e-6
#define ORTH_FEE_MOST 0.1
#define ORTH_FEE_POINTS 241
/* A fee that earns at least so much of the most is as good. */
#define ORTH_FEE_FLAT 0.99

typedef enum orth_fee_end { ORTH_FEE_INSIDE, ORTH_FEE_AT_LEAST, ORTH_FEE_AT_MOST } orth_fee_end;

typedef struct orth_best_fee {
    orth_fee_net best; /* of the greatest net income; below 0: every fee loses, this one least */
    orth_fee_end end;  /* whether it is an end of the range, beyond which there may be better */
    size_t maxima;     /* inside the range, among which it is the greatest or an end is */
    /* The fees around the best with at least ORTH_FEE_FLAT of its net income, to 1e-9 of them (or
     * to an end of the range); NaN where that is not above 0. */
    double flat_low, flat_high;
    orth_fee_net curve[ORTH_FEE_POINTS];
} orth_best_fee;

/* Scans the curve, then finds each of its maxima by Brent's method, to some 1e-8 of the fee (a
 * maximum is flat: net income agrees to rounding). Some 350 evaluations. */
ORTH_API void orth_best_fee_find(orth_best_fee *best, const orth_fee_losses *losses,
                                 const orth_demand *demand);

#ifdef __cplusplus
}
#endif
#endif
