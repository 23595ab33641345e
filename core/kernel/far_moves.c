/* Moves of prices that are too far for the sums of core/kernel/isa/moves.c: by logarithms. */
#include "kernel/kernel.h"

#include <math.h>

#include "numeric/elementary.h"

/* A term of a divergence, from g = log(weight / other): other - weight + weight g, over weight. */
static double term(double g)
{
    return orth_expm1(-g) + g;
}

void orth_moves_far(double *loss, double *share, size_t n, const double *from, const double *to,
                    size_t step, const double *old, const double *next, size_t weight_step)
{
    double most = -INFINITY, sum = 0, by_prices = 0, by_weights = 0, all = 0;
    for (size_t i = 0; i < n; i++) {
        double r = orth_log(to[i * step] / from[i * step]);
        most = r > most ? r : most;
    }
    for (size_t i = 0; i < n; i++)
        sum += old[i * weight_step] * orth_exp(orth_log(to[i * step] / from[i * step]) - most);
    double growth = most + orth_log(sum); /* of a holder's value */
    for (size_t i = 0; i < n; i++) {
        double u = old[i * weight_step], w = next[i * weight_step];
        double behind = growth - orth_log(to[i * step] / from[i * step]), moved = orth_log(w / u);
        by_prices += u * term(behind);
        by_weights += w * term(moved);
        all += w * term(moved + behind);
    }
    *loss = all;
    if (share != NULL)
        *share = by_weights > 0 ? by_prices / (by_prices + by_weights) : 1;
}
