/* Blocks in which there was something to gain, and what was done about it. */
#include <math.h>
#include <stdlib.h>

#include "live/measure.h"
#include "numeric/elementary.h"

/* Reserves that come or leave by more than this of the pool, all alike, are nobody's trade: they
 * were added or removed. Below it stand fees of others that go to all reserves. */
#define JOINED 1e-3

typedef struct finder {
    const orth_live_log *log;
    const orth_live_options *options;
    const double *sizing;
    orth_live *live;
    orth_live_room room;
} finder;

/* The trade that changes what takes part of each reserve by those logs. */
static orth_arbitrage trade_of(const orth_live_block *block, const double *logs, double share,
                               const orth_fee *fee)
{
    orth_arbitrage trade = {0};
    for (size_t i = 0; i < block->n; i++) {
        double by = block->before[i] * orth_expm1(share * logs[i]) * block->prices[i];
        trade.tokens += by != 0;
        trade.kept += by > 0 ? by : 0;
        trade.taken -= by < 0 ? by : 0;
    }
    trade.paid = trade.kept * fee->gross;
    trade.fee = trade.paid - trade.kept;
    return trade;
}

static void take_sums(orth_live_chance *chance, const finder *with, const orth_live_block *block,
                      const orth_fee *fee)
{
    *chance = (orth_live_chance){.traded = orth_live_changed(block)};
    for (size_t i = 0; i < block->n; i++) {
        chance->xx += block->weights[i] * with->room.x[i] * with->room.x[i];
        chance->xy += block->weights[i] * with->room.x[i] * with->room.y[i];
    }
    orth_arbitrage best = trade_of(block, with->room.x, 1, fee);
    chance->best = best.taken - best.kept;
    chance->best_profit = orth_arbitrage_profit(&best);
    if (!chance->traded)
        return;
    orth_arbitrage made = trade_of(block, with->room.y, 1, fee);
    chance->made = made.taken - made.kept;
    chance->made_profit = orth_arbitrage_profit(&made);
}

/* Adds the block's chance, if it is one. */
static void look(orth_live_chances *chances, const finder *with, size_t *moved, size_t row)
{
    orth_live *live = with->live;
    orth_live_block block = orth_live_block_of(with->log, row);
    orth_fee fee = orth_live_fee_of(live, with->log, row);
    live->blocks++;
    bool joined = fabs(orth_live_find_change(&with->room, &block, &fee)) > JOINED;
    *moved += joined;
    if (joined || (with->log->others != NULL && with->log->others[row])) {
        live->others++;
        return;
    }
    bool changed = orth_live_changed(&block);
    if (!orth_live_find_best(&with->room, &block, &fee)) {
        live->unexplained += changed;
        return;
    }
    if (with->sizing != NULL && !changed) {
        orth_arbitrage his = trade_of(&block, with->room.x, *with->sizing, &fee);
        if (!orth_arbitrage_worth(&his, &with->options->gate))
            return;
    }
    take_sums(&chances->of[chances->count++], with, &block, &fee);
}

orth_status orth_live_find_chances(orth_live_chances *chances, orth_live *live, size_t *moved,
                                   const orth_live_log *log, const orth_live_options *options,
                                   const double *sizing, orth_error *error)
{
    finder with = {.log = log, .options = options, .sizing = sizing, .live = live};
    orth_status status = orth_live_room_create(&with.room, log->n, error);
    chances->of = status == ORTH_OK ? malloc(log->rows * sizeof *chances->of) : NULL;
    chances->count = 0;
    if (status == ORTH_OK && chances->of == NULL) {
        orth_live_room_free(&with.room);
        status = orth_fail_memory(error, (double)log->rows * sizeof *chances->of);
    }
    if (status != ORTH_OK)
        return status;
    live->blocks = live->gaps = live->others = live->unexplained = *moved = 0;
    for (size_t k = 1; k < log->rows; k++) {
        if (orth_live_next(log, k))
            look(chances, &with, moved, k);
        else
            live->gaps++;
    }
    orth_live_room_free(&with.room);
    return ORTH_OK;
}
