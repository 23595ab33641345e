/* Price paths on all processors: a walk along the values a thread, and a sale a result. */
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "base/progress.h"
#include "base/stop.h"
#include "launch/slots.h"

/* Price paths of a chunk, about, by the blocks (times results) that it has; least and greatest. */
#define ROUND_BLOCKS ((uint64_t)1 << 23)
#define ROUND_LEAST 16
#define ROUND_MOST 1024

typedef struct worker {
    orth_launch_values *values;
    orth_one_sale **sales; /* [result] */
} worker;

typedef struct filling {
    orth_launch_slots *slots;
    worker *workers;
    _Atomic uint64_t interrupted; /* the first price path that was not finished */
} filling;

static void free_worker(worker *one, size_t count)
{
    for (size_t s = 0; one->sales != NULL && s < count; s++)
        orth_one_sale_free(one->sales[s]);
    free(one->sales);
    orth_launch_values_free(one->values);
}

static orth_status make_worker(worker *one, const orth_launch_slots *slots, orth_error *error)
{
    const orth_launch_setup *setup = slots->setup;
    one->sales = calloc(setup->count, sizeof(orth_one_sale *));
    if (one->sales == NULL)
        return orth_fail_memory(error, (double)(setup->count * sizeof(orth_one_sale *)));
    orth_status status = orth_launch_values_create(&one->values, setup, error);
    for (size_t s = 0; status == ORTH_OK && s < setup->count; s++)
        status = orth_one_sale_create(&one->sales[s], setup, &setup->schedules[s],
                                      &slots->launch->results[s], error);
    return status;
}

static bool is_stopped(const orth_launch_setup *setup)
{
    return orth_stopped_by(setup->how->stop);
}

static orth_status fail_range(const orth_launch_slots *slots, size_t result, uint64_t price_path,
                              orth_error *error)
{
    const orth_launch_result *of = &slots->launch->results[result];
    return orth_fail(error, ORTH_DOMAIN,
                     "launch: price path %ju, %.100s in %ju steps: money leaves the range of "
                     "doubles",
                     (uintmax_t)price_path, of->path, (uintmax_t)of->steps);
}

/* NaN says that there is no such value; these always are. */
static orth_status check_range(const orth_launch_slots *slots, uint64_t price_path,
                               orth_error *error)
{
    static const orth_launch_figure always[] = {ORTH_LAUNCH_RAISED,     ORTH_LAUNCH_SOLD,
                                                ORTH_LAUNCH_SHARE_LEFT, ORTH_LAUNCH_LAST_PRICE,
                                                ORTH_LAUNCH_FEES,       ORTH_LAUNCH_SNIPER_PROFIT};
    for (size_t s = 0; s < slots->setup->count; s++) {
        const double *figures = orth_launch_slot(slots, price_path, s).figures;
        for (size_t i = 0; i < sizeof always / sizeof always[0]; i++)
            if (!isfinite(figures[always[i]]))
                return fail_range(slots, s, price_path, error);
        for (size_t f = 0; f < ORTH_LAUNCH_FIGURES; f++)
            if (isinf(figures[f]))
                return fail_range(slots, s, price_path, error);
    }
    return ORTH_OK;
}

static orth_status run_path(const filling *all, size_t thread, uint64_t price_path,
                            orth_error *error)
{
    const orth_launch_slots *slots = all->slots;
    const orth_launch_setup *setup = slots->setup;
    const worker *own = &all->workers[thread];
    size_t count;
    orth_launch_values_start(own->values, price_path);
    orth_status status = orth_launch_values_next(own->values, 1, &count, error);
    for (size_t s = 0; status == ORTH_OK && s < setup->count; s++) {
        orth_one_slot slot = orth_launch_slot(slots, price_path, s);
        orth_one_sale_start(own->sales[s], price_path, own->values, &slot);
    }
    for (uint64_t first = 1; status == ORTH_OK && first <= setup->blocks; first += count) {
        if (is_stopped(setup))
            return orth_fail(error, ORTH_INTERRUPTED,
                             "interrupted before a price path was done: there is no result");
        if (slots->most == 1)
            orth_progress("blocks", first - 1, setup->blocks);
        status = orth_launch_values_next(own->values, setup->blocks - first + 1, &count, error);
        for (size_t s = 0; status == ORTH_OK && s < setup->count; s++)
            status = orth_one_sale_run(own->sales[s], first, count, own->values, error);
    }
    for (size_t s = 0; status == ORTH_OK && s < setup->count; s++)
        status = orth_one_sale_finish(own->sales[s], error);
    for (size_t s = 0; status == ORTH_OK && price_path == 0 && s < setup->count; s++)
        orth_one_sale_text(slots->texts[s], own->sales[s]);
    return status == ORTH_OK ? check_range(slots, price_path, error) : status;
}

static void note_interrupted(filling *all, uint64_t price_path)
{
    uint64_t first = atomic_load(&all->interrupted);
    while (price_path < first &&
           !atomic_compare_exchange_weak(&all->interrupted, &first, price_path))
        continue;
}

static orth_status run_paths(void *context, size_t thread, uint64_t first, uint64_t end,
                             uint64_t *failed, orth_error *error)
{
    filling *all = context;
    for (uint64_t i = first; i < end; i++) {
        orth_status status = run_path(all, thread, i, error);
        if (status == ORTH_INTERRUPTED)
            note_interrupted(all, i);
        if (status != ORTH_OK) {
            *failed = i;
            return status;
        }
    }
    return ORTH_OK;
}

static bool after_round(void *context, uint64_t done)
{
    filling *all = context;
    orth_launch_slots *slots = all->slots;
    const orth_launch_options *how = slots->setup->how;
    slots->end = done;
    if (how->progress != NULL)
        how->progress(done, slots->most, how->context);
    slots->launch->partial = is_stopped(slots->setup) && done < slots->most;
    return !slots->launch->partial;
}

static uint64_t round_of(const orth_launch_setup *setup)
{
    uint64_t size = ROUND_BLOCKS / setup->blocks / setup->count;
    return size < ROUND_LEAST ? ROUND_LEAST : size > ROUND_MOST ? ROUND_MOST : size;
}

orth_status orth_launch_slots_fill(orth_launch_slots *slots, orth_error *error)
{
    const orth_launch_setup *setup = slots->setup;
    filling all = {.slots = slots, .interrupted = UINT64_MAX};
    orth_parallel loop = {.count = slots->most,
                          .group = 1,
                          .round = round_of(setup),
                          .threads = setup->how->threads,
                          .context = &all,
                          .work = run_paths,
                          .after_round = after_round};
    size_t count = orth_parallel_threads(&loop);
    all.workers = calloc(count, sizeof *all.workers);
    if (all.workers == NULL)
        return orth_fail_memory(error, (double)(count * sizeof *all.workers));
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < count; i++)
        status = make_worker(&all.workers[i], slots, error);
    if (status == ORTH_OK)
        status = orth_parallel_run(&loop, error);
    if (status == ORTH_INTERRUPTED && all.interrupted > 0) { /* all before it are done */
        slots->end = all.interrupted;
        slots->launch->partial = true;
        status = ORTH_OK;
    }
    for (size_t i = 0; i < count; i++)
        free_worker(&all.workers[i], setup->count);
    free(all.workers);
    return status;
}
