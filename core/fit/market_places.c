/* Where parameters stand in a place, and how far they may go. */
#include <math.h>

#include "fit/market_parts.h"
#include "numeric/elementary.h"

/* Of a partial correlation's artanh: 1 less 4e-9. */
#define PAIR_MOST 10
#define SHIFT_MOST 1e6
#define LOGIT_MOST 14 /* a share of 1 less 8e-7 */

static void bound(orth_fit_problem *problem, size_t k, double low, double high)
{
    problem->low[k] = low;
    problem->high[k] = high;
    problem->fixed[k] = false;
}

/* A scenario has nu from 2.01 on. */
static size_t bound_garch(orth_fit_problem *problem, size_t i, size_t at)
{
    bound(problem, at++, -SHIFT_MOST, SHIFT_MOST);
    bound(problem, at++, -12, 12);
    if (!problem->plain[i]) {
        bound(problem, at++, -LOGIT_MOST, LOGIT_MOST);
        bound(problem, at++, -LOGIT_MOST, LOGIT_MOST);
    }
    if (!problem->normal[i])
        bound(problem, at++, orth_log(0.0101), orth_log(1e5));
    return at;
}

/* A mixture's likelihood has no maximum at all where a variance may be 0. */
static size_t bound_merton(orth_fit_problem *problem, size_t i, size_t at)
{
    double most = problem->largest[i] + 1;
    bound(problem, at++, -SHIFT_MOST, SHIFT_MOST);
    bound(problem, at++, 2 * orth_log(1e-4), 12);
    if (problem->plain[i])
        return at;
    bound(problem, at++, orth_log(1e-9),
          orth_log((double)ORTH_MARKET_FIT_JUMPS_MOST / (double)problem->n));
    bound(problem, at++, -most, most);
    bound(problem, at++, orth_log(1e-4), orth_log(most));
    return at;
}

void orth_fit_lay_out(orth_fit_problem *problem)
{
    size_t at = 0;
    for (size_t i = 0; i < problem->n; i++) {
        problem->at[i] = at;
        at =
            (problem->model == ORTH_MARKET_FIT_MERTON ? bound_merton : bound_garch)(problem, i, at);
        problem->fixed[problem->at[i]] = problem->no_drift;
    }
    problem->pairs_at = at;
    problem->dimensions = at + problem->n * (problem->n - 1) / 2;
    for (; at < problem->dimensions; at++)
        bound(problem, at, -PAIR_MOST, PAIR_MOST);
}
