/* Elementary functions of one double that round alike on every x86-64 machine with FMA, at most
 * 1 ulp from the exact value: SLEEF's "finz" scalars, whose bits equal those of the vector kernels.
 * The C library's own differ from machine to machine in their last bits. */
#ifndef ORTH_NUMERIC_ELEMENTARY_H
#define ORTH_NUMERIC_ELEMENTARY_H

#define ORTH_LOG_2 0.69314718055994530942
#define ORTH_LOG_2_PI 1.8378770664093454836 /* log(2 pi) */

double orth_log(double x);
double orth_log1p(double x);
double orth_exp(double x);
double orth_expm1(double x);
double orth_pow(double x, double y);
double orth_sin(double x);
double orth_cos(double x);
double orth_asin(double x);
double orth_erfc(double x); /* within 1.5 ulp; tails to 1e-308 */

/* sin(pi a) and cos(pi a), each within 3.5 ulp (the random numbers need no more). */
typedef struct orth_sine_cosine {
    double x, y; /* sine, cosine: as the vector kernels name them */
} orth_sine_cosine;
orth_sine_cosine orth_sincospi(double a);

#endif
