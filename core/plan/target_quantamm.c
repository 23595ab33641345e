/* QuantAMM-V1: its two calls, their limits, and the schedule that they start. */
#include <string.h>

#include "plan/quantamm_calls.h"

#define LEAST UINT64_C(10000000000000000)
#define MOST UINT64_C(990000000000000000)

static const orth_plan_function set_weights = {
    .name = "setWeightsManually",
    .signature = "setWeightsManually(int256[],address,uint40,uint256)",
    .selector = 0x3201189fu,
    .count = 4,
    .arguments = {{"weightsAndMultipliers", ORTH_PLAN_KIND_INTS},
                  {"pool", ORTH_PLAN_KIND_ADDRESS},
                  {"lastInterpolationTime", ORTH_PLAN_KIND_UINT},
                  {"numberOfAssets", ORTH_PLAN_KIND_UINT}},
};
static const orth_plan_function set_target = {
    .name = "setTargetWeightsManually",
    .signature = "setTargetWeightsManually(int256[],address,uint40,uint256)",
    .selector = 0x3bb1254cu,
    .count = 4,
    .arguments = {{"targetWeights", ORTH_PLAN_KIND_INTS},
                  {"pool", ORTH_PLAN_KIND_ADDRESS},
                  {"interpolationTime", ORTH_PLAN_KIND_UINT},
                  {"numberOfAssets", ORTH_PLAN_KIND_UINT}},
};
static const orth_plan_function *const functions[] = {&set_weights, &set_target, NULL};

static orth_status make_set_weights(orth_plan *plan, const orth_setpoints *points,
                                    orth_error *error)
{
    return orth_quantamm_make(plan, points, &set_weights, true, error);
}

static orth_status make_set_target(orth_plan *plan, const orth_setpoints *points, orth_error *error)
{
    return orth_quantamm_make(plan, points, &set_target, false, error);
}

static void read(orth_evm *evm, const orth_plan_state *state, uint64_t now, orth_word *out)
{
    orth_quantamm_read(evm, &state->schedule, orth_word_of(now - state->begin), out);
}

static bool read_short(const orth_plan_state *state, uint64_t now, uint64_t *out)
{
    const orth_quantamm_schedule *schedule = &state->schedule;
    if (!orth_word_is_short(schedule->freeze) || now < state->begin)
        return false;
    uint64_t seconds = now - state->begin, freeze = schedule->freeze.limb[0];
    seconds = seconds < freeze ? seconds : freeze;
    for (size_t i = 0; i < schedule->n; i++) {
        orth_word multiplier = schedule->multipliers[i], size = orth_word_magnitude(multiplier);
        uint64_t weight = schedule->weights[i].limb[0];
        if (!orth_word_is_short(size) || !orth_word_is_short(schedule->weights[i]))
            return false;
        orth_limb2 change = (orth_limb2)size.limb[0] * seconds;
        bool down = orth_word_negative(multiplier);
        if (change > (down ? weight : UINT64_MAX - weight))
            return false;
        out[i] = down ? weight - (uint64_t)change : weight + (uint64_t)change;
    }
    return true;
}

/* The guard rail and what it leaves to one weight, within what the calls take. */
static void limits(size_t n, uint64_t rail, uint64_t *least, uint64_t *most)
{
    uint64_t others = n - 1, one = UINT64_C(1000000000000000000);
    uint64_t rest = rail <= one / others ? one - others * rail : 0;
    *least = rail > LEAST ? rail : LEAST;
    *most = rest < MOST ? rest : MOST;
}

static orth_status check_limits(const orth_plan *plan, const orth_plan_call *call,
                                orth_error *error)
{
    for (size_t i = 0; i < plan->n; i++) {
        orth_word weight = call->arguments[0].words[i];
        char text[ORTH_WORD_TEXT_MAX];
        if (orth_word_signed_below(weight, orth_word_of(LEAST)) ||
            orth_word_signed_below(orth_word_of(MOST), weight))
            return orth_fail(error, ORTH_DOMAIN,
                             "%s: element %zu is %s; the contract takes weights from "
                             "10000000000000000 to 990000000000000000",
                             call->function->name, i + 1, orth_word_text(text, weight, true));
    }
    return ORTH_OK;
}

static orth_status store(orth_plan_state *state, const orth_plan *plan, const orth_plan_call *call,
                         uint64_t now, orth_evm *evm, orth_error *error)
{
    const orth_word *values = call->arguments[0].words;
    size_t n = plan->n;
    orth_word time = call->arguments[2].words[0], current[ORTH_PLAN_TOKENS_MAX], slots[2];
    if (!orth_word_below(time, orth_word_of(UINT64_C(1) << 40)))
        return orth_fail(error, ORTH_DOMAIN, "%s does not fit uint40",
                         call->function->arguments[2].name);
    state->stops = call->function == &set_weights;
    if (state->stops) {
        orth_quantamm_pool_slots(evm, (orth_words){n, values}, (orth_words){n, values + n}, slots);
        orth_quantamm_pool_values(slots, n, state->schedule.weights, state->schedule.multipliers);
        state->schedule.n = n;
        state->schedule.freeze = orth_word_sub(time, orth_word_of(now));
        return ORTH_OK;
    }
    if (state->begun)
        read(evm, state, now, current);
    else
        memcpy(current, plan->start, n * sizeof *current);
    orth_quantamm_store(evm, &state->schedule, (orth_words){n, current}, (orth_words){n, values},
                        time, orth_word_of(plan->rails.pool));
    return ORTH_OK;
}

static orth_status apply(orth_plan_state *state, const orth_plan *plan, const orth_plan_call *call,
                         uint64_t now, orth_error *error)
{
    size_t wanted = call->function == &set_weights ? 2 * plan->n : plan->n;
    if (!orth_word_equal(call->arguments[3].words[0], orth_word_of(plan->n))) {
        char assets[ORTH_WORD_TEXT_MAX];
        return orth_fail(error, ORTH_DOMAIN, "%s: numberOfAssets is %s, must be %zu",
                         call->function->name,
                         orth_word_text(assets, call->arguments[3].words[0], false), plan->n);
    }
    if (call->arguments[0].count != wanted || plan->n < 2 || plan->n > ORTH_QUANTAMM_TOKENS)
        return orth_fail(error, ORTH_DOMAIN, "%s: %s has %zu elements, must have %zu",
                         call->function->name, call->function->arguments[0].name,
                         call->arguments[0].count, wanted);
    orth_status status = check_limits(plan, call, error);
    orth_evm evm = {0};
    orth_plan_state next = *state;
    if (status == ORTH_OK)
        status = store(&next, plan, call, now, &evm, error);
    if (status != ORTH_OK)
        return status;
    next.begin = now;
    next.begun = true;
    if (!evm.reverted) {
        *state = next;
        return ORTH_OK;
    }
    char text[200];
    return orth_fail(error, ORTH_DOMAIN, "%s reverts: %s", call->function->name,
                     orth_evm_describe(text, sizeof text, &evm));
}

#define TARGET(its_name, its_summary, its_make)                                                    \
    {                                                                                              \
        .facts = {.name = (its_name),                                                              \
                  .summary = (its_summary),                                                        \
                  .version = "QuantAMM-V1",                                                        \
                  .unit = ORTH_QUANTAMM_UNIT,                                                      \
                  .tokens_max = ORTH_QUANTAMM_TOKENS,                                              \
                  .calls_max = ORTH_PLAN_CALLS_MAX,                                                \
                  .railed = true,                                                                  \
                  .cuts = true,                                                                    \
                  .functions = functions},                                                         \
        .make = (its_make), .apply = apply, .read = read, .read_short = read_short,                \
        .limits = limits                                                                           \
    }
const orth_target orth_target_quantamm =
    TARGET("quantamm", "setWeightsManually, which stops when we say", make_set_weights);
const orth_target orth_target_quantamm_target = TARGET(
    "quantamm-target", "setTargetWeightsManually, which one more call stops", make_set_target);
