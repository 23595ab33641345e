#include "base/stop.h"
#include "score/shape.h"

orth_status orth_score_go_on(const volatile sig_atomic_t *stop, orth_error *error)
{
    return orth_stopped_by(stop)
               ? orth_fail(error, ORTH_INTERRUPTED, "stopped before the score was made")
               : ORTH_OK;
}
