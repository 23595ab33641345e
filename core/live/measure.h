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

/* efficiency, sizing; presence, unless the log has only blocks with trades; and sums of money. */
void orth_live_estimate(orth_live *live, const orth_live_chances *chances, bool only_traded);
double orth_live_sizing(const orth_live_chances *chances); /* 0 where none was taken */

/* perfect, drift, values, lvr, rvr. */
orth_status orth_live_find_values(orth_live *live, const orth_live_log *log,
                                  const orth_live_options *options, orth_error *error);

/* Room for a block's trades: x and y as orthant/live.h has them, of n tokens. */
typedef struct orth_live_room {
    double *x, *y, *after, *change, *scratch;
} orth_live_room;
orth_status orth_live_room_create(orth_live_room *room, size_t n, orth_error *error);
void orth_live_room_free(orth_live_room *room);
/* y: what really changed, logs less what all reserves gained alike, which is returned. */
double orth_live_find_change(const orth_live_room *room, const orth_live_block *block,
                             const orth_fee *fee);
/* x, and whether there is something to gain; without, x is not set. */
bool orth_live_find_best(const orth_live_room *room, const orth_live_block *block,
                         const orth_fee *fee);

/* Whether a row's prices and the changes of its reserves belong together: ORTH_BAD_INPUT where they
 * do as reserves before the trades, and nobody said what they are; else notes. */
orth_status orth_live_check_order(orth_live *live, const orth_live_log *log, orth_error *error);

orth_fee orth_live_fee_of(const orth_live *live, const orth_live_log *log, size_t row);

#endif
