/* What a strategy adds to a follower: its walk along the prices, the weights that it makes, and
 * what they are summed up to. */
#ifndef ORTH_SIMULATE_STRATEGY_FOLLOWER_H
#define ORTH_SIMULATE_STRATEGY_FOLLOWER_H

#include "simulate/worker.h"

typedef struct orth_strategy_follower {
    const orth_strategy *strategy;
    const orth_execution *execution; /* NULL: ideal */
    size_t n;
    uint64_t warm_up;
    bool never_trades, pauses; /* core/simulate/strategies.h */
    uint64_t late;             /* rows by which a pause is late: with ORTH_RUN_RATIOS it is that of
                                     the row that the pool saw before */
    orth_strategy_walk *walks[2]; /* of one price path, and of ORTH_RUN_LANES or NULL */
    orth_weight_sums sums[2];     /* likewise */
    double *weights;              /* [row][token][lane]: the row before, then up to `chunk` */
    size_t last;                  /* the last row that is there */
    bool *present;                /* `chunk`, where the strategy pauses; else NULL */
    double *numbers;              /* of `sums` */
} orth_strategy_follower;

/* Strategy s of the setup, for up to `chunk` blocks at a time; carried out as the setup says, or
 * by `ideal` as the strategy says. */
orth_status orth_strategy_follower_create(orth_strategy_follower **made,
                                          const orth_simulation_setup *setup, size_t s, bool ideal,
                                          size_t chunk, orth_error *error);
void orth_strategy_follower_free(orth_strategy_follower *follower); /* NULL is fine */

/* Back to before the first price; then `count` rows that only teach. Prices go on for what the
 * strategy looks ahead, here and below. */
void orth_strategy_follower_begin(orth_strategy_follower *follower, size_t w);
void orth_strategy_follower_learn(orth_strategy_follower *follower, size_t w, size_t count,
                                  const double *prices);
/* The weights of block 0. */
const double *orth_strategy_follower_start(orth_strategy_follower *follower, size_t w,
                                           const double *prices);
/* Those of the next `count` blocks. */
const double *orth_strategy_follower_next(orth_strategy_follower *follower, size_t w, size_t count,
                                          const double *prices);
/* In which of the blocks first .. first+count-1 somebody may trade: `present`, or of it only those
 * that the strategy does not freeze. */
const bool *orth_strategy_follower_present(orth_strategy_follower *follower, uint64_t first,
                                           size_t count, const bool *present);

/* The strategy's figures of that lane, after so many blocks; 0 for NULL. */
void orth_strategy_follower_take(double *figures, const orth_strategy_follower *follower, size_t w,
                                 size_t lane, uint64_t blocks);
/* ORTH_DOMAIN where a weight was too small for a pool. */
orth_status orth_strategy_follower_check(const orth_strategy_follower *follower, size_t w,
                                         size_t lane, uint64_t price_path, orth_error *error);

/* Decisions that were not made, of all lanes together (orth_strategy_walk_undecided); 0 of NULL. */
uint64_t orth_strategy_follower_undecided(const orth_strategy_follower *follower, size_t w);

#endif
