/* From set points to a plan on a target. */
#include <stdlib.h>

#include "plan/rails.h"

/* A rounded end beyond the contract's limits by more than the rounding. */
static orth_status check_end(const orth_plan *plan, const orth_target *target,
                             const orth_word *weights, const char *end, orth_error *error)
{
    uint64_t least, most;
    target->limits(plan->n, plan->rails.pool, &least, &most);
    for (size_t i = 0; i < plan->n; i++) {
        uint64_t weight = weights[i].limb[0];
        if (weight + target->facts.unit <= least || weight >= most + target->facts.unit)
            return orth_fail(error, ORTH_DOMAIN,
                             "the %s weight of token %zu is %.15g; the contract takes weights from "
                             "%.15g to %.15g",
                             end, i + 1, (double)weight / 1e18, (double)least / 1e18,
                             (double)most / 1e18);
    }
    return ORTH_OK;
}

/* The ends in the target's units; the wanted one within the rails. */
static orth_status round_ends(orth_plan *plan, const orth_target *target, const orth_move *move,
                              orth_error *error)
{
    int64_t units[ORTH_PLAN_TOKENS_MAX];
    uint64_t unit = target->facts.unit;
    orth_box box;
    orth_plan_round(plan->start, plan->n, move->start, move->start_low, unit);
    orth_plan_round(plan->wanted, plan->n, move->target, move->target_low, unit);
    orth_status status = check_end(plan, target, plan->start, "start", error);
    if (status == ORTH_OK)
        status = check_end(plan, target, plan->wanted, "target", error);
    if (status != ORTH_OK)
        return status;
    orth_rails_box(&box, target, plan->n, &plan->rails, unit);
    orth_plan_to_units(units, plan->wanted, plan->n, unit);
    if (!orth_box_fit(units, &box))
        return orth_fail(error, ORTH_DOMAIN, "no weights keep the rails");
    orth_plan_from_units(plan->wanted, units, plan->n, unit);
    return ORTH_OK;
}

orth_status orth_plan_create(orth_plan **out, const char *name, const orth_move *move,
                             const orth_setpoints *points, const orth_plan_clock *clock,
                             const orth_plan_pool *pool, orth_error *error)
{
    const orth_plan_target *facts;
    *out = NULL;
    orth_status status = orth_plan_target_find(&facts, name, error);
    if (status != ORTH_OK)
        return status;
    if (points->n > facts->tokens_max)
        return orth_fail(error, ORTH_DOMAIN, "target %s takes at most %zu tokens, not %zu", name,
                         facts->tokens_max, points->n);
    const orth_target *target = orth_target_of(facts);
    orth_plan *plan = calloc(1, sizeof *plan);
    if (plan == NULL)
        return orth_fail_memory(error, sizeof *plan);
    *plan = (orth_plan){.n = points->n,
                        .steps = points->times[points->calls],
                        .clock = *clock,
                        .target = facts,
                        .rails = pool->rails,
                        .address = pool->address,
                        .cut_all = pool->cut_all,
                        .trade_limit = pool->trade_limit,
                        .token_addresses = pool->token_addresses,
                        .sale = pool->sale};
    plan->rails.pool = orth_rails_of_pool(target, &pool->rails);
    plan->start = calloc(points->n, sizeof *plan->start);
    plan->wanted = calloc(points->n, sizeof *plan->wanted);
    if (plan->start == NULL || plan->wanted == NULL)
        status = orth_fail_memory(error, 64.0 * (double)points->n);
    if (status == ORTH_OK)
        status = round_ends(plan, target, move, error);
    if (status == ORTH_OK)
        status = target->make(plan, points, error);
    plan->token_addresses = NULL;
    plan->sale = NULL;
    if (status != ORTH_OK)
        orth_plan_free(plan);
    else
        *out = plan;
    return status;
}
