/* Targets that are approached by a share a decision. */
#ifndef ORTH_STRATEGY_SMOOTHING_H
#define ORTH_STRATEGY_SMOOTHING_H

#include "strategy/strategy.h"

#define ORTH_SMOOTHING_KEYS                                                                        \
    ORTH_DECAY_KEYS("smoothing_lambda", "smoothing_memory_days", "by which the target is smoothed")

/* Sets piece->smoothing from the keys above, in `decays` (n), where one is given. */
static inline orth_status orth_smoothing_of(orth_piece *piece, orth_decay *decays,
                                            orth_error *error)
{
    if (!orth_piece_has(piece, "smoothing_lambda") &&
        !orth_piece_has(piece, "smoothing_memory_days"))
        return ORTH_OK;
    piece->smoothing = decays;
    return orth_piece_decays(piece, "smoothing_lambda", "smoothing_memory_days", 0, decays, NULL,
                             error);
}

#endif
