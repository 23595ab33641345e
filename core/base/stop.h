/* Whether long work is to end: the flag of orthant/stop.h. */
#ifndef ORTH_BASE_STOP_H
#define ORTH_BASE_STOP_H

#include <stdbool.h>

#include "orthant/status.h"
#include "orthant/stop.h"

/* The thread's flag; for threads that work for another. */
const volatile sig_atomic_t *orth_stop_flag(void);

/* Some nanoseconds: meant for once in each microsecond of work or less. Once true it stays so until
 * the call that runs has returned: a loop that has no status of its own ends with whatever it has,
 * and whoever called it asks again and fails. */
bool orth_stopped(void);

/* The same, or the flag of a call's own options; `own` may be NULL. */
bool orth_stopped_by(const volatile sig_atomic_t *own);

/* ORTH_INTERRUPTED, or ORTH_OK. */
orth_status orth_go_on(orth_error *error);

/* Returns once the descriptor has something to read or is at its end, or as orth_go_on: a thread
 * with a flag does not wait in `read` for a pipe that nobody writes to. */
orth_status orth_stop_wait(int descriptor, orth_error *error);

#endif
