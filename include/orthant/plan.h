/* Plans: the few calls by which a contract, which can only move weights linearly between set
 * points, comes close to the best trajectory.
 */
#ifndef ORTHANT_PLAN_H
#define ORTHANT_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/contract.h"
#include "orthant/limits.h"
#include "orthant/path.h"
#include "orthant/setpoint.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ORTH_PLAN_ARGUMENTS_MAX 6
#define ORTH_PLAN_TRANSACTIONS_MAX (ORTH_PLAN_CALLS_MAX * 9)

typedef enum orth_plan_kind {
    ORTH_PLAN_KIND_UINT,
    ORTH_PLAN_KIND_ADDRESS,
    ORTH_PLAN_KIND_UINTS,    /* uint256[] */
    ORTH_PLAN_KIND_INTS,     /* int256[] */
    ORTH_PLAN_KIND_ADDRESSES /* address[] */
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

/* One transaction; of a deployment one struct of it. Arguments that are no array have one word. */
typedef struct orth_plan_call {
    uint64_t at; /* Unix seconds of the block that it is mined in, of a deployment at the latest */
    const orth_plan_function *function;
    struct {
        size_t count;
        orth_word *words;
    } arguments[ORTH_PLAN_ARGUMENTS_MAX];
} orth_plan_call;

/* When blocks come: block k has the timestamp start + floor(k seconds / per). */
typedef struct orth_plan_clock {
    uint64_t start;        /* Unix seconds, at most ORTH_START_TIME_MAX */
    uint64_t seconds, per; /* 1 .. ORTH_BLOCK_TIME_MAX each: the block time is their quotient */
} orth_plan_clock;

/* The timestamp of block `block`. */
ORTH_API uint64_t orth_plan_block_time(const orth_plan_clock *clock, uint64_t block);
/* How many times the timestamp moves in so many blocks: weights are functions of it, so that on
 * chains of several blocks a second no more steps than these count. */
ORTH_API uint64_t orth_plan_clock_ticks(const orth_plan_clock *clock, uint64_t steps);
/* Points found for as many steps as ticks, in the blocks of such a chain; else left as they are. */
ORTH_API void orth_setpoints_to_blocks(orth_setpoints *points, const orth_plan_clock *clock,
                                       uint64_t steps);

/* Safe from whoever builds several blocks in a row (orthant/safety.h): no window of at most so many
 * blocks, of the weights at every block, gives one of that capital more than honest arbitrage.
 * Blocks that may be missed are not looked at. */
typedef struct orth_plan_safe {
    uint64_t blocks; /* 0: no such rail; else at most the plan's steps */
    double capital;  /* in parts of the pool's value, at most ORTH_SAFETY_CAPITAL_MAX */
    double fee;      /* the pool's, above 0 and below 1 */
} orth_plan_safe;

/* Guard rails in wei (1e-18 of a weight), 0 where there is none. A plan keeps them to the last wei.
 */
typedef struct orth_plan_rails {
    uint64_t pool;           /* the pool's own, on targets with one; minimum_weight where given */
    uint64_t minimum_weight; /* no weight below it at any block */
    uint64_t largest_move;   /* no weight further from where the call before left it than that */
    orth_plan_safe safe;
} orth_plan_rails;

/* The nearest double of wei / 1e18. */
ORTH_API double orth_plan_weight(uint64_t wei);

/* How set points are chosen that keep these rails. */
ORTH_API orth_setpoint_options orth_plan_setpoint_options(const orth_plan_rails *rails,
                                                          bool optimise_weights, bool free_times);

/* What a launch is created with beside weights and times. */
typedef struct orth_plan_sale {
    orth_word virtual_balance; /* of the reserve, in its smallest unit; 0: the pool has a seed */
    bool blocks_project;       /* the pool takes no project tokens back */
} orth_plan_sale;

/* What the plan must know of the pool. `{0}` is one without rails and with an unknown address. */
typedef struct orth_plan_pool {
    orth_plan_rails rails;
    orth_word address; /* 20 bytes; zero where it is not known */
    /* Where the target can: every segment is cut where whole multipliers cannot make it, not the
     * last alone: more calls, less loss where moves are slow. */
    bool cut_all;
    /* The most that one swap of the pool may take in, or give, in parts of a reserve of 1e18
     * (QuantAMM: maxTradeSizeRatio); 0 where it is not known: ORTH_PLAN_TRADE_LIMIT then. */
    uint64_t trade_limit;
    /* Of the tokens, n of 20 bytes in ascending order, for targets that name them; NULL where they
     * are not known: zeros. */
    const orth_word *token_addresses;
    /* Of deployments; NULL where it is not known: virtual balance 0, nothing is said of sales. */
    const orth_plan_sale *sale;
} orth_plan_pool;

/* A contract for which plans can be made, as it is. */
typedef struct orth_plan_target {
    const char *name;    /* "generic" */
    const char *summary; /* one line */
    const char *version; /* of the contract that is emulated */
    uint64_t unit;       /* in wei: the last digit of a weight that it can hold */
    size_t tokens_max;   /* of one pool */
    size_t calls_max;    /* set points of one plan */
    bool railed;         /* its pools have a guard rail of their own */
    bool cuts;           /* orth_plan_pool.cut_all makes a difference */
    bool deployment;     /* a plan is the values that a pool is made with, in one transaction */
    bool names_tokens;   /* its calls hold the tokens' addresses */
    uint64_t notice;     /* of a deployment: so many seconds before its start at least */
    const orth_plan_function *const *functions; /* that its plans call; ends with NULL */
} orth_plan_target;

/* All of them, ending with NULL. */
ORTH_API const orth_plan_target *const *orth_plan_targets(void);
/* ORTH_BAD_INPUT, with the nearest name, where there is none of that name; *target is then NULL. */
ORTH_API orth_status orth_plan_target_find(const orth_plan_target **target, const char *name,
                                           orth_error *error);

typedef struct orth_plan {
    size_t n;
    uint64_t steps; /* blocks 0 .. steps */
    orth_plan_clock clock;
    const orth_plan_target *target;
    orth_word *start;  /* n weights of 18 decimals that the pool holds at first, sum exactly 1 */
    orth_word *wanted; /* n: the weights to arrive at, as the contract can hold them */
    orth_plan_rails rails;            /* pool: 0 where the target has no such rail */
    orth_word address;                /* the pool's */
    bool cut_all;                     /* while it is made */
    uint64_t trade_limit;             /* as of orth_plan_pool */
    const orth_word *token_addresses; /* while it is made; else NULL */
    const orth_plan_sale *sale;       /* likewise */
    size_t call_count;
    orth_plan_call *calls;
} orth_plan;

/* The nearest legal target where the move's own breaks a rail: minimum_weight, what largest_move
 * reaches in `calls`, or the weights that `target` takes with the pool's rail. *legal is the move
 * from the same start to it; NULL where the wanted target is legal. Near in the Fisher-Rao
 * distance, and, the same point, in either KL divergence: v_i = c w_i clamped to its bounds. In
 * whole 1e-15 (QuantAMM: 1e-9), sum exactly 1. ORTH_DOMAIN where there is none. */
ORTH_API orth_status orth_plan_nearest_legal(orth_move **legal, const orth_move *move,
                                             const char *target, size_t calls,
                                             const orth_plan_rails *rails, orth_error *error);

/* The calls that take a pool along `points` on the target contract. Integers sum to exactly 1e18
 * (QuantAMM: in steps of 1e9). ORTH_DOMAIN when the contract would refuse, naming the rule. */
ORTH_API orth_status orth_plan_create(orth_plan **plan, const char *target, const orth_move *move,
                                      const orth_setpoints *points, const orth_plan_clock *clock,
                                      const orth_plan_pool *pool, orth_error *error);
ORTH_API void orth_plan_free(orth_plan *plan); /* NULL is fine */

/* How many transactions the plan takes: one a call, and one for all values of a deployment. */
ORTH_API size_t orth_plan_transactions(const orth_plan *plan);

/* orth_plan_clock_ticks of the plan's own clock and blocks. */
ORTH_API uint64_t orth_plan_ticks(const orth_plan *plan);

/* From the plan's start to its wanted weights. */
ORTH_API orth_status orth_plan_move(orth_move **move, const orth_plan *plan, orth_error *error);

/* The call's ABI encoding: "0x", selector, words. To be freed with free(); NULL without memory. */
ORTH_API char *orth_plan_calldata(const orth_plan_call *call);

/* -------------------------------------------------------------------------------- replay */

/* Limits that the blocks of a replay come near to. */
typedef struct orth_replay_limits {
    /* What arbitrage trades at a block: reserve i goes from u_i V / p_i to w_i V' / p_i. A swap
     * takes in, and gives, at most trade_limit of a reserve: beyond it one is not enough. At
     * constant prices and without a fee, which would only shrink the trades. */
    double trade_limit;             /* the plan's, or ORTH_PLAN_TRADE_LIMIT */
    double largest_in, largest_out; /* parts of a reserve */
    uint64_t trade_blocks;          /* blocks at which one swap is not enough */
    uint64_t trade_first;           /* the first of them; 0: none */
    /* Weights that the target holds to (QuantAMM: its guard rail, at calls only), in wei, and the
     * least and the largest there were at any block. */
    uint64_t weight_least, weight_most, least_seen, most_seen;
    uint64_t weight_blocks; /* blocks with a weight outside */
    uint64_t weight_first;  /* the first of them; UINT64_MAX: none */
} orth_replay_limits;

/* The most that any pool of these contracts permits. */
#define ORTH_PLAN_TRADE_LIMIT 0.3

/* A pool's trade limit, a decimal number or a fraction as text, in parts of 1e18, rounded down.
 * ORTH_BAD_INPUT where it is not from 1e-18 to ORTH_PLAN_TRADE_LIMIT. */
ORTH_API orth_status orth_plan_trade_limit_parse(uint64_t *limit, const char *text,
                                                 orth_error *error);

/* What the chain sees. */
typedef struct orth_replay {
    size_t n;
    uint64_t steps;
    uint64_t *times;   /* steps + 1 timestamps */
    uint64_t *weights; /* steps + 1 rows of n, in wei: from 1 to 1e18 */
    double log_loss;   /* of these weights, each row divided by its sum */
    double sum_drift;  /* largest |sum - 1| */
    double miss;       /* largest distance of a last weight from the wanted one */
    bool frozen;       /* the weights stopped before their time, at a rail or: */
    bool stopped;      /* no rail did it but the call's own lastInterpolationTime */
    orth_replay_limits limits;
} orth_replay;

/* Runs the calls on the emulated contract: each in the first block at or after its time, weights
 * read at every block's. ORTH_DOMAIN when the contract would reject a call or revert, when a
 * weight is 0 or above 1, or when the plan's own rails are broken, naming the call and the rule.
 * Time O(steps n), memory 8 bytes a weight.
 */
ORTH_API orth_status orth_plan_replay(orth_replay **replay, const orth_plan *plan,
                                      orth_error *error);
ORTH_API void orth_replay_free(orth_replay *replay); /* NULL is fine */

/* The weights that the chain saw, each row divided by its sum, as a path, and the move from the
 * first of them to the last, which must live as long. A weight of 1e18 is the double below 1.
 * ORTH_NO_MEMORY; both are NULL then. */
ORTH_API orth_status orth_replay_path(orth_path **path, orth_move **move, const orth_replay *replay,
                                      orth_error *error);

/* Blocks that may be missed: each but the first and the last is there with probability `present`,
 * drawn by splitmix64 from the seed, `runs` times. A call waits for the next block that is there;
 * one that is then refused is left out, as a transaction that reverts. */
typedef struct orth_plan_missing {
    double present; /* from ORTH_PART_MIN to 1 */
    uint64_t seed;
    uint64_t runs; /* 1 to ORTH_REPLAY_RUNS_MAX */
} orth_plan_missing;

typedef struct orth_plan_missed {
    uint64_t runs;    /* that came to an end */
    uint64_t failed;  /* that did not: a weight could not be read, or was 0 or above 1 */
    uint64_t refused; /* calls, of all runs */
    double *log_loss; /* of each run */
    double *miss;     /* of each run, distance from the target at the end */
} orth_plan_missed;

/* Replays the plan so. To be cleared; zeroed on failure: ORTH_DOMAIN for a probability or a number
 * of runs that is not permitted. */
ORTH_API orth_status orth_plan_run_missed(orth_plan_missed *missed, const orth_plan *plan,
                                          const orth_plan_missing *missing, orth_error *error);
ORTH_API void orth_plan_missed_clear(orth_plan_missed *missed);

#ifdef __cplusplus
}
#endif
#endif
