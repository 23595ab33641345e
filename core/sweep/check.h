/* What is tried before a sweep runs. */
#ifndef ORTH_SWEEP_CHECK_H
#define ORTH_SWEEP_CHECK_H

#include "sweep/keys.h"

/* Reads the scenario with each value of each parameter (of a range of more than 10,000, with that
 * many, both ends among them), the others at their first value; of a zip
 * with each point's values; of a sobol or latin design with the ends of the ranges, the values of
 * the lists, and the first points'. ORTH_BAD_INPUT with the sweep's place, then the scenario's.
 * Fills the sweep's inputs, and its figures by the usual ones of the command where the file names
 * none. */
orth_status orth_sweep_check(orth_sweep_reader *reader);

#endif
