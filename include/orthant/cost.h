/* What a move costs a pool that charges a fee while prices are noisy; and what gas does to it.
 *
 * In logs, the mispricing of a pool is a random walk that arbitrage holds within a band
 * b = -log(1 - fee): each block adds the prices' noise and the weights' step, and what goes beyond
 * the edge, the overshoot y, is traded away. Of the pool's value that trade takes w (1 - w) y^2 / 2
 * net of the fee that it pays (two tokens; with more, sum w_i a_i^2 / 2). What a move costs is the
 * difference to a pool that rests, under the same noise, at each block's own weights.
 *
 * Throughout: one step a block, one arbitrage a block that sees new prices and new weights, no
 * gas, small fee, small noise, small steps. Losses are in logs of value; sigma is the standard
 * deviation of a block's log-return of the price of one token in the other, band is b / sigma and
 * speed is x = |step of log(w_1 / w_2)| / sigma.
 */
#ifndef ORTHANT_COST_H
#define ORTHANT_COST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/path.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- two tokens: the mean square of the overshoot, E[y^2] / sigma^2 = Y(x) */

/* The closed form. Near one edge the walk does as if there were no other: with F the mean square of
 * the overshoot with one edge and r the ratio of the parts that both edges have in it,
 *     Y(x) = (F(x) - r F(-x)) / (1 - r),     r = e^(-4 x (band + rho(x))),     F(-x) = x^2 - F(x).
 * Both by sums over r >= 0 that converge fast where x < 2 (Chang and Peres, Ann. Probab. 25, 1997),
 *     F(x) = 2 rho x + x^2 / 2
 *            - (2 x^3 / sqrt(2 pi)) sum zeta(-1/2 - r) / (r! (2r+1) (2r+2)) (-x^2 / 2)^r,
 *     rho(x) = -(1 / sqrt(2 pi)) sum zeta(1/2 - r) / (r! (2r+1)) (-x^2 / 2)^r,
 * where rho = rho(0) = -zeta(1/2) / sqrt(2 pi) = 0.5825971579... is the mean overshoot of a
 * Gaussian
 * walk; and above by Spitzer's identity, sums over n >= 1 with Q the normal tail,
 *     F(x) = 1 + x^2 - 2 x sum (phi(x sqrt n) - x sqrt n Q(x sqrt n)) / sqrt n,
 *     rho(x) = (log(2 x^2) + 2 sum Q(x sqrt n) / n) / (2 x).
 * In all, Y(x) = x^2 / 2 + (F(x) - x^2 / 2) coth(2 x (band + rho(x))), and Y(0) = rho / (band +
 * rho).
 * band >= 0, x >= 0. Relative error as a law of the two-edged walk, of Y(x) and of what the move
 * costs, Y(x) - Y(0), each, beside a few 1e-15; it falls by e^-3 a unit of the band or faster: */
#define ORTH_COST_CLOSED_ERROR_2 2e-6  /* band >= 2 */
#define ORTH_COST_CLOSED_ERROR_3 5e-9  /* band >= 3 */
#define ORTH_COST_CLOSED_ERROR_6 1e-12 /* band >= 6: as far as was measured */
ORTH_API double orth_cost_overshoot(double band, double speed);

/* The twin, which shares no code with it: the stationary law of the clamped walk, with an atom at
 * each edge and a density between (Gauss and Legendre's nodes), solved as a linear system. Means
 * and mean squares of the overshoot at the edge towards which the weights move, and at the other;
 * forward.mean - backward.mean = speed. 0 < band <= ORTH_COST_STATIONARY_BAND, else NaN. */
#define ORTH_COST_STATIONARY_BAND 12
#define ORTH_COST_STATIONARY_ERROR 1e-12 /* relative, of forward.square + backward.square */
typedef struct orth_cost_edge {
    double mean, square;
} orth_cost_edge;
typedef struct orth_cost_edges {
    orth_cost_edge forward, backward;
} orth_cost_edges;
ORTH_API orth_cost_edges orth_cost_stationary(double band, double speed);

/* Y for one band: from ORTH_COST_LAW_BAND on the closed form, below it an interpolant in x of the
 * twin, made once. `excess` is Y(x) - Y(0), without the cancellation that the difference would
 * have. Relative error of the excess against the twin: of the interpolant at most
 * ORTH_COST_LAW_ERROR, of the closed form as stated there; where one takes over from the other the
 * two are apart by as much. */
#define ORTH_COST_LAW_BAND 2
#define ORTH_COST_LAW_ERROR 1e-9
#define ORTH_COST_LAW_PIECES 3
#define ORTH_COST_LAW_DEGREE 20
typedef struct orth_cost_law {
    double band;
    double rest;                                               /* Y(0) */
    double series[ORTH_COST_LAW_PIECES][ORTH_COST_LAW_DEGREE]; /* below ORTH_COST_LAW_BAND */
} orth_cost_law;
ORTH_API orth_cost_law orth_cost_law_of(double band); /* band > 0 */
ORTH_API double orth_cost_law_excess(const orth_cost_law *law, double speed);

/* ---- a schedule */

/* The pool's fee and its market, made once for any number of paths. */
typedef struct orth_cost_terms orth_cost_terms;

/* fee in (0, 1); covariance [n][n] of a block's log-returns: symmetric (its lower triangle is
 * read), no negative eigenvalue but by rounding, and some two tokens' relative price is noisy.
 * ORTH_DOMAIN, with the value, where not; so a caller asks for neither at no fee or no noise.
 * n from 2 to ORTH_COST_TOKENS_MAX. */
#define ORTH_COST_TOKENS_MAX 64
ORTH_API orth_status orth_cost_terms_create(orth_cost_terms **terms, size_t n, double fee,
                                            const double *covariance, orth_error *error);
ORTH_API void orth_cost_terms_free(orth_cost_terms *terms); /* NULL is fine */

/* How fast a move is, by t = 2 x beta at its root mean square x. */
typedef enum orth_cost_regime {
    ORTH_COST_SLOW,   /* t < 1: the cost falls with the steps, (4/3) rho beta times the fee-less */
    ORTH_COST_MIDDLE, /* a part of it, rho sigma |dw| summed, falls no more */
    ORTH_COST_FAST    /* x > 2: noise and fee hardly matter */
} orth_cost_regime;
ORTH_API const char *orth_cost_regime_name(orth_cost_regime regime); /* "slow", ... */

typedef struct orth_cost {
    double ideal;            /* without fee and noise: orth_path_log_loss, to the bit */
    double ideal_cv;         /* orth_path_losses.step_cv likewise */
    double loss, rest, cost; /* of the move; of the pool at rest; difference */
    double loss_stderr, rest_stderr, cost_stderr; /* 0 in closed form */
    double cost_bp, rest_bp, stderr_bp;           /* 1e4 (1 - e^-cost); ...; of cost_bp */
    orth_cost_regime regime;
    double speed, band; /* what the regime is read from */

    /* The number of steps that costs least, to some 1 %: the least of the move's loss less that of
     * a pool at rest at the target for as long, the schedule being stretched in time. 0 where there
     * is none (the target's own loss at rest is no smaller than the way's: the slower the better),
     * and with three or more tokens, where it is not computed. */
    uint64_t steps_best;

    /* False where the figures do not hold: `why` says it in one sentence, else it is "". The pool
     * starts in mid-band, and has to be at the edge soon: the log of some two weights' ratio has to
     * change by 4 b, in at least 10 band^2 steps. Steps have to be small: without a fee the same
     * formula (two tokens: the sum of w (1 - w) m^2 / 2 with m the step of log(w_1 / w_2); more:
     * the walk's moments) has to be within 0.5 % of `ideal`. */
    bool valid;
    const char *why;
} orth_cost;

/* What the walk of three and more tokens is drawn from; all zero is usual. Results depend on the
 * seed, on neither the threads nor the instruction set. */
typedef struct orth_cost_options {
    uint64_t seed;
    unsigned threads; /* 0 means 1 */
} orth_cost_options;

/* The cost of a path's schedule; its rows are streamed. Two tokens: the sum over steps k of
 * w_k (1 - w_k) sigma^2 Y(x_k) / 2 with w_k the step's new weight, each Y with the errors above.
 * More: orth_cost_by_walk. The terms must be for as many tokens as the path has (else a bug).
 * options may be NULL. ORTH_NO_MEMORY. */
ORTH_API orth_status orth_cost_of_path(orth_cost *cost, orth_path *path,
                                       const orth_cost_terms *terms,
                                       const orth_cost_options *options, orth_error *error);

/* The same for any number of tokens, simulated: at ORTH_COST_NODES moments of the path, Gauss and
 * Legendre's, the walk of the mispricings with the weights and their speed held, for three pools on
 * the same noise: at rest, moving, moving back. The exact balance of a block,
 *     E[loss] + b E[volume] = (Var_w(S) + Var_w(d)) / 2 + E[sum w_i l_i d_i],
 * is the control that takes most of the noise out. What the nodes miss of the loss without fee and
 * noise, Var_w(d) / 2 a block, is known by `ideal` and put back: so a fast move costs `ideal`.
 * Standard errors from 32 batches a node. At the
 * usual noise ORTH_COST_WALK_BLOCKS blocks a node; more where the fee is above some 20 sigma.
 * Systematic errors, which are in no standard error: the limit of small fees, at most about +1 b
 * (relative to the loss) in a fast move and +0.2 b at rest; and that of so few nodes, relative to
 * the cost at most ORTH_COST_NODES_ERROR where `valid` (two tokens, 12 nodes against all steps:
 * linear, geometric and geodesic moves from 1e-6, 0.001, 0.02, 0.1 and 0.9). */
#define ORTH_COST_NODES_ERROR 5e-4
#define ORTH_COST_NODES 12
#define ORTH_COST_WALK_BLOCKS 53248
ORTH_API orth_status orth_cost_by_walk(orth_cost *cost, orth_path *path,
                                       const orth_cost_terms *terms,
                                       const orth_cost_options *options, orth_error *error);

/* One such walk for given weights and drift (drift_i = -step of log w_i, a block; centred here):
 * losses a block, with batches as of one node and of all lanes together. Its standard errors are
 * those of losses that are `blocks` blocks' mean. */
typedef struct orth_cost_frozen {
    double rest, rest_stderr;   /* the pool at rest */
    double extra, extra_stderr; /* what the drift adds */
    double total, total_stderr; /* their sum */
    uint64_t blocks;
} orth_cost_frozen;
ORTH_API orth_status orth_cost_frozen_walk(orth_cost_frozen *frozen, const orth_cost_terms *terms,
                                           const double *weights, const double *drift,
                                           uint64_t seed, orth_error *error);

/* The loss of a block at rest for three and more tokens in closed form, a twin of the walk: the
 * volumes through each pair of tokens from the second moments' balance, with a fitted term for
 * trades of three tokens at once. For n = 2 it is the two-token formula. ORTH_DOMAIN where n is
 * above ORTH_COST_PAIRS_TOKENS. */
#define ORTH_COST_PAIRS_TOKENS 16
#define ORTH_COST_PAIRS_ERROR 0.025 /* relative, in the cases of the tests; 0.06 on drawn ones */
ORTH_API orth_status orth_cost_rest_by_pairs(double *loss, const orth_cost_terms *terms,
                                             const double *weights, orth_error *error);

/* ---- gas: no fee, prices at rest, an arbitrageur who acts above a gain of `gas` */

typedef struct orth_cost_gas {
    double loss;  /* D^2 nu / (2 f), nu = floor(sqrt(2 gas / value) f / D) + 1 blocks a trade */
    double limit; /* D sqrt(gas / (2 value)): what is left however many steps there are */
    double steps_ends; /* D / sqrt(2 gas / value): more steps buy nothing; infinite without gas */
    double blocks_a_trade; /* nu; infinite where nothing is traded */
    uint64_t trades;       /* the steps over nu, rounded down */
} orth_cost_gas;

/* length: that of the path in the Fisher-Rao metric, D along the geodesic, >= 0. gas_share = gas
 * over the pool's value, >= 0. Equal speed is assumed; off by less than one step's part. */
ORTH_API orth_cost_gas orth_cost_of_gas(double length, uint64_t steps, double gas_share);

/* The same exactly, for any path: trades when value (1 - e^-KL) > gas, where KL is from the weights
 * at which it traded last and the value is 1 at the start. *trades may be NULL. ORTH_NO_MEMORY. */
ORTH_API orth_status orth_cost_gas_walk(double *loss, uint64_t *trades, orth_path *path,
                                        double gas_share, orth_error *error);

/* Both: loss and trades by the walk, so that any speed will do, and blocks_a_trade in the mean;
 * limit and steps_ends by the formula, with the path's own length. ORTH_NO_MEMORY. */
ORTH_API orth_status orth_cost_gas_of_path(orth_cost_gas *gas, orth_path *path, double gas_share,
                                           orth_error *error);

/* ---- arbitrage as it is: absent, undersized, or against a part of the reserves */

/* What keeps arbitrage from being perfect, as orthant/run.h has it; each in (0, 1], and 0 stands
 * for 1. */
typedef struct orth_cost_arbitrage {
    double presence;     /* q: the probability that an arbitrageur is there in a block */
    double sizing;       /* alpha: the share of the log gap that he trades */
    double active_share; /* lambda: the share of the reserves that he can trade with in a block */
    uint64_t blocks_per_step; /* b: the weights move every so many blocks; 0 stands for 1 */
    bool gated;    /* he pays something: a swap fee, gas or a cost (and so does not always trade) */
    bool two_legs; /* he trades twice in a block: any order but ORTH_ORDER_TOGETHER */
} orth_cost_arbitrage;

/* What a move's cost and LVR, both of perfect arbitrage, are to be multiplied by: with
 * k = alpha lambda and r = 1 - q k
 *     move = (2 - alpha) / (2 - k) (1 + r^b) / (1 - r^b),     lvr = (2 - alpha) / (2 - k),
 * exact in the limit of small steps and small noise: in the mean the gap is multiplied by r in a
 * block, its square by 1 - q k (2 - k), and a trade takes alpha lambda (2 - alpha) of the gap's
 * square. With b = 1 and one of them alone: (2 - q) / q and 1; (2 - alpha) / alpha and 1;
 * 1 / lambda and 1 / (2 - lambda).
 * A gap lives for `blocks` = 1 / (q k) blocks in the mean; a move of f blocks costs less than that
 * by about 2 blocks / f of it, as its last steps are not yet traded at its end.
 * Not known with a fee, gas or a cost, nor with two arbitrages a block: `valid` is then false, the
 * factors are NaN, and `why` is the reason, a sentence without its full stop. Perfect arbitrage has
 * factors 1 always. `why` is "" where valid. */
typedef struct orth_cost_factors {
    double move, lvr;
    double blocks;
    bool valid;
    const char *why;
} orth_cost_factors;
ORTH_API orth_cost_factors orth_cost_factors_of(const orth_cost_arbitrage *arbitrage);

#ifdef __cplusplus
}
#endif
#endif
