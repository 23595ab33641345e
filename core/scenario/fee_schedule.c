/* The fee of a block where it falls or rises with the blocks. */
#include "numeric/elementary.h"
#include "orthant/scenario.h"

double orth_fee_schedule_at(const orth_fee_schedule *schedule, uint64_t block)
{
    if (block >= schedule->blocks)
        return schedule->to;
    double t = (double)block / (double)schedule->blocks;
    return schedule->geometric ? schedule->from * orth_pow(schedule->to / schedule->from, t)
                               : schedule->from + t * (schedule->to - schedule->from);
}
