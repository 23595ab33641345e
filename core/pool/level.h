/* Levels R p / w in logarithms, and reserves from changes of them. */
#ifndef ORTH_POOL_LEVEL_H
#define ORTH_POOL_LEVEL_H

#include <math.h>

#include "kernel/kernel.h"
#include "numeric/elementary.h"
#include "orthant/arbitrage.h"

/* From here on the vector kernels are worth their call. */
#define ORTH_LEVEL_VECTOR 8

static inline orth_kernel_fee orth_fee_for_kernel(const orth_fee *fee)
{
    orth_kernel_fee copy = {fee->fee, fee->keep, fee->gross, fee->band};
    return copy;
}

/* log(level / highest), level <= highest, both > 0: near 1 by 2 artanh of
 * s = (level - highest) / (level + highest), |s| < 2^-5: the series cut after s^11 leaves 1e-19. */
static inline double orth_level_log(double level, double highest)
{
    if (level < 0.9395 * highest)
        return orth_log(level / highest);
    double s = (level - highest) / (level + highest), z = s * s, zz = z * z;
    double low = 1.0 / 3 + z * (1.0 / 5), high = 1.0 / 7 + z * (1.0 / 9);
    double series = low + zz * (high + zz * (1.0 / 11));
    return 2 * (s + s * (z * series));
}

/* e^x - 1; for |x| <= 1/16 by Taylor's series to x^10 (rest 2e-20 relative). */
static inline double orth_level_growth(double x)
{
    if (fabs(x) > 0.0625)
        return orth_expm1(x);
    double z = x * x, zz = z * z;
    double a = 1.0 / 2 + x * (1.0 / 6), b = 1.0 / 24 + x * (1.0 / 120);
    double c = 1.0 / 720 + x * (1.0 / 5040), d = 1.0 / 40320 + x * (1.0 / 362880);
    return x + z * ((a + z * b) + zz * (c + z * d));
}

/* One token's part in the trade: its reserve times 1 + growth (growth = e^log_change - 1) takes
 * part. Adds to the trade's sums; returns the reserve after. */
static inline double orth_level_trade(orth_arbitrage *trade, double *change, double reserve,
                                      double price, double log_change, double growth,
                                      const orth_fee *fee)
{
    if (log_change > 0) {
        double part = reserve * growth;
        double after = reserve + part * fee->gross;
        double in = after - reserve, money = price * in;
        trade->paid += money;
        trade->kept += fee->keep * money;
        trade->fee += fee->fee * money;
        trade->tokens += in != 0;
        *change = in;
        return after;
    }
    /* What is left keeps its last digits where nearly all is taken. */
    double after = log_change > -0.5 ? reserve + reserve * growth : reserve * orth_exp(log_change);
    double out = after - reserve;
    trade->taken -= price * out;
    trade->tokens += out != 0;
    *change = out;
    return after;
}

#endif
