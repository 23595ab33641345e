/* The swap fee that a pool's trades tell.
 *
 * A trade keeps sum w_i log(R_i + t_i), with t_i = keep x D_i of what enters: one equation in
 * keep, concave and rising, so that Newton's method from above goes below the root once and then
 * up to it.
 *
 * A second route is where trades stop: one of sizing alpha takes the spread s of the logs of levels
 * R p / w to s - alpha (s - b), b = -log(keep), a straight line in s. What others pay into all
 * reserves, or a protocol takes out, spoils the first route and hardly the second, so that a fee in
 * which both do not agree is not believed.
 */
#include <math.h>
#include <stdlib.h>

#include "live/live.h"
#include "numeric/elementary.h"

/* Smaller trades are rounding mostly. */
#define LEAST_CHANGE 1e-9
#define ROUNDS 60
/* Fees are set in millionths; one found so near to them is theirs. */
#define MILLIONTH 1e-6
#define NEAR 1e-7
/* By how much the middle half of the trades may differ. */
#define SPREAD 2e-5

/* 95 % of the median's error over the range of the middle half and the root of the count, of
 * normal values; and what is left of the arithmetic. */
#define MEDIAN_ERROR 1.82
#define ROUNDING 0x1p-51

/* How far the two routes may be apart, relative and absolute. */
#define APART 0.05
#define APART_LEAST 2e-5

typedef struct told {
    double fee, size;
    double before, after; /* spreads of the logs of levels R p / w */
} told;

static int by_size(const void *one, const void *other)
{
    double a = ((const told *)one)->size, b = ((const told *)other)->size;
    return (a < b) - (a > b); /* the largest first */
}

static int by_fee(const void *one, const void *other)
{
    double a = ((const told *)one)->fee, b = ((const told *)other)->fee;
    return (a > b) - (a < b);
}

/* sum w_i y_i with that keep, and its derivative. */
static double invariant(double *slope, const orth_live_block *block, double keep)
{
    double sum = 0;
    *slope = 0;
    for (size_t i = 0; i < block->n; i++) {
        double growth = (block->after[i] - block->before[i]) / block->before[i];
        sum += block->weights[i] * orth_live_log_change(block->after[i], block->before[i], keep);
        if (growth > 0)
            *slope += block->weights[i] * growth / (1 + keep * growth);
    }
    return sum;
}

/* Of `reserves`, of which what came in since the block began counts without its fee. */
static double spread(const orth_live_block *block, const double *reserves, double keep)
{
    double low = INFINITY, high = 0;
    for (size_t i = 0; i < block->n; i++) {
        double by = reserves[i] - block->before[i];
        double reserve = by > 0 ? block->before[i] + keep * by : reserves[i];
        double level = reserve * block->prices[i] / block->weights[i];
        low = fmin(low, level);
        high = fmax(high, level);
    }
    return orth_log(high / low);
}

/* Least squares of `after` on `before`: the fee whose band is where the line meets the diagonal;
 * -1 where the trades are too alike to tell. */
static double fee_by_stops(size_t count, const told *all)
{
    double x = 0, y = 0, xx = 0, xy = 0, m = (double)count;
    for (size_t i = 0; i < count; i++) {
        x += all[i].before / m;
        y += all[i].after / m;
    }
    for (size_t i = 0; i < count; i++) {
        xx += (all[i].before - x) * (all[i].before - x);
        xy += (all[i].before - x) * (all[i].after - y);
    }
    if (count < 3 || !(xx > 1e-4 * m * x * x))
        return -1;
    double slope = xy / xx;
    return slope < 1 - 1e-6 ? -orth_expm1(-fmax((y - slope * x) / (1 - slope), 0)) : -1;
}

/* False where it tells none: no trade, or one that no fee explains. */
static bool tell(told *out, const orth_live_block *block)
{
    double keep = 1, slope, in = 0;
    for (size_t i = 0; i < block->n; i++)
        in = fmax(in, (block->after[i] - block->before[i]) / block->before[i]);
    if (in < LEAST_CHANGE)
        return false;
    for (int round = 0; round < ROUNDS; round++) {
        double step = invariant(&slope, block, keep) / slope;
        keep -= step;
        if (!(keep > 0))
            keep = 1e-3;
        if (fabs(step) < 1e-16)
            break;
    }
    out->fee = 1 - keep;
    out->size = in;
    out->before = spread(block, block->before, keep);
    out->after = spread(block, block->after, keep);
    return keep > 1e-3 && keep < 1 + NEAR;
}

orth_status orth_live_find_fee(orth_live *live, const orth_live_log *log, orth_error *error)
{
    told *all = malloc(log->rows * sizeof *all);
    size_t count = 0;
    if (all == NULL)
        return orth_fail_memory(error, (double)log->rows * sizeof *all);
    for (size_t k = 1; k < log->rows; k++) {
        orth_live_block block = orth_live_block_of(log, k);
        bool alone = orth_live_next(log, k) && (log->others == NULL || !log->others[k]);
        count += alone && tell(&all[count], &block);
    }
    live->fee_trades = count;
    if (count == 0) {
        free(all);
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: no trade tells the swap fee; it must be given (--fee, or a column "
                         "fee)",
                         log->file);
    }
    /* The larger half of the trades, which rounding hurts least. */
    qsort(all, count, sizeof *all, by_size);
    size_t half = (count + 1) / 2;
    qsort(all, half, sizeof *all, by_fee);
    double low = all[half / 4].fee, high = all[half - 1 - half / 4].fee, found = all[half / 2].fee;
    double stops = fee_by_stops(half, all);
    free(all);
    if (high - low > SPREAD)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: trades tell swap fees from %.6g to %.6g, as where it changes, others "
                         "trade, digits are few, or reserves are those before the trades of their "
                         "row (--reserves before); it must be given (--fee, or a column fee)",
                         log->file, low, high);
    if (stops >= 0 && fabs(stops - found) > APART * found + APART_LEAST)
        return orth_fail(
            error, ORTH_BAD_INPUT,
            "%s: trades tell a swap fee of %.6g by what they leave in the pool, and of "
            "%.6g by where they stop, as where others trade or a protocol takes its "
            "share; it must be given (--fee, or a column fee)",
            log->file, found, stops);
    double rounded = floor(found / MILLIONTH + 0.5) / 1e6;
    bool round = fabs(found - rounded) < NEAR;
    live->fee = round ? fabs(rounded) : found;
    live->fee_error = round ? 0 : MEDIAN_ERROR * (high - low) / sqrt((double)half) + ROUNDING;
    return ORTH_OK;
}
