/* Blocks and seconds of a sale. */
#include "base/check.h"
#include "contract/word.h"
#include "orthant/sale_trades.h"

uint64_t orth_sale_clock_time(const orth_sale_clock *clock, uint64_t block)
{
    orth_limb2 seconds = (orth_limb2)block * clock->block_seconds / clock->block_per;
    return clock->start + (uint64_t)seconds;
}

/* The least k with floor(k seconds / per) >= after, that is k seconds >= after per. */
uint64_t orth_sale_clock_block(const orth_sale_clock *clock, uint64_t time)
{
    ORTH_CHECK(time >= clock->start);
    orth_limb2 needed = (orth_limb2)(time - clock->start) * clock->block_per;
    uint64_t block = (uint64_t)((needed + clock->block_seconds - 1) / clock->block_seconds);
    return block == 0 ? 1 : block;
}
