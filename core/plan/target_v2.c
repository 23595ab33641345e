/* Balancer's first generation: liquidity bootstrapping pools, which store weights in 31 and 16
 * bits, and managed pools, which store them as they are and want their tokens named in each
 * call. */
#include <string.h>

#include "contract/v2.h"
#include "plan/gradual_calls.h"

#define LEAST UINT64_C(10000000000000000)
/* A stored weight is up to a part in 65,535 above the one that was given, and up to one in 2^31 - 1
 * more when the next call makes it its start. */
#define SLACK UINT64_C(15259487557985)
#define TIMES (UINT64_C(1) << 32)

static const orth_plan_function update = {
    .name = "updateWeightsGradually",
    .signature = "updateWeightsGradually(uint256,uint256,uint256[])",
    .selector = 0x3e569205u,
    .count = 3,
    .arguments = {{"startTime", ORTH_PLAN_KIND_UINT},
                  {"endTime", ORTH_PLAN_KIND_UINT},
                  {"endWeights", ORTH_PLAN_KIND_UINTS}},
};
static const orth_plan_function *const functions[] = {&update, NULL};

static const orth_plan_function update_tokens = {
    .name = "updateWeightsGradually",
    .signature = "updateWeightsGradually(uint256,uint256,address[],uint256[])",
    .selector = 0x819c70f3u,
    .count = 4,
    .arguments = {{"startTime", ORTH_PLAN_KIND_UINT},
                  {"endTime", ORTH_PLAN_KIND_UINT},
                  {"tokens", ORTH_PLAN_KIND_ADDRESSES},
                  {"endWeights", ORTH_PLAN_KIND_UINTS}},
};
static const orth_plan_function *const functions_tokens[] = {&update_tokens, NULL};

static void limits(size_t n, uint64_t rail, uint64_t *least, uint64_t *most)
{
    (void)rail;
    *least = LEAST;
    *most = ORTH_FP_UNIT - (n - 1) * LEAST;
}

/* What both kinds of pools look at, in the words of the emulated contract where it reverts. */
static orth_status check(const orth_plan *plan, const orth_plan_call *call, orth_error *error)
{
    size_t last = call->function->count - 1;
    orth_word latest = orth_word_of(TIMES);
    if (call->arguments[last].count != plan->n)
        return orth_fail(error, ORTH_DOMAIN, "endWeights has %zu elements, must have %zu",
                         call->arguments[last].count, plan->n);
    if (!orth_word_below(call->arguments[0].words[0], latest) ||
        !orth_word_below(call->arguments[1].words[0], latest))
        return orth_fail(error, ORTH_DOMAIN, "a time is beyond the 32 bits that the pool stores");
    return ORTH_OK;
}

static orth_status refuse(const orth_evm *evm, const orth_plan_call *call, orth_error *error)
{
    char text[200];
    return orth_fail(error, ORTH_DOMAIN, "%s reverts: %s", call->function->name,
                     orth_evm_describe(text, sizeof text, evm));
}

/* ------------------------------------------------------------------------- bootstrapping pools */

static orth_status make_lbp(orth_plan *plan, const orth_setpoints *points, orth_error *error)
{
    return orth_gradual_make(plan, points, &update, error);
}

static void read_lbp(orth_evm *evm, const orth_plan_state *state, uint64_t now, orth_word *out)
{
    orth_v2_lbp_weights(evm, state->slot, state->n, orth_word_of(now), out);
}

/* The ends of the change that the slot holds, for read_short. */
static void unpack(orth_plan_state *state, uint64_t begin, uint64_t end)
{
    orth_evm evm = {0};
    state->begin = begin;
    state->end = end;
    orth_v2_lbp_weights(&evm, state->slot, state->n, orth_word_of(end + 1), state->to);
    if (begin < end)
        orth_v2_lbp_weights(&evm, state->slot, state->n, orth_word_of(begin), state->from);
    else
        memcpy(state->from, state->to, state->n * sizeof *state->to);
}

/* Before its first call the pool is taken to be at rest at the start's weights, in 16 bits, as
 * after its creation and after every change that has come to its end. */
static orth_status apply_lbp(orth_plan_state *state, const orth_plan *plan,
                             const orth_plan_call *call, uint64_t time, orth_error *error)
{
    orth_evm evm = {0};
    orth_word now = orth_word_of(time), slot = state->slot;
    orth_status status = check(plan, call, error);
    if (status != ORTH_OK)
        return status;
    if (plan->n > ORTH_V2_LBP_TOKENS_MAX)
        return orth_fail(error, ORTH_DOMAIN, "a %s pool has at most %d tokens, not %zu",
                         plan->target->name, ORTH_V2_LBP_TOKENS_MAX, plan->n);
    if (!state->begun)
        slot =
            orth_v2_lbp_state(&evm, orth_word_of(0), plan->n, now, now, plan->start, plan->start);
    orth_word begin = call->arguments[0].words[0], end = call->arguments[1].words[0];
    slot = orth_v2_lbp_update(&evm, slot, plan->n, begin, end, call->arguments[2].words, now);
    if (evm.reverted)
        return refuse(&evm, call, error);
    state->slot = slot;
    state->begun = true;
    unpack(state, begin.limb[0] < time ? time : begin.limb[0], end.limb[0]);
    return ORTH_OK;
}

const orth_target orth_target_v2_lbp = {
    .facts = {.name = "balancer-v2-lbp",
              .summary = "updateWeightsGradually of V2's launches, stored in 31 and 16 bits",
              .version = "v2-pool-weighted 2.0, LiquidityBootstrappingPool",
              .unit = 1,
              .tokens_max = ORTH_V2_LBP_TOKENS_MAX,
              .calls_max = ORTH_PLAN_CALLS_MAX,
              .functions = functions},
    .slack = SLACK,
    .make = make_lbp,
    .apply = apply_lbp,
    .read = read_lbp,
    .read_short = orth_gradual_read_short,
    .limits = limits};

/* ------------------------------------------------------------------------------- managed pools */

static orth_status make_managed(orth_plan *plan, const orth_setpoints *points, orth_error *error)
{
    return orth_gradual_make(plan, points, &update_tokens, error);
}

static void read_managed(orth_evm *evm, const orth_plan_state *state, uint64_t now, orth_word *out)
{
    for (size_t i = 0; i < state->n; i++)
        out[i] = orth_v2_weight_at(evm, state->from[i], state->to[i], orth_word_of(state->begin),
                                   orth_word_of(state->end), orth_word_of(now));
}

/* The tokens of all calls are those of the first. The Vault keeps them by address, lowest first;
 * zeros stand for addresses that are not known. */
static orth_status check_tokens(const orth_plan *plan, const orth_plan_call *call,
                                orth_error *error)
{
    const orth_word *tokens = call->arguments[2].words;
    if (call->arguments[2].count != plan->n)
        return orth_fail(error, ORTH_DOMAIN, "tokens has %zu elements, must have %zu",
                         call->arguments[2].count, plan->n);
    const orth_plan_call *first = plan->call_count > 0 ? &plan->calls[0] : call;
    bool known = false;
    for (size_t i = 0; i < plan->n; i++) {
        known = known || !orth_word_is_zero(tokens[i]);
        if (first->arguments[2].count == plan->n &&
            !orth_word_equal(first->arguments[2].words[i], tokens[i]))
            return orth_fail(error, ORTH_DOMAIN,
                             "BAL#520: token %zu is another one than in the first call", i + 1);
    }
    for (size_t i = 1; known && i < plan->n; i++)
        if (!orth_word_below(tokens[i - 1], tokens[i]))
            return orth_fail(error, ORTH_DOMAIN,
                             "BAL#520: the address of token %zu is not above that of token %zu; a "
                             "pool's tokens, and the scenario's, are in the order of addresses",
                             i + 1, i);
    return ORTH_OK;
}

static orth_status apply_managed(orth_plan_state *state, const orth_plan *plan,
                                 const orth_plan_call *call, uint64_t time, orth_error *error)
{
    const orth_word *weights = call->arguments[3].words;
    orth_status status = check(plan, call, error);
    if (status == ORTH_OK)
        status = check_tokens(plan, call, error);
    for (size_t i = 0; status == ORTH_OK && i < plan->n; i++)
        if (orth_word_below(weights[i], orth_word_of(LEAST)))
            status = orth_fail(error, ORTH_DOMAIN, "BAL#302: endWeights: element %zu is below 1 %%",
                               i + 1);
    if (status == ORTH_OK)
        status = orth_plan_check_sum(weights, plan->n, "BAL#308: endWeights", error);
    if (status != ORTH_OK)
        return status;
    uint64_t begin = call->arguments[0].words[0].limb[0], end = call->arguments[1].words[0].limb[0];
    begin = begin < time ? time : begin;
    if (end < begin)
        return orth_fail(error, ORTH_DOMAIN, "BAL#326: endTime is before startTime");
    orth_gradual_begin(state, plan, weights, begin, end, time);
    return ORTH_OK;
}

const orth_target orth_target_v2_managed = {
    .facts = {.name = "balancer-v2-managed",
              .summary = "updateWeightsGradually of V2's managed pools, which name their tokens",
              .version = "v2-pool-weighted, ManagedPool of 2023",
              .unit = 1,
              .tokens_max = 38,
              .calls_max = ORTH_PLAN_CALLS_MAX,
              .names_tokens = true,
              .functions = functions_tokens},
    .make = make_managed,
    .apply = apply_managed,
    .read = read_managed,
    .read_short = orth_gradual_read_short,
    .limits = limits};
