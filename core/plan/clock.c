/* When blocks come. */
#include "contract/word.h"
#include "orthant/plan.h"

uint64_t orth_plan_block_time(const orth_plan_clock *clock, uint64_t block)
{
    return clock->start + (uint64_t)((orth_limb2)block * clock->seconds / clock->per);
}

uint64_t orth_plan_clock_ticks(const orth_plan_clock *clock, uint64_t steps)
{
    uint64_t seconds = orth_plan_block_time(clock, steps) - clock->start;
    return seconds < steps ? seconds : steps;
}

void orth_setpoints_to_blocks(orth_setpoints *points, const orth_plan_clock *clock, uint64_t steps)
{
    if (clock->seconds >= clock->per)
        return;
    for (size_t s = 1; s < points->calls; s++) /* the first block of that second */
        points->times[s] =
            (uint64_t)(((orth_limb2)points->times[s] * clock->per + clock->seconds - 1) /
                       clock->seconds);
    points->times[points->calls] = steps;
}
