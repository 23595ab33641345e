/* Which figure a name means, and whether more of it is better. */
#ifndef ORTH_SWEEP_DIRECTION_H
#define ORTH_SWEEP_DIRECTION_H

#include <stdbool.h>

#include "orthant/status.h"
#include "orthant/sweep.h"
#include "orthant/sweep_results.h"

/* *figure is the number of the collected pointer that `by` is, or that alone has `by` between its
 * strokes; of NULL the only one that there is. ORTH_BAD_INPUT with the pointers there are. */
orth_status orth_find_figure(size_t *figure, const orth_sweep *sweep, const char *by,
                             orth_error *error);

/* Whether the sweep collects how much of the move was made by the schedule whose figure that
 * pointer is, and the number of that figure. */
bool orth_find_move_made(size_t *figure, const orth_sweep *sweep, const char *pointer);

/* Whether more of the figure at that pointer is better, by the last of its parts that is a name of
 * a figure. ORTH_SWEEP_USUAL where nobody knows. */
orth_sweep_direction orth_usual_direction(const char *pointer);

#endif
