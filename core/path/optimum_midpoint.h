/* Lambert's W, in the form in which the best single midpoint needs it. */
#ifndef ORTH_PATH_OPTIMUM_MIDPOINT_H
#define ORTH_PATH_OPTIMUM_MIDPOINT_H

/* s > -1 with s + log(1 + s) = r, that is s = W(e^(1+r)) - 1: of a cell u -> v with r = log(v/u),
 * the stationary midpoint before normalising is u e^s, and log(v/u) - s remains. Relative error of
 * s a few 2^-53 for any finite r up to 1e3 in size. */
double orth_lambert_share(double r);

#endif
