#include "base/stop.h"

#include <errno.h>
#include <poll.h>
#include <stddef.h>

#define WAIT 20 /* milliseconds between two looks */

static _Thread_local const volatile sig_atomic_t *flag;

/* C's own atomics are types of their own, and signal handlers set these. */
static bool is_set(const volatile sig_atomic_t *of)
{
    return of != NULL && __atomic_load_n(of, __ATOMIC_RELAXED) != 0;
}

const volatile sig_atomic_t *orth_stop_when(const volatile sig_atomic_t *stop)
{
    const volatile sig_atomic_t *before = flag;
    flag = stop;
    return before;
}

const volatile sig_atomic_t *orth_stop_flag(void)
{
    return flag;
}

bool orth_stopped_by(const volatile sig_atomic_t *own)
{
    return is_set(own) || is_set(flag);
}

bool orth_stopped(void)
{
    return is_set(flag);
}

orth_status orth_go_on(orth_error *error)
{
    return orth_stopped() ? orth_fail(error, ORTH_INTERRUPTED, "interrupted: there is no result")
                          : ORTH_OK;
}

orth_status orth_stop_wait(int descriptor, orth_error *error)
{
    struct pollfd wanted = {.fd = descriptor, .events = POLLIN};
    int ready = 0;
    orth_status status = orth_go_on(error);
    while (status == ORTH_OK && flag != NULL && ready == 0) {
        ready = poll(&wanted, 1, WAIT);
        if (ready < 0 && errno == EINTR) /* by the signal that sets the flag, perhaps */
            ready = 0;
        status = orth_go_on(error);
    }
    return status;
}
