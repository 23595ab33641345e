/* A loop whose iterations run on several threads. Iterations are handed out in order, a group at a
 * time; what each computes must not depend on the thread, and then the result does not either. */
#ifndef ORTH_BASE_PARALLEL_H
#define ORTH_BASE_PARALLEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/limits.h"
#include "orthant/status.h"

typedef struct orth_parallel {
    uint64_t count;   /* iterations 0 .. count - 1 */
    uint64_t group;   /* iterations that one thread takes at a time */
    uint64_t round;   /* iterations between two calls of `after_round` */
    unsigned threads; /* 0: one a processor; at most ORTH_THREADS_MAX are started */
    void *context;

    /* Iterations first .. end - 1, on thread number `thread` (counted from 0; no two of a number
     * run at once). Returns the first one's failure, with *failed its number. */
    orth_status (*work)(void *context, size_t thread, uint64_t first, uint64_t end,
                        uint64_t *failed, orth_error *error);

    /* Called by each thread when it ends, for what it holds (a library's caches). May be NULL. */
    void (*leave)(void *context, size_t thread);

    /* Called in the caller's own thread after each round, while no other works: `done` iterations
     * are complete. Returns whether to go on. May be NULL. */
    bool (*after_round)(void *context, uint64_t done);
} orth_parallel;

/* How many threads the loop will use: the numbers that `work` gets are below it. */
size_t orth_parallel_threads(const orth_parallel *loop);

/* Runs the loop; the caller's thread is one of those that work, and where no other can be started
 * it does all. All look at the caller's stop flag (base/stop.h). Of several failures the
 * one of the least iteration is returned, as it would be by one thread; iterations behind it may or
 * may not have run. */
orth_status orth_parallel_run(const orth_parallel *loop, orth_error *error);

#endif
