/* Simulations: the schedules of a scenario, or its strategies, run through its market, once or over
 * many price paths.
 *
 * Every schedule (path and number of steps) or strategy sees the same prices (common random
 * numbers), so that their differences are known far better than their values. A price path's
 * figures go to a slot of its own and are summed in order of the paths: the result has the same
 * bits for any number of threads.
 */
#ifndef ORTHANT_SIMULATE_H
#define ORTHANT_SIMULATE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/alike.h"
#include "orthant/cost.h"
#include "orthant/performance.h"
#include "orthant/run.h"
#include "orthant/scenario.h"
#include "orthant/statistics.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The figures of one schedule on one price path; the final reserves of all tokens follow. */
typedef enum orth_figure {
    ORTH_FIGURE_FINAL_VALUE,
    ORTH_FIGURE_HOLD_VALUE,
    ORTH_FIGURE_REBALANCE_VALUE,
    ORTH_FIGURE_SHORTFALL, /* rebalance_value - final_value: what it cost, prices' luck apart */
    ORTH_FIGURE_PENDING,   /* what the best trade at the end would give, before gas and cost */
    ORTH_FIGURE_TRADES,
    ORTH_FIGURE_NOISE_TRADES,
    ORTH_FIGURE_NOISE_REFUSED,
    ORTH_FIGURE_PRICE_MOVE, /* the ledger, in the order of orth_ledger */
    ORTH_FIGURE_LVR,
    ORTH_FIGURE_WEIGHT_LOSS,
    ORTH_FIGURE_ARBITRAGE_FEES,
    ORTH_FIGURE_NOISE_FEES,
    ORTH_FIGURE_NOISE_IMPACT,
    ORTH_FIGURE_NOISE_REVERSAL,
    ORTH_FIGURE_PROTOCOL,
    ORTH_FIGURE_PROFIT,
    ORTH_FIGURE_GAS,
    ORTH_FIGURE_COST,
    /* Where the pool's composition (each token's share of its value at the last prices) is at the
     * end: the Fisher-Rao distance from there to the target, and the share of the move's whole
     * distance D that is made, 1 - target_distance / D; 1 where nothing moves, below 0 where the
     * end is further from the target than the start was. */
    ORTH_FIGURE_TARGET_DISTANCE,
    ORTH_FIGURE_MOVE_MADE,
    ORTH_FIGURE_KL_DRIFT, /* of orth_pool_outcome: in logs of value */
    /* The portfolio that follows the same weights on an exchange (orthant/benchmark.h), by the
     * scenario's key `benchmark`; without that key they are no figures, and 0. */
    ORTH_FIGURE_SHORTFALL_RVR, /* benchmark_value - final_value: shortfall with that cost */
    ORTH_FIGURE_BENCHMARK_VALUE,
    ORTH_FIGURE_BENCHMARK_COST, /* what it paid to trade */
    ORTH_FIGURE_BENCHMARK_TURNOVER,
    ORTH_FIGURE_BENCHMARK_TRADES,
    /* Of strategies alone, and 0 without; with them target_distance and move_made are no figures.
     * w_k are the weights of block k, all sums and means over the blocks after block 0. */
    ORTH_FIGURE_RETURN,               /* final_value / start_value - 1 */
    ORTH_FIGURE_TURNOVER,             /* of the weights: sum over k of (1/2) sum |w_k - w_{k-1}| */
    ORTH_FIGURE_MOVING_KL,            /* sum of KL(w_k || w_{k-1}): what a pool without a fee loses
                                         to the moves, in logs of value */
    ORTH_FIGURE_EFFECTIVE_TOKENS,     /* e^H, H = -sum w log w, in the mean */
    ORTH_FIGURE_EFFECTIVE_TOKENS_END, /* and at the last block */
    ORTH_FIGURE_ON_RAILS,             /* the share of blocks with a weight on a rail, to 1e-9; a
                                         contract's to orth_execution_short as well */
    /* What carrying it out as the contract would costs: 1e4 log(final value of the strategy carried
     * out ideally, on the same prices and with the same trades of others / final_value), in bp;
     * with a strategy that is run so alone, and 0 for those of its list that are not. */
    ORTH_FIGURE_EXECUTION_BP,
    ORTH_FIGURES
} orth_figure;

/* "final_value", "price_move" and so on, as in the results. */
ORTH_API const char *orth_figure_name(orth_figure figure);
/* Whether it is a number of trades. */
ORTH_API bool orth_figure_is_count(orth_figure figure);
/* Whether simulations of the scenario have it. */
ORTH_API bool orth_figure_is_there(orth_figure figure, const orth_scenario *scenario);

/* A schedule that makes less of the move than this looks cheap for the wrong reason. */
#define ORTH_MOVE_MADE_LEAST 0.99

/* A figure of performance.h. On one price path `mean` is the figure, and stderr_, low and high are
 * those of orth_spread_of its resamples (NaN without any; no quantiles); over price paths it is the
 * estimate of those on which there is one, NaN where there is none on any. */
typedef struct orth_performance_estimate {
    orth_estimate estimate;
    orth_undefined why; /* it is NaN; of several price paths on the first of `left_out` */
    uint64_t left_out;  /* price paths, or resamples, without the figure */
} orth_performance_estimate;

/* A strategy as an investment: values of its pool after every block, against
 *   hold        the reserves of the start,
 *   rebalanced  the same weights at market prices without cost (rebalance_value),
 *   exchange    the same with the cost of an exchange (benchmark_value), where the scenario has
 *               one. */
typedef struct orth_simulation_performance {
    orth_performance_terms terms;
    const char *benchmarks[3]; /* their names, terms.benchmarks of them */
    uint64_t periods;
    double periods_a_year, years;
    uint64_t resamples; /* 0 without: several price paths, too few periods, or none asked for */
    double mean_length; /* of their runs: for all strategies the greatest one that is chosen */
    size_t count;       /* orth_performance_count */
    orth_performance_estimate *figures;
    orth_performance_estimate *paired; /* less those of the first strategy, price path by price
                                          path or resample by resample; NULL for the first */
} orth_simulation_performance;

typedef struct orth_simulation_result {
    const char *path;       /* the scenario's, or the name of the strategy */
    uint64_t steps;         /* 0 for a strategy */
    orth_estimate *figures; /* ORTH_FIGURES + n */
    /* Less those of the first schedule, path by path: of the final value, with what the schedules'
     * different holdings gained by prices, and of the shortfall, without. */
    orth_estimate paired, paired_shortfall;
    /* orth_paths_needed of this schedule and the first, by the market's covariance of a block; NaN
     * where that says nothing: for the first, on one price path, at constant prices, and where the
     * steps times n^2 are more than ORTH_PATHS_NEEDED_MOST. */
    double paths_needed;
    double *final_values;   /* of each price path, in order */
    double *shortfalls;     /* likewise: for differences against any schedule */
    double *log_shortfalls; /* log(rebalance_value / final_value) likewise: of a pool without fees
                               the sum of its blocks' losses, whatever it is worth by then */
    orth_simulation_performance *performance; /* NULL where it was not asked for, for a schedule,
                                                 and where nothing says how long a block is */
    double ledger_miss; /* the greatest |orth_ledger_miss| / value among the price paths */
    uint64_t undecided; /* of a strategy: decisions that were not made because a score was no finite
                           number (the weights stayed), of all price paths together, with those
                           before block 0 */
} orth_simulation_result;

/* How alike strategies are: of their weights at block 0 and at the end of each period of
 * performance, on the first price path. */
#define ORTH_SIMULATION_ALIKE_WITHIN 0.2
typedef struct orth_simulation_alike {
    orth_alike_result result;
    double *distances, *greatest; /* [strategy][strategy]: in the mean, and at most */
    size_t clusters, *cluster;    /* of the means, within ORTH_SIMULATION_ALIKE_WITHIN */
} orth_simulation_alike;

typedef struct orth_simulation {
    const orth_scenario *scenario; /* must outlive it */
    double start_value;
    uint64_t blocks;
    uint64_t warm_up;     /* rows of prices before block 0, from which strategies learn */
    bool random;          /* the price paths differ, by the market, by others' trades or by the
                             blocks without an arbitrageur */
    uint64_t price_paths; /* that were run */
    uint64_t first_path;  /* the number of the first */
    bool partial;         /* stopped by options->stop */
    bool pairs;           /* the rules of quantammsim */
    double until_bp;      /* the precision asked for, 0 without */
    bool reached;         /* and whether it was */
    size_t count;         /* steps outer, paths inner, in the order asked */
    orth_simulation_result *results;
    orth_simulation_alike *alike; /* NULL with fewer than two of which performance is measured */
    /* What was assumed, of the market or a strategy; schedules that made less than
     * ORTH_MOVE_MADE_LEAST of the move, or never traded. */
    size_t note_count;
    char **notes;
    size_t source_count; /* its price files */
    orth_price_source *sources;
    /* The time of each block, microseconds since 1970 UTC where `dated`, else since block 0; NULL
     * but with price files or a table of prices. */
    int64_t *times;
    bool dated;
    double block_seconds; /* in the mean; 0 where nothing says how long a block is */
} orth_simulation;

/* How performance is measured. */
typedef struct orth_simulate_performance {
    double period_seconds; /* of returns, rounded to whole blocks, one at least */
    double riskless, tail; /* orth_performance_terms */
    uint64_t resamples;    /* of the bootstrap on one price path, by the scenario's seed; 0: none */
} orth_simulate_performance;
/* A day, 0 riskless, a tail of 5 %, 1,000 resamples. */
ORTH_API orth_simulate_performance orth_simulate_performance_usual(void);

/* Which estimate of a result. */
typedef enum orth_simulate_estimate {
    ORTH_SIMULATE_FIGURE, /* figures[index] */
    ORTH_SIMULATE_PAIRED,
    ORTH_SIMULATE_PAIRED_SHORTFALL,
    ORTH_SIMULATE_PERFORMANCE,       /* performance->figures[index] */
    ORTH_SIMULATE_PERFORMANCE_PAIRED /* performance->paired[index] */
} orth_simulate_estimate;

typedef struct orth_simulate_options {
    unsigned threads; /* 0: as many as processors */
    bool pairs;       /* the rules of quantammsim instead of exact arbitrage */
    bool one_path;    /* only the price path of number `price_path` */
    uint64_t price_path;
    /* Stop when the half-width of every paired difference (of the value itself where there is one
     * schedule) is at most so many basis points of the start's value; 0: never. Looked at after
     * each chunk, whose size depends on the scenario alone. */
    double until_bp;
    /* NULL, or not 0: stop; price paths that are not done are dropped, those before them are the
     * result. Without one it is ORTH_INTERRUPTED. */
    const volatile sig_atomic_t *stop;
    /* Once price files are read, before the first price path: from here on `stop` is looked at. In
     * the calling thread; may be NULL. */
    void (*prepared)(void *user);
    /* After each chunk, in the calling thread; may be NULL. */
    void (*progress)(void *user, uint64_t done, uint64_t most);
    /* On the first price path only, for each schedule in turn, at block 0, every `record_every`
     * blocks (0: none) and at the last, in the thread that runs that price path; NULL: nothing is
     * recorded. */
    void (*record)(void *user, size_t result, uint64_t block, const orth_run *run);
    uint64_t record_every;
    /* Of each estimate of each result, once the last price path is done and there are several of
     * them: its `count` values, in order of the price paths from the first one on, NaN where the
     * figure is not defined on one. They are good for the call, in the calling thread; may be
     * NULL. */
    void (*values)(void *user, size_t result, orth_simulate_estimate estimate, size_t index,
                   uint64_t count, const double *values);
    void *user;
    const orth_simulate_performance *performance; /* of strategies; NULL: not wanted */
    bool digest;                                  /* the price files' SHA-256 is wanted */
} orth_simulate_options;

/* The closed form of the best number of steps: cost(f) = a D^2 / (2 f) + l f, least at
 * f* = D sqrt(a / (2 l)), with an exposure of l in the log of value for each step, counted during
 * the move only, and a = 1 for perfect arbitrage:
 *   lvr        the mean over the path of (sum w_i S_ii - w' S w) / 2 less the same at the target,
 *              S the covariance of log-prices over a step: orth_market_covariance of the
 *              simulation's blocks; 0 at constant prices;
 *   update     money for each update of the weights, over the pool's value;
 *   tracking   given.
 * l may be negative (a pool that is better off on its way): then there is no such f, and it is 0;
 * so it is where nothing moves (D = 0, and the lvr 0).
 * Arbitrage that is not perfect has a = factors.move, and the lvr is factors.lvr times that of
 * perfect arbitrage; good for moves of many times factors.blocks. With an active share lambda and
 * nothing but LVR the least cost is 2 D sqrt(l / (2 lambda (2 - lambda))), l that of perfect
 * arbitrage: lambda = 1 is best for a move, always. Where the factors are not known nothing is: the
 * lvr is that of perfect arbitrage, best_steps and best_cost are 0, orth_exposure_cost is NaN. */
typedef struct orth_exposure {
    double distance; /* D */
    double lvr, update, tracking;
    double total;              /* l */
    orth_cost_factors factors; /* orth_scenario_factors */
    double best_steps;         /* f*, at least 1; 0 when l <= 0, D = 0 or it is not known */
    double best_cost;          /* cost(f*) in the log of value, 0 likewise */
    double near_steps; /* around which candidates lie: f*, or that of perfect arbitrage where it is
                          not known; 0 when l <= 0 or D = 0 */
    uint64_t most;     /* steps that the market has blocks for; UINT64_MAX: any number */
} orth_exposure;

/* Makes the market, reading its data where it has any, with the errors of orth_market_create. */
ORTH_API orth_status orth_exposure_of(orth_exposure *exposure, const orth_scenario *scenario,
                                      const char *path, double update_cost, double tracking,
                                      orth_error *error);

/* cost(f); without the l f where l <= 0. */
ORTH_API double orth_exposure_cost(const orth_exposure *exposure, double steps);

/* The candidates: near_steps times 1/8 to 8 (fine near it) up to 131072, or without it the powers
 * of two up to 16384 (in a market that does not end 1024), all from 1 to exposure->most (at least
 * 1); the lesser of these ends in place of those beyond it. 1 alone where nothing moves. They
 * replace the scenario's steps. */
ORTH_API orth_status orth_exposure_candidates(orth_scenario *scenario,
                                              const orth_exposure *exposure, orth_error *error);

/* Price paths of a study where the scenario has no "monte_carlo". */
#define ORTH_EXPOSURE_PRICE_PATHS 256

/* Makes the scenario one that orth_best_steps_create compares: of its paths the first, its exposure
 * by the scenario's update_cost and tracking_bp, candidates in place of its steps unless
 * `keep_steps` or the path is a file's, which has its own, and price paths where none are said.
 * Errors are those of orth_exposure_of; ORTH_BAD_INPUT too where tracking is all of the pool. */
ORTH_API orth_status orth_exposure_prepare(orth_scenario *scenario, orth_exposure *exposure,
                                           bool keep_steps, orth_error *error);

/* Runs it. ORTH_BAD_INPUT without a market, where the market is shorter than a move or than what
 * strategies learn from and look ahead to, where these do not begin at one row, and for its files;
 * ORTH_BAD_INPUT too where strategies cannot be made (orth_scenario_strategy_create); ORTH_DOMAIN
 * when a price leaves its range, or a strategy's weight that of a pool; ORTH_INTERRUPTED.
 * *simulation is NULL on failure. */
ORTH_API orth_status orth_simulation_run(orth_simulation **simulation,
                                         const orth_scenario *scenario,
                                         const orth_simulate_options *options, orth_error *error);
ORTH_API void orth_simulation_free(orth_simulation *simulation); /* NULL is fine */

/* How many price paths it takes to tell two schedules apart by plain values: so many that 1.96
 * standard errors of the mean difference of their log values on the same price paths are as much as
 * the difference of their losses,
 *     (1.96 / (L_1 - L_2))^2 sum over blocks k of (w_1k - w_2k)' S (w_1k - w_2k).
 * S: `covariance` [n][n] of a block's log-returns, symmetric. A row of weights lasts
 * blocks_per_step >= 1 blocks; the shorter schedule rests at its last row. L is
 * orth_path_log_loss: what the moves of the weights cost without a fee; that the loss to the prices
 * differs between two ways is not counted. NaN where the losses do not differ (by 2^-46 of the
 * greater). The price paths' own luck in the weights is all the noise there is, to first order in
 * the deviation of returns: the paired shortfall is without it and needs none of these paths.
 * Both paths of as many tokens, two objects. ORTH_NO_MEMORY. */
#define ORTH_PATHS_NEEDED_MOST 3e7
ORTH_API orth_status orth_paths_needed(double *paths, orth_path *first, orth_path *second,
                                       uint64_t blocks_per_step, const double *covariance,
                                       orth_error *error);

/* The pool that has the target's weights from the start, through the same blocks of the same price
 * paths with the same fees, arbitrage and others' trades: one result. What a move costs is its
 * log_shortfall less this one's. Of `options` threads and progress count; all price
 * paths are done, or it is ORTH_INTERRUPTED by the flag of orthant/stop.h. *at_target is NULL on
 * failure. */
ORTH_API orth_status orth_simulation_at_target(orth_simulation **at_target,
                                               const orth_simulation *simulation,
                                               const orth_simulate_options *options,
                                               orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
