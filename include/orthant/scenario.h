/* Scenarios: the JSON file (version 1) that describes a move and what is asked of it.
 * scenarios/schema/scenario.schema.json states the format, orthant-scenario(5) its keys. */
#ifndef ORTHANT_SCENARIO_H
#define ORTHANT_SCENARIO_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/benchmark.h"
#include "orthant/market.h"
#include "orthant/path.h"
#include "orthant/run.h"
#include "orthant/scenario_launch.h"
#include "orthant/scenario_strategy.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A fee that goes from one value to another in so many blocks and stays there. */
typedef struct orth_fee_schedule {
    double from, to;
    uint64_t blocks;
    bool geometric; /* from (to/from)^(k/blocks), else linear */
} orth_fee_schedule;
/* The fee of a block: `from` at block 0. */
ORTH_API double orth_fee_schedule_at(const orth_fee_schedule *schedule, uint64_t block);

/* Others' trades against the pool: a Poisson number a block, or the events of a Hawkes process,
 * each between two tokens drawn at random and of log-normal size. */
typedef struct orth_scenario_noise {
    double rate;      /* trades a block, at most ORTH_NOISE_RATE_MAX; 0 without */
    double size;      /* mean money of a trade */
    double deviation; /* of the logarithm of a size */
    /* Of the model "hawkes" (orthant/hawkes.h), a unit of time being a block:
     *   persistence  the probability that a trade has the side of the one before, where the side
     *                says which of its two tokens comes in, the earlier or the later of the
     *                scenario's; the sides of trades k apart correlate by (2 p - 1)^k
     *   coupling     c: what comes from outside in a block is mu (1 - c + c a / E a), with a the
     *                mean over tokens of |log(p_k / p_{k-1})| of the block's prices
     *   flow_factor  from block flow_from_block on, it is so many times that */
    bool hawkes;
    double branching, decay;
    double persistence; /* 0 .. 1; 0.5 by default: independent sides */
    double coupling;    /* 0 .. 1; 0 by default */
    double flow_factor; /* 0 .. ORTH_FLOW_FACTOR_MAX; 1 by default */
    uint64_t flow_from_block;
} orth_scenario_noise;

/* How much others trade at a fee, as a search for the best fee asks (orthant/best_fee.h): a volume
 * of flow e^(-elasticity fee) a day, in shares of the pool's value. Simulations know nothing of
 * it. */
typedef struct orth_scenario_demand {
    double flow;       /* at no fee; 0 .. ORTH_FLOW_MAX */
    double elasticity; /* 0 .. ORTH_ELASTICITY_MAX */
    bool has_flow, has_elasticity;
} orth_scenario_demand;

typedef struct orth_scenario {
    char *file;        /* as messages call it: as given, "-" is "standard input" */
    char sha256[65];   /* of the file's bytes, in hexadecimal */
    char *name;        /* "" when absent */
    char *description; /* "" when absent */
    size_t n;
    char **tokens;
    /* A move, start, target, steps and paths; or strategies, beside which those are NULL and 0. */
    size_t strategy_count;
    orth_scenario_strategy *strategies;
    bool strategies_listed; /* the file has a list of them, of one or more */
    mpq_t *start, *target;  /* n weights each, exact, summing to exactly 1; the nearest double of
                               each is in [ORTH_WEIGHT_MIN, 1) */
    size_t step_count;      /* >= 1 */
    uint64_t *steps;        /* each 1 .. ORTH_STEPS_MAX */
    size_t path_count;      /* >= 1; the default list when the file names none */
    char **paths;
    bool has_pool;
    mpq_t pool_value; /* ORTH_MONEY_MIN to _MAX; 0 without a pool */
    char *pool_unit;  /* NULL without a pool */
    /* fee (of the start), protocol_share, noise_ratio, gate, order, sizing, active_share */
    orth_pool_rules rules;
    /* quantammsim's arb_frequency: the pool is seen, and traded with, in every so many blocks, from
     * block 0 on; 0 or 1: in each. */
    uint64_t arbitrage_every;
    double presence; /* the probability that an arbitrageur is there in a block, in (0, 1] */
    bool has_fee_schedule;
    orth_fee_schedule fee_schedule;
    orth_scenario_noise noise;
    bool has_benchmark;
    orth_benchmark_terms benchmark;
    orth_scenario_demand demand;
    double update_cost;       /* of orth_exposure_of: money an update; 0 by default */
    double tracking_bp;       /* basis points of the pool's value a step; 0 by default */
    uint64_t blocks_per_step; /* the weights move every so many blocks, >= 1 */
    /* NULL without one. Its tokens are the scenario's; its seed is not set, `seed` below counts.
     * Files have the names that they are to be opened by: beside the scenario where they are. */
    orth_market_spec *market;
    uint64_t market_blocks; /* of the simulation; 0 when absent */
    /* n, a year, in place of what the market says of noise (orthant/scenario_cost.h); NULL without.
     * No key of the file sets it. */
    double *price_volatility;
    uint64_t price_paths; /* 0 without "monte_carlo" */
    uint64_t seed;        /* 0 by default */
    /* A sale; NULL without the key "launch". A scenario with one has two tokens, a move and a pool,
     * whose value is what the reserve says of it (orthant/scenario_launch.h). */
    orth_scenario_launch *launch;
    /* Blocks: timestamps are start_time + floor(k block_seconds / block_per). Without the key
     * "chain": 12 seconds from 1767225600 (the first of January 2026), all present. */
    uint64_t block_seconds, block_per;   /* 1 .. ORTH_BLOCK_TIME_MAX each */
    uint64_t start_time;                 /* Unix seconds, at most ORTH_START_TIME_MAX */
    bool has_block_time, has_start_time; /* whether the file says them */
    double block_present;                /* probability, above 0 and at most 1 */
    uint64_t block_seed;                 /* of the missed blocks */
    /* The most that one swap of the pool may take in or give, in parts of a reserve of 1e18,
     * rounded down, at most 0.3; 0 where the scenario does not say. */
    uint64_t trade_limit;
    /* Guard rails in wei (1e-18), rounded to the strict side; 0 where there is none. */
    uint64_t minimum_weight;
    uint64_t largest_move; /* of one weight in one update */
    bool normalise;        /* weights of the ends, and rows of file:, are divided by their sums */
    size_t note_count;
    char **notes; /* what was changed on reading (weights renormalised), one line each */
} orth_scenario;

/* Reads and validates `file` ("-" for standard input). ORTH_BAD_INPUT with file, then line and
 * column (syntax) or JSON path, value and permitted range (all else); ORTH_IO when it cannot be
 * read. *scenario is NULL on failure. */
ORTH_API orth_status orth_scenario_load(orth_scenario **scenario, const char *file,
                                        orth_error *error);
/* For a caller that can do nothing with more than so many tokens: they are counted before their
 * weights are read, which can be long work. */
ORTH_API orth_status orth_scenario_load_small(orth_scenario **scenario, const char *file,
                                              size_t tokens_most, orth_error *error);

/* The same, but weights may sum to anything above 0, as chains and publishers return them: they are
 * divided by their sum, exactly, and a note tells it. So are the rows of file: paths. */
ORTH_API orth_status orth_scenario_load_normalised(orth_scenario **scenario, const char *file,
                                                   size_t tokens_most, orth_error *error);

/* Reads a scenario from text in memory, of `length` bytes, with the same errors but ORTH_IO; `file`
 * is for messages. */
ORTH_API orth_status orth_scenario_parse(orth_scenario **scenario, const char *text, size_t length,
                                         const char *file, orth_error *error);
/* The same as orth_scenario_load_normalised reads it. */
ORTH_API orth_status orth_scenario_parse_normalised(orth_scenario **scenario, const char *text,
                                                    size_t length, const char *file,
                                                    orth_error *error);

ORTH_API void orth_scenario_free(orth_scenario *scenario); /* NULL is fine */

/* ORTH_BAD_INPUT where the scenario has strategies in place of a move. */
ORTH_API orth_status orth_scenario_require_move(const orth_scenario *scenario, orth_error *error);

/* How long a block of the chain lasts, in seconds: block_seconds / block_per. */
ORTH_API double orth_scenario_chain_block(const orth_scenario *scenario);

/* The scenario's ends as a move, each weight to 2^-106; orth_scenario_require_move's error. */
ORTH_API orth_status orth_scenario_move(orth_move **move, const orth_scenario *scenario,
                                        orth_error *error);

/* Replaces the steps or the paths by a comma-separated list, as --steps and --paths give it;
 * ORTH_BAD_INPUT as for the file. A path's name may not hold a comma. */
ORTH_API orth_status orth_scenario_set_steps(orth_scenario *scenario, const char *list,
                                             orth_error *error);
ORTH_API orth_status orth_scenario_set_paths(orth_scenario *scenario, const char *list,
                                             orth_error *error);

/* Replaces the market by price files, each "TOKEN=FILE"; a token without a file is the numeraire,
 * at most one of them. What the market says of rows (from, to, every, blocks_per_row) and its
 * blocks stay; but strategies run to the end of files that take a model's place. */
ORTH_API orth_status orth_scenario_set_prices(orth_scenario *scenario, size_t count,
                                              const char *const *files, orth_error *error);
/* Replaces the market by a table in memory (orth_prices_borrow), which must outlive the scenario.
 * What the market says of rows and its blocks stay as with price files: the rows are those of a
 * file of the table, and are not copied where neither `every` nor blocks_per_row makes others.
 * ORTH_BAD_INPUT where it has not the scenario's n; the market is made later, and then
 * ORTH_BAD_INPUT for from, to or every of a table without times. */
ORTH_API orth_status orth_scenario_set_price_table(orth_scenario *scenario,
                                                   const orth_prices *table, orth_error *error);
/* What the times of files are, each "TOKEN=start" or "TOKEN=end"; and a grid for the rows of files
 * or a panel, "1h". ORTH_BAD_INPUT too where the market has no such files. */
ORTH_API orth_status orth_scenario_set_stamps(orth_scenario *scenario, size_t count,
                                              const char *const *stamps, orth_error *error);
ORTH_API orth_status orth_scenario_set_every(orth_scenario *scenario, const char *every,
                                             orth_error *error);
/* The first and the last time of the rows, "2024-05-01T12:00:00Z"; either may be NULL, and then
 * stays as it is. Errors likewise. */
ORTH_API orth_status orth_scenario_set_window(orth_scenario *scenario, const char *from,
                                              const char *to, orth_error *error);

/* The volatility of prices a year, a list as --price-volatility gives it: n numbers, of each
 * token's price in money; or n - 1, of the price of each but the last in that of the last, to which
 * 0 is added. Prices are taken as independent. Two tokens: one number is the volatility of the
 * first in the second. ORTH_BAD_INPUT for any other count, and for a number that is not from 0 to
 * ORTH_RATE_MAX. */
ORTH_API orth_status orth_scenario_set_price_volatility(orth_scenario *scenario, const char *list,
                                                        orth_error *error);

/* Replace the flow or the elasticity of the demand by a number as text, "0.3" or "1/3", as --flow
 * and --elasticity give it. ORTH_BAD_INPUT with the range. */
ORTH_API orth_status orth_scenario_set_flow(orth_scenario *scenario, const char *flow,
                                            orth_error *error);
ORTH_API orth_status orth_scenario_set_elasticity(orth_scenario *scenario, const char *elasticity,
                                                  orth_error *error);

/* The file of the reserve's prices in the unit, as --price-file gives it: a name as it is to be
 * opened. What the pool is worth is then not known without the file: has_pool becomes false, the
 * unit stays. ORTH_BAD_INPUT where there is no /launch. */
ORTH_API orth_status orth_scenario_set_reserve_prices(orth_scenario *scenario, const char *file,
                                                      orth_error *error);

/* Makes the market one of prices with that volatility, which must be set: model gbm, each price 1
 * at block 0, no drift; a block lasts as long as the market's model says, else /chain/block_time,
 * else 12 s. The market's number of blocks stays. `note` gets one line: what was made. */
#define ORTH_VOLATILITY_NOTE_MAX 240
ORTH_API orth_status orth_scenario_simulate_volatility(orth_scenario *scenario,
                                                       char note[ORTH_VOLATILITY_NOTE_MAX],
                                                       orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
