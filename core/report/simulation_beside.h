/* What the table of a simulation says beside its columns. */
#ifndef ORTH_REPORT_SIMULATION_BESIDE_H
#define ORTH_REPORT_SIMULATION_BESIDE_H

#include <stdio.h>

#include "orthant/simulate.h"

/* Money in bp of the start's value; and so many of them, in a column. */
double orth_simulation_bp(const orth_simulation *simulation, double money);
void orth_simulation_put_bp(FILE *stream, int width, int places, double points);

/* Over price paths: gains and shortfalls with their intervals, and of several their differences to
 * the first, and how many price paths would tell them apart by final values alone. `width`: of the
 * column of paths. */
void orth_simulation_write_paired(const orth_simulation *simulation, int width, FILE *stream);

/* Pools against the portfolio on an exchange; nothing where the scenario has none. */
void orth_simulation_write_benchmark(const orth_simulation *simulation, int width, FILE *stream);

/* What strategies did to the weights; nothing of schedules. */
void orth_simulation_write_strategies(const orth_simulation *simulation, int width, FILE *stream);

/* What it costs strategies that the contract runs them; nothing where there is none. */
void orth_simulation_write_execution(const orth_simulation *simulation, FILE *stream);

#endif
