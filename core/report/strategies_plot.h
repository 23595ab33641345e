/* The panels of a picture of strategies. */
#ifndef ORTH_REPORT_STRATEGIES_PLOT_H
#define ORTH_REPORT_STRATEGIES_PLOT_H

#include "orthant/report.h"
#include "report/plot_axes.h"

#define ORTH_STRATEGIES_WIDTH ORTH_PLOT_WIDTH
#define ORTH_STRATEGIES_WEIGHTS_MOST 8 /* strategies whose weights are drawn */
#define ORTH_STRATEGIES_DISTANCES_MOST 40

#define ORTH_STRATEGIES_TICS 6 /* of the axis of values */

/* What values and benchmarks span. */
orth_plot_span orth_strategies_value_span(const orth_strategies_picture *of);

/* Each is one plot command, with its data before it. */
void orth_strategies_put_values(orth_plot *plot, const orth_strategies_picture *of);
void orth_strategies_put_drawdowns(orth_plot *plot, const orth_strategies_picture *of);
void orth_strategies_put_weights(orth_plot *plot, const orth_strategies_picture *of,
                                 size_t strategy);
void orth_strategies_put_distances(orth_plot *plot, const orth_strategies_picture *of);

#endif
