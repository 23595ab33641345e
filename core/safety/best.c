#include "safety/best.h"

#include <math.h>
#include <string.h>

#include "numeric/elementary.h"
#include "safety/ascent.h"
#include "safety/found.h"

#define MOST ORTH_SAFETY_TOKENS_MAX
#define CORRECTIONS 3 /* each gains the band's digits twice */
/* Splits whose first-order gain misses the best one's by less than this part of what they cost in
 * fees are tried: the first order is wrong by less. */
#define NEAR 0.05
/* And pairs whose gain is at least so much of their least costs. */
#define CORNER 0.9

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
    orth_found best;
    double way[2];
    orth_found_begin(&best, reach, legs);
    pair_displacement(way, reach, best.g[0] < best.g[1] ? 0 : 1, 1);
    orth_found_try(&best, way);
    orth_found_conclude(attack, a, &best);
}

#define INSIDE 8
static void search_pair(orth_found *best)
{
    best->taken = orth_legs_honest(best->legs);
    best->a[0] = best->a[1] = 0;
    for (size_t in = 0; in < 2; in++) {
        double a[2], low = 0, high = 1;
        size_t at = 0;
        for (size_t k = 1; k <= INSIDE; k++) {
            pair_displacement(a, best->reach, in, (double)k / INSIDE);
            if (orth_found_try(best, a))
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
        orth_found_try(best, a);
    }
}

/* ---- more tokens */

static double costs_of(const orth_split *split, const orth_bands *bands)
{
    return bands->first * split->costs_first + bands->back * split->costs_back;
}

static void keep_folded(orth_found *best, const double *a)
{
    double taken = orth_legs_take(best->legs, a, NULL);
    if (!(taken > best->folded_taken))
        return;
    best->folded_taken = taken;
    memcpy(best->folded, a, best->reach->n * sizeof *a);
}

/* The first order's split, and then the splits by the exact derivatives there. */
static bool try_split(orth_found *best, orth_split *split)
{
    double a[MOST], more[MOST] = {0};
    const double *u = best->reach->u, *g = best->g;
    if (!orth_reach_split(split, best->reach, g, &best->bands, NULL))
        return false;
    orth_split_displacement(a, best->reach, split);
    bool better = orth_found_try(best, a);
    for (int round = 0; round < CORRECTIONS && split->count > 1; round++) {
        orth_slopes slopes;
        size_t down = split->down;
        orth_legs_take(best->legs, a, &slopes);
        double left = orth_exp(-split->sum / u[down]);
        for (size_t m = 0; m < split->count; m++) {
            size_t i = split->up[m];
            double exact = slopes.up[i] / u[i] - slopes.down[down] / u[down];
            double model = g[down] - g[i] - best->bands.back * left;
            more[m] = exact - (model - best->bands.first / split->y[m]);
        }
        if (!orth_reach_split(split, best->reach, g, &best->bands, more))
            break;
        orth_split_displacement(a, best->reach, split);
        better = orth_found_try(best, a) || better;
    }
    if (split->folded)
        keep_folded(best, a);
    if (better)
        best->split = *split;
    return better;
}

/* Tries it where the first order's gain is near enough to the best one's. */
static bool try_near(orth_found *best, orth_split *split, double gain)
{
    orth_split first = *split;
    if (!orth_reach_split(&first, best->reach, best->g, &best->bands, NULL))
        return false;
    double costs = costs_of(&first, &best->bands);
    if (first.pays - costs < gain - NEAR * (costs + fabs(gain)))
        return false;
    return try_split(best, split);
}

/* Every token down, with the tokens of the least g and costs up, and with any one. */
static void search_sets(orth_found *best, double costs)
{
    orth_split first = {0};
    size_t order[MOST], n = best->reach->n;
    double gain = orth_reach_gain(&first, best->reach, best->g, &best->bands, -INFINITY);
    orth_reach_order(order, best->reach, best->g, costs);
    for (size_t d = n - 1; d > 0; d--) {
        double most = orth_reach_gain_of(best->reach, best->g, &best->bands, order[d]);
        if (most < gain - NEAR * (costs_of(&first, &best->bands) + fabs(gain)))
            continue;
        for (size_t count = 1; count <= d; count++) {
            orth_split split = {.down = order[d], .count = count};
            memcpy(split.up, order, count * sizeof *order);
            try_near(best, &split, gain);
            if (count == 1)
                continue;
            orth_split alone = {.down = order[d], .count = 1, .up = {order[count - 1]}};
            try_near(best, &alone, gain);
        }
    }
}

/* The set that the best came from, with token i in it or out of it instead, and token k too
 * (unless k = i). */
static bool try_toggled(orth_found *best, const orth_split *from, size_t i, size_t k)
{
    orth_split split = {.down = from->down};
    bool in[MOST] = {false};
    for (size_t m = 0; m < from->count; m++)
        in[from->up[m]] = true;
    in[i] = !in[i];
    if (k != i)
        in[k] = !in[k];
    for (size_t j = 0; j < best->reach->n; j++)
        if (in[j] && j != split.down)
            split.up[split.count++] = j;
    double gain = from->pays - costs_of(from, &best->bands);
    return split.count > 0 && try_near(best, &split, gain);
}

/* One token into the set of those that come in or out of it, or one in for another, while that
 * gains. */
static void toggle_tokens(orth_found *best)
{
    bool better = best->split.count > 0;
    while (better) {
        orth_split from = best->split;
        better = false;
        for (size_t i = 0; i < best->reach->n; i++)
            better = try_toggled(best, &from, i, i) || better;
        for (size_t m = 0; m < from.count && !better; m++)
            for (size_t k = 0; k < best->reach->n; k++)
                better = try_toggled(best, &from, from.up[m], k) || better;
    }
}

/* With a swap limit the best is a corner, at which all tokens but one or two are at the limit or
 * stay: from each pair that may gain, the search goes from corner to corner. */
static void search_corners(orth_found *best)
{
    const orth_reach *reach = best->reach;
    const double *u = reach->u, *g = best->g;
    for (size_t i = 0; i < reach->n; i++)
        for (size_t j = 0; j < reach->n; j++) {
            double costs =
                best->bands.first * reach->up_least[i] + best->bands.back * reach->down_least[j];
            if (i == j || g[j] - g[i] < CORNER * costs)
                continue;
            double a[MOST] = {0}, sum = fmin(u[i] * reach->up_most[i], u[j] * reach->down);
            a[i] = sum / u[i];
            a[j] = -sum / u[j];
            orth_ascend(a, reach, best->legs, ORTH_ASCENT_CORNERS);
            orth_found_try(best, a);
        }
}

/* From the best of the splits along the derivatives. */
static void search_on(orth_found *best)
{
    if (isfinite(best->reach->up))
        search_corners(best);
    if (isfinite(best->folded_taken)) {
        orth_ascend(best->folded, best->reach, best->legs, ORTH_ASCENT_SLOPES);
        orth_found_try(best, best->folded);
    }
    if (isfinite(best->taken))
        best->taken = orth_ascend(best->a, best->reach, best->legs, ORTH_ASCENT_SLOPES);
}

static void search_splits(orth_found *best)
{
    search_sets(best, ORTH_REACH_TIES * best->bands.first);
    search_sets(best, best->bands.first);
    toggle_tokens(best);
}

void orth_best_attack(orth_safety_attack *attack, double *a, const orth_reach *reach,
                      const orth_legs *legs)
{
    orth_found best;
    orth_found_begin(&best, reach, legs);
    if (reach->n == 2) {
        search_pair(&best);
    } else {
        search_splits(&best);
        search_on(&best);
    }
    orth_found_conclude(attack, a, &best);
}

void orth_best_split(orth_safety_attack *attack, const orth_reach *reach, const orth_legs *legs)
{
    orth_found best;
    orth_found_begin(&best, reach, legs);
    search_splits(&best);
    orth_found_conclude(attack, NULL, &best);
}

/* How much less than honest arbitrage the best of the splits may take, as a part of its costs,
 * where a search from there might still come to more: it gains the costs' second order. */
static bool is_far_below(const orth_found *best, double honest)
{
    double part = 0.02 + fmax(best->bands.first, best->bands.back);
    double most = fmax(best->taken, best->folded_taken);
    return !isfinite(best->reach->up) && best->split.count > 0 &&
           most < honest - part * costs_of(&best->split, &best->bands);
}

bool orth_best_exceeds(const orth_reach *reach, const orth_legs *legs)
{
    orth_found best;
    double honest = orth_legs_honest(legs);
    orth_found_begin(&best, reach, legs);
    if (reach->n == 2) {
        search_pair(&best);
    } else {
        search_sets(&best, ORTH_REACH_TIES * best.bands.first);
        if (!(best.taken - honest > ORTH_SAFETY_EXCESS))
            search_splits(&best);
        if (!(best.taken - honest > ORTH_SAFETY_EXCESS) && !is_far_below(&best, honest))
            search_on(&best);
    }
    return best.taken - honest > ORTH_SAFETY_EXCESS;
}
