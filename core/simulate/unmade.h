/* Schedules that look cheap because the pool did not go along. */
#ifndef ORTH_SIMULATE_UNMADE_H
#define ORTH_SIMULATE_UNMADE_H

#include "orthant/simulate.h"

/* A note of each schedule that made less than ORTH_MOVE_MADE_LEAST of the move, or never traded,
 * and of the first few of many; none where nothing is to be moved. */
orth_status orth_simulation_unmade_notes(orth_simulation *simulation, orth_error *error);

#endif
