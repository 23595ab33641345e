/* Rails by the names of the tokens, the nearest legal target, and what the contract's digits do to
 * the target. */
#include <math.h>

#include "base/plural.h"
#include "numeric/decimal.h"
#include "plan/study.h"
#include "plan/target.h"

/* QuantAMM's pools: a guard rail that is not known is taken to be 1 %. */
#define POOL_RAIL UINT64_C(10000000000000000)

orth_plan_study_options orth_plan_study_options_of(const orth_scenario *scenario)
{
    orth_plan_study_options options = {
        .target = "generic",
        .tokens = (const char *const *)scenario->tokens,
        .steps = scenario->step_count > 0 ? scenario->steps[0] : 0, /* no move, no steps */
        .clock = {scenario->start_time, scenario->block_seconds, scenario->block_per},
        .rails = {POOL_RAIL, scenario->minimum_weight, scenario->largest_move, {0}},
        .value = scenario->has_pool ? orth_rational_to_double(scenario->pool_value) : 0,
        .unit = scenario->pool_unit,
        .trade_limit = scenario->trade_limit};
    if (scenario->block_present < 1)
        options.missing = (orth_plan_missing){scenario->block_present, scenario->block_seed,
                                              ORTH_PLAN_MISSED_RUNS};
    return options;
}

orth_setpoint_options orth_study_setpoints(const orth_plan_study_options *options)
{
    return orth_plan_setpoint_options(&options->rails, !options->geodesic, !options->equal_times);
}

orth_status orth_plan_study_legal(orth_move **legal, const orth_move *move,
                                  const orth_plan_study_options *options, orth_error *error)
{
    const orth_plan_target *target;
    uint64_t ticks = orth_plan_clock_ticks(&options->clock, options->steps);
    size_t calls = options->calls != 0 ? options->calls : ORTH_PLAN_CALLS_MAX;
    *legal = NULL;
    orth_status status = orth_plan_target_find(&target, options->target, error);
    if (status != ORTH_OK)
        return status;
    if (ticks == 0)
        return orth_fail(error, ORTH_DOMAIN, "no weight can move in one timestamp");
    calls = calls < target->calls_max ? calls : target->calls_max;
    calls = calls < ticks ? calls : (size_t)ticks;
    return orth_plan_nearest_legal(legal, move, options->target, calls, &options->rails, error);
}

static orth_status check_minimum(const orth_plan_study *s, double least, const double *weights,
                                 const char *end, orth_error *error)
{
    for (size_t i = 0; least > 0 && i < s->move->n; i++)
        if (weights[i] < least - 0x1p-55)
            return orth_fail(
                error, ORTH_DOMAIN,
                "%s: its %s weight %.15g is below the guard rail minimum_weight, %.15g",
                s->options.tokens[i], end, weights[i], least);
    return ORTH_OK;
}

orth_status orth_study_check_rails(const orth_plan_study *s, orth_error *error)
{
    const orth_setpoint_options rails = orth_study_setpoints(&s->options);
    size_t least = orth_setpoint_calls_least(s->move, &rails), most = 0;
    size_t calls = s->options.calls != 0 ? s->options.calls : ORTH_PLAN_CALLS_MAX;
    orth_status status = check_minimum(s, rails.minimum_weight, s->move->start, "start", error);
    if (status == ORTH_OK)
        status = check_minimum(s, rails.minimum_weight, s->move->target, "target", error);
    if (status != ORTH_OK || least <= calls)
        return status;
    for (size_t i = 1; i < s->move->n; i++)
        most = fabs(s->move->delta[i]) > fabs(s->move->delta[most]) ? i : most;
    return orth_fail(error, ORTH_DOMAIN,
                     "%s: it moves by %.15g, which takes at least %zu set point%s under the guard "
                     "rail largest_move, %.15g; --calls %zu",
                     s->options.tokens[most], s->move->delta[most], least,
                     orth_plural(least, "", "s"), rails.largest_move, calls);
}

static double apart(uint64_t a, uint64_t b)
{
    return fabs((double)((int64_t)a - (int64_t)b)) * 1e-18;
}

/* Balances are what they are, so that prices go with ratios of weights. */
static void measure_price(orth_plan_study *s, const uint64_t *last, const orth_word *exact)
{
    double most = 0, least = INFINITY;
    for (size_t i = 0; i < s->plan->n; i++) {
        double part = orth_plan_weight(last[i]) / orth_plan_weight(exact[i].limb[0]);
        if (part > most)
            most = part, s->price_up = i;
        if (part < least)
            least = part, s->price_down = i;
    }
    s->price_off = most / least - 1;
}

void orth_study_measure(orth_plan_study *s)
{
    orth_word exact[ORTH_PLAN_TOKENS_MAX];
    const orth_plan *plan = s->plan;
    orth_plan_round(exact, plan->n, s->move->target, s->move->target_low, 1);
    measure_price(s, s->replay->weights + s->replay->steps * plan->n, exact);
    for (size_t i = 0; i < plan->n; i++) {
        uint64_t last = s->replay->weights[s->replay->steps * plan->n + i];
        s->distance = fmax(s->distance, apart(last, exact[i].limb[0]));
        s->rounded = fmax(s->rounded, apart(plan->wanted[i].limb[0], exact[i].limb[0]));
        s->bounded = s->bounded || plan->start[i].limb[0] != plan->wanted[i].limb[0];
    }
}
