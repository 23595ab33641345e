/* The figures of a simulation, from a run that is at its end. */
#ifndef ORTH_SIMULATE_FIGURES_H
#define ORTH_SIMULATE_FIGURES_H

#include "orthant/path.h"
#include "orthant/simulate.h"
#include "pool/run.h"

/* figures: ORTH_FIGURES, then the reserves; *miss: |orth_ledger_miss| over the greater value. Of
 * that lane of the run, and the move that it was to make, or NULL. `shares` has room for n. The
 * benchmark's are left to orth_benchmarks_take, and those of a strategy's weights to
 * orth_strategy_follower_take. */
void orth_figures_take(double *figures, double *miss, const orth_run *run, size_t lane,
                       const orth_move *move, double *shares);

#endif
