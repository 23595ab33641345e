#include "launch/spread.h"

#include <math.h>

#include "kernel/kernel.h"
#include "numeric/elementary.h"

void orth_price_spread_add(orth_price_spread *spread, size_t count, const double *prices,
                           double *scratch)
{
    if (count == 0)
        return;
    if (spread->first == 0)
        spread->first = prices[0];
    for (size_t k = 0; k < count; k++)
        scratch[k] = prices[k] / spread->first;
    orth_kernels_in_use()->log(count, scratch, scratch);
    double sum = 0, squares = 0, n = (double)count;
    for (size_t k = 0; k < count; k++)
        sum += scratch[k];
    double mean = sum / n;
    for (size_t k = 0; k < count; k++)
        squares += (scratch[k] - mean) * (scratch[k] - mean);
    double all = spread->count + n, apart = mean - spread->mean;
    spread->mean += apart * n / all;
    spread->squares += squares + apart * apart * spread->count * n / all;
    spread->count = all;
}

double orth_price_spread_of(const orth_price_spread *spread, double level)
{
    if (spread->count == 0)
        return NAN;
    double apart = spread->mean - orth_log(level / spread->first);
    return sqrt(spread->squares / spread->count + apart * apart);
}
