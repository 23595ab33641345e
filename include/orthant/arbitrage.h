/* What an arbitrageur does with a geometric-mean pool that takes a swap fee.
 *
 * The pool holds reserves R under weights w; of an amount D that comes in, the part `fee` stays
 * beside the trade and keep = 1 - fee takes part in it: with t_i the change of reserve i that takes
 * part, a trade keeps sum w_i log(R_i + t_i) = sum w_i log R_i. The market outside buys and sells
 * at prices p. Money below is in the unit of the prices.
 *
 * Arrays: n doubles each, R > 0, p > 0, w > 0 (w need not sum to 1; only its proportions matter).
 * R p and R p / w must be normal doubles. Outputs first; `change` may not overlap the inputs.
 * Nothing here allocates.
 */
#ifndef ORTHANT_ARBITRAGE_H
#define ORTHANT_ARBITRAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "orthant/api.h"
#include "orthant/limits.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A swap fee in [0, 1), and what is derived from it. */
typedef struct orth_fee {
    double fee;
    double keep;  /* 1 - fee */
    double gross; /* 1 / keep */
    double band;  /* - log(1 - fee), the width of the band without trade in the log of price */
} orth_fee;
/* Derives the other members from a fee in [0, 1). */
ORTH_API orth_fee orth_fee_of(double fee);

/* A trade seen from the market. Each is a sum over its own tokens, none a difference of others. */
typedef struct orth_arbitrage {
    size_t tokens; /* how many reserves change; 0: no trade */
    double taken;  /* sum p x what leaves the pool */
    double paid;   /* sum p x what enters it, fee and all */
    double kept;   /* keep x paid: what takes part */
    double fee;    /* fee x paid: what the pool earns */
} orth_arbitrage;

/* taken - paid: what the arbitrageur gains before gas and cost. */
static inline double orth_arbitrage_profit(const orth_arbitrage *trade)
{
    return trade->taken - trade->paid;
}

/* The trade of greatest profit among all in all tokens at once. There is none where all levels
 * R p / w lie within keep (1 - ORTH_ARBITRAGE_IDLE) of each other. One multiplier L decides: a
 * token whose level is above L leaves down to L, one below keep L enters up to keep L, and one
 * between stays. log L solves sum w_i log(x_i / R_i) = 0, piecewise linear in log L, by Newton
 * on the set of tokens that trade (2 to 3 rounds; safeguarded by bisection), from logs taken
 * relative to the highest level. O(n), decided in one pass where there is nothing to gain.
 *
 * after_i gets the reserves with the whole fee in them (may be `reserves` itself), change_i the
 * difference as stored. The invariant holds within ORTH_ARBITRAGE_INVARIANT, each level that
 * trades is within ORTH_ARBITRAGE_KKT (relative) of its L or keep L. With fee 0 this is the closed
 * form x_i = L w_i / p_i, with no jump as the fee goes there. `scratch` has room for
 * ORTH_ARBITRAGE_SCRATCH(n) doubles.
 * Without a trade, after = reserves and change = 0.
 * Source: KKT conditions; compare Willetts, Harrington, arXiv 2402.06731, for 3^n signatures. */
#define ORTH_ARBITRAGE_SCRATCH(n) (2 * (n) + 16)
#define ORTH_ARBITRAGE_INVARIANT 1e-13
#define ORTH_ARBITRAGE_KKT 1e-12
ORTH_API orth_arbitrage orth_arbitrage_exact(double *after, double *change, double *scratch,
                                             size_t n, const double *reserves,
                                             const double *weights, const double *prices,
                                             const orth_fee *fee);

/* Without a fee, in closed form: log L = sum w_i log(R_i p_i / w_i) / sum w_i, every token to L.
 * Arguments and scratch are those of orth_arbitrage_exact. */
ORTH_API orth_arbitrage orth_arbitrage_feeless(double *after, double *change, double *scratch,
                                               size_t n, const double *reserves,
                                               const double *weights, const double *prices);

/* The best trade that has one token coming in and one going out, over all ordered pairs, each at
 * its own optimum; the first in order (in, then out) of those that tie. For comparison with
 * simulators that know no other. O(n^2). */
ORTH_API orth_arbitrage orth_arbitrage_pair(double *after, double *change, double *scratch,
                                            size_t n, const double *reserves, const double *weights,
                                            const double *prices, const orth_fee *fee);

/* What an arbitrageur pays to act at all: gas a trade (money), and a half-spread `cost` on the
 * value that must be traded back elsewhere, which is (taken + paid) / 2. */
typedef struct orth_arbitrage_gate {
    double gas, cost; /* both >= 0 */
} orth_arbitrage_gate;

/* Whether the trade is worth it: profit > gas + cost (taken + paid) / 2. Where both are 0 every
 * trade is: no test on the last bit of a profit that is nothing but rounding. */
ORTH_API bool orth_arbitrage_worth(const orth_arbitrage *trade, const orth_arbitrage_gate *gate);

#ifdef __cplusplus
}
#endif
#endif
