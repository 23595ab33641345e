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
    double *after, *change, *x, *y, *scratch;
} finder;

orth_fee orth_live_fee_of(const orth_live *live, const orth_live_log *log, size_t row)
{
    return orth_fee_of(log->fees != NULL ? log->fees[row] : live->fee);
}

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

/* What really changed: logs less what all reserves gained alike, which is returned. */
static double find_change(const finder *with, const orth_live_block *block, const orth_fee *fee)
{
    double alike = 0, weight = 0;
    for (size_t i = 0; i < block->n; i++) {
        with->y[i] = orth_live_log_change(block->after[i], block->before[i], fee->keep);
        alike += block->weights[i] * with->y[i];
        weight += block->weights[i];
    }
    alike /= weight;
    for (size_t i = 0; i < block->n; i++)
        with->y[i] -= alike;
    return alike;
}

/* Whether there is something to gain: x is then the best trade. */
static bool find_best(const finder *with, const orth_live_block *block, const orth_fee *fee)
{
    orth_arbitrage best = orth_arbitrage_exact(with->after, with->change, with->scratch, block->n,
                                               block->before, block->weights, block->prices, fee);
    if (best.tokens == 0)
        return false;
    for (size_t i = 0; i < block->n; i++)
        with->x[i] = orth_live_log_change(with->after[i], block->before[i], fee->keep);
    return true;
}

static void take_sums(orth_live_chance *chance, const finder *with, const orth_live_block *block,
                      const orth_fee *fee)
{
    *chance = (orth_live_chance){.traded = orth_live_changed(block)};
    for (size_t i = 0; i < block->n; i++) {
        chance->xx += block->weights[i] * with->x[i] * with->x[i];
        chance->xy += block->weights[i] * with->x[i] * with->y[i];
    }
    orth_arbitrage best = trade_of(block, with->x, 1, fee);
    chance->best = best.taken - best.kept;
    chance->best_profit = orth_arbitrage_profit(&best);
    if (!chance->traded)
        return;
    orth_arbitrage made = trade_of(block, with->y, 1, fee);
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
    bool joined = fabs(find_change(with, &block, &fee)) > JOINED;
    *moved += joined;
    if (joined || (with->log->others != NULL && with->log->others[row])) {
        live->others++;
        return;
    }
    bool changed = orth_live_changed(&block);
    if (!find_best(with, &block, &fee)) {
        live->unexplained += changed;
        return;
    }
    if (with->sizing != NULL && !changed) {
        orth_arbitrage his = trade_of(&block, with->x, *with->sizing, &fee);
        if (!orth_arbitrage_worth(&his, &with->options->gate))
            return;
    }
    take_sums(&chances->of[chances->count++], with, &block, &fee);
}

orth_status orth_live_find_chances(orth_live_chances *chances, orth_live *live, size_t *moved,
                                   const orth_live_log *log, const orth_live_options *options,
                                   const double *sizing, orth_error *error)
{
    size_t n = log->n, doubles = 4 * n + ORTH_ARBITRAGE_SCRATCH(n);
    double *room = malloc(doubles * sizeof *room);
    chances->of = malloc(log->rows * sizeof *chances->of);
    chances->count = 0;
    if (room == NULL || chances->of == NULL) {
        free(room);
        free(chances->of);
        chances->of = NULL;
        return orth_fail_memory(error, (double)log->rows * sizeof *chances->of);
    }
    finder with = {log,      options,      sizing,       live,        room,
                   room + n, room + 2 * n, room + 3 * n, room + 4 * n};
    live->blocks = live->gaps = live->others = live->unexplained = *moved = 0;
    for (size_t k = 1; k < log->rows; k++) {
        if (orth_live_next(log, k))
            look(chances, &with, moved, k);
        else
            live->gaps++;
    }
    free(room);
    return ORTH_OK;
}
