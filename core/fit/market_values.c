/* A likelihood at several places, and how far the fit is. */
#include <math.h>

#include "fit/market_parts.h"

static void tell(orth_fit_watch *watch)
{
    const orth_market_fit_terms *terms = watch->terms;
    if (terms->progress == NULL)
        return;
    /* What is left is an estimate: the end is told by the end alone. */
    double share = fmin(watch->done / watch->most, 0.99);
    uint64_t part = watch->piece * ORTH_FIT_PARTS + (uint64_t)(share * ORTH_FIT_PARTS);
    if (part <= watch->told)
        return;
    watch->told = part;
    terms->progress(terms->user, part, watch->pieces * ORTH_FIT_PARTS);
}

void orth_fit_values(const orth_fit_problem *problem, size_t count,
                     const double (*places)[ORTH_FIT_DIMENSIONS], double *values)
{
    bool merton = problem->model == ORTH_MARKET_FIT_MERTON;
    (merton ? orth_fit_merton_values : orth_fit_garch_values)(problem, count, places, values);
    if (problem->watch == NULL)
        return;
    double each = merton ? (double)(count * problem->counts.count) : ORTH_FIT_LANES;
    problem->watch->done += each * (double)(problem->rows * problem->n);
    tell(problem->watch);
}
