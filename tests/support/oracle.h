/* The mathematics once more, in MPFR at ORACLE_BITS and from the textbook formulas: what the tests
 * compare the product with. Shares no code with it. An array of n numbers is `mpfr_t *`. */
#ifndef TESTS_ORACLE_H
#define TESTS_ORACLE_H

#include <mpfr.h>
#include <stddef.h>
#include <stdint.h>

#define ORACLE_BITS 300

mpfr_t *oracle_new(size_t n);
void oracle_free(size_t n, mpfr_t *values);

/* values = high + low exactly; low may be NULL. */
void oracle_set(size_t n, mpfr_t *values, const double *high, const double *low);
/* The same, divided by the sum: an end of a move. */
void oracle_end(size_t n, mpfr_t *values, const double *high, const double *low);

/* sum of to log(to/from) - (to - from). */
void oracle_kl(mpfr_t result, size_t n, mpfr_t *to, mpfr_t *from);
/* acos of the sum of square roots of products: at this precision nothing cancels. */
void oracle_angle(mpfr_t result, size_t n, mpfr_t *a, mpfr_t *b);

/* A path's exact row k of f. `name` as for orth_path_create: linear, geometric, amgm, bisection
 * and geodesic (one formula), power:P, safe:R, dutch:exponential, dutch:linear. */
void oracle_row(size_t n, mpfr_t *row, const char *name, mpfr_t *start, mpfr_t *target, uint64_t k,
                uint64_t f);
/* That of safe:R for 0 < k < f, by angles; `factor` is the R. */
void oracle_safe_row(size_t n, mpfr_t *row, const char *factor, mpfr_t *start, mpfr_t *target,
                     uint64_t k, uint64_t f);
/* sum of KL over its f steps. */
void oracle_loss(mpfr_t result, size_t n, const char *name, mpfr_t *start, mpfr_t *target,
                 uint64_t f);

/* |got - exact| / |exact|, 0 where both are zero; and the same error in units in the last place of
 * the exact value. An infinity when got is no number. */
double oracle_relative(double got, const mpfr_t exact);
double oracle_ulps(double got, const mpfr_t exact);

/* sum - 1 of n doubles, in units of 2^-53, exact but for one rounding. */
double oracle_sum_miss(size_t n, const double *weights);

#endif
