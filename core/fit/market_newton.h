/* What Newton's method keeps: a place, and derivatives there by differences. */
#ifndef ORTH_FIT_MARKET_NEWTON_H
#define ORTH_FIT_MARKET_NEWTON_H

#include "fit/market_parts.h"

typedef struct orth_fit_climb {
    const orth_fit_problem *problem;
    size_t d;
    double *place, value;
    orth_fit_held *held;  /* [d] */
    size_t count, *free_; /* parameters that are free */
    double fine;          /* steps are so many tenths of a standard error */
    double *steps;        /* [d] */
    double *up, *down;    /* values to both sides of each parameter but the fixed */
    double *gradient, *move;
    double *curve;  /* [count][count], minus the second derivatives in what is free */
    double *factor; /* [count][count], lower triangular */
    size_t waiting; /* places that are asked for */
    double places[ORTH_FIT_LANES][ORTH_FIT_DIMENSIONS];
    double *answers[ORTH_FIT_LANES];
} orth_fit_climb;

/* The gradient, and unless it is kept the curvature. False where they are not finite. */
bool orth_fit_differentiate(orth_fit_climb *climb, bool keep);

/* The factor of curve + ridge * its diagonal; false where that is not positive. */
bool orth_fit_factorise(orth_fit_climb *climb, double ridge);
void orth_fit_solve(const orth_fit_climb *climb, double *x);

/* The parameter (of those that are free) in which, the others following, there is least curvature,
 * where the curvature is not positive; *way [count] is the direction. SIZE_MAX: it is positive. */
size_t orth_fit_flattest(const orth_fit_climb *climb, double *way);

#endif
