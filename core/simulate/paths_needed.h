/* How many price paths tell a simulation's schedules apart by plain values. */
#ifndef ORTH_SIMULATE_PATHS_NEEDED_H
#define ORTH_SIMULATE_PATHS_NEEDED_H

#include "simulate/worker.h"

/* Into each result of the simulation, whose price paths are done. */
orth_status orth_simulation_fill_paths_needed(orth_simulation *simulation,
                                              const orth_simulation_setup *setup,
                                              orth_error *error);

#endif
