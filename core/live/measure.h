/* Inside the room: one pass over a log's blocks. */
#ifndef ORTH_LIVE_MEASURE_H
#define ORTH_LIVE_MEASURE_H

#include "live/live.h"

/* What a block in which there was something to gain says. */
typedef struct orth_live_chance {
    double xx, xy; /* sum w x^2, sum w x y */
    bool traded;
    double made, made_profit, best, best_profit;
} orth_live_chance;

typedef struct orth_live_chances {
    size_t count;
    orth_live_chance *of;
} orth_live_chances;

/* The chances of a log, its fees found; counts blocks, gaps, others, unexplained in *live. Where
 * `sizing` is not NULL chances that a trade of that sizing is not worth, and that were not taken,
 * are left out. */
orth_status orth_live_find_chances(orth_live_chances *chances, orth_live *live, size_t *moved,
                                   const orth_live_log *log, const orth_live_options *options,
                                   const double *sizing, orth_error *error);

/* efficiency, sizing; presence; and sums of money. */
void orth_live_estimate(orth_live *live, const orth_live_chances *chances);
double orth_live_sizing(const orth_live_chances *chances); /* 0 where none was taken */

/* perfect, drift, values, lvr, rvr. */
orth_status orth_live_find_values(orth_live *live, const orth_live_log *log,
                                  const orth_live_options *options, orth_error *error);

orth_fee orth_live_fee_of(const orth_live *live, const orth_live_log *log, size_t row);

#endif
