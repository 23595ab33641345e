/* The benchmark of a pool: a portfolio that follows the pool's weights, but trades on an exchange
 * and pays what that costs.
 *
 * Each block it rebalances to the pool's weights w. With d its composition (each token's share of
 * its value) before the trade, it sells
 *     T = (1/2) sum |w_i - d_i|
 * of its value, and buys as much of other tokens. That takes
 *     (fee + 2 half_spread) T
 * of its value: the fee is paid once on what is sold, the half-spread on all that is traded, which
 * is T sold and T bought. Where T < min_trade it does not trade, and its holdings drift until T has
 * grown so far. A move of prices by the factors e^r multiplies the value by Z = sum d_i e^r_i and
 * turns d_i into d_i e^r_i / Z.
 *
 * Two tokens, constant weights, normal returns of the relative price with a small deviation sigma:
 * a block sells w (1 - w) sigma sqrt(2 / pi) in the mean, and its cost is 2 (fee + 2 half_spread)
 * sqrt(2 / pi) / sigma times the fee-less pool's loss to the prices, w (1 - w) sigma^2 / 2.
 */
#ifndef ORTHANT_BENCHMARK_H
#define ORTHANT_BENCHMARK_H

#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/run.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct orth_benchmark_terms {
    double fee;         /* of what is sold, >= 0 */
    double half_spread; /* of what is sold and of what is bought, >= 0 */
    double min_trade;   /* the least T that is traded, a share of the value, [0, 1] */
} orth_benchmark_terms;

/* What selling all of the value would take of it, fee + 2 half_spread; it must be below 1. */
ORTH_API double orth_benchmark_rate(const orth_benchmark_terms *terms);

typedef struct orth_benchmark_outcome {
    double value;    /* now; without cost and min_trade the rebalance_value of orth_run, to
                        rounding: 1e-15 a block at most, and mostly far less */
    double cost;     /* money paid for trading so far */
    double turnover; /* the sum of T, of each block that traded */
    uint64_t trades; /* blocks in which it traded */
} orth_benchmark_outcome;

typedef struct orth_benchmark orth_benchmark;

/* n >= 2. Within a block it does what the pool's rebalance_value does: in the order price then
 * weight it meets the new prices with the composition that it has, and then trades to the new
 * weights; in the other two it trades at the old prices to the new weights, and meets the new
 * prices with those. ORTH_DOMAIN for terms out of range, with the value. */
ORTH_API orth_status orth_benchmark_create(orth_benchmark **benchmark, size_t n, orth_order order,
                                           const orth_benchmark_terms *terms, orth_error *error);
ORTH_API void orth_benchmark_free(orth_benchmark *benchmark); /* NULL is fine */

/* As orth_run_start and orth_run_blocks, which say what the arguments must be: at first it holds
 * these weights, without cost; then each block's prices, and its weights or NULL where they are
 * held. */
ORTH_API void orth_benchmark_start(orth_benchmark *benchmark, const double *weights,
                                   const double *prices, double value);
ORTH_API void orth_benchmark_blocks(orth_benchmark *benchmark, size_t count, const double *prices,
                                    const double *weights);

ORTH_API orth_benchmark_outcome orth_benchmark_now(const orth_benchmark *benchmark);

#ifdef __cplusplus
}
#endif
#endif
