/* When a simulation's blocks are. */
#ifndef ORTH_REPORT_SIMULATION_CLOCK_H
#define ORTH_REPORT_SIMULATION_CLOCK_H

#include "base/json_out.h"
#include "orthant/simulate.h"

/* What stands behind a number of blocks, or the word: " (60 s each, 1 d 0 h in all)", with dates
 * where price files have them; "" where neither the model nor a file says how long a block is.
 * Returns out. */
#define ORTH_CLOCK_TEXT_MAX 240
const char *orth_simulation_clock_text(char out[ORTH_CLOCK_TEXT_MAX],
                                       const orth_simulation *simulation);

/* The key "clock" of a result. */
void orth_simulation_write_clock(orth_json_out *json, const orth_simulation *simulation);

#endif
