/* A strategy's weights as the chain would run them: each decision is a call to an emulated QuantAMM
 * pool, whose whole numbers carry it out in place of the strategy's own path.
 *
 * The strategy decides as ever, from the weights that the pool has. Its target z becomes wei
 * (1e-18), its sum mended at the largest weight, and is moved to the nearest that the rails permit;
 * the contract's guard then finds nothing to change. The call is made in the block of the decision,
 * with `over` blocks as the interval: the pool stores its weights and the multipliers
 *     m_i = (target_i - w_i) / seconds of the interval,
 * both cut toward zero to nine decimals, and has w_i + m_i t after t seconds, until the interval is
 * over or a weight is at the pool's guard rail. Block k is at k times the length of a block. So
 * a pool run by its rule goes where the interval is that of decisions; a longer interval is
 * setTargetWeightsManually's, and a shorter one that of setWeightsManually, which stops.
 *
 * All these weights are whole multiples of 1e-9: a row of the walk holds k / 1e9, rounded once, for
 * the k that the contract returns, and 1e9 times it rounds back to k. Their sum is 1 but for what
 * the multipliers cut off, less than n 1e-9 for a second of the interval. A pool's trades know only
 * ratios of weights: orth_execution_shares makes shares of them.
 *
 * Rails, to the last wei: the least and the largest weight are rounded inwards to nine decimals,
 * and no weight changes by more than largest_change_a_block from a block to the next. The guard
 * rail of the pool is the least of the least weights, and at least 0.01; no weight is above 0.99,
 * as the contract's calls have it. */
#ifndef ORTHANT_EXECUTE_H
#define ORTHANT_EXECUTE_H

#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/contract.h"
#include "orthant/status.h"
#include "orthant/strategy.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ORTH_EXECUTION_TOKENS_MAX 8

/* How a strategy is carried out; only read, by any number of threads. */
typedef struct orth_execution orth_execution;

/* For blocks of so many seconds. ORTH_BAD_INPUT with the strategy's name, the value and what is
 * permitted: more than eight tokens; a path that is not linear; blocks of no whole number of
 * seconds; an interval so long that no move within the rails has a multiplier; rails or initial
 * weights that the contract does not take, or that no weights of nine decimals keep; a largest
 * change of less than 1e-9 a second. The strategy must live as long. *execution is NULL on failure.
 */
ORTH_API orth_status orth_execution_create(orth_execution **execution,
                                           const orth_strategy *strategy, double block_seconds,
                                           orth_error *error);
ORTH_API void orth_execution_free(orth_execution *execution); /* NULL is fine */

/* What was assumed; one line each. */
ORTH_API size_t orth_execution_note_count(const orth_execution *execution);
ORTH_API const char *orth_execution_note(const orth_execution *execution, size_t index);

/* The pool's guard rail, and the largest change that its guard lets through at once, in wei. */
ORTH_API uint64_t orth_execution_guard_rail(const orth_execution *execution);
ORTH_API uint64_t orth_execution_largest_step(const orth_execution *execution);
/* What a weight stays short of its target by, at most: 1e-9 times the seconds of the interval. */
ORTH_API double orth_execution_short(const orth_execution *execution);

/* A walk of the strategy (orthant/strategy.h) whose decisions are carried out so; before the first
 * one it has the initial weights in nine decimals. ORTH_NO_MEMORY. Free it with
 * orth_strategy_walk_free. The execution must outlive it. *walk is NULL on failure. */
ORTH_API orth_status orth_execution_walk_create(orth_strategy_walk **walk,
                                                const orth_execution *execution, size_t lanes,
                                                orth_error *error);

/* Rows of such a walk, [row][token][lane], each over its sum. */
ORTH_API void orth_execution_shares(size_t n, size_t lanes, size_t count, double *weights);

/* One call, as it was made. */
typedef struct orth_execution_call {
    uint64_t number;   /* from 1; 0: none was made yet, and nothing below is set */
    uint64_t interval; /* seconds */
    orth_word current[ORTH_EXECUTION_TOKENS_MAX]; /* the pool's weights before it */
    orth_word target[ORTH_EXECUTION_TOKENS_MAX];
} orth_execution_call;

/* The last call of a lane, of a walk that orth_execution_walk_create made. */
ORTH_API void orth_execution_last_call(orth_execution_call *call, const orth_strategy_walk *walk,
                                       size_t lane);

#ifdef __cplusplus
}
#endif
#endif
