/* The frozen walk: batches of blocks of eight lanes at a time, each lane with weights and drift of
 * its own. */
#ifndef ORTH_COST_WALK_H
#define ORTH_COST_WALK_H

#include "cost/terms.h"
#include "kernel/kernel.h"

#define ORTH_WALK_LANES ORTH_CLAMPED_LANES
#define ORTH_WALK_CHUNK 128  /* blocks drawn at a time */
#define ORTH_WALK_BATCHES 16 /* a lane */
#define ORTH_WALK_CHUNKS 13  /* a batch, usually */
#define ORTH_WALK_CHUNKS_MAX 1024
#define ORTH_WALK_TOTALS (ORTH_CLAMPED_POOLS * ORTH_CLAMPED_SUMS)

/* How long it runs: blocks before anything counts, and chunks a batch, for noise of which
 * Var_w(S) is at least `least` and the pairs' mean variance at least `pair`. */
typedef struct orth_walk_plan {
    size_t burn_in, chunks; /* in chunks; a batch */
} orth_walk_plan;
orth_walk_plan orth_walk_plan_of(double band, double least, double pair);

/* Runs lanes `lane` .. lane + 7 (a multiple of 8) of the random numbers; weights and drift
 * [token][8]. means[batch][pool][sum][lane], a block. ORTH_NO_MEMORY. */
orth_status orth_walk_run(double *means, const orth_cost_terms *terms, const double *weights,
                          const double *drift, const orth_walk_plan *plan, uint64_t seed,
                          uint64_t lane, orth_error *error);

/* Of one moment: batches of several lanes with the same weights and drift. */
typedef struct orth_walk_lanes {
    const double *means[ORTH_WALK_LANES]; /* of each, its first batch's first number */
    size_t lanes;
} orth_walk_lanes;
/* Control and estimates; noise = Var_w(S), pace = Var_w(d). `blocks` is not filled. */
void orth_walk_estimate(orth_cost_frozen *frozen, const orth_walk_lanes *of, double band,
                        double noise, double pace);

#endif
