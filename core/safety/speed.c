#include "safety/speed.h"

#include "base/stop.h"

#define PRECISE 1e-9
#define SHORTEST 1e-12 /* of a block: nothing is safe */

/* Weights and fee at a time in blocks, not whole in general, between those of its blocks. */
static orth_fee at_time(double *weights, const orth_schedule *schedule, double time)
{
    size_t block = (size_t)time;
    double part = time - (double)block;
    const double *row = orth_schedule_row(schedule, block);
    const orth_fee *fee = orth_schedule_fee(schedule, block);
    for (size_t i = 0; i < schedule->n; i++)
        weights[i] = part > 0 ? row[i] + part * (row[schedule->n + i] - row[i]) : row[i];
    return part > 0 && schedule->fee_moves
               ? orth_fee_of(fee[0].fee + part * (fee[1].fee - fee[0].fee))
               : *fee;
}

static bool safe_after(const orth_start *start, double length)
{
    double to[ORTH_SAFETY_TOKENS_MAX];
    orth_fee back = at_time(to, start->schedule, (double)start->block + length);
    return orth_window_safe(start, to, &back);
}

/* Whether the window of this length that ends in a block is safe; it begins between blocks. */
static bool safe_before(const orth_schedule *schedule, size_t end, double length)
{
    double from[ORTH_SAFETY_TOKENS_MAX], begin = (double)end - length;
    orth_start start = {.schedule = schedule, .block = (size_t)begin, .from = from};
    orth_fee first = at_time(from, schedule, begin);
    start.fee = &first;
    orth_reach_begin(&start.reach, schedule->n, from, &schedule->attacker, first.keep);
    return orth_window_safe(&start, orth_schedule_row(schedule, end),
                            orth_schedule_fee(schedule, end));
}

/* The greatest length up to `longest` for which the windows that end in a block are safe; those of
 * whole lengths are. */
static double safe_length_before(const orth_schedule *schedule, size_t end, double longest)
{
    double low = floor(longest), high = longest;
    if (low == high || (double)end < longest || safe_before(schedule, end, longest))
        return longest;
    while (high - low > PRECISE * 0.5 * high && high > SHORTEST) {
        double middle = 0.5 * (low + high);
        if (safe_before(schedule, end, middle))
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The greatest length up to `longest` of safe windows from a block on; those of `known` blocks are
 * safe. */
static double safe_length(const orth_start *start, size_t known, double longest)
{
    double low = (double)known, high = low;
    while (high < longest && !orth_stopped()) {
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
    for (size_t k = 0; k < safety->blocks && !orth_stopped(); k++) {
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
    if (!bounded)
        return INFINITY;
    for (size_t end = 1; end <= safety->blocks && !orth_stopped(); end++)
        longest = safe_length_before(schedule, end, longest);
    return longest / (double)safety->window;
}
