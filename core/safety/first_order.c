/* What an attack gains at most to first order, and the least band that makes it none. */
#include <math.h>
#include <string.h>

#include "safety/reach.h"

/* A band is found when the gain over it is so small a part of what pays. */
#define PRECISE 1e-13

void orth_reach_order(size_t *order, const orth_reach *reach, const double *g, double costs)
{
    double key[ORTH_SAFETY_TOKENS_MAX];
    for (size_t i = 0; i < reach->n; i++) {
        size_t at = i;
        key[i] = g[i] + costs * reach->up_least[i];
        for (; at > 0 && key[order[at - 1]] > key[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

static double gain_of(const orth_split *split, const orth_bands *bands)
{
    return split->pays - (bands->first * split->costs_first + bands->back * split->costs_back);
}

double orth_reach_gain_of(const orth_reach *reach, const double *g, const orth_bands *bands,
                          size_t down)
{
    double bound = 0;
    for (size_t i = 0; i < reach->n; i++) {
        double gap = g[down] - g[i] - bands->first * reach->up_least[i];
        bound = i != down && gap > bound ? gap : bound;
    }
    return fmax(reach->sum_most[down] * (bound - bands->back * reach->down_least[down]), 0);
}

static void take_better(orth_split *best, double *gain, const orth_split *split,
                        const orth_bands *bands)
{
    double here = gain_of(split, bands);
    if (!(here > *gain))
        return;
    *gain = here;
    *best = *split;
}

/* Token order[d] down, and those before it up: the first of them, the first two, and so on, and
 * with `alone` each by itself. */
static void try_sets(orth_split *best, double *gain, const orth_reach *reach, const double *g,
                     const orth_bands *bands, const size_t *order, size_t d, bool alone)
{
    orth_split split = {.down = order[d]};
    if (!(orth_reach_gain_of(reach, g, bands, split.down) > *gain))
        return;
    for (size_t i = 1; i < d && alone; i++) { /* the first alone is the least of the sets below */
        split.up[0] = order[i];
        split.count = 1;
        if (orth_reach_split(&split, reach, g, bands, NULL))
            take_better(best, gain, &split, bands);
    }
    for (size_t i = 0; i < d; i++) {
        split.up[i] = order[i];
        split.count = i + 1;
        if (!orth_reach_split(&split, reach, g, bands, NULL))
            break;
        take_better(best, gain, &split, bands);
    }
}

double orth_reach_gain(orth_split *best, const orth_reach *reach, const double *g,
                       const orth_bands *bands, double floor)
{
    double gain = floor;
    size_t order[ORTH_SAFETY_TOKENS_MAX], other[ORTH_SAFETY_TOKENS_MAX];
    orth_reach_order(order, reach, g, ORTH_REACH_TIES * bands->first);
    orth_reach_order(other, reach, g, bands->first);
    bool alike = memcmp(order, other, reach->n * sizeof *order) == 0;
    for (size_t d = reach->n - 1; d > 0; d--) {
        try_sets(best, &gain, reach, g, bands, order, d, true);
        if (!alike)
            try_sets(best, &gain, reach, g, bands, other, d, false);
    }
    return gain;
}

/* Dinkelbach: the band at which the best attack over the last band gains nothing, until none
 * gains. */
double orth_reach_band(const orth_reach *reach, const double *g, double floor)
{
    double band = floor;
    if (reach->n == 2)
        return fmax(band, orth_reach_band_bound(reach, g));
    for (int round = 0; round < 50; round++) {
        orth_split best;
        orth_bands bands = {band, band};
        double gain = orth_reach_gain(&best, reach, g, &bands, 0);
        if (gain == 0 || gain <= PRECISE * best.pays)
            break;
        band = best.pays / (best.costs_first + best.costs_back);
    }
    return band;
}
