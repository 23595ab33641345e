#include "numeric/poisson.h"

#include "numeric/elementary.h"

size_t orth_poisson_fill(double *cumulative, double expected)
{
    size_t count = 0;
    double chance = orth_exp(-expected), sum = 0;
    while (count < ORTH_POISSON_MAX && ((double)count <= expected || chance > 0x1p-60)) {
        sum += chance;
        cumulative[count++] = sum;
        chance *= expected / (double)count;
    }
    return count;
}
