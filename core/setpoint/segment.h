/* The loss of one straight segment of a plan in closed form, with its derivatives.
 *
 * A token that goes from a to b in K equal steps of h = (b - a) / K costs
 *   sum_j phi(a + j h, a + (j-1) h),   phi(w, u) = w log(w / u) - (w - u),
 * and the sums of logarithms in it are those of the gamma function. With t = |h| and Binet's
 *   mu(z) = log Gamma(z) - (z - 1/2) log z + z - log(2 pi) / 2
 * it is exactly
 *   (b - a) log(b / a) / (2 K) - t (mu(b / t) - mu(a / t)),
 * in constant time for any K, and smooth in a, b and K (which need not be whole). */
#ifndef ORTH_SETPOINT_SEGMENT_H
#define ORTH_SETPOINT_SEGMENT_H

/* Value, gradient and Hessian in (a, b, K). */
typedef struct orth_segment {
    double loss;
    double by_a, by_b, by_k;
    double aa, ab, bb, ak, bk, kk;
} orth_segment;

/* a, b, steps > 0. Relative error of the loss about 1e-14. */
void orth_segment_token(orth_segment *out, double a, double b, double steps);

#endif
