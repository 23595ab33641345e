/* A part of a specification becomes a piece of a strategy. */
#ifndef ORTH_STRATEGY_PARTS_H
#define ORTH_STRATEGY_PARTS_H

#include "strategy/strategy.h"

/* Checks the part's parameters against the kind's keys, keeps them, and prepares the piece. On
 * failure the piece may be half made: orth_piece_clear frees it. */
orth_status orth_piece_make(orth_piece *piece, const orth_strategy *strategy,
                            const orth_piece_kind *kind, const orth_strategy_part *part,
                            orth_error *error);
void orth_piece_clear(orth_piece *piece);

#endif
