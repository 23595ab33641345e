/* What the table of a simulation says beside its columns. */
#ifndef ORTH_REPORT_SIMULATION_BENCHMARK_H
#define ORTH_REPORT_SIMULATION_BENCHMARK_H

#include <stdio.h>

#include "orthant/simulate.h"

/* Pools against the portfolio on an exchange; nothing where the scenario has none. `width`: of the
 * column of paths. */
void orth_simulation_write_benchmark(const orth_simulation *simulation, int width, FILE *stream);

#endif
