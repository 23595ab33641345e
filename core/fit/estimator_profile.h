/* Profiles of a likelihood: the greatest value, the interval around it, the curve. */
#ifndef ORTH_FIT_ESTIMATOR_PROFILE_H
#define ORTH_FIT_ESTIMATOR_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "numeric/brent.h"
#include "orthant/estimator_fit.h"

/* Half the 0.95 quantile of chi^2 of one degree. */
#define ORTH_PROFILE_FALL 1.920729410347062

#define ORTH_PROFILE_NODES 25
/* A function on [low, high], smooth on the scale of the nodes. */
typedef struct orth_profile {
    double low, high;
    double tolerance; /* of x */
    orth_function *f;
    const void *of;
    double at[ORTH_PROFILE_NODES], values[ORTH_PROFILE_NODES];
} orth_profile;

/* Where f is greatest: at the best of the nodes, which it fills, refined between its neighbours. */
double orth_profile_greatest(orth_profile *profile, double *value);

/* The same about a guess: in [guess - width, guess + width] alone, unless the best is at an end of
 * that. */
double orth_profile_greatest_near(orth_profile *profile, double guess, double width, double *value);

/* Fills interval and curve of an estimate, whose value is that of `best`: the outermost places
 * where f falls short of `greatest` by ORTH_PROFILE_FALL. The nodes must have been filled. x
 * becomes the parameter by `parameter`, which rises or, with `falls`, falls. */
void orth_profile_estimate(const orth_profile *profile, double best, double greatest,
                           double (*parameter)(double x), bool falls,
                           orth_estimator_estimate *estimate);

#endif
