/* The windows that begin in one block. */
#include <string.h>

#include "base/stop.h"
#include "safety/window.h"

/* Exact gains of windows whose moves are small are in the order of the first order's, to this, and
 * to the second order. */
#define ORDERED 0.9
#define SMALL_MOVE 0.1

/* The windows of a start as the first order sees them. */
typedef struct ranking {
    const orth_start *start;
    bool safe; /* all: ranked by their bands; else by their gains */
    size_t blocks;
    double best;
} ranking;

static double band_after(const orth_start *start, const double *g, double floor)
{
    return orth_reach_band_bound(&start->reach, g) > floor
               ? orth_reach_band(&start->reach, g, floor)
               : floor;
}

static double gain_after(const orth_start *start, size_t blocks, const double *g, double floor)
{
    orth_split split;
    double back = orth_schedule_fee(start->schedule, start->block + blocks)->band;
    orth_bands bands = {start->fee->band, back};
    if (!(orth_reach_gain_bound(&start->reach, g, fmin(bands.first, bands.back)) > floor))
        return floor;
    return orth_reach_gain(&split, &start->reach, g, &bands, floor);
}

static void rank(ranking *r, size_t blocks)
{
    double g[ORTH_SAFETY_TOKENS_MAX];
    const double *to = orth_schedule_row(r->start->schedule, r->start->block + blocks);
    if (!orth_window_changes(g, r->start, to))
        return;
    double here =
        r->safe ? band_after(r->start, g, r->best) : gain_after(r->start, blocks, g, r->best);
    if (!(here > r->best))
        return;
    r->best = here;
    r->blocks = blocks;
}

/* Two tokens: the exact gain of every window whose first order comes near the best. */
static void rank_exactly(ranking *r, size_t blocks, double *first_best)
{
    double g[2];
    const double *to = orth_schedule_row(r->start->schedule, r->start->block + blocks);
    if (!orth_window_changes(g, r->start, to))
        return;
    const orth_fee *back = orth_schedule_fee(r->start->schedule, r->start->block + blocks);
    orth_split split;
    orth_bands bands = {r->start->fee->band, back->band};
    const orth_reach *reach = &r->start->reach;
    double gain = r->start->schedule->fee_moves ? orth_reach_gain(&split, reach, g, &bands, 0)
                                                : orth_reach_gain_bound(reach, g, bands.first);
    double move = fabs(g[0] - g[1]);
    double second = move * move * fmax(reach->sum_most[0], reach->sum_most[1]);
    bool small = move < SMALL_MOVE && back->band < SMALL_MOVE;
    if (small && gain + second < ORDERED * *first_best)
        return;
    orth_legs legs;
    orth_safety_attack attack;
    orth_legs_begin(&legs, 2, r->start->from, to, r->start->fee, back);
    orth_best_end(&attack, NULL, reach, &legs);
    *first_best = fmax(*first_best, gain);
    if (!(attack.excess > r->best))
        return;
    r->best = attack.excess;
    r->blocks = blocks;
}

static size_t worst_blocks(const orth_start *start, size_t safe, size_t most)
{
    ranking r = {start, safe == most, 0, 0};
    double first_best = 0;
    for (size_t blocks = most; blocks > (r.safe ? 0 : safe) && !orth_stopped(); blocks--)
        if (!r.safe && start->schedule->n == 2)
            rank_exactly(&r, blocks, &first_best);
        else
            rank(&r, blocks);
    return r.blocks > 0 ? r.blocks : r.safe ? 1 : safe + 1;
}

size_t orth_start_scan(orth_safety_window *worst, const orth_start *start, size_t most)
{
    double g[ORTH_SAFETY_TOKENS_MAX];
    size_t safe = 0;
    while (safe < most && !orth_stopped() && orth_window_safe_after(start, safe + 1))
        safe++;
    worst->first_block = start->block;
    worst->blocks = worst_blocks(start, safe, most);
    orth_window_attack(&worst->attack, NULL, start, worst->blocks, false);
    orth_window_changes(g, start, orth_schedule_row(start->schedule, start->block + worst->blocks));
    worst->band = orth_reach_band(&start->reach, g, 0);
    return safe;
}

size_t orth_start_unsafe(const orth_start *start, size_t most)
{
    size_t blocks = most;
    while (blocks > 0 && !orth_stopped() && orth_window_safe_after(start, blocks))
        blocks--;
    return blocks;
}
