/* What the table of a simulation says beside its columns. */
#ifndef ORTH_REPORT_SIMULATION_BESIDE_H
#define ORTH_REPORT_SIMULATION_BESIDE_H

#include <stdio.h>

#include "orthant/simulate.h"

/* Pools against the portfolio on an exchange; nothing where the scenario has none. `width`: of the
 * column of paths. */
void orth_simulation_write_benchmark(const orth_simulation *simulation, int width, FILE *stream);

/* What strategies did to the weights; nothing of schedules. */
void orth_simulation_write_strategies(const orth_simulation *simulation, int width, FILE *stream);

/* What it costs strategies that the contract runs them; nothing where there is none. */
void orth_simulation_write_execution(const orth_simulation *simulation, FILE *stream);

/* How many price paths it would take to tell the schedules apart by final values alone; nothing
 * where no schedule knows it. */
void orth_simulation_write_needed(const orth_simulation *simulation, FILE *stream);

#endif
