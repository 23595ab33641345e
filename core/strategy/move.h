/* A move set out and its rows, held to the rails and the speed limit. */
#ifndef ORTH_STRATEGY_MOVE_H
#define ORTH_STRATEGY_MOVE_H

#include "strategy/strategy.h"

/* From `now` to move->to, which is brought nearer where a row of a curved path would change a
 * weight by more than the strategy's largest change. */
void orth_move_set(orth_weight_move *move, const orth_strategy *strategy, const double *now);

/* Rows first .. of the move; those of curves that pass a rail are put on it. `lane`: 2 n. */
void orth_move_rows(orth_weight_move *move, const orth_strategy *strategy, uint64_t first,
                    size_t count, double *weights, double *lane);

#endif
