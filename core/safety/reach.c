#include "safety/reach.h"

#include <math.h>

#include "numeric/elementary.h"

/* (1 - e^-x) / x, x >= 0. */
static double least_share(double x)
{
    return x > 0 ? -orth_expm1(-x) / x : 1;
}

void orth_reach_begin(orth_reach *reach, size_t n, const double *u,
                      const orth_safety_attacker *attacker, double keep)
{
    bool limited = attacker->swap_limit > 0;
    reach->n = n;
    reach->u = u;
    reach->budget = keep * attacker->capital;
    reach->up = limited ? orth_log1p(attacker->swap_limit) : INFINITY;
    reach->down = limited ? -orth_log1p(-attacker->swap_limit) : INFINITY;
    for (size_t i = 0; i < n; i++) {
        double up = fmin(orth_log1p(reach->budget / u[i]), reach->up), others = 1 - u[i];
        if (n == 2)
            up = fmin(up, reach->down * u[1 - i] / u[i]);
        reach->up_most[i] = up;
        reach->up_least[i] = least_share(up);
        /* Whoever comes in, S is greatest where all come in alike (Jensen). With a swap limit
         * several tokens may go out. */
        reach->sum_most[i] =
            limited ? orth_log1p(reach->budget) : others * orth_log1p(reach->budget / others);
    }
    for (size_t i = 0; i < n; i++) {
        if (n == 2)
            reach->sum_most[i] = u[1 - i] * reach->up_most[1 - i];
        reach->down_least[i] = least_share(fmin(reach->sum_most[i] / u[i], reach->down));
    }
}

double orth_reach_band_bound(const orth_reach *reach, const double *g)
{
    double bound = 0;
    for (size_t j = 0; j < reach->n; j++)
        for (size_t i = 0; i < reach->n; i++) {
            double gap = g[j] - g[i], share = reach->up_least[i] + reach->down_least[j];
            if (gap > bound * share)
                bound = gap / share;
        }
    return bound;
}

double orth_reach_gain_bound(const orth_reach *reach, const double *g, double band)
{
    double bound = 0;
    for (size_t j = 0; j < reach->n; j++)
        for (size_t i = 0; i < reach->n; i++) {
            double share = reach->up_least[i] + reach->down_least[j];
            double gain = reach->sum_most[j] * (g[j] - g[i] - band * share);
            bound = i != j && gain > bound ? gain : bound;
        }
    return bound;
}
