/* Whether reserves and prices of a row belong together.
 *
 * Trades follow the prices that they are made at. What the best trades at a row's prices leave
 * unexplained of the changes that its row says, by least squares, is held against the same of the
 * changes that the next row and the row before it say. Where a neighbour is explained far better
 * the log's rows do not mean what was assumed. */
#include <math.h>
#include <stdlib.h>

#include "live/measure.h"

#define TRADES_LEAST 10
#define ROWS_MOST 20000 /* which are enough, and a moment's work */
/* As much as others' trades and rounding may leave, and by which factor a neighbour is better. */
#define LEFT_LEAST 1e-3
#define BETTER 0.5
#define HALF 0.5

typedef struct fit {
    size_t trades;
    double xx, xy, yy;
} fit;

/* The part of the changes that is not explained. */
static double left_of(const fit *of)
{
    double left = of->xx > 0 && of->xy > 0 ? 1 - of->xy * of->xy / (of->xx * of->yy) : 1;
    return left > 0 ? left : 0;
}

static void add(fit *to, const orth_live *live, const orth_live_log *log, size_t k, size_t row,
                const orth_live_room *room)
{
    orth_live_block block = orth_live_block_of(log, row);
    orth_fee fee = orth_live_fee_of(live, log, k);
    block.weights = log->weights + k * log->n;
    block.prices = log->prices + k * log->n;
    if (!orth_live_changed(&block))
        return;
    orth_live_find_change(room, &block, &fee);
    bool best = orth_live_find_best(room, &block, &fee);
    to->trades++;
    for (size_t i = 0; i < block.n; i++) {
        double weight = block.weights[i], x = best ? room->x[i] : 0;
        to->xx += weight * x * x;
        to->xy += weight * x * room->y[i];
        to->yy += weight * room->y[i] * room->y[i];
    }
}

static bool alone(const orth_live_log *log, size_t row)
{
    return orth_live_next(log, row) && (log->others == NULL || !log->others[row]);
}

/* [0]: changes of the row before, [1]: of the row, [2]: of the row after it; in the same rows. */
static void find_fits(fit fits[3], const orth_live *live, const orth_live_log *log,
                      const orth_live_room *room)
{
    for (size_t k = 2; k + 1 < log->rows && k < ROWS_MOST; k++) {
        if (!alone(log, k - 1) || !alone(log, k) || !alone(log, k + 1))
            continue;
        for (size_t shift = 0; shift < 3; shift++)
            add(&fits[shift], live, log, k, k + shift - 1, room);
    }
}

static orth_status tell(orth_live *live, const orth_live_log *log, const double left[3],
                        orth_error *error)
{
    bool before = left[2] < BETTER * left[1], after = left[0] < BETTER * left[1];
    double here = 100 * left[1];
    if (before && !after && !log->before && !log->reserves_said)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: what trades changed fits the prices of a row better as reserves "
                         "before the trades of its block (%.3g %% is not explained) than as those "
                         "after them (%.3g %%); it must be said which they are (--reserves before, "
                         "or after)",
                         log->file, 100 * left[2], here);
    if (before || after)
        return orth_live_note(
            &live->notes, &live->note_count, error,
            "%.200s: prices and weights of a row explain the trades of the row %s it better "
            "(%.3g %% is not explained) than its own (%.3g %%): reserves or prices are of another "
            "block than was taken",
            log->file, after ? "before" : "after", 100 * left[after ? 0 : 2], here);
    if (left[1] > HALF)
        return orth_live_note(
            &live->notes, &live->note_count, error,
            "%.200s: the best trade at a row's prices does not explain %.3g %% of what trades "
            "changed: others traded, or prices are of another place or time",
            log->file, here);
    return ORTH_OK;
}

orth_status orth_live_check_order(orth_live *live, const orth_live_log *log, orth_error *error)
{
    fit fits[3] = {{0}};
    orth_live_room room;
    orth_status status = orth_live_room_create(&room, log->n, error);
    if (status != ORTH_OK)
        return status;
    find_fits(fits, live, log, &room);
    orth_live_room_free(&room);
    if (fits[1].trades < TRADES_LEAST)
        return ORTH_OK;
    double left[3];
    for (size_t shift = 0; shift < 3; shift++)
        left[shift] = left_of(&fits[shift]);
    return left[1] < LEFT_LEAST ? ORTH_OK : tell(live, log, left, error);
}
