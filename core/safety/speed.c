#include "safety/speed.h"

#define PRECISE 1e-9
#define SHORTEST 1e-12 /* of a block: nothing is safe */

/* Weights and fee `length` blocks after the start, not whole in general. */
static bool safe_after(const orth_start *start, double length)
{
    double to[ORTH_SAFETY_TOKENS_MAX];
    const orth_schedule *schedule = start->schedule;
    size_t whole = (size_t)length, block = start->block + whole;
    double part = length - (double)whole;
    if (part == 0)
        return orth_window_safe_after(start, whole);
    const double *row = orth_schedule_row(schedule, block);
    for (size_t i = 0; i < schedule->n; i++)
        to[i] = row[i] + part * (row[schedule->n + i] - row[i]);
    const orth_fee *fee = orth_schedule_fee(schedule, block);
    if (!schedule->fee_moves)
        return orth_window_safe(start, to, fee);
    orth_fee between = orth_fee_of(fee[0].fee + part * (fee[1].fee - fee[0].fee));
    return orth_window_safe(start, to, &between);
}

/* The greatest length up to `longest` of safe windows from a block on; those of `known` blocks are
 * safe. */
static double safe_length(const orth_start *start, size_t known, double longest)
{
    double low = (double)known, high = low;
    while (high < longest) {
        high = fmin(floor(low) + 1, longest);
        if (!safe_after(start, high))
            break;
        low = high;
    }
    if (low == high)
        return low;
    while (high - low > PRECISE * 0.5 * high && high > SHORTEST) {
        double middle = 0.5 * (low + high);
        if (safe_after(start, middle))
            low = middle;
        else
            high = middle;
    }
    return low;
}

double orth_find_largest_speed(const orth_safety *safety, const orth_schedule *schedule)
{
    double longest = safety->safe ? (double)safety->blocks : (double)safety->least_safe_blocks + 1;
    bool bounded = false;
    if (!schedule->fee_moves && schedule->fees[0].fee == 0)
        return safety->safe ? INFINITY : 0;
    for (size_t k = 0; k < safety->blocks; k++) {
        orth_start start;
        double most = fmin((double)(safety->blocks - k), longest);
        if ((double)safety->safe_blocks[k] >= most)
            continue;
        orth_start_begin(&start, schedule, k);
        double length = safe_length(&start, safety->safe_blocks[k], most);
        if (length < most) {
            longest = length;
            bounded = true;
        }
    }
    return bounded ? longest / (double)safety->window : INFINITY;
}
