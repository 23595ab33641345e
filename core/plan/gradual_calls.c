#include "plan/gradual_calls.h"

#include <string.h>

#include "plan/rails.h"

/* The rails, narrower by what the contract may add to a weight when it stores it. It only adds:
 * the least weight is kept as it is. */
static orth_status narrow(orth_plan_rails *rails, const orth_plan *plan, orth_error *error)
{
    uint64_t slack = orth_target_of(plan->target)->slack;
    *rails = plan->rails;
    if (rails->largest_move == 0)
        return ORTH_OK;
    if (rails->largest_move <= slack)
        return orth_fail(error, ORTH_DOMAIN,
                         "largest_move is %llu wei, less than the digits in which a %s pool stores "
                         "its weights",
                         (unsigned long long)rails->largest_move, plan->target->name);
    rails->largest_move -= slack;
    return ORTH_OK;
}

static orth_status append(orth_plan_call **call, orth_plan *plan, const orth_setpoints *points,
                          size_t s, const orth_plan_function *function, orth_error *error)
{
    uint64_t begin = orth_plan_block_time(&plan->clock, points->times[s]);
    uint64_t end = orth_plan_block_time(&plan->clock, points->times[s + 1]);
    const size_t counts[] = {1, 1, points->n, points->n};
    orth_status status = orth_plan_append(call, plan, begin, function, counts, error);
    if (status != ORTH_OK)
        return status;
    (*call)->arguments[0].words[0] = orth_word_of(begin);
    (*call)->arguments[1].words[0] = orth_word_of(end);
    if (function->count == 4 && plan->token_addresses != NULL)
        memcpy((*call)->arguments[2].words, plan->token_addresses,
               points->n * sizeof *plan->token_addresses);
    return ORTH_OK;
}

orth_status orth_gradual_make(orth_plan *plan, const orth_setpoints *points,
                              const orth_plan_function *function, orth_error *error)
{
    int64_t now[ORTH_PLAN_TOKENS_MAX], wanted[ORTH_PLAN_TOKENS_MAX];
    size_t last = function->count - 1;
    orth_plan_rails rails;
    orth_status status = narrow(&rails, plan, error);
    orth_plan_to_units(now, plan->start, plan->n, 1);
    orth_plan_to_units(wanted, plan->wanted, plan->n, 1);
    for (size_t s = 0; status == ORTH_OK && s < points->calls; s++) {
        orth_plan_call *call;
        orth_box box;
        status = append(&call, plan, points, s, function, error);
        if (status != ORTH_OK)
            return status;
        orth_rails_box(&box, orth_target_of(plan->target), plan->n, &rails, 1);
        orth_rails_reach(&box, &rails, 1, 1, now);
        orth_rails_reach(&box, &rails, 1, points->calls - s - 1, wanted);
        orth_plan_point(call->arguments[last].words, plan, points, s + 1, 1);
        orth_plan_to_units(now, call->arguments[last].words, plan->n, 1);
        if (!orth_box_fit(now, &box))
            return orth_fail(error, ORTH_DOMAIN, "no set point %zu of whole wei keeps the rails",
                             s + 1);
        orth_plan_from_units(call->arguments[last].words, now, plan->n, 1);
    }
    return status;
}

bool orth_gradual_read_short(const orth_plan_state *state, uint64_t now, uint64_t *out)
{
    bool over = now >= state->end || state->end <= state->begin;
    uint64_t passed = now > state->begin ? now - state->begin : 0, progress = 0;
    if (!over)
        progress = (uint64_t)((orth_limb2)passed * ORTH_FP_UNIT / (state->end - state->begin));
    for (size_t i = 0; i < state->n; i++) {
        uint64_t from = state->from[i].limb[0], to = state->to[i].limb[0];
        if (!orth_word_is_short(state->from[i]) || !orth_word_is_short(state->to[i]))
            return false;
        uint64_t part = orth_short_mul_down(progress, to < from ? from - to : to - from);
        out[i] = over ? to : to < from ? from - part : from + part;
    }
    return true;
}

void orth_gradual_begin(orth_plan_state *state, const orth_plan *plan, const orth_word *weights,
                        uint64_t begin, uint64_t end, uint64_t time)
{
    orth_evm evm = {0};
    orth_word current[ORTH_PLAN_TOKENS_MAX];
    if (state->begun)
        orth_target_of(plan->target)->read(&evm, state, time, current);
    else
        memcpy(current, plan->start, plan->n * sizeof *current);
    memcpy(state->from, current, plan->n * sizeof *current);
    memcpy(state->to, weights, plan->n * sizeof *weights);
    state->begin = begin;
    state->end = end;
    state->begun = true;
}
