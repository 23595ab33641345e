/* Decay and memory in days: m = 2 d (6 lambda / u^3)^(1/3), u = 1 - lambda, d days a chunk. */
#include <math.h>

#include "base/check.h"
#include "numeric/elementary.h"
#include "orthant/strategy.h"

#define CUBE_ROOT_OF_6 0x1.d12ed0af1a27fp+0

double orth_memory_days(double lambda, double chunk_days)
{
    ORTH_CHECK(lambda >= 0 && lambda < 1 && chunk_days > 0);
    if (lambda == 0)
        return 0;
    return 2 * chunk_days * orth_pow(6 * lambda, 1.0 / 3) / (1 - lambda);
}

/* With c = m / (2 d 6^(1/3)) it is c^3 u^3 + u - 1 = 0. The left side rises with u > 0 and is
 * convex, and it is not above 0 where Newton starts, so that from the second step on the steps fall
 * to the root. */
double orth_memory_rest(double days, double chunk_days)
{
    ORTH_CHECK(days >= 0 && chunk_days > 0);
    double c = days / (2 * chunk_days * CUBE_ROOT_OF_6), u = 1 / (1 + c);
    for (int i = 0; i < 50; i++) {
        double v = c * u;
        double next = u - (v * v * v + u - 1) / (3 * c * v * v + 1);
        bool stands = i > 0 && next >= u;
        u = next;
        if (stands)
            break;
    }
    return u;
}

/* lambda = c^3 u^3, which is better than 1 - u where it is small. */
double orth_memory_lambda(double days, double chunk_days)
{
    double u = orth_memory_rest(days, chunk_days);
    double v = days / (2 * chunk_days * CUBE_ROOT_OF_6) * u;
    return u < 0.5 ? 1 - u : v * v * v;
}
