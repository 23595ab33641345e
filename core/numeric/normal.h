/* The standard normal distribution. */
#ifndef ORTH_NUMERIC_NORMAL_H
#define ORTH_NUMERIC_NORMAL_H

/* P(X > x), within 2 ulp and what x^2 / 2 makes of an ulp of x. */
double orth_normal_above(double x);
double orth_normal_density(double x);

/* The x that X exceeds with probability `above` in (0, 1), to some 1e-15 (1 + |x|); of one within
 * 2^-53 of 1 as of the nearest double. */
double orth_normal_exceeded(double above);

/* The expected maximum of k >= 1 independent ones, any real k up to 1e9: the integral over x of
 * x k density(x) P(X < x)^(k-1), to 1e-12. */
double orth_normal_expected_maximum(double k);

#endif
