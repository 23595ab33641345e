#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/stop.h"

/* What the threads of a round share. */
typedef struct shared {
    const orth_parallel *loop;
    const volatile sig_atomic_t *stop; /* of the thread that asked */
    uint64_t end;                      /* of the round */
    _Atomic uint64_t next;
    atomic_bool failed;
    pthread_mutex_t lock; /* of what follows */
    uint64_t failed_at;
    orth_status status;
    orth_error *error;
} shared;

typedef struct thread {
    pthread_t id;
    size_t number;
    shared *all;
} thread;

/* All iterations before a failing one have been handed out, and each is finished: the least failure
 * is the first. */
static void fail(shared *all, uint64_t at, orth_status status, const orth_error *error)
{
    pthread_mutex_lock(&all->lock);
    if (!atomic_load(&all->failed) || at < all->failed_at) {
        all->failed_at = at;
        all->status = status;
        if (all->error != NULL)
            *all->error = *error;
    }
    atomic_store(&all->failed, true);
    pthread_mutex_unlock(&all->lock);
}

static void *run(void *argument)
{
    const thread *self = argument;
    shared *all = self->all;
    const orth_parallel *loop = all->loop;
    orth_stop_when(all->stop);
    while (!atomic_load(&all->failed)) {
        uint64_t first = atomic_fetch_add(&all->next, loop->group), failed = first;
        if (first >= all->end)
            break;
        uint64_t left = all->end - first;
        orth_error error;
        orth_status status =
            loop->work(loop->context, self->number, first,
                       first + (left < loop->group ? left : loop->group), &failed, &error);
        if (status != ORTH_OK)
            fail(all, failed, status, &error);
    }
    if (loop->leave != NULL)
        loop->leave(loop->context, self->number);
    return NULL;
}

static void run_round(shared *all, size_t count)
{
    thread threads[ORTH_THREADS_MAX];
    size_t started = 1;
    threads[0] = (thread){.number = 0, .all = all};
    for (; started < count; started++) {
        threads[started] = (thread){.number = started, .all = all};
        if (pthread_create(&threads[started].id, NULL, run, &threads[started]) != 0)
            break; /* those that there are do it all */
    }
    run(&threads[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(threads[i].id, NULL);
}

size_t orth_parallel_threads(const orth_parallel *loop)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = loop->threads != 0 ? loop->threads : processors > 0 ? (size_t)processors : 1;
    uint64_t groups = loop->count / loop->group + (loop->count % loop->group != 0);
    count = count > ORTH_THREADS_MAX ? ORTH_THREADS_MAX : count;
    return count > groups ? (size_t)groups : count;
}

orth_status orth_parallel_run(const orth_parallel *loop, orth_error *error)
{
    size_t count = orth_parallel_threads(loop);
    shared all = {.loop = loop, .stop = orth_stop_flag(), .status = ORTH_OK, .error = error};
    pthread_mutex_init(&all.lock, NULL);
    while (all.end < loop->count) {
        uint64_t left = loop->count - all.end;
        atomic_store(&all.next, all.end);
        all.end += left < loop->round ? left : loop->round;
        run_round(&all, count);
        if (atomic_load(&all.failed))
            break;
        if (loop->after_round != NULL && !loop->after_round(loop->context, all.end))
            break;
    }
    pthread_mutex_destroy(&all.lock);
    return all.status;
}
