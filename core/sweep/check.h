/* What is tried before a sweep runs. */
#ifndef ORTH_SWEEP_CHECK_H
#define ORTH_SWEEP_CHECK_H

#include "sweep/keys.h"

/* Reads the scenario with each value of each parameter (of a range of more than 10,000 with that
 * many, both ends among them; of one of a sobol or latin design with its ends and the values of the
 * first points), the others at their first value; of a zip with each point's values (of ranges
 * alone, at most 10,000 points). What only together is wrong elsewhere is the point's own failure.
 * ORTH_BAD_INPUT with the sweep's place, then the scenario's. Fills the sweep's inputs, and its
 * figures by the usual ones of the command where the file names none. */
orth_status orth_sweep_check(orth_sweep_reader *reader);

#endif
