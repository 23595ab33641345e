#include "kernel/kernel.h"

#include <string.h>

void orth_total_clear(orth_total *total)
{
    memset(total, 0, sizeof *total);
}

double orth_total_value(const orth_total *total)
{
    double high = 0, low = 0;
    for (size_t i = 0; i < ORTH_LANES; i++) {
        double sum = high + total->high[i];
        double part = sum - high;
        low += ((high - (sum - part)) + (total->high[i] - part)) + total->low[i];
        high = sum;
    }
    return high + low;
}
