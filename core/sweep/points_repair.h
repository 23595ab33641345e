/* What a process finds when it goes on with a file of points. */
#ifndef ORTH_SWEEP_POINTS_REPAIR_H
#define ORTH_SWEEP_POINTS_REPAIR_H

#include "sweep/points_file.h"

/* Reads the locked file, shows each of its points to `visit`, cuts off a torn end, and writes
 * blanks over damaged lines, so that only whole lines are left; without a header it gets `header`.
 * *end is where the next line belongs, *dropped how many lines were torn or damaged. Errors of
 * orth_kept_file_open. */
orth_status orth_kept_repair(int descriptor, const char *file, const orth_kept_header *header,
                             const char *remedy,
                             orth_status (*visit)(void *user, const orth_kept_point *point,
                                                  orth_error *error),
                             void *user, uint64_t *end, uint64_t *dropped, orth_error *error);

#endif
