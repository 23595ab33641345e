/* The windows of a schedule, one at a time. */
#ifndef ORTH_SAFETY_WINDOW_H
#define ORTH_SAFETY_WINDOW_H

#include <math.h>

#include "safety/best.h"

typedef struct orth_schedule {
    size_t n, blocks;
    const double *rows; /* [blocks + 1][n], each of sum 1 */
    const orth_fee *fees;
    bool fee_moves; /* whether there are blocks + 1 fees, or one */
    orth_safety_attacker attacker;
} orth_schedule;

static inline const double *orth_schedule_row(const orth_schedule *schedule, size_t block)
{
    return schedule->rows + block * schedule->n;
}

static inline const orth_fee *orth_schedule_fee(const orth_schedule *schedule, size_t block)
{
    return &schedule->fees[schedule->fee_moves ? block : 0];
}

/* All windows that begin in one block: what he reaches from its weights. */
typedef struct orth_start {
    const orth_schedule *schedule;
    size_t block;
    const double *from;
    const orth_fee *fee;
    orth_reach reach;
} orth_start;

void orth_start_begin(orth_start *start, const orth_schedule *schedule, size_t block);

/* The relative changes of the weights; false where none changes. */
bool orth_window_changes(double *g, const orth_start *start, const double *to);

/* Whether it is safe: exactly wherever the first order is not farther from the threshold than it
 * can be wrong. */
bool orth_window_safe(const orth_start *start, const double *to, const orth_fee *back);
bool orth_window_safe_after(const orth_start *start, size_t blocks);

/* The best attack, exactly; a (NULL is fine) gets its displacement. Unless `whole`, the last
 * search is left out of a window that is far from the threshold, and a is not set. */
void orth_window_attack(orth_safety_attack *attack, double *a, const orth_start *start,
                        size_t blocks, bool whole);

/* The windows of at most `most` blocks from one block on: how many blocks are safe, and the worst
 * window. */
size_t orth_start_scan(orth_safety_window *worst, const orth_start *start, size_t most);

/* The windows of at most `most` blocks, from the longest on: the first that is unsafe, 0: none. */
size_t orth_start_unsafe(const orth_start *start, size_t most);

#endif
