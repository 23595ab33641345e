/* What a block did to the reserves. */
#include <string.h>

#include "live/live.h"
#include "numeric/elementary.h"

orth_live_block orth_live_block_of(const orth_live_log *log, size_t row)
{
    size_t at = row * log->n;
    orth_live_block block = {log->n, log->reserves + at - log->n, log->reserves + at,
                             log->weights + at, log->prices + at};
    return block;
}

bool orth_live_next(const orth_live_log *log, size_t row)
{
    /* Reserves before a block's trades were moved up by a row: what is after it is of the next row,
     * whose block stands there even behind the last. */
    size_t to = log->before ? row + 1 : row;
    return log->only_traded || log->blocks[to] == log->blocks[to - 1] + 1;
}

bool orth_live_changed(const orth_live_block *block)
{
    return memcmp(block->before, block->after, block->n * sizeof *block->before) != 0;
}

double orth_live_log_change(double to, double from, double keep)
{
    double growth = (to - from) / from;
    if (growth > 0)
        return orth_log1p(keep * growth);
    return growth > -0.5 ? orth_log1p(growth) : orth_log(to / from);
}
