/* Plans: their memory, the table of targets, and what targets share. */
#include <stdlib.h>
#include <string.h>

#include "base/near_name.h"
#include "base/text.h"
#include "numeric/decimal.h"
#include "plan/target.h"

static const orth_target *const targets[] = {&orth_target_generic, &orth_target_lbp,
                                             &orth_target_quantamm, &orth_target_quantamm_target};
static const char *const names[] = {"generic", "balancer-v3-lbp", "quantamm", "quantamm-target",
                                    NULL};
#define TARGETS (sizeof targets / sizeof targets[0])

const char *const *orth_plan_targets(void)
{
    return names;
}

const orth_target *orth_target_find(const char *name, orth_error *error)
{
    for (size_t i = 0; i < TARGETS; i++)
        if (strcmp(targets[i]->name, name) == 0)
            return targets[i];
    char quoted[ORTH_QUOTE_MAX];
    orth_fail(error, ORTH_BAD_INPUT,
              "no target is called %s; the nearest is \"%s\"; permitted: generic, balancer-v3-lbp, "
              "quantamm, quantamm-target",
              orth_quote(quoted, sizeof quoted, name),
              orth_nearest(name, TARGETS, (const char **)(uintptr_t)names));
    return NULL;
}

uint64_t orth_plan_block_time(const orth_plan_clock *clock, uint64_t block)
{
    return clock->start + (uint64_t)((orth_limb2)block * clock->seconds / clock->per);
}

uint64_t orth_plan_clock_ticks(const orth_plan_clock *clock, uint64_t steps)
{
    uint64_t seconds = orth_plan_block_time(clock, steps) - clock->start;
    return seconds < steps ? seconds : steps;
}

uint64_t orth_plan_ticks(const orth_plan *plan)
{
    return orth_plan_clock_ticks(&plan->clock, plan->steps);
}

void orth_setpoints_to_blocks(orth_setpoints *points, const orth_plan_clock *clock, uint64_t steps)
{
    if (clock->seconds >= clock->per)
        return;
    for (size_t s = 1; s < points->calls; s++) /* the first block of that second */
        points->times[s] =
            (uint64_t)(((orth_limb2)points->times[s] * clock->per + clock->seconds - 1) /
                       clock->seconds);
    points->times[points->calls] = steps;
}

void orth_plan_free(orth_plan *plan)
{
    if (plan == NULL)
        return;
    for (size_t c = 0; c < plan->call_count; c++)
        for (size_t i = 0; i < ORTH_PLAN_ARGUMENTS_MAX; i++)
            free(plan->calls[c].arguments[i].words);
    free(plan->calls);
    free(plan->start);
    free(plan->wanted);
    free(plan);
}

/* Wei as the nearest double of the weight and the rest. */
static void split(double *high, double *low, const orth_word *wei, size_t n)
{
    mpq_t value, part;
    mpq_inits(value, part, NULL);
    for (size_t i = 0; i < n; i++) {
        mpq_set_ui(value, wei[i].limb[0], ORTH_FP_UNIT);
        mpq_canonicalize(value);
        high[i] = orth_rational_to_double(value);
        mpq_set_d(part, high[i]);
        mpq_sub(value, value, part);
        low[i] = orth_rational_to_double(value);
    }
    mpq_clears(value, part, NULL);
}

orth_status orth_plan_move(orth_move **move, const orth_plan *plan, orth_error *error)
{
    double start[2][ORTH_PLAN_TOKENS_MAX], target[2][ORTH_PLAN_TOKENS_MAX];
    split(start[0], start[1], plan->start, plan->n);
    split(target[0], target[1], plan->wanted, plan->n);
    return orth_move_create(move, plan->n, start[0], start[1], target[0], target[1], error);
}

orth_status orth_plan_append(orth_plan_call **out, orth_plan *plan, uint64_t at,
                             const orth_plan_function *function, const size_t *counts,
                             orth_error *error)
{
    if (plan->call_count == ORTH_PLAN_TRANSACTIONS_MAX)
        return orth_fail(error, ORTH_DOMAIN, "more than %d calls", ORTH_PLAN_TRANSACTIONS_MAX);
    if (plan->calls == NULL)
        plan->calls = calloc(ORTH_PLAN_TRANSACTIONS_MAX, sizeof *plan->calls);
    if (plan->calls == NULL)
        return orth_fail_memory(error, ORTH_PLAN_TRANSACTIONS_MAX * sizeof *plan->calls);
    orth_plan_call *call = &plan->calls[plan->call_count++];
    call->at = at;
    call->function = function;
    for (size_t i = 0; i < function->count; i++) {
        size_t count = counts[i];
        call->arguments[i].count = count;
        call->arguments[i].words = calloc(count, sizeof(orth_word));
        if (call->arguments[i].words == NULL)
            return orth_fail_memory(error, (double)count * sizeof(orth_word));
    }
    *out = call;
    return ORTH_OK;
}

orth_status orth_plan_check_sum(const orth_word *weights, size_t n, const char *rule,
                                orth_error *error)
{
    orth_word sum = orth_word_of(0);
    for (size_t i = 0; i < n; i++)
        sum = orth_word_add(sum, weights[i]);
    if (orth_word_equal(sum, orth_word_of(UINT64_C(1000000000000000000))))
        return ORTH_OK;
    char text[ORTH_WORD_TEXT_MAX];
    return orth_fail(error, ORTH_DOMAIN, "%s: the weights sum to %s, must be exactly 1e18", rule,
                     orth_word_text(text, sum, false));
}

/* A rounded end beyond the contract's limits by more than the rounding. */
static orth_status check_end(const orth_plan *plan, const orth_target *target,
                             const orth_word *weights, const char *end, orth_error *error)
{
    uint64_t least, most;
    target->limits(plan->n, plan->rail.limb[0], &least, &most);
    for (size_t i = 0; i < plan->n; i++) {
        uint64_t weight = weights[i].limb[0];
        if (weight + target->unit <= least || weight >= most + target->unit)
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
    orth_plan_box box;
    orth_plan_round(plan->start, plan->n, move->start, move->start_low, target->unit);
    orth_plan_round(plan->wanted, plan->n, move->target, move->target_low, target->unit);
    orth_status status = check_end(plan, target, plan->start, "start", error);
    if (status == ORTH_OK)
        status = check_end(plan, target, plan->wanted, "target", error);
    if (status != ORTH_OK)
        return status;
    orth_plan_box_from(&box, plan, target->unit, NULL);
    orth_plan_to_units(units, plan->wanted, plan->n, target->unit);
    if (!orth_plan_box_fit(units, &box))
        return orth_fail(error, ORTH_DOMAIN, "no weights keep the rails");
    orth_plan_from_units(plan->wanted, units, plan->n, target->unit);
    return ORTH_OK;
}

orth_status orth_plan_create(orth_plan **out, const char *name, const orth_move *move,
                             const orth_setpoints *points, const orth_plan_clock *clock,
                             const orth_plan_pool *pool, orth_error *error)
{
    *out = NULL;
    const orth_target *target = orth_target_find(name, error);
    if (target == NULL)
        return ORTH_BAD_INPUT;
    if (points->n > target->tokens_max)
        return orth_fail(error, ORTH_DOMAIN, "target %s takes at most %zu tokens, not %zu", name,
                         target->tokens_max, points->n);
    orth_plan *plan = calloc(1, sizeof *plan);
    if (plan == NULL)
        return orth_fail_memory(error, sizeof *plan);
    *plan = (orth_plan){.n = points->n,
                        .steps = points->times[points->calls],
                        .clock = *clock,
                        .target = target->name,
                        .version = target->version,
                        .minimum_weight = pool->minimum_weight,
                        .largest_move = pool->largest_move,
                        .address = pool->address,
                        .cut_all = pool->cut_all};
    if (target->railed)
        plan->rail = orth_word_of(pool->minimum_weight > 0 ? pool->minimum_weight
                                                           : (uint64_t)(pool->rail * 1e18 + 0.5));
    plan->start = calloc(points->n, sizeof *plan->start);
    plan->wanted = calloc(points->n, sizeof *plan->wanted);
    orth_status status = ORTH_OK;
    if (plan->start == NULL || plan->wanted == NULL)
        status = orth_fail_memory(error, 64.0 * (double)points->n);
    if (status == ORTH_OK) {
        status = round_ends(plan, target, move, error);
        if (status == ORTH_OK)
            status = target->make(plan, points, error);
    }
    if (status != ORTH_OK)
        orth_plan_free(plan);
    else
        *out = plan;
    return status;
}
