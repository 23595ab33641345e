/* A geometric-mean pool that really trades: reserves in, invariant kept, value out.
 *
 * It holds reserves R under weights w and keeps prod R_i^{w_i} over a trade. Nobody pays a fee, so
 * the arbitrageur trades it all the way back to the market: R_i p_i proportional to w_i. That costs
 * the pool KL(w || R p / V) in the log of its value, and nothing here knows that: the replay is the
 * second route to what orthant/path.h computes as a sum.
 */
#ifndef ORTHANT_POOL_H
#define ORTHANT_POOL_H

#include <stddef.h>

#include "orthant/api.h"
#include "orthant/limits.h"
#include "orthant/path.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Weights are used divided by their sum. Reserves carry a low part (value = high + low), so that
 * many small trades lose nothing; both are changed by trades only. For reading. */
typedef struct orth_pool {
    size_t n;
    double *weights;
    double *prices;
    double *reserves, *reserves_low;
} orth_pool;

/* A pool of that value at those prices, already arbitraged: R_i = w_i value / p_i. Weights must
 * pass orth_simplex_validate, prices and value from ORTH_PRICE_MIN to ORTH_PRICE_MAX (ORTH_DOMAIN,
 * naming the index and value). *pool is NULL on failure. O(n) memory. */
ORTH_API orth_status orth_pool_create(orth_pool **pool, size_t n, const double *weights,
                                      const double *prices, double value, orth_error *error);
ORTH_API void orth_pool_free(orth_pool *pool); /* NULL is fine */

/* New weights or prices, n of each, checked as above; no trade yet. On failure the pool keeps what
 * it had. */
ORTH_API orth_status orth_pool_set_weights(orth_pool *pool, const double *weights,
                                           orth_error *error);
ORTH_API orth_status orth_pool_set_prices(orth_pool *pool, const double *prices, orth_error *error);

/* sum R_i p_i, to 2 units of 2^-53 relative. */
ORTH_API double orth_pool_value(const orth_pool *pool);

/* log(sum R_i p_i / value) without cancellation: to 4 units of 2^-53 relative. */
ORTH_API double orth_pool_log_value(const orth_pool *pool, double value);

/* The arbitrageur's trade: R becomes R' = c w / p with sum w_i log(R'_i / R_i) = 0, in closed form
 *   log c = sum w_i log(R_i p_i / w_i),
 * taken relative to the pool's value: with x_i = R_i p_i / (V w_i) - 1 and log(c / V) = sum w_i
 * log(1 + x_i), R' is R_i + R_i (c/V - 1 - x_i) / (1 + x_i), so that the error is in proportion to
 * the trade (large ones: R_i (c/V) / (1 + x_i)). `trade`, unless NULL, gets the n changes of
 * reserves (positive: into the pool). Returns log(c / V), which is what the trade did to the log of
 * the pool's value, at most 0. */
ORTH_API double orth_pool_arbitrage(orth_pool *pool, double *trade);

/* Takes a pool of value 1 along the schedule of `path` at constant prices (n of them; NULL: all 1),
 * one weight change and one arbitrage a step, on the rows as orth_path_fill stores them. *log_value
 * is the log of the value that the last reserves have. O(n) memory, O(n steps) time. */
ORTH_API orth_status orth_pool_replay(double *log_value, orth_path *path, const double *prices,
                                      orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
