/* Lambert's W, and the best single point between two others through it. */
#ifndef ORTH_EXACT_MIDPOINT_H
#define ORTH_EXACT_MIDPOINT_H

#include "exact/interval.h"

/* out encloses W(e^z) for z: the x > 0 with x + log x = z. */
void orth_iv_lambert_exp(orth_iv *out, const orth_iv *z);

/* out_i = b_i / W(e^(1 - mu) b_i / a_i), n intervals each: the stationary points of
 * KL(w || a) + KL(b || w) with multiplier mu, before normalising. */
void orth_iv_lambert_point(orth_iv *out, size_t n, const orth_iv *a, const orth_iv *b,
                           const orth_iv *mu);

/* That point for the mu that makes the sum 1, enclosed, and mu itself: the exact optimum for f = 2.
 * ORTH_NO_CONVERGENCE when Newton's method for mu does not settle. */
orth_status orth_iv_lambert_midpoint(orth_iv *out, orth_iv *mu, size_t n, const orth_iv *a,
                                     const orth_iv *b, orth_error *error);

#endif
