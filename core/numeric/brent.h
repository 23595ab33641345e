/* The greatest value of a function of one variable (R. P. Brent, Algorithms for Minimization
 * without Derivatives, 1973, chapter 5). */
#ifndef ORTH_NUMERIC_BRENT_H
#define ORTH_NUMERIC_BRENT_H

typedef double orth_function(const void *of, double x);

/* Where f is greatest in [low, high], to `tolerance` (absolute, some 1e-8 of x at best); with one
 * maximum between, else a local one. f must be finite there. */
double orth_brent_greatest(double low, double high, double tolerance, orth_function *f,
                           const void *of);

#endif
