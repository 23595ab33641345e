/* One schedule or strategy in one thread of a simulation: its weights block by block, and what
 * follows them, the pool and the benchmark. Where setup->side_by_side each of these is also there
 * ORTH_RUN_LANES times. */
#ifndef ORTH_SIMULATE_FOLLOWER_H
#define ORTH_SIMULATE_FOLLOWER_H

#include "pool/benchmark.h"
#include "simulate/kept_blocks.h"
#include "simulate/performance.h"
#include "simulate/schedule_rows.h"
#include "simulate/strategy_follower.h"

typedef struct orth_follower {
    const orth_simulation_setup *setup;
    orth_strategy_follower
        *strategy;                 /* NULL for a schedule; else nothing up to `buffer` is there */
    orth_schedule_rows source;     /* no path where the rows are kept */
    const double *rows;            /* setup->rows of it */
    double *row;                   /* one */
    double *buffer;                /* `chunk` rows, expanded to one a block */
    orth_run *runs[2];             /* of one price path, and of ORTH_RUN_LANES or NULL */
    orth_benchmark *benchmarks[2]; /* likewise; NULL where the scenario has none */
    /* Where a contract carries the strategy out: the same by the strategy itself, on the same
     * prices and trades, without a benchmark. Else NULL. It does what this one is told. */
    struct orth_follower *ideal;
    orth_performance_follower *performance; /* NULL where it is not asked for */
    orth_kept_blocks *kept;                 /* NULL where the pool is seen in every block */
} orth_follower;

/* Schedule s of the setup, for up to `chunk` blocks at a time; *made is zero. Free on failure
 * too. */
orth_status orth_follower_create(orth_follower *made, const orth_simulation_setup *setup, size_t s,
                                 size_t chunk, orth_error *error);
void orth_follower_free(orth_follower *follower);

/* Before the first price of w: 0 for one price path, 1 for ORTH_RUN_LANES. */
void orth_follower_begin(orth_follower *follower, size_t w);
/* `count` rows of prices before block 0. */
void orth_follower_learn(orth_follower *follower, size_t w, size_t count, const double *prices);
/* Block 0. */
void orth_follower_start(orth_follower *follower, size_t w, const double *prices);

/* Whether nobody trades with the pool in that block, whatever there is to gain. */
bool orth_follower_frozen(const orth_follower *follower, uint64_t block);

/* Blocks first .. first+count-1, those of the move and those at rest after it. Of the first block
 * on: prices; fees and present as orth_run_blocks_present has them, NULL likewise. */
void orth_follower_run(orth_follower *follower, size_t w, uint64_t first, size_t count,
                       const double *prices, const orth_fee *fees, const bool *present);

/* What the contract's way of carrying it out costs, in bp: 1e4 log(final value of `ideal` / final
 * value); 0 where it is ideal. */
double orth_follower_execution_bp(const orth_follower *follower, size_t w, size_t lane);

/* Others' trades at the end of the last block. */
void orth_follower_noise(orth_follower *follower, size_t w, size_t count,
                         const orth_noise_trade *trades, const orth_fee *fee);

#endif
