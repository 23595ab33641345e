/* What the part "move" shows of the weights. */
#ifndef ORTH_PAGE_MOVE_H
#define ORTH_PAGE_MOVE_H

#include "orthant/path.h"
#include "page/work.h"

/* The tokens whose weights change most, at most `most`, in the order of the scenario; their
 * number. */
size_t orth_page_most_moved(size_t *tokens, size_t most, const orth_move *move);

/* The weights along a path, and along linear where the eye sees a difference. */
#define ORTH_PAGE_DRAWN_TOKENS 8
orth_status orth_page_draw_weights(orth_page_work *work, json_t *part, const orth_move *move,
                                   const char *path, uint64_t steps, orth_error *error);

/* What changes hands, of the pool's value. */
double orth_page_turnover(const orth_move *move);

#endif
