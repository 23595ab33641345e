/* Price paths on all processors. */
#include "simulate/slots.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

/* Blocks (times schedules) of a chunk of price paths, about; its least and greatest size. */
#define CHUNK_BLOCKS ((uint64_t)1 << 23)
#define CHUNK_LEAST 16 /* a multiple of ORTH_RUN_LANES */
#define CHUNK_MOST 1024

/* The chunk that is being filled, shared by its threads. */
typedef struct chunk {
    orth_slots *slots;
    uint64_t end;
    _Atomic uint64_t next;
    atomic_bool failed;
    pthread_mutex_t lock;
    uint64_t failed_slot;
    orth_status status; /* of the failed slot */
    orth_error *error;
} chunk;

typedef struct thread {
    pthread_t id;
    orth_worker *worker;
    chunk *shared;
} thread;

/* Of several failures the one of the lowest slot is told: all slots below it have been begun, and
 * each is finished. */
static void fail_slot(chunk *shared, uint64_t slot, const orth_error *error)
{
    pthread_mutex_lock(&shared->lock);
    if (!atomic_load(&shared->failed) || slot < shared->failed_slot) {
        shared->failed_slot = slot;
        shared->status = error->status;
        if (shared->error != NULL)
            *shared->error = *error;
    }
    atomic_store(&shared->failed, true);
    pthread_mutex_unlock(&shared->lock);
}

static orth_status run_slot(thread *self, uint64_t slot, size_t paths, orth_error *error)
{
    const orth_slots *slots = self->shared->slots;
    const orth_simulation_setup *setup = slots->setup;
    size_t width = orth_slots_width(setup);
    bool record = slot == 0 && setup->options->record != NULL;
    return orth_worker_run(self->worker, slots->first_path + slot, paths, record,
                           slots->figures + slot * width, slots->misses + slot * setup->schedules,
                           error);
}

/* Side by side where they are as many; one by one where one fails, to tell of the first. */
static void run_slots(thread *self, uint64_t slot, uint64_t end)
{
    const orth_simulation_setup *setup = self->shared->slots->setup;
    bool record = slot == 0 && setup->options->record != NULL;
    orth_error error;
    if (end - slot == ORTH_RUN_LANES && !record &&
        run_slot(self, slot, ORTH_RUN_LANES, &error) == ORTH_OK)
        return;
    for (; slot < end; slot++)
        if (run_slot(self, slot, 1, &error) != ORTH_OK) {
            fail_slot(self->shared, slot, &error);
            return;
        }
}

static void *work(void *argument)
{
    thread *self = argument;
    chunk *shared = self->shared;
    const orth_simulation_setup *setup = shared->slots->setup;
    while (!atomic_load(&shared->failed)) {
        uint64_t group = setup->side_by_side ? ORTH_RUN_LANES : 1;
        uint64_t slot = atomic_fetch_add(&shared->next, group);
        if (slot >= shared->end)
            break;
        run_slots(self, slot, slot + group < shared->end ? slot + group : shared->end);
    }
    return NULL;
}

static void run_chunk(chunk *shared, size_t count, thread *threads)
{
    size_t started = 1;
    threads[0].shared = shared;
    for (; started < count; started++) {
        threads[started].shared = shared;
        if (pthread_create(&threads[started].id, NULL, work, &threads[started]) != 0)
            break; /* those that there are do it all */
    }
    work(&threads[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(threads[i].id, NULL);
}

static uint64_t chunk_size(const orth_simulation_setup *setup)
{
    uint64_t size = CHUNK_BLOCKS / setup->blocks / setup->schedules;
    size = size < CHUNK_LEAST ? CHUNK_LEAST : size > CHUNK_MOST ? CHUNK_MOST : size;
    return size - size % ORTH_RUN_LANES;
}

/* Chunk by chunk until one fails, all is done, it is precise enough or the caller stops it. */
static void run_chunks(chunk *shared, uint64_t most, size_t count, thread *threads, bool *partial)
{
    orth_slots *slots = shared->slots;
    const orth_simulate_options *options = slots->setup->options;
    uint64_t size = chunk_size(slots->setup);
    while (slots->end < most) {
        uint64_t left = most - slots->end;
        atomic_store(&shared->next, slots->end);
        shared->end = slots->end + (left < size ? left : size);
        run_chunk(shared, count, threads);
        if (atomic_load(&shared->failed))
            return;
        slots->end = shared->end;
        if (options->progress != NULL)
            options->progress(options->user, slots->end, most);
        if (options->until_bp > 0 && slots->end > 1 && orth_slots_precise(slots, options->until_bp))
            return;
        *partial = options->stop != NULL && *options->stop != 0 && slots->end < most;
        if (*partial)
            return;
    }
}

static size_t count_threads(const orth_simulation_setup *setup, uint64_t most)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = setup->options->threads != 0 ? setup->options->threads
                   : processors > 0             ? (size_t)processors
                                                : 1;
    uint64_t group = setup->side_by_side ? ORTH_RUN_LANES : 1, groups = (most + group - 1) / group;
    count = count > ORTH_THREADS_MAX ? ORTH_THREADS_MAX : count;
    return count > groups ? (size_t)groups : count;
}

orth_status orth_slots_fill(orth_slots *slots, uint64_t most, bool *partial, orth_error *error)
{
    size_t count = count_threads(slots->setup, most);
    chunk shared = {.slots = slots, .error = error};
    *partial = false;
    thread *threads = calloc(count, sizeof *threads);
    if (threads == NULL)
        return orth_fail_memory(error, (double)(count * sizeof *threads));
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < count; i++)
        status = orth_worker_create(&threads[i].worker, slots->setup, error);
    if (status == ORTH_OK) {
        pthread_mutex_init(&shared.lock, NULL);
        run_chunks(&shared, most, count, threads, partial);
        pthread_mutex_destroy(&shared.lock);
        if (atomic_load(&shared.failed))
            status = shared.status;
    }
    for (size_t i = 0; i < count; i++)
        orth_worker_free(threads[i].worker);
    free(threads);
    return status;
}
