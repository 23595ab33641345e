/* Whether a fit is to stop. */
#include "base/stop.h"
#include "fit/market_parts.h"

bool orth_fit_stopped(const orth_fit_problem *problem)
{
    const orth_fit_watch *watch = problem->watch;
    return orth_stopped_by(watch != NULL ? watch->terms->stop : NULL);
}

orth_status orth_fit_fail_stopped(orth_error *error)
{
    return orth_fail(error, ORTH_INTERRUPTED, "market fit: stopped before its end");
}
