/* Arrival times in increasing order, from those of a process of rate 1. */
#ifndef ORTH_SALE_ARRIVALS_H
#define ORTH_SALE_ARRIVALS_H

#include "orthant/sale_buyers.h"

typedef struct orth_arrivals {
    const orth_sale_rate *rate;
    size_t step;     /* of a list of rates, */
    double expected; /* and what is expected before it */
} orth_arrivals;

orth_arrivals orth_arrivals_of(const orth_sale_rate *rate);
/* The time in days at which `expected` arrivals are expected, which is not less than that of the
 * call before; INFINITY where there never are. */
double orth_arrivals_time(orth_arrivals *arrivals, double expected);

#endif
