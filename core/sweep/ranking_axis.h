/* A parameter of a ranking as the axis of a picture. */
#ifndef ORTH_SWEEP_RANKING_AXIS_H
#define ORTH_SWEEP_RANKING_AXIS_H

#include <stdbool.h>
#include <stddef.h>

#include "orthant/status.h"
#include "orthant/sweep_results.h"
#include "report/plot.h"

/* Different values of a parameter: numbers ascending, or where some is none all in the order of
 * their first points. */
typedef struct orth_ranking_axis {
    const orth_sweep_ranking *ranking;
    size_t parameter;
    bool numeric, logarithmic;
    size_t count;   /* of values */
    size_t *of_row; /* [row] which of them it has */
    size_t *row_of; /* [value] the first row that has it, the best */
    double *places; /* [value] the number, else its place in the order */
} orth_ranking_axis;

orth_status orth_ranking_axis_make(orth_ranking_axis *axis, const orth_sweep_ranking *ranking,
                                   size_t parameter, orth_error *error);
void orth_ranking_axis_free(orth_ranking_axis *axis);

/* Label, range and tics of gnuplot's axis 'x' or 'y'; with `by_place` values stand side by side,
 * at 0, 1, 2, ... */
void orth_ranking_axis_put(const orth_ranking_axis *axis, orth_plot *plot, char which,
                           bool by_place);

#endif
