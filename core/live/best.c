/* What a block changed, beside the best trade there. */
#include <stdlib.h>

#include "live/measure.h"

orth_status orth_live_room_create(orth_live_room *room, size_t n, orth_error *error)
{
    size_t doubles = 4 * n + ORTH_ARBITRAGE_SCRATCH(n);
    double *at = malloc(doubles * sizeof *at);
    *room = (orth_live_room){.x = at};
    if (at == NULL)
        return orth_fail_memory(error, (double)doubles * sizeof *at);
    room->y = at + n;
    room->after = at + 2 * n;
    room->change = at + 3 * n;
    room->scratch = at + 4 * n;
    return ORTH_OK;
}

void orth_live_room_free(orth_live_room *room)
{
    free(room->x);
}

orth_fee orth_live_fee_of(const orth_live *live, const orth_live_log *log, size_t row)
{
    return orth_fee_of(log->fees != NULL ? log->fees[row] : live->fee);
}

double orth_live_find_change(const orth_live_room *room, const orth_live_block *block,
                             const orth_fee *fee)
{
    double alike = 0, weight = 0;
    for (size_t i = 0; i < block->n; i++) {
        room->y[i] = orth_live_log_change(block->after[i], block->before[i], fee->keep);
        alike += block->weights[i] * room->y[i];
        weight += block->weights[i];
    }
    alike /= weight;
    for (size_t i = 0; i < block->n; i++)
        room->y[i] -= alike;
    return alike;
}

bool orth_live_find_best(const orth_live_room *room, const orth_live_block *block,
                         const orth_fee *fee)
{
    orth_arbitrage best = orth_arbitrage_exact(room->after, room->change, room->scratch, block->n,
                                               block->before, block->weights, block->prices, fee);
    if (best.tokens == 0)
        return false;
    for (size_t i = 0; i < block->n; i++)
        room->x[i] = orth_live_log_change(room->after[i], block->before[i], fee->keep);
    return true;
}
