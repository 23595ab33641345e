#include "base/progress.h"

#include <stdatomic.h>
#include <stddef.h>

static _Atomic(const char *) said, only;
static _Atomic uint64_t said_done, said_most;

void orth_progress(const char *things, uint64_t done, uint64_t most)
{
    const char *heard = atomic_load_explicit(&only, memory_order_relaxed);
    if (heard != NULL && heard != things)
        return;
    atomic_store_explicit(&said, things, memory_order_relaxed);
    atomic_store_explicit(&said_done, done, memory_order_relaxed);
    atomic_store_explicit(&said_most, most, memory_order_relaxed);
}

void orth_progress_only(const char *things)
{
    atomic_store_explicit(&only, things, memory_order_relaxed);
}

void orth_progress_read(const char **things, uint64_t *done, uint64_t *most)
{
    *things = atomic_load_explicit(&said, memory_order_relaxed);
    *done = atomic_load_explicit(&said_done, memory_order_relaxed);
    *most = atomic_load_explicit(&said_most, memory_order_relaxed);
}
