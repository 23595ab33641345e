/* Logarithmic axes of pictures. */
#ifndef ORTH_REPORT_PLOT_AXES_H
#define ORTH_REPORT_PLOT_AXES_H

#include <stdint.h>

#include "report/plot.h"

/* The x axis over numbers of steps, ascending: a tic at each, but for those that would stand too
 * close. */
void orth_plot_step_axis(orth_plot *plot, size_t count, const uint64_t *steps);

/* The y axis from `least` to `greatest` (both above 0) with a margin, not above `highest`; it spans
 * at least a factor of six, so that it has two tics or more (1, 2, 5, 10, ...). */
void orth_plot_logarithmic_axis(orth_plot *plot, double least, double greatest, double highest);

#endif
