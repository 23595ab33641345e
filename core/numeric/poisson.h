/* Poisson numbers by inversion: how many times a rare thing happens. */
#ifndef ORTH_NUMERIC_POISSON_H
#define ORTH_NUMERIC_POISSON_H

#include <stddef.h>

/* The most that an expectation up to ORTH_POISSON_EXPECTED needs: P beyond is below 2^-60. */
#define ORTH_POISSON_MAX 200
#define ORTH_POISSON_EXPECTED 50

/* cumulative[i] = P(count <= i) up to the last that doubles can tell from 1; returns how many there
 * are, at most ORTH_POISSON_MAX. 0 < expected <= ORTH_POISSON_EXPECTED. */
size_t orth_poisson_fill(double *cumulative, double expected);

/* The count at the level u in (0, 1). */
static inline size_t orth_poisson_count(size_t size, const double *cumulative, double u)
{
    size_t count = 0;
    while (count < size && u > cumulative[count])
        count++;
    return count;
}

#endif
