#include "tune/windows.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "base/splitmix.h"
#include "market/market.h"

/* What is a gap in the prices of a part: a share of its time, and more blocks than a weekend has
 * days. */
#define GAP_SHARE 0.1
#define GAP_BLOCKS 3

/* Rows that the scenario's strategies learn from: as many as the one that learns longest. */
static uint64_t warm_up_of(const orth_scenario *scenario, double seconds)
{
    uint64_t most = 0;
    for (size_t s = 0; s < scenario->strategy_count; s++) {
        const orth_scenario_blocks *warm_up = &scenario->strategies[s].warm_up;
        uint64_t blocks = warm_up->span.micros > 0
                              ? (uint64_t)llround(1e-6 * (double)warm_up->span.micros / seconds)
                              : warm_up->blocks;
        most = blocks > most ? blocks : most;
    }
    return most;
}

/* The first row at or after a time, or `rows`. */
static size_t row_at(const orth_tune_windows *windows, int64_t time)
{
    size_t low = 0, high = windows->rows;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (windows->times[middle] < time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* From the row at `from` to the last row up to `to`. */
static bool place(orth_tune_part *part, const orth_tune_windows *windows, int64_t from, int64_t to)
{
    size_t first = row_at(windows, from), end = row_at(windows, to + 1);
    if (end < first + 2)
        return false;
    part->first_row = first;
    part->first = windows->times[first];
    part->last = windows->times[end - 1];
    return true;
}

static orth_status read_times(orth_tune_windows *windows, orth_error *error)
{
    const orth_study *study = windows->study;
    orth_market *market;
    orth_status status = orth_price_store_create(&windows->store, ORTH_PRICE_STORE_BYTES, error);
    if (status != ORTH_OK)
        return status;
    orth_market_spec spec = *study->usual->market;
    spec.store = windows->store;
    status = orth_market_create(&market, &spec, error);
    if (status != ORTH_OK)
        return status;
    char note[ORTH_SCENARIO_CLOCK_NOTE_MAX];
    windows->seconds = orth_scenario_block_seconds(study->usual, market, note);
    if (!orth_market_dated(market))
        status = orth_fail(error, ORTH_BAD_INPUT,
                           "%s: /validate/walk_forward: the rows of the prices have no dates; "
                           "permitted: files with dates, a table with times",
                           study->file);
    size_t rows = (size_t)orth_market_blocks(market) + 1;
    const int64_t *times = orth_market_times(market);
    if (status == ORTH_OK) {
        windows->times = malloc(rows * sizeof *windows->times);
        if (windows->times == NULL)
            status = orth_fail_memory(error, (double)(rows * sizeof *windows->times));
        else
            memcpy(windows->times, times, rows * sizeof *windows->times);
        windows->rows = rows;
    }
    orth_market_free(market);
    return status;
}

/* Rows behind those that the scenario's own run has are none of the study's: who gives
 * /market/blocks may keep the rest of the prices for another day. */
static orth_status keep_blocks(orth_tune_windows *windows, uint64_t warm_up, orth_error *error)
{
    uint64_t blocks = windows->study->usual->market_blocks, rows = windows->rows;
    if (blocks == 0)
        return ORTH_OK;
    uint64_t there = rows > warm_up + 1 ? rows - warm_up - 1 : 0;
    if (blocks > there)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /market/blocks: %" PRIu64 ", but the prices have %" PRIu64
                         " behind the warm-up and the row to start at",
                         windows->study->scenario_file, blocks, there);
    windows->rows = (size_t)(warm_up + blocks + 1);
    return ORTH_OK;
}

/* The windows begin where the default has learned enough, so that it and all that is tuned are
 * looked at over the same blocks. */
static orth_status walk(orth_tune_windows *windows, orth_error *error)
{
    const orth_study *study = windows->study;
    orth_status status = read_times(windows, error);
    if (status != ORTH_OK)
        return status;
    uint64_t warm_up = warm_up_of(study->usual, windows->seconds);
    status = keep_blocks(windows, warm_up, error);
    if (status != ORTH_OK)
        return status;
    int64_t train = study->train.micros, test = study->test.micros, step = study->step.micros;
    int64_t end = windows->times[windows->rows - 1];
    int64_t begin = warm_up < windows->rows ? windows->times[warm_up] : end;
    int64_t room = end - begin - train - test;
    size_t count = room < 0 ? 0 : (size_t)(room / step) + 1;
    if (count < 2 || count > ORTH_TUNE_WINDOWS_MAX)
        return orth_fail(
            error, ORTH_BAD_INPUT,
            "%s: /validate/walk_forward: the prices behind the warm-up last %.1f days, "
            "which makes %zu window%s; permitted: 2 to %d",
            study->file, 1e-6 * (double)(end - begin) / 86400, count, orth_plural(count, "", "s"),
            ORTH_TUNE_WINDOWS_MAX);
    windows->parts = calloc(2 * count, sizeof *windows->parts);
    if (windows->parts == NULL)
        return orth_fail_memory(error, (double)(2 * count * sizeof *windows->parts));
    windows->count = count;
    for (size_t i = 0; i < count; i++) {
        int64_t from = begin + (int64_t)i * step;
        orth_tune_part *parts = &windows->parts[2 * i];
        if (!place(&parts[0], windows, from, from + train) ||
            !place(&parts[1], windows, parts[0].last, from + train + test))
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s: /validate/walk_forward: window %zu has no two rows of prices to "
                             "train on, or to test",
                             study->file, i + 1);
    }
    return ORTH_OK;
}

/* The longest time without prices in a part that should be so long. */
static double longest_gap(const orth_tune_windows *windows, const orth_tune_part *part,
                          double wanted)
{
    double longest = wanted - 1e-6 * (double)(part->last - part->first);
    for (size_t i = part->first_row; windows->times[i] < part->last; i++) {
        double step = 1e-6 * (double)(windows->times[i + 1] - windows->times[i]);
        longest = step > longest ? step : longest;
    }
    return longest;
}

size_t orth_tune_windows_gaps(const orth_tune_windows *windows, size_t *part, double *missing,
                              double *wanted)
{
    const orth_study *study = windows->study;
    size_t count = 0;
    *missing = 0;
    for (size_t i = 0; i < 2 * windows->count; i++) {
        const orth_tune_part *at = &windows->parts[i];
        double whole = 1e-6 * (double)(i % 2 == 0 ? study->train.micros : study->test.micros);
        double there = 1e-6 * (double)(at->last - at->first); /* more where training ends early */
        whole = there > whole ? there : whole;
        double gap = longest_gap(windows, at, whole);
        if (gap < GAP_SHARE * whole || gap <= GAP_BLOCKS * windows->seconds)
            continue;
        count++;
        if (gap <= *missing)
            continue;
        *part = i;
        *missing = gap;
        *wanted = whole;
    }
    return count;
}

/* Another seed, that no user's counting up from the scenario's meets. */
static uint64_t fresh_seed(uint64_t seed)
{
    uint64_t state = seed ^ UINT64_C(0x7465737470617468);
    uint64_t drawn = orth_splitmix(&state) & ORTH_SEED_MAX;
    return drawn != seed ? drawn : seed ^ 1;
}

orth_status orth_tune_windows_create(orth_tune_windows *windows, const orth_study *study,
                                     orth_error *error)
{
    *windows = (orth_tune_windows){.study = study, .tested = study->validation != ORTH_TUNE_EXACT};
    if (study->validation == ORTH_TUNE_WALK_FORWARD)
        return walk(windows, error);
    windows->count = 1;
    windows->parts = calloc(2, sizeof *windows->parts);
    if (windows->parts == NULL)
        return orth_fail_memory(error, (double)(2 * sizeof *windows->parts));
    windows->parts[0].seed = study->usual->seed;
    windows->parts[0].price_paths = study->usual->price_paths;
    windows->parts[1].seed = fresh_seed(study->usual->seed);
    windows->parts[1].price_paths = study->fresh_paths;
    return ORTH_OK;
}

void orth_tune_windows_free(orth_tune_windows *windows)
{
    free(windows->parts);
    free(windows->times);
    orth_price_store_free(windows->store);
}

orth_status orth_tune_windows_set(orth_scenario *scenario, const orth_tune_windows *windows,
                                  size_t part, orth_error *error)
{
    const orth_study *study = windows->study;
    const orth_tune_part *at = &windows->parts[part];
    if (study->validation == ORTH_TUNE_FRESH_PATHS && part % 2 == 1) {
        scenario->seed = at->seed;
        scenario->price_paths = at->price_paths;
    }
    if (study->validation != ORTH_TUNE_WALK_FORWARD)
        return ORTH_OK;
    uint64_t warm_up = warm_up_of(scenario, windows->seconds);
    if (warm_up > at->first_row)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: a warm-up of %" PRIu64 " rows, but there are %zu before the first "
                         "window; permitted: no longer a warm-up than the scenario's own",
                         study->scenario_file, warm_up, at->first_row);
    scenario->market->store = windows->store;
    scenario->market->from = windows->times[at->first_row - warm_up];
    scenario->market->to = at->last;
    scenario->market_blocks = 0;
    return ORTH_OK;
}
