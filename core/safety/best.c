#include "safety/best.h"

#include <math.h>
#include <string.h>

#include "numeric/elementary.h"

#define MOST ORTH_SAFETY_TOKENS_MAX
#define CORRECTIONS 3 /* each gains the band's digits twice */
/* Splits whose first-order gain misses the best one's by less than this part of what they cost in
 * fees are tried: the first order is wrong by less. */
#define NEAR 0.1

/* The best so far. */
typedef struct found {
    const orth_reach *reach;
    const orth_legs *legs;
    double taken;
    double a[MOST];
} found;

static bool try_displacement(found *best, const double *a)
{
    double taken = orth_legs_take(best->legs, a, NULL);
    if (!(taken > best->taken))
        return false;
    best->taken = taken;
    memcpy(best->a, a, best->reach->n * sizeof *a);
    return true;
}

static void conclude(orth_safety_attack *attack, double *a, const found *best, double honest)
{
    attack->honest = honest;
    attack->extraction = best->taken;
    attack->excess = best->taken - honest;
    attack->capital = orth_legs_capital(best->legs, best->a);
    if (a != NULL)
        memcpy(a, best->a, best->reach->n * sizeof *a);
}

static void begin(found *best, double *g, const orth_reach *reach, const orth_legs *legs)
{
    best->reach = reach;
    best->legs = legs;
    best->taken = orth_legs_honest(legs);
    memset(best->a, 0, reach->n * sizeof *best->a);
    for (size_t i = 0; i < reach->n; i++)
        g[i] = (legs->to[i] - legs->from[i]) / legs->from[i];
}

/* ---- two tokens */

/* `part` of the way to the end where token `in` comes in. */
static void pair_displacement(double a[2], const orth_reach *reach, size_t in, double part)
{
    a[in] = part * reach->up_most[in];
    a[1 - in] = -a[in] * reach->u[in] / reach->u[1 - in];
}

void orth_best_end(orth_safety_attack *attack, double *a, const orth_reach *reach,
                   const orth_legs *legs)
{
    found best;
    double g[2], way[2];
    begin(&best, g, reach, legs);
    double honest = best.taken;
    pair_displacement(way, reach, g[0] < g[1] ? 0 : 1, 1);
    try_displacement(&best, way);
    conclude(attack, a, &best, honest);
}

#define INSIDE 8
static void search_pair(found *best)
{
    for (size_t in = 0; in < 2; in++) {
        double a[2], low = 0, high = 1;
        size_t at = 0;
        for (size_t k = 1; k <= INSIDE; k++) {
            pair_displacement(a, best->reach, in, (double)k / INSIDE);
            if (try_displacement(best, a))
                at = k;
        }
        if (at == 0 || at == INSIDE)
            continue;
        low = (double)(at - 1) / INSIDE;
        high = (double)(at + 1) / INSIDE;
        for (int round = 0; round < 80; round++) { /* thirds */
            double b[2], one = low + (high - low) / 3, two = high - (high - low) / 3;
            pair_displacement(a, best->reach, in, one);
            pair_displacement(b, best->reach, in, two);
            if (orth_legs_take(best->legs, a, NULL) < orth_legs_take(best->legs, b, NULL))
                low = one;
            else
                high = two;
        }
        pair_displacement(a, best->reach, in, (low + high) / 2);
        try_displacement(best, a);
    }
}

/* ---- more tokens */

/* The split, and then the splits by the exact derivatives there. */
static bool try_split(found *best, const double *g, const orth_bands *bands, orth_split *split)
{
    double a[MOST], slope[MOST], more[MOST] = {0};
    const double *u = best->reach->u;
    bool better = false;
    if (!orth_reach_split(split, best->reach, g, bands, NULL))
        return false;
    orth_split_displacement(a, best->reach, split);
    better = try_displacement(best, a);
    for (int round = 0; round < CORRECTIONS && split->count > 1; round++) {
        size_t down = split->down;
        orth_legs_take(best->legs, a, slope);
        double left = orth_exp(-split->sum / u[down]);
        for (size_t m = 0; m < split->count; m++) {
            size_t i = split->up[m];
            double exact = slope[i] / u[i] - slope[down] / u[down];
            double model = g[down] - g[i] - bands->back * left - bands->first / split->y[m];
            more[m] = exact - model;
        }
        if (!orth_reach_split(split, best->reach, g, bands, more))
            break;
        orth_split_displacement(a, best->reach, split);
        better = try_displacement(best, a) || better;
    }
    return better;
}

static double gain_of(const orth_split *split, const orth_bands *bands)
{
    return split->pays - (bands->first * split->costs_first + bands->back * split->costs_back);
}

/* Tries it where the first order's gain is near enough to the best one's. */
static void try_near(found *best, orth_split *best_split, const double *g, const orth_bands *bands,
                     orth_split *split, double gain)
{
    orth_split first = *split;
    if (!orth_reach_split(&first, best->reach, g, bands, NULL))
        return;
    double costs = bands->first * first.costs_first + bands->back * first.costs_back;
    if (gain_of(&first, bands) < gain - NEAR * costs - 0.1 * fabs(gain))
        return;
    if (try_split(best, g, bands, split))
        *best_split = *split;
}

/* Every token down, with the tokens of the least g up, and with any one. */
static void search_sets(found *best, orth_split *best_split, const double *g,
                        const orth_bands *bands, double gain)
{
    size_t order[MOST], n = best->reach->n;
    orth_reach_order(order, n, g);
    for (size_t d = n - 1; d > 0; d--)
        for (size_t count = 1; count <= d; count++) {
            orth_split split = {.down = order[d], .count = count};
            memcpy(split.up, order, count * sizeof *order);
            try_near(best, best_split, g, bands, &split, gain);
            if (count == 1)
                continue;
            orth_split alone = {.down = order[d], .count = 1, .up = {order[count - 1]}};
            try_near(best, best_split, g, bands, &alone, gain);
        }
}

/* One token into the set of those that come in, or out of it, while that gains. */
static void toggle_tokens(found *best, orth_split *best_split, const double *g,
                          const orth_bands *bands)
{
    bool better = best_split->count > 0;
    while (better) {
        orth_split from = *best_split;
        better = false;
        for (size_t i = 0; i < best->reach->n; i++) {
            orth_split split = {.down = from.down};
            for (size_t m = 0; m < from.count; m++)
                if (from.up[m] != i)
                    split.up[split.count++] = from.up[m];
            if (i == from.down)
                continue;
            if (split.count == from.count)
                split.up[split.count++] = i;
            if (split.count > 0 && try_split(best, g, bands, &split)) {
                *best_split = split;
                better = true;
            }
        }
    }
}

void orth_best_attack(orth_safety_attack *attack, double *a, const orth_reach *reach,
                      const orth_legs *legs, bool wide)
{
    found best;
    double g[MOST];
    begin(&best, g, reach, legs);
    double honest = best.taken;
    if (reach->n == 2) {
        search_pair(&best);
    } else {
        orth_split split = {0}, first = {0};
        orth_bands bands = {legs->first->band, legs->back->band};
        double gain = orth_reach_gain(&first, reach, g, &bands, -INFINITY);
        search_sets(&best, &split, g, &bands, gain);
        toggle_tokens(&best, &split, g, &bands);
        if (wide || isfinite(reach->up))
            best.taken = orth_best_polish(best.a, best.taken, reach, legs);
    }
    conclude(attack, a, &best, honest);
}
