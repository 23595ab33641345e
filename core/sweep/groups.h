/* Means over groups of price paths, for the figures that have them. */
#ifndef ORTH_SWEEP_GROUPS_H
#define ORTH_SWEEP_GROUPS_H

#include <stdbool.h>
#include <stddef.h>

#include "orthant/sweep_point.h"

/* The next name of a pointer, where it is `name`: *rest moves behind it. */
bool orth_pointer_name(const char **rest, const char *name);
/* The same for a place in a list. */
bool orth_pointer_index(const char **rest, size_t *index);
/* Whether what is left leads to an estimate or its mean. */
bool orth_pointer_is_mean(const char *rest);

/* Room for a figure's groups, so that orth_groups_fill cannot fail. ORTH_NO_MEMORY. */
orth_status orth_groups_make(orth_point_figure *figure, orth_error *error);
/* Fills them from the values of price paths 0 .. count - 1; drops them where there is one price
 * path, or not all values are numbers. */
void orth_groups_fill(orth_point_figure *figure, size_t count, const double *values);

#endif
