/* The linear system of a Newton step on a plan's set points. */
#ifndef ORTH_SETPOINT_NEWTON_SYSTEM_H
#define ORTH_SETPOINT_NEWTON_SYSTEM_H

#include "setpoint/newton.h"

typedef struct orth_newton {
    size_t inner, unknowns; /* m - 1; of the dense system */
    bool times;
    double barrier;
    double *gradient;       /* inner rows of n, then m for the lengths */
    double *diagonal, *off; /* inner rows of n: T_i; off[s] couples points s and s + 1 */
    double *left, *right;   /* C_i: of a point to the length before it and after it */
    double *curvature;      /* m: D */
    double *inverse;        /* inner^2: of one T_i */
    double *coupled;        /* inner x m: inverse times C_i */
    double *dense, *side;
    double *step; /* as the gradient */
    double *trial_weights, *trial_lengths;
    double *block;
} orth_newton;

/* Room for a polygon; w->block is to be freed. */
orth_status orth_newton_create(orth_newton *w, const orth_polygon *polygon, bool times,
                               orth_error *error);

/* Gradient and Hessian at the polygon, with the barrier. */
void orth_newton_derive(orth_newton *w, const orth_polygon *polygon);

/* The Newton step; false when there is none. */
bool orth_newton_solve(orth_newton *w, const orth_polygon *polygon);

#endif
