/* An attack's two legs once more, in MPFR and straight from their definition. Shares no code with
 * the product. */
#ifndef TESTS_ATTACK_H
#define TESTS_ATTACK_H

#include <stddef.h>

typedef struct attack_legs {
    size_t n;
    const double *from, *to; /* divided by their sums here */
    double fee, fee_back;
} attack_legs;

/* The profit of both legs by displacement a, shifted by a constant to sum u_i a_i = 0, and what the
 * first one puts in: correct but for the last rounding. */
double attack_profit(double *capital, const attack_legs *legs, const double *a);

#endif
