/* A contract that goes linearly from its current weights to given ones, in 18 decimals:
 * progress = divDown(t - start, end - start), weight = start -/+ mulDown(progress, |end - start|),
 * as Balancer's gradual updates compute it; nothing is compressed. */
#include <string.h>

#include "contract/fixed_point.h"
#include "plan/gradual_calls.h"

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

static orth_status make(orth_plan *plan, const orth_setpoints *points, orth_error *error)
{
    return orth_gradual_make(plan, points, &update, error);
}

static void read(orth_evm *evm, const orth_plan_state *state, uint64_t now, orth_word *out)
{
    if (now >= state->end || state->end <= state->begin) {
        memcpy(out, state->to, state->n * sizeof *out);
        return;
    }
    uint64_t passed = now > state->begin ? now - state->begin : 0;
    orth_word progress =
        orth_fp_div_down(evm, orth_word_of(passed), orth_word_of(state->end - state->begin));
    for (size_t i = 0; i < state->n; i++) {
        bool down = orth_word_below(state->to[i], state->from[i]);
        orth_word move = down ? orth_evm_sub(evm, state->from[i], state->to[i])
                              : orth_evm_sub(evm, state->to[i], state->from[i]);
        orth_word part = orth_fp_mul_down(evm, progress, move);
        out[i] = down ? orth_evm_sub(evm, state->from[i], part)
                      : orth_evm_add(evm, state->from[i], part);
    }
}

static void limits(size_t n, uint64_t rail, uint64_t *least, uint64_t *most)
{
    (void)n, (void)rail;
    *least = 1;
    *most = ORTH_FP_UNIT;
}

static orth_status apply(orth_plan_state *state, const orth_plan *plan, const orth_plan_call *call,
                         uint64_t time, orth_error *error)
{
    orth_word begin = call->arguments[0].words[0], end = call->arguments[1].words[0];
    const orth_word *weights = call->arguments[2].words, now = orth_word_of(time);
    if (call->arguments[2].count != plan->n)
        return orth_fail(error, ORTH_DOMAIN, "endWeights has %zu elements, must have %zu",
                         call->arguments[2].count, plan->n);
    orth_status status = orth_plan_check_sum(weights, plan->n, "endWeights", error);
    for (size_t i = 0; i < plan->n && status == ORTH_OK; i++)
        if (orth_word_is_zero(weights[i]) ||
            orth_word_below(orth_word_of(ORTH_FP_UNIT), weights[i]))
            status = orth_fail(error, ORTH_DOMAIN, "endWeights: element %zu is not above 0", i + 1);
    if (status != ORTH_OK)
        return status;
    begin = orth_word_below(begin, now) ? now : begin;
    if (orth_word_below(end, begin) || !orth_word_below(end, orth_word_of(UINT64_C(1) << 40)))
        return orth_fail(error, ORTH_DOMAIN, "endTime is before startTime, or beyond 2^40");
    orth_gradual_begin(state, plan, weights, begin.limb[0], end.limb[0], time);
    return ORTH_OK;
}

const orth_target orth_target_generic = {
    .facts = {.name = "generic",
              .summary = "updateWeightsGradually, in 18 decimals",
              .version = "gradual update, 18 decimals",
              .unit = 1,
              .tokens_max = ORTH_PLAN_TOKENS_MAX,
              .calls_max = ORTH_PLAN_CALLS_MAX,
              .functions = functions},
    .make = make,
    .apply = apply,
    .read = read,
    .read_short = orth_gradual_read_short,
    .limits = limits};
