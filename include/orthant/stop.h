/* How long work is stopped from outside: by a signal handler, a timer or another thread. */
#ifndef ORTHANT_STOP_H
#define ORTHANT_STOP_H

#include <signal.h>

#include "orthant/api.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From now on whatever this thread calls of the library looks at *stop, and so do the threads that
 * a call starts. Once it is not 0, a call that would take long ends within some 50 ms, processor
 * time, as one that failed: ORTH_INTERRUPTED, nothing left behind, all memory given back. A call
 * that returns a number in place of a status returns NaN then, and one that writes to a stream
 * leaves what it wrote cut. A call that is short may not look at all. Reading waits for a pipe
 * at most 50 ms at a time.
 * Another thread sets it by an atomic store of any order, __atomic_store_n(&flag, 1,
 * __ATOMIC_RELAXED); it is read so.
 * Calls that give what was done when they are stopped (orth_simulation_run, orth_launch_run,
 * orth_sweep_run) treat it as the flag `stop` of their own options: either of the two stops them.
 *
 * NULL, as at first: only flags in options do. *stop must be there until this thread's next call of
 * this, and must not go back to 0 while a call runs. Returns what was set before, for whoever
 * puts it back. Each thread of a program has its own. */
ORTH_API const volatile sig_atomic_t *orth_stop_when(const volatile sig_atomic_t *stop);

#ifdef __cplusplus
}
#endif
#endif
