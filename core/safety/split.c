/* The first order's best split of the budget among the tokens that come in. */
#include <math.h>

#include "numeric/elementary.h"
#include "safety/reach.h"

#define MOST ORTH_SAFETY_TOKENS_MAX
#define ROUNDS 3 /* the sum S and the split in turn: each round gains the band's digits */

/* sum u_i (y_i - 1) over tokens that are not held at the swap limit, and its derivative, where
 * r_i / y_i - first / y_i^2 = 1 / m: the greater root, or, where there is none, the y at which the
 * left side is greatest. */
static double spend(double *slope, orth_split *split, const orth_reach *reach, const double *r,
                    const bool *held, double first, double m)
{
    double spent = 0, grows = 0;
    split->folded = false;
    for (size_t k = 0; k < split->count; k++) {
        if (held[k])
            continue;
        double u = reach->u[split->up[k]], at = r[k] * m, inside = at * at - 4 * first * m;
        double root = inside > 0 ? sqrt(inside) : 0;
        split->folded = split->folded || !(inside > 0);
        split->y[k] = 0.5 * (at + root);
        spent += u * (split->y[k] - 1);
        grows += u * (root > 0 ? r[k] + (r[k] * at - 2 * first) / root : r[k]);
    }
    *slope = 0.5 * grows;
    return spent;
}

/* m that spends the budget, by Newton: nearly linear, and concave, so that from the second round on
 * it is approached from below. What rounding leaves beyond it is taken off. */
static void share_out(orth_split *split, const orth_reach *reach, const double *r, const bool *held,
                      double first, double budget)
{
    double wants = 0, has = budget, spent = 0;
    for (size_t k = 0; k < split->count; k++) {
        double u = reach->u[split->up[k]];
        if (held[k])
            continue;
        wants += u * r[k];
        has += u + (first > 0 ? u * first / r[k] : 0);
    }
    double m = has / wants;
    for (int round = 0; round < 60; round++) {
        double slope;
        spent = spend(&slope, split, reach, r, held, first, m);
        double by = (budget - spent) / slope;
        if (!(fabs(by) > m * 0x1p-36)) /* the next would be right to the last digit */
            break;
        m += by;
    }
    for (size_t k = 0; k < split->count && spent > budget; k++)
        if (!held[k])
            split->y[k] = 1 + (split->y[k] - 1) * (budget / spent);
}

/* As share_out, but no token beyond the swap limit: those that would go there are held at it, and
 * the others share what is left. */
static void share_limited(orth_split *split, const orth_reach *reach, const double *r, double first)
{
    bool held[MOST] = {false};
    double budget = reach->budget, most = orth_exp(reach->up);
    size_t free = split->count;
    while (free > 0) {
        share_out(split, reach, r, held, first, budget);
        bool more = false;
        for (size_t m = 0; m < split->count; m++)
            if (!held[m] && split->y[m] > most) {
                held[m] = more = true;
                split->y[m] = most;
                budget -= reach->u[split->up[m]] * (most - 1);
                free--;
            }
        if (!more)
            break;
    }
}

static void measure(orth_split *split, const orth_reach *reach, const double *g)
{
    double down = reach->u[split->down];
    split->sum = split->pays = split->costs_first = 0;
    for (size_t m = 0; m < split->count; m++) {
        size_t i = split->up[m];
        double part = reach->u[i] * orth_log(split->y[m]);
        split->sum += part;
        split->pays += part * (g[split->down] - g[i]);
        split->costs_first += reach->u[i] * (1 - 1 / split->y[m]);
    }
    split->costs_back = -down * orth_expm1(-split->sum / down);
}

/* The one token that goes out may go no further than the swap limit: all that come in by the same
 * share less. */
static void hold_down(orth_split *split, const orth_reach *reach, const double *g)
{
    double most = reach->down * reach->u[split->down];
    if (!(split->sum > most))
        return;
    double share = most / split->sum;
    for (size_t m = 0; m < split->count; m++)
        split->y[m] = orth_exp(share * orth_log(split->y[m]));
    measure(split, reach, g);
}

bool orth_reach_split(orth_split *split, const orth_reach *reach, const double *g,
                      const orth_bands *bands, const double *more)
{
    double r[MOST], down = reach->u[split->down];
    split->folded = false;
    if (split->count == 1) {
        split->y[0] = orth_exp(reach->up_most[split->up[0]]);
        measure(split, reach, g);
        hold_down(split, reach, g);
        return true;
    }
    /* e^(-S / u_down), which is little where much goes out: from there, not from 1, or tokens that
     * do want to come in would not be let in to begin with. */
    double left = orth_exp(-fmin(reach->sum_most[split->down] / down, reach->down));
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t m = 0; m < split->count; m++) {
            r[m] = g[split->down] - g[split->up[m]] - bands->back * left;
            if (more != NULL)
                r[m] += more[m];
            if (!(r[m] > 0))
                return false;
        }
        share_limited(split, reach, r, bands->first);
        measure(split, reach, g);
        left = orth_exp(-split->sum / down);
    }
    for (size_t m = 0; m < split->count; m++)
        if (!(split->y[m] > 1))
            return false;
    hold_down(split, reach, g);
    return true;
}

void orth_split_displacement(double *a, const orth_reach *reach, const orth_split *split)
{
    for (size_t i = 0; i < reach->n; i++)
        a[i] = 0;
    for (size_t m = 0; m < split->count; m++)
        a[split->up[m]] = orth_log(split->y[m]);
    a[split->down] = -split->sum / reach->u[split->down];
}
