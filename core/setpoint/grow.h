/* The best set points with free times have local minima; a plan grown call by call finds better
 * ones than the equal times lead to. */
#ifndef ORTH_SETPOINT_GROW_H
#define ORTH_SETPOINT_GROW_H

#include "setpoint/newton.h"

/* Fills the polygon (its ends and the sum of its lengths are given) with the best that is found by
 * starting from one segment and splitting, once for each further one, those segments that lose most
 * above their geodesic; each trial is minimised in points and lengths. No rails. Lengths stay at
 * least 1; the sum of them must be at least m. */
orth_status orth_polygon_grow(orth_polygon *polygon, orth_error *error);

#endif
