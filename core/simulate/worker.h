/* One thread's place in a simulation: its walk along the market, its schedules and its pools. */
#ifndef ORTH_SIMULATE_WORKER_H
#define ORTH_SIMULATE_WORKER_H

#include "orthant/execute.h"
#include "orthant/market.h"
#include "orthant/performance.h"
#include "orthant/simulate.h"
#include "orthant/strategy.h"
#include "pool/run.h"

/* What all threads read. */
typedef struct orth_simulation_setup {
    const orth_scenario *scenario;
    const orth_simulate_options *options;
    const orth_move *move; /* NULL with strategies */
    const orth_market *market;
    size_t n;
    uint64_t blocks;
    double value;
    size_t schedules; /* step counts x paths, steps outer; or strategies */
    double **rows;    /* of each schedule all steps + 1; NULL where they are too many to keep */
    orth_strategy **strategies;  /* one a schedule, or NULL */
    orth_execution **executions; /* of each strategy; NULL where it is ideal */
    uint64_t warm_up;            /* rows of prices before block 0, for strategies to learn from */
    uint64_t ahead;              /* and after the block at hand, for one that looks ahead */
    const orth_performance_terms *performance; /* of strategies; NULL: not asked for */
    struct orth_likeness *likeness; /* of several strategies, on the first price path; or NULL */
    double flow_move;               /* orth_flow_mean_move, where others' trades follow it */
    uint64_t first_path;            /* its number */
    bool one_path;                  /* one price path is all: its blocks are the progress */
    bool side_by_side;              /* whether price paths may be run ORTH_RUN_LANES at a time */
} orth_simulation_setup;

/* The scenario's market; it has one. ORTH_BAD_INPUT too where the pool's money is in something else
 * than its prices. */
orth_status orth_simulation_market(orth_market **market, const orth_scenario *scenario, bool digest,
                                   orth_error *error);

/* ORTH_BAD_INPUT where the pool's unit names a token that prices are not in: one that is neither
 * the numeraire nor priced 1 at every block (core/simulate/unit.c). */
orth_status orth_simulation_check_unit(const orth_scenario *scenario, const orth_market *market,
                                       orth_error *error);

typedef struct orth_worker orth_worker;

orth_status orth_worker_create(orth_worker **worker, const orth_simulation_setup *setup,
                               orth_error *error);
void orth_worker_free(orth_worker *worker); /* NULL is fine */

/* Where the figures of price paths go, one path's after the other's: of each `figures` gets
 * schedules x (ORTH_FIGURES + n), `misses` one a schedule, `performance` and `why` schedules x
 * orth_performance_count where setup->performance is there. `undecided`: decisions of each strategy
 * that were not made; of price paths run side by side all are counted in the first one's. */
typedef struct orth_worker_results {
    double *figures, *misses, *undecided, *performance;
    orth_undefined *why;
} orth_worker_results;

/* Runs one price path (paths = 1), or where setup->side_by_side ORTH_RUN_LANES from there on. With
 * `record` (one path only), tells options->record. ORTH_INTERRUPTED once options->stop is set.
 * Allocates nothing but room for others' trades where they come in greater crowds than ever. */
orth_status orth_worker_run(orth_worker *worker, uint64_t price_path, size_t paths, bool record,
                            const orth_worker_results *results, orth_error *error);

/* Hands over the stream of values of that schedule's last price path, to be freed, and runs no
 * more. */
orth_performance *orth_worker_take_stream(orth_worker *worker, size_t s);

#endif
