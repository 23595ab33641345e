/* Balancer v3 liquidity bootstrapping: two tokens, one segment fixed when the pool is made, each
 * weight at least 1 %. */
#include <string.h>

#include "contract/lbp.h"
#include "plan/target.h"

#define LEAST UINT64_C(10000000000000000)

static const orth_plan_function parameters = {
    .name = "LBPParams",
    .signature = "LBPParams",
    .selector = 0,
    .count = 6,
    .arguments = {{"projectTokenStartWeight", ORTH_PLAN_KIND_UINT},
                  {"reserveTokenStartWeight", ORTH_PLAN_KIND_UINT},
                  {"projectTokenEndWeight", ORTH_PLAN_KIND_UINT},
                  {"reserveTokenEndWeight", ORTH_PLAN_KIND_UINT},
                  {"startTime", ORTH_PLAN_KIND_UINT},
                  {"endTime", ORTH_PLAN_KIND_UINT}},
};
static const orth_plan_function *const functions[] = {&parameters, NULL};

static orth_status make(orth_plan *plan, const orth_setpoints *points, orth_error *error)
{
    if (points->calls != 1)
        return orth_fail(
            error, ORTH_DOMAIN,
            "a balancer-v3-lbp pool has one segment, fixed at its creation: --calls 1, "
            "not %zu",
            points->calls);
    const size_t counts[] = {1, 1, 1, 1, 1, 1};
    orth_plan_call *call;
    orth_status status =
        orth_plan_append(&call, plan, plan->clock.start, &parameters, counts, error);
    if (status != ORTH_OK)
        return status;
    const orth_word values[] = {plan->start[0],
                                plan->start[1],
                                plan->wanted[0],
                                plan->wanted[1],
                                orth_word_of(plan->clock.start),
                                orth_word_of(orth_plan_block_time(&plan->clock, plan->steps))};
    for (size_t i = 0; i < 6; i++)
        call->arguments[i].words[0] = values[i];
    return ORTH_OK;
}

static orth_status apply(orth_plan_state *state, const orth_plan *plan, const orth_plan_call *call,
                         uint64_t now, orth_error *error)
{
    orth_word value[6];
    for (size_t i = 0; i < 6; i++)
        value[i] = call->arguments[i].words[0];
    if (plan->n != 2)
        return orth_fail(error, ORTH_DOMAIN, "a balancer-v3-lbp pool has 2 tokens, not %zu",
                         plan->n);
    if (state->begun)
        return orth_fail(error, ORTH_DOMAIN, "a balancer-v3-lbp pool cannot be changed later");
    for (size_t i = 0; i < 4; i++) {
        char text[ORTH_WORD_TEXT_MAX];
        if (orth_word_below(value[i], orth_word_of(LEAST)))
            return orth_fail(error, ORTH_DOMAIN,
                             "%s is %s, below the least weight that the contract takes, 1 %% (%s)",
                             parameters.arguments[i].name, orth_word_text(text, value[i], false),
                             "10000000000000000");
    }
    orth_status status = orth_plan_check_sum(value, 2, "start weights", error);
    if (status == ORTH_OK)
        status = orth_plan_check_sum(value + 2, 2, "end weights", error);
    if (status != ORTH_OK)
        return status;
    if (!orth_word_below(value[5], orth_word_of(UINT64_C(1) << 40)) ||
        !orth_word_below(value[4], value[5]))
        return orth_fail(error, ORTH_DOMAIN, "endTime must come after startTime");
    memcpy(state->from, value, 2 * sizeof *value);
    memcpy(state->to, value + 2, 2 * sizeof *value);
    state->begin = value[4].limb[0] < now ? now : value[4].limb[0];
    state->end = value[5].limb[0];
    state->begun = true;
    return ORTH_OK;
}

static void read(orth_evm *evm, const orth_plan_state *state, uint64_t now, orth_word *out)
{
    orth_lbp_weights(evm, state->from[0], state->to[0], orth_word_of(state->begin),
                     orth_word_of(state->end), orth_word_of(now), out);
}

static void limits(size_t n, uint64_t rail, uint64_t *least, uint64_t *most)
{
    (void)n, (void)rail;
    *least = LEAST;
    *most = UINT64_C(1000000000000000000) - LEAST;
}

const orth_target orth_target_lbp = {
    .facts = {.name = "balancer-v3-lbp",
              .summary = "the LBPParams that a pool is created with; no calls",
              .version = "v3-pool-weighted 1.0.0",
              .unit = 1,
              .tokens_max = 2,
              .calls_max = 1,
              .deployment = true,
              .functions = functions},
    .make = make,
    .apply = apply,
    .read = read,
    .limits = limits};
