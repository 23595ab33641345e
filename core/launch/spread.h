/* How stable a price is. */
#ifndef ORTH_LAUNCH_SPREAD_H
#define ORTH_LAUNCH_SPREAD_H

#include <stddef.h>

/* How far the price is from a level: the mean of x = log(p / first) over blocks and the sum of
 * squares about that mean, taken together chunk by chunk. */
typedef struct orth_price_spread {
    double first; /* 0 before the first block */
    double count, mean, squares;
} orth_price_spread;

/* Adds `count` prices; `scratch` has room for as many numbers. */
void orth_price_spread_add(orth_price_spread *spread, size_t count, const double *prices,
                           double *scratch);
/* The root mean square of log(p / level); NaN without a block. */
double orth_price_spread_of(const orth_price_spread *spread, double level);

#endif
