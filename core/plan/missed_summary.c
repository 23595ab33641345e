/* Many runs of a plan on a chain that misses blocks, in a few figures. */
#include <math.h>

#include "plan/plan_claims.h"

#define TOLERANCE 1e-11

orth_status orth_plan_missed_summarise(orth_plan_missed_summary *summary, const orth_plan *plan,
                                       const orth_plan_missing *missing, orth_error *error)
{
    orth_plan_missed missed;
    *summary = (orth_plan_missed_summary){.missing = *missing};
    orth_status status = orth_plan_run_missed(&missed, plan, missing, error);
    if (status != ORTH_OK)
        return status;
    summary->failed = missed.failed;
    summary->refused = missed.refused;
    if (missed.runs > 0) {
        summary->log_loss = orth_estimate_of((size_t)missed.runs, missed.log_loss);
        summary->miss = orth_estimate_of((size_t)missed.runs, missed.miss);
    }
    orth_plan_missed_clear(&missed);
    return ORTH_OK;
}

static bool near(const orth_estimate *estimate, const double *claims)
{
    double figures[ORTH_PLAN_ESTIMATE] = {estimate->mean, estimate->stderr_, estimate->low,
                                          estimate->high};
    for (size_t q = 0; q < ORTH_QUANTILES; q++)
        figures[4 + q] = estimate->quantiles[q];
    for (size_t k = 0; k < ORTH_PLAN_ESTIMATE; k++)
        if (!(fabs(figures[k] - claims[k]) <= TOLERANCE * fabs(estimate->mean)))
            return false;
    return true;
}

bool orth_plan_missed_agrees(const orth_plan_missed_summary *summary,
                             const orth_plan_missed_claims *claims)
{
    return summary->failed == claims->failed && summary->refused == claims->refused &&
           near(&summary->log_loss, claims->log_loss) && near(&summary->miss, claims->miss);
}
