/* Plans: the few calls by which a contract, which can only move weights linearly between set
 * points, comes close to the best trajectory.
 */
#ifndef ORTHANT_PLAN_H
#define ORTHANT_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/contract.h"
#include "orthant/export.h"
#include "orthant/path.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ORTH_PLAN_CALLS_MAX 64

/* How set points are chosen. */
typedef struct orth_plan_options {
    bool optimise_weights; /* else points of the geodesic */
    bool free_times;       /* else equal times, rounded to whole steps */
    double minimum_weight; /* no set point's weight below it; 0: no such rail */
    double largest_move;   /* no weight moves more in one call; 0: no such rail */
} orth_plan_options;

/* calls + 1 points, the move's ends included, and the whole steps at which they are reached; the
 * weights go linearly from one to the next. */
typedef struct orth_plan_points {
    size_t n;
    size_t calls;
    uint64_t *times; /* calls + 1: 0, ..., steps; increasing */
    double *weights; /* calls + 1 rows of n; each sums to 1 within 4 n 2^-53 */
    /* sum over the steps of KL(w_k || w_{k-1}) of the piecewise linear schedule, from the closed
     * form of core/plan/segment.h: about 1e-14 relative. */
    double log_loss;
    bool settled; /* false: the optimiser stopped early; the points are feasible all the same */
} orth_plan_points;

/* Chooses them: 1 <= calls <= ORTH_PLAN_CALLS_MAX, calls <= steps (ORTH_DOMAIN). Optimised weights
 * minimise the loss for the times in use (the problem is convex); with free times weights and times
 * are moved together by Newton's method from the equal times, then rounded to whole steps and
 * improved by exchanging single steps, never losing more than equal times. Rails that cannot be
 * kept are ORTH_DOMAIN, naming the rail: ends below minimum_weight, too few calls for largest_move.
 * Time O(N calls^2) an iteration, whatever the number of steps. */
ORTH_API orth_status orth_plan_points_create(orth_plan_points **points, const orth_move *move,
                                             uint64_t steps, size_t calls,
                                             const orth_plan_options *options, orth_error *error);
ORTH_API void orth_plan_points_free(orth_plan_points *points); /* NULL is fine */

/* ------------------------------------------------------------------------------- targets */

#define ORTH_PLAN_TOKENS_MAX 64
#define ORTH_PLAN_ARGUMENTS_MAX 6
#define ORTH_PLAN_TRANSACTIONS_MAX (ORTH_PLAN_CALLS_MAX * 9)

typedef enum orth_plan_kind {
    ORTH_PLAN_UINT,
    ORTH_PLAN_ADDRESS,
    ORTH_PLAN_UINTS, /* uint256[] */
    ORTH_PLAN_INTS   /* int256[] */
} orth_plan_kind;

/* A function of a contract that moves weights. */
typedef struct orth_plan_function {
    const char *name;
    const char *signature; /* "setWeightsManually(int256[],address,uint40,uint256)" */
    uint32_t selector;     /* 0: no call but values for a deployment */
    size_t count;
    struct {
        const char *name;
        orth_plan_kind kind;
    } arguments[ORTH_PLAN_ARGUMENTS_MAX];
} orth_plan_function;

/* One transaction. Arguments that are no array have one word. */
typedef struct orth_plan_call {
    uint64_t at; /* Unix seconds of the block that it is mined in */
    const orth_plan_function *function;
    struct {
        size_t count;
        orth_word *words;
    } arguments[ORTH_PLAN_ARGUMENTS_MAX];
} orth_plan_call;

/* When blocks come: block k has the timestamp start + floor(k seconds / per). */
typedef struct orth_plan_clock {
    uint64_t start;        /* Unix seconds, below 2^39 */
    uint64_t seconds, per; /* 1 .. 1000000 each: the block time is their quotient */
} orth_plan_clock;

ORTH_API uint64_t orth_plan_block_time(const orth_plan_clock *clock, uint64_t block);

typedef struct orth_plan {
    size_t n;
    uint64_t steps; /* blocks 0 .. steps */
    orth_plan_clock clock;
    const char *target;  /* "generic" */
    const char *version; /* of the contract */
    orth_word *start;    /* n weights of 18 decimals that the pool holds at first, sum exactly 1 */
    orth_word *wanted;   /* n: the weights to arrive at, as the contract can hold them */
    orth_word rail;      /* the pool's guard rail, where the target has one */
    size_t call_count;
    orth_plan_call *calls;
} orth_plan;

/* The targets' names, ending with NULL. */
ORTH_API const char *const *orth_plan_targets(void);

/* The calls that take a pool along `points` on the target contract. Integers sum to exactly 1e18
 * (QuantAMM: in steps of 1e9). ORTH_DOMAIN when the contract would refuse, naming the rule. */
ORTH_API orth_status orth_plan_create(orth_plan **plan, const char *target, const orth_move *move,
                                      const orth_plan_points *points, const orth_plan_clock *clock,
                                      double rail, orth_error *error);
ORTH_API void orth_plan_free(orth_plan *plan); /* NULL is fine */

/* The call's ABI encoding: "0x", selector, words. To be freed with free(); NULL without memory. */
ORTH_API char *orth_plan_calldata(const orth_plan_call *call);

/* -------------------------------------------------------------------------------- replay */

/* What the chain sees. */
typedef struct orth_replay {
    size_t n;
    uint64_t steps;
    uint64_t *times;    /* steps + 1 timestamps */
    orth_word *weights; /* steps + 1 rows of n */
    double log_loss;    /* of these weights, each row divided by its sum */
    double sum_drift;   /* largest |sum - 1| */
    double miss;        /* largest distance of a last weight from the wanted one */
    bool frozen;        /* a rail stopped the weights before their time */
} orth_replay;

/* Runs the calls on the emulated contract. ORTH_DOMAIN when it would reject a call or revert,
 * naming the call and the rule. Time and memory O(steps n). */
ORTH_API orth_status orth_plan_replay(orth_replay **replay, const orth_plan *plan,
                                      orth_error *error);
ORTH_API void orth_replay_free(orth_replay *replay); /* NULL is fine */

/* Loss when each block but the first and the last is present with probability `present` only, on
 * `runs` draws from `seed`: mean, least, largest. */
ORTH_API void orth_replay_missed(double out[3], const orth_replay *replay, double present,
                                 uint64_t seed, unsigned runs);

#ifdef __cplusplus
}
#endif
#endif
