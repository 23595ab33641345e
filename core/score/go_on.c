#include "score/shape.h"

orth_status orth_score_go_on(const volatile sig_atomic_t *stop, orth_error *error)
{
    return stop != NULL && *stop != 0
               ? orth_fail(error, ORTH_INTERRUPTED, "stopped before the score was made")
               : ORTH_OK;
}
