/* The panels of a simulation's picture, each one plot command. */
#ifndef ORTH_REPORT_SIMULATION_PLOT_H
#define ORTH_REPORT_SIMULATION_PLOT_H

#include "report/distribution.h"
#include "report/plot.h"
#include "report/recording.h"

#define ORTH_SIMULATION_WIDTH ORTH_PLOT_WIDTH

/* A schedule's name as a quoted string: by what tells it from the others. */
void orth_simulation_plot_name(orth_plot *plot, const orth_simulation *simulation, size_t s);

/* How its lines look: by its path, or a strategy's by its place. */
orth_plot_look orth_simulation_look(const orth_simulation *simulation, size_t s);

/* Value and shortfall of each schedule, with several the differences of shortfalls to the first,
 * and weights of at most 8 tokens, over the blocks: so many panels. */
int orth_simulation_series_panels(const orth_simulation *simulation);
void orth_simulation_put_series(orth_plot *plot, const orth_simulation *simulation,
                                const orth_recording *recording);

/* The whole picture of strategies that were recorded. */
orth_status orth_simulation_plot_strategies(const orth_simulation *simulation,
                                            const orth_recording *recording, const char *file,
                                            bool keep_script, orth_error *error);

/* Shortfalls of all schedules, or differences of all but the first to the first. */
void orth_simulation_put_distribution(orth_plot *plot, const orth_simulation *simulation,
                                      const orth_distribution *distribution, bool differences);

#endif
