#include "safety/window.h"

#include "numeric/elementary.h"

/* Where the threshold may lie, in parts of the first order's. The first order sees the relative
 * change of a weight: a small one that falls alone is unsafe from 1 - e^(-2 band) on, which is the
 * least, and one that rises alone from 2 (e^band - 1), which is less than e^(2 band) - 1. And 5 %
 * are left for the rest. */
#define SLACK 0.05
static double least_threshold(double band)
{
    return (band > 0 ? -orth_expm1(-2 * band) / (2 * band) : 1) - SLACK;
}

static double greatest_threshold(double band)
{
    return (band > 0 ? orth_expm1(2 * band) / (2 * band) : 1) + SLACK;
}

void orth_start_begin(orth_start *start, const orth_schedule *schedule, size_t block)
{
    start->schedule = schedule;
    start->block = block;
    start->from = orth_schedule_row(schedule, block);
    start->fee = orth_schedule_fee(schedule, block);
    orth_reach_begin(&start->reach, schedule->n, start->from, &schedule->attacker,
                     start->fee->keep);
}

bool orth_window_changes(double *g, const orth_start *start, const double *to)
{
    bool changes = false;
    for (size_t i = 0; i < start->schedule->n; i++) {
        g[i] = (to[i] - start->from[i]) / start->from[i];
        changes = changes || g[i] != 0;
    }
    return changes;
}

static bool exactly_safe(const orth_start *start, const double *to, const orth_fee *back, bool near)
{
    orth_legs legs;
    orth_safety_attack attack;
    orth_legs_begin(&legs, start->schedule->n, start->from, to, start->fee, back);
    if (start->schedule->n == 2 && !near)
        orth_best_end(&attack, NULL, &start->reach, &legs);
    else
        return !orth_best_exceeds(&start->reach, &legs);
    return !(attack.excess > ORTH_SAFETY_EXCESS);
}

bool orth_window_safe(const orth_start *start, const double *to, const orth_fee *back)
{
    double g[ORTH_SAFETY_TOKENS_MAX];
    double most = fmax(start->fee->band, back->band), least = fmin(start->fee->band, back->band);
    if (!orth_window_changes(g, start, to))
        return true;
    if (most == 0) /* however little it gains */
        return false;
    double below = least_threshold(most), above = greatest_threshold(most);
    double bound = orth_reach_band_bound(&start->reach, g);
    if (bound < below * least)
        return true;
    if (start->schedule->n == 2)
        return exactly_safe(start, to, back, bound < above * most);
    orth_split split;
    orth_bands low = {below * start->fee->band, below * back->band};
    orth_bands high = {above * start->fee->band, above * back->band};
    bool limited = isfinite(start->reach.up); /* whose corners the first order's splits are not */
    if (!limited && orth_reach_gain(&split, &start->reach, g, &low, 0) == 0)
        return true;
    if (orth_reach_gain(&split, &start->reach, g, &high, 0) > 2 * ORTH_SAFETY_EXCESS)
        return false;
    return exactly_safe(start, to, back, true);
}

bool orth_window_safe_after(const orth_start *start, size_t blocks)
{
    size_t block = start->block + blocks;
    return orth_window_safe(start, orth_schedule_row(start->schedule, block),
                            orth_schedule_fee(start->schedule, block));
}

void orth_window_attack(orth_safety_attack *attack, double *a, const orth_start *start,
                        size_t blocks, bool whole)
{
    orth_legs legs;
    double g[ORTH_SAFETY_TOKENS_MAX];
    size_t block = start->block + blocks;
    const double *to = orth_schedule_row(start->schedule, block);
    const orth_fee *back = orth_schedule_fee(start->schedule, block);
    double most = fmax(start->fee->band, back->band);
    orth_legs_begin(&legs, start->schedule->n, start->from, to, start->fee, back);
    bool far = orth_window_changes(g, start, to) &&
               orth_reach_band_bound(&start->reach, g) > 2 * greatest_threshold(most) * most;
    if (far && start->schedule->n == 2)
        orth_best_end(attack, a, &start->reach, &legs);
    else if (far && !whole && !isfinite(start->reach.up))
        orth_best_split(attack, &start->reach, &legs);
    else
        orth_best_attack(attack, a, &start->reach, &legs);
}
