/* What is permitted: every range that a scenario, a file, an option or an argument is held to, in
 * one place. Both ends are permitted unless said otherwise. Numbers are written as messages and
 * schemas write them. */
#ifndef ORTHANT_LIMITS_H
#define ORTHANT_LIMITS_H

/* A move. */
#define ORTH_TOKENS_MIN 2
#define ORTH_TOKENS_MAX 100000
#define ORTH_STEPS_MAX 1000000000 /* from 1 */
/* One weight, which is also below 1; under this, squares and products of weights would leave the
 * doubles. */
#define ORTH_WEIGHT_MIN 1e-150
/* Weights given as doubles may miss the sum 1 by this much. */
#define ORTH_SUM_TOLERANCE 1e-12

/* A pool and its market. Money is multiplied by losses down to 1e-18 and must stay a double; a
 * simulation also multiplies it by prices, so its pool's value is in the range of a price. */
#define ORTH_PRICE_MIN 1e-60
#define ORTH_PRICE_MAX 1e60
#define ORTH_MONEY_MIN 1e-200 /* a pool's value, a trade; gas may be 0 */
#define ORTH_MONEY_MAX 1e200
#define ORTH_EXPOSURE_MAX 1e100   /* money an update, basis points a step; from 0 */
#define ORTH_NOISE_RATIO_MAX 1000 /* others' volume over the arbitrageur's; from 0 */
#define ORTH_NOISE_RATE_MAX 50    /* others' trades a block, from 0 */
#define ORTH_NOISE_DEVIATION_MAX 10
/* Trades that excite others (orthant/hawkes.h), in blocks: the branching from 0, the decay above
 * 0; an intensity forgets a part (1 - branching) decay a block, at least this. */
#define ORTH_BRANCHING_MAX 0.99
#define ORTH_DECAY_MAX 1000000
#define ORTH_FORGETTING_MIN 1e-5
#define ORTH_FLOW_FACTOR_MAX 1000 /* times what comes from outside, from 0 */
/* Others' trades beyond this part of either reserve are not made: the limits of Balancer's
 * Vault. */
#define ORTH_NOISE_LIMIT 0.3
/* Pools whose levels R p / w lie within keep (1 - ORTH_ARBITRAGE_IDLE) of each other are not
 * traded: that is the rounding of a pool that has just been. What it leaves to the arbitrageur is
 * of the order of its square. */
#define ORTH_ARBITRAGE_IDLE 0x1p-49

/* Others' demand: its flow a day, in shares of the pool's value, and how a fee drives it away; both
 * from 0. */
#define ORTH_FLOW_MAX 1000000
#define ORTH_ELASTICITY_MAX 1e9

/* Buyers of a sale that arrive a day, from 0. */
#define ORTH_ARRIVALS_MAX 1e9

/* A market's model. A volatility of 100 is 10,000 % a year: far beyond any market. A drift is told
 * by how long its data are: of two minutes of seconds it may well be 1,000 a year. A block's return
 * is computed for any of them; a price that leaves its range is told where it does. */
#define ORTH_RATE_MAX 100           /* a year's volatility, from 0 */
#define ORTH_DRIFT_MAX 1000000      /* a year's drift, to both sides */
#define ORTH_JUMP_MAX 10            /* a log-jump's mean (to both sides) and deviation (from 0) */
#define ORTH_JUMP_RATE_MAX 1e9      /* jumps a year, from 0 */
#define ORTH_JUMPS_PER_BLOCK_MAX 50 /* in the mean */
#define ORTH_MEAN_LENGTH_MAX 1e9    /* rows of a bootstrap's run, from 1 */

/* An optimum with a running cost. */
#define ORTH_FORECAST_MAX 10           /* a step's log-return, to both sides */
#define ORTH_TRACKING_MAX 1e12         /* lambda, above 0 */
#define ORTH_TRACKING_TOKENS_MAX 64    /* of a covariance */
#define ORTH_RUNNING_DECIMALS_MAX 5000 /* no weight falls below 10^- this on the way */

/* Simulations. */
#define ORTH_BLOCKS_PER_STEP_MAX 1000000 /* from 1 */
#define ORTH_PRICE_PATHS_MAX 100000000   /* from 1 */
#define ORTH_PRICE_PATH_MAX 99999999     /* the number of one, from 0 */
#define ORTH_SEED_MAX 9007199254740991   /* of random numbers, of missed blocks; from 0 */
#define ORTH_THREADS_MAX 256             /* from 1 */

/* Strategies: in one scenario, and members of an ensemble. */
#define ORTH_STRATEGIES_MAX 64
#define ORTH_STRATEGY_MEMBERS_MAX 64

/* Sweeps. */
#define ORTH_SWEEP_MAX 10000000      /* points, and values of a parameter; from 1 */
#define ORTH_SWEEP_PARAMETERS_MAX 64 /* from 1 */
#define ORTH_SWEEP_FIGURES_MAX 256   /* from 1 */
/* Processes that share a sweep. */
#define ORTH_SWEEP_SHARDS_MAX 100000 /* from 1 */

/* The chain. */
#define ORTH_BLOCK_TIME_MAX 1000000      /* seconds, and blocks in so many seconds; from 1 */
#define ORTH_START_TIME_MAX 549755813888 /* Unix seconds, from 0 */
#define ORTH_PART_MIN 1e-18              /* of a probability, a share or a guard rail: a wei */

/* Plans. */
#define ORTH_PLAN_CALLS_MAX 64
#define ORTH_PLAN_TOKENS_MAX 64
#define ORTH_REPLAY_RUNS_MAX 10000 /* with missed blocks, from 1 */

/* Contract functions: samples of an audit, cases of an export, decimals of what is specified. */
#define ORTH_AUDIT_SAMPLES_MAX 100000000 /* from 1 */
#define ORTH_VECTOR_COUNT_MAX 10000000   /* from 1 */
#define ORTH_VECTOR_DIGITS_MAX 36        /* exported, from 1 */
#define ORTH_VECTOR_DIGITS_READ_MAX 60   /* in a vector file, from 0 */

/* What a decimal text may hold, so that "1e999999999" costs nothing: characters, and the size of an
 * exponent. */
#define ORTH_DECIMAL_LENGTH_MAX 20000
#define ORTH_DECIMAL_EXPONENT_MAX 400

/* Bytes of a file; a longer one is refused. */
#define ORTH_FILE_BYTES_MAX 67108864       /* a scenario, a plan */
#define ORTH_PROOF_BYTES_MAX 1073741824    /* what is certified, a vector file */
#define ORTH_SCHEDULE_BYTES_MAX 4294967296 /* a schedule that is read as a path */

/* Digits of what is proven, from 1. */
#define ORTH_EXACT_DIGITS_MAX 10000

#endif
