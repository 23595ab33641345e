/* Newton's method on a plan's set points, alone or with their times. */
#ifndef ORTH_SETPOINT_NEWTON_H
#define ORTH_SETPOINT_NEWTON_H

#include <stdbool.h>
#include <stddef.h>

#include "orthant/status.h"

typedef struct orth_polygon {
    size_t n, m;                         /* tokens, segments */
    double *weights;                     /* m + 1 rows of n; the first and the last stay */
    double *lengths;                     /* m, in steps, > 0; their sum stays */
    double minimum_weight, largest_move; /* rails, 0 for none; held strictly */
} orth_polygon;

/* sum over the segments of their losses. */
double orth_polygon_loss(const orth_polygon *polygon);

/* Minimises the loss over the inner points, and over the lengths too when `times`; no length goes
 * below 1. Rails are kept by a logarithmic barrier, from points that keep them strictly. *settled
 * tells whether the minimum was reached. */
orth_status orth_polygon_minimise(orth_polygon *polygon, bool times, bool *settled,
                                  orth_error *error);

#endif
