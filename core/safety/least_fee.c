#include "safety/least_fee.h"

#include <stdlib.h>

#include "base/parallel.h"
#include "base/stop.h"
#include "numeric/elementary.h"

#define GROUP 32
#define PRECISE 1e-9
/* A fee that is found is held against all windows; one that is unsafe there asks for more. */
#define ROUNDS 1000

/* The schedule at another fee, and by starting block the longest window that is unsafe then. */
typedef struct trial {
    orth_schedule schedule;
    size_t window;
    size_t *unsafe;
} trial;

static void set_fee(trial *at, orth_fee *fee, double value)
{
    *fee = orth_fee_of(value);
    at->schedule.fees = fee;
    at->schedule.fee_moves = false;
}

static orth_status hold_starts(void *context, size_t thread, uint64_t first, uint64_t end,
                               uint64_t *failed, orth_error *error)
{
    (void)thread;
    (void)failed;
    trial *at = context;
    for (size_t block = (size_t)first; block < end && !orth_stopped(); block++) {
        orth_start start;
        orth_start_begin(&start, &at->schedule, block);
        at->unsafe[block] =
            orth_start_unsafe(&start, orth_most_blocks(at->schedule.blocks, at->window, block));
    }
    return orth_go_on(error);
}

static bool safe_at(trial *at, double fee, size_t block, size_t blocks)
{
    orth_fee with;
    orth_start start;
    set_fee(at, &with, fee);
    orth_start_begin(&start, &at->schedule, block);
    return orth_window_safe_after(&start, blocks);
}

/* The least fee above `floor`, where it is unsafe, at which this window is safe: from the first
 * order's, doubled until it is, then halving. */
static double fee_of_window(trial *at, double floor, size_t block, size_t blocks, double band)
{
    double low = floor, high = -orth_expm1(-band);
    if (!(high > floor))
        high = fmin(2 * floor, ORTH_SAFETY_FEE_MAX);
    while (!safe_at(at, high, block, blocks)) {
        if (high >= ORTH_SAFETY_FEE_MAX)
            return INFINITY;
        low = high;
        high = fmin(high * 1.01, ORTH_SAFETY_FEE_MAX);
    }
    double below = high * 0.98;
    if (below > low && !safe_at(at, below, block, blocks))
        low = below;
    while (high - low > PRECISE * 0.5 * high && high > ORTH_PART_MIN) {
        double middle = 0.5 * (low + high);
        if (safe_at(at, middle, block, blocks))
            high = middle;
        else
            low = middle;
    }
    return high;
}

static double band_of(const trial *at, size_t block, size_t blocks)
{
    double g[ORTH_SAFETY_TOKENS_MAX];
    orth_start start;
    orth_start_begin(&start, &at->schedule, block);
    if (!orth_window_changes(g, &start, orth_schedule_row(&at->schedule, block + blocks)))
        return 0;
    return orth_reach_band(&start.reach, g, 0);
}

/* The unsafe window that needs the greatest band; 0 blocks where none is left. */
static size_t neediest(const trial *at, size_t *block, double *band)
{
    size_t blocks = 0;
    *band = 0;
    for (size_t k = 0; k < at->schedule.blocks && !orth_stopped(); k++) {
        if (at->unsafe[k] == 0)
            continue;
        double here = band_of(at, k, at->unsafe[k]);
        if (blocks == 0 || here > *band) {
            *band = here;
            *block = k;
            blocks = at->unsafe[k];
        }
    }
    return blocks;
}

static orth_status raise_fee(double *fee, trial *at, unsigned threads, orth_error *error)
{
    for (int round = 0; round < ROUNDS; round++) {
        orth_fee with;
        set_fee(at, &with, *fee);
        orth_parallel loop = {.count = at->schedule.blocks,
                              .group = GROUP,
                              .round = at->schedule.blocks,
                              .threads = threads,
                              .context = at,
                              .work = hold_starts};
        orth_status status = orth_parallel_run(&loop, error);
        if (status != ORTH_OK)
            return status;
        size_t block = 0;
        double band;
        size_t blocks = neediest(at, &block, &band);
        status = orth_go_on(error);
        if (status != ORTH_OK || blocks == 0)
            return status;
        *fee = fee_of_window(at, *fee, block, blocks, band);
        if (isinf(*fee))
            return ORTH_OK;
    }
    return orth_fail(error, ORTH_NO_CONVERGENCE, "no least fee was found in %d rounds", ROUNDS);
}

orth_status orth_find_least_fee(double *fee, const orth_safety *safety,
                                const orth_schedule *schedule, unsigned threads, orth_error *error)
{
    trial at = {*schedule, safety->window, calloc(safety->blocks, sizeof *at.unsafe)};
    if (at.unsafe == NULL)
        return orth_fail_memory(error, (double)safety->blocks * sizeof *at.unsafe);
    const orth_safety_window *most = &safety->windows[0];
    for (size_t k = 1; k < safety->blocks; k++)
        if (safety->windows[k].band > most->band)
            most = &safety->windows[k];
    *fee = 0;
    orth_status status = ORTH_OK;
    if (most->band > 0) {
        *fee = fee_of_window(&at, 0, most->first_block, most->blocks, most->band);
        if (!isinf(*fee))
            status = raise_fee(fee, &at, threads, error);
    }
    free(at.unsafe);
    return status;
}
