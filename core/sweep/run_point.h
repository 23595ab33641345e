/* One point from its number to its line. */
#ifndef ORTH_SWEEP_RUN_POINT_H
#define ORTH_SWEEP_RUN_POINT_H

#include "orthant/sweep.h"
#include "orthant/sweep_point.h"
#include "sweep/points_file.h"

/* What every point of a run needs. */
typedef struct orth_run_points {
    const orth_sweep *sweep;
    const char **figures; /* the sweep's, as an array */
    orth_kept_file *file;
    orth_point_options how;
} orth_run_points;

/* Runs the point and appends its line. Where it failed as a point, which is a line too, *message is
 * set, else "". The result, whose notes are the caller's to tell, or NULL. Errors: those that are
 * no property of the point. */
orth_status orth_run_point(const orth_run_points *points, uint64_t point,
                           orth_point_result **result, char message[ORTH_ERROR_TEXT_MAX],
                           orth_error *error);

#endif
