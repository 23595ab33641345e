#include "simulate/block_fee.h"

#include "numeric/elementary.h"

double orth_block_fee(const orth_fee_schedule *schedule, uint64_t block)
{
    if (block >= schedule->blocks)
        return schedule->to;
    double t = (double)block / (double)schedule->blocks;
    return schedule->geometric ? schedule->from * orth_pow(schedule->to / schedule->from, t)
                               : schedule->from + t * (schedule->to - schedule->from);
}
