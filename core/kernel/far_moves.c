/* Moves of prices that are too far for the sums of core/kernel/isa/moves.c: by logarithms. */
#include "kernel/kernel.h"

#include <math.h>

#include "numeric/elementary.h"

/* A term of a divergence, from g = log(weight / other): other - weight + weight g, over weight. */
static double term(double g)
{
    return orth_expm1(-g) + g;
}

orth_far_move orth_moves_far(size_t n, const double *from, const double *to, size_t step,
                             const double *old, const double *next, size_t weight_step)
{
    double most = -INFINITY, sum = 0, by_prices = 0, by_weights = 0, low = INFINITY,
           high = -INFINITY;
    orth_far_move far = {0};
    for (size_t i = 0; i < n; i++) {
        double r = orth_log(to[i * step] / from[i * step]);
        most = r > most ? r : most;
    }
    for (size_t i = 0; i < n; i++)
        sum += old[i * weight_step] * orth_exp(orth_log(to[i * step] / from[i * step]) - most);
    far.growth = most + orth_log(sum);
    for (size_t i = 0; i < n; i++) {
        double u = old[i * weight_step], w = next[i * weight_step], moved = orth_log(w / u);
        double behind = far.growth - orth_log(to[i * step] / from[i * step]);
        by_prices += u * term(behind);
        by_weights += w * term(moved);
        far.loss += w * term(moved + behind);
        low = fmin(low, moved + behind);
        high = fmax(high, moved + behind);
    }
    far.share = by_weights > 0 ? by_prices / (by_prices + by_weights) : 1;
    far.traded = high - low > ORTH_ARBITRAGE_IDLE;
    return far;
}
