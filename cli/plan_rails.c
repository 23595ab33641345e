/* Guard rails by the names of the scenario, and what the contract's digits do to its target. */
#include <math.h>

#include "plan.h"
#include "plan/target.h"

static orth_status check_minimum(const cli_plan_study *s, const double *weights, const char *end,
                                 orth_error *error)
{
    double least = s->scenario->minimum_weight;
    for (size_t i = 0; least > 0 && i < s->move->n; i++)
        if (weights[i] < least - 0x1p-55)
            return orth_fail(
                error, ORTH_DOMAIN,
                "%s: its %s weight %.15g is below the guard rail minimum_weight, %.15g",
                s->scenario->tokens[i], end, weights[i], least);
    return ORTH_OK;
}

orth_status cli_plan_check_rails(const cli_plan_study *s, orth_error *error)
{
    const orth_setpoint_options rails = {true, true, s->scenario->minimum_weight,
                                         s->scenario->largest_move};
    size_t least = orth_setpoint_calls_least(s->move, &rails), most = 0;
    size_t calls = s->args->calls != 0 ? s->args->calls : ORTH_PLAN_CALLS_MAX;
    orth_status status = check_minimum(s, s->move->start, "start", error);
    if (status == ORTH_OK)
        status = check_minimum(s, s->move->target, "target", error);
    if (status != ORTH_OK || least <= calls)
        return status;
    for (size_t i = 1; i < s->move->n; i++)
        most = fabs(s->move->delta[i]) > fabs(s->move->delta[most]) ? i : most;
    return orth_fail(error, ORTH_DOMAIN,
                     "%s: it moves by %.15g, which takes at least %zu set points under the guard "
                     "rail largest_move, %.15g; --calls %zu",
                     s->scenario->tokens[most], s->move->delta[most], least,
                     s->scenario->largest_move, calls);
}

static double apart(uint64_t a, orth_word b)
{
    return fabs((double)((int64_t)a - (int64_t)b.limb[0])) * 1e-18;
}

void cli_plan_measure(cli_plan_study *s)
{
    orth_word exact[ORTH_PLAN_TOKENS_MAX];
    const orth_plan *plan = s->plan;
    orth_plan_round(exact, plan->n, s->move->target, s->move->target_low, 1);
    for (size_t i = 0; i < plan->n; i++) {
        uint64_t last = s->replay->weights[s->replay->steps * plan->n + i];
        s->distance = fmax(s->distance, apart(last, exact[i]));
        s->rounded = fmax(s->rounded, apart(plan->wanted[i].limb[0], exact[i]));
        s->bounded = s->bounded || plan->start[i].limb[0] != plan->wanted[i].limb[0];
    }
}
