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
/* To which a summit is sought first that may not be the highest. */
#define ORTH_PROFILE_ROUGH 1e-2
/* A function on [low, high], smooth on the scale of the nodes. */
typedef struct orth_profile {
    double low, high;
    double tolerance; /* of x */
    double slack;     /* how much higher f may be within ORTH_PROFILE_ROUGH of a place, and 1 */
    orth_function *f;
    const void *of;
    double at[ORTH_PROFILE_NODES], values[ORTH_PROFILE_NODES];
    double other, other_value; /* a second summit, lower than the greatest; NaN: none */
} orth_profile;

/* Where f is greatest. It fills the nodes; the best of them, and the best other one that no
 * neighbour exceeds, are refined between their neighbours: of two narrow summits the nodes do not
 * say which is higher. */
double orth_profile_greatest(orth_profile *profile, double *value);

/* The same about a guess: in [guess - width, guess + width] alone. False where the best is at an
 * end of that. */
bool orth_profile_greatest_near(const orth_profile *profile, double guess, double width, double *x,
                                double *value);
/* The greatest near a guess, where it may exceed `value`; roughly where it cannot. */
double orth_profile_rival(const orth_profile *profile, double guess, double width, double value,
                          double *x);

/* Fills interval and curve of an estimate, whose value is that of `best`: the outermost places
 * where f falls short of `greatest` by ORTH_PROFILE_FALL. The nodes must have been filled. x
 * becomes the parameter by `parameter`, which rises or, with `falls`, falls. */
void orth_profile_estimate(const orth_profile *profile, double best, double greatest,
                           double (*parameter)(double x), bool falls,
                           orth_estimator_estimate *estimate);

#endif
