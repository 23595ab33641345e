/* Price paths on all processors. */
#include "simulate/slots.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "base/stop.h"

/* Blocks (times schedules) of a chunk of price paths, about; its least and greatest size. */
#define CHUNK_BLOCKS ((uint64_t)1 << 23)
#define CHUNK_LEAST 16 /* a multiple of ORTH_RUN_LANES */
#define CHUNK_MOST 1024

/* What the threads of a loop over slots share, and a worker for each. */
typedef struct filling {
    orth_slots *slots;
    orth_worker **workers;
    uint64_t most;
    bool *partial;
    _Atomic uint64_t interrupted; /* the first slot that was not finished */
} filling;

static orth_status run_slot(filling *all, size_t thread, uint64_t slot, size_t paths,
                            orth_error *error)
{
    const orth_slots *slots = all->slots;
    const orth_simulation_setup *setup = slots->setup;
    size_t width = orth_slots_width(setup), of_performance = orth_slots_performance_width(setup);
    orth_worker_results results = {slots->figures + slot * width,
                                   slots->misses + slot * setup->schedules,
                                   slots->undecided + slot * setup->schedules, NULL, NULL};
    if (of_performance > 0) {
        results.performance = slots->performance + slot * of_performance;
        results.why = slots->why + slot * of_performance;
    }
    bool record = slot == 0 && setup->options->record != NULL;
    return orth_worker_run(all->workers[thread], slots->first_path + slot, paths, record, &results,
                           error);
}

static void note_interrupted(filling *all, uint64_t slot)
{
    uint64_t first = atomic_load(&all->interrupted);
    while (slot < first && !atomic_compare_exchange_weak(&all->interrupted, &first, slot))
        continue;
}

/* Side by side where they are as many; one by one where one fails, to tell of the first. */
static orth_status run_slots(void *context, size_t thread, uint64_t slot, uint64_t end,
                             uint64_t *failed, orth_error *error)
{
    filling *all = context;
    bool record = slot == 0 && all->slots->setup->options->record != NULL;
    if (end - slot == ORTH_RUN_LANES && !record &&
        run_slot(all, thread, slot, ORTH_RUN_LANES, error) == ORTH_OK)
        return ORTH_OK;
    for (; slot < end; slot++) {
        orth_status status = run_slot(all, thread, slot, 1, error);
        if (status == ORTH_INTERRUPTED)
            note_interrupted(all, slot);
        if (status != ORTH_OK) {
            *failed = slot;
            return status;
        }
    }
    return ORTH_OK;
}

static uint64_t chunk_size(const orth_simulation_setup *setup)
{
    uint64_t size = CHUNK_BLOCKS / setup->blocks / setup->schedules;
    size = size < CHUNK_LEAST ? CHUNK_LEAST : size > CHUNK_MOST ? CHUNK_MOST : size;
    return size - size % ORTH_RUN_LANES;
}

/* Goes on until all is done, it is precise enough or the caller stops it. */
static bool after_chunk(void *context, uint64_t done)
{
    filling *all = context;
    orth_slots *slots = all->slots;
    const orth_simulate_options *options = slots->setup->options;
    slots->end = done;
    if (options->progress != NULL)
        options->progress(options->user, done, all->most);
    if (options->until_bp > 0 && done > 1 && orth_slots_precise(slots, options->until_bp))
        return false;
    *all->partial = orth_stopped_by(options->stop) && done < all->most;
    return !*all->partial;
}

orth_status orth_slots_fill(orth_slots *slots, uint64_t most, bool *partial, orth_error *error)
{
    const orth_simulation_setup *setup = slots->setup;
    filling all = {.slots = slots, .most = most, .partial = partial, .interrupted = UINT64_MAX};
    orth_parallel loop = {.count = most,
                          .group = setup->side_by_side ? ORTH_RUN_LANES : 1,
                          .round = chunk_size(setup),
                          .threads = setup->options->threads,
                          .context = &all,
                          .work = run_slots,
                          .after_round = after_chunk};
    size_t count = orth_parallel_threads(&loop);
    *partial = false;
    all.workers = calloc(count, sizeof(orth_worker *));
    if (all.workers == NULL)
        return orth_fail_memory(error, (double)(count * sizeof(orth_worker *)));
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < count; i++)
        status = orth_worker_create(&all.workers[i], setup, error);
    if (status == ORTH_OK)
        status = orth_parallel_run(&loop, error);
    if (status == ORTH_INTERRUPTED && all.interrupted > 0) { /* all slots before it are done */
        slots->end = all.interrupted;
        *partial = true;
        status = ORTH_OK;
    }
    for (size_t s = 0;
         status == ORTH_OK && setup->one_path && slots->streams != NULL && s < setup->schedules;
         s++)
        slots->streams[s] = orth_worker_take_stream(all.workers[0], s);
    for (size_t i = 0; i < count; i++)
        orth_worker_free(all.workers[i]);
    free(all.workers);
    return status;
}
