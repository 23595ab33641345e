/* What stands above the table of a simulation. */
#ifndef ORTH_REPORT_SIMULATION_HEAD_H
#define ORTH_REPORT_SIMULATION_HEAD_H

#include <stdio.h>

#include "orthant/simulate.h"

/* The scenario's name, its market and pool, its price paths, and an empty line. */
void orth_simulation_write_head(const orth_simulation *simulation, FILE *stream);

#endif
