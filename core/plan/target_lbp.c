/* Balancer v3 liquidity bootstrapping: two tokens, one segment fixed when the pool is made, each
 * weight at least 1 %. What moves the weights stands in two structs of the factory's call:
 * LBPParams as a whole, and of LBPCommonParams the times and, where the plan knows it, whether the
 * project token is taken back; its other members (names, owner, tokens) are not the plan's. */
#include <string.h>

#include "contract/lbp.h"
#include "plan/target.h"

#define LEAST UINT64_C(10000000000000000)
/* The fourth version is created so long before its start at least. */
#define NOTICE 3600

static const orth_plan_function parameters = {
    .name = "LBPParams",
    .signature = "LBPParams",
    .selector = 0,
    .count = 5,
    .arguments = {{"projectTokenStartWeight", ORTH_PLAN_KIND_UINT},
                  {"reserveTokenStartWeight", ORTH_PLAN_KIND_UINT},
                  {"projectTokenEndWeight", ORTH_PLAN_KIND_UINT},
                  {"reserveTokenEndWeight", ORTH_PLAN_KIND_UINT},
                  {"reserveTokenVirtualBalance", ORTH_PLAN_KIND_UINT}},
};
static const orth_plan_function common = {
    .name = "LBPCommonParams",
    .signature = "LBPCommonParams",
    .selector = 0,
    .count = 2,
    .arguments = {{"startTime", ORTH_PLAN_KIND_UINT}, {"endTime", ORTH_PLAN_KIND_UINT}},
};
static const orth_plan_function common_of_sale = {
    .name = "LBPCommonParams",
    .signature = "LBPCommonParams",
    .selector = 0,
    .count = 3,
    .arguments = {{"startTime", ORTH_PLAN_KIND_UINT},
                  {"endTime", ORTH_PLAN_KIND_UINT},
                  {"blockProjectTokenSwapsIn", ORTH_PLAN_KIND_UINT}},
};
static const orth_plan_function *const functions[] = {&parameters, &common, &common_of_sale, NULL};

static orth_status append(orth_plan *plan, const orth_plan_function *function,
                          const orth_word *values, orth_error *error)
{
    const size_t counts[] = {1, 1, 1, 1, 1};
    orth_plan_call *call;
    uint64_t created = plan->clock.start - plan->target->notice;
    orth_status status = orth_plan_append(&call, plan, created, function, counts, error);
    for (size_t i = 0; status == ORTH_OK && i < function->count; i++)
        call->arguments[i].words[0] = values[i];
    return status;
}

static orth_status make(orth_plan *plan, const orth_setpoints *points, orth_error *error)
{
    uint64_t start = plan->clock.start, end = orth_plan_block_time(&plan->clock, plan->steps);
    if (points->calls != 1)
        return orth_fail(error, ORTH_DOMAIN,
                         "a %s pool has one segment, fixed at its creation: --calls 1, not %zu",
                         plan->target->name, points->calls);
    if (start < plan->target->notice)
        return orth_fail(error, ORTH_DOMAIN,
                         "a %s pool is created %llu s before its start, which is at %llu",
                         plan->target->name, (unsigned long long)plan->target->notice,
                         (unsigned long long)start);
    const orth_plan_sale *sale = plan->sale;
    const orth_word weights[] = {plan->start[0], plan->start[1], plan->wanted[0], plan->wanted[1],
                                 sale != NULL ? sale->virtual_balance : orth_word_of(0)};
    const orth_word times[] = {orth_word_of(start), orth_word_of(end),
                               orth_word_of(sale != NULL && sale->blocks_project)};
    orth_status status = append(plan, &parameters, weights, error);
    return status == ORTH_OK ? append(plan, sale != NULL ? &common_of_sale : &common, times, error)
                             : status;
}

static orth_status check_weights(const orth_plan_call *call, orth_error *error)
{
    orth_word weights[4];
    for (size_t i = 0; i < 4; i++) {
        char text[ORTH_WORD_TEXT_MAX];
        weights[i] = call->arguments[i].words[0];
        if (orth_word_below(weights[i], orth_word_of(LEAST)))
            return orth_fail(error, ORTH_DOMAIN,
                             "%s is %s, below the least weight that the contract takes, 1 %% (%s)",
                             parameters.arguments[i].name, orth_word_text(text, weights[i], false),
                             "10000000000000000");
    }
    orth_status status = orth_plan_check_sum(weights, 2, "start weights", error);
    return status == ORTH_OK ? orth_plan_check_sum(weights + 2, 2, "end weights", error) : status;
}

/* When a pool that is created at `created` starts. */
static orth_status find_start(const orth_plan *plan, orth_word *start, orth_word end,
                              uint64_t created, orth_error *error)
{
    orth_evm evm = {0};
    char text[200];
    if (!orth_word_below(end, orth_word_of(UINT64_C(1) << 40)))
        return orth_fail(error, ORTH_DOMAIN, "endTime is beyond 2^40");
    *start = plan->target->notice > 0
                 ? orth_lbp_v4_start_time(&evm, *start, end, orth_word_of(created))
                 : orth_lbp_v3_start_time(&evm, *start, end, orth_word_of(created));
    if (!evm.reverted)
        return ORTH_OK;
    return orth_fail(error, ORTH_DOMAIN, "the pool's creation reverts: %s",
                     orth_evm_describe(text, sizeof text, &evm));
}

/* The two structs are of one transaction: the weights are looked at when the first comes, and the
 * pool is there when the second does. */
static orth_status apply(orth_plan_state *state, const orth_plan *plan, const orth_plan_call *call,
                         uint64_t now, orth_error *error)
{
    (void)now;
    const orth_plan_call *calls = plan->calls;
    if (plan->n != 2)
        return orth_fail(error, ORTH_DOMAIN, "a %s pool has 2 tokens, not %zu", plan->target->name,
                         plan->n);
    if (state->begun)
        return orth_fail(error, ORTH_DOMAIN, "a %s pool cannot be changed later",
                         plan->target->name);
    if (plan->call_count < 2 || calls[0].function != &parameters ||
        (calls[1].function != &common && calls[1].function != &common_of_sale) ||
        calls[0].at != calls[1].at)
        return orth_fail(error, ORTH_DOMAIN,
                         "a %s pool is made by LBPParams and then LBPCommonParams at one time",
                         plan->target->name);
    orth_status status = check_weights(&calls[0], error);
    if (status != ORTH_OK || call == &calls[0])
        return status;
    orth_word begin = calls[1].arguments[0].words[0], end = calls[1].arguments[1].words[0];
    if (calls[1].function == &common_of_sale &&
        orth_word_below(orth_word_of(1), calls[1].arguments[2].words[0]))
        return orth_fail(error, ORTH_DOMAIN, "blockProjectTokenSwapsIn is neither 0 nor 1");
    status = find_start(plan, &begin, end, call->at, error);
    if (status != ORTH_OK)
        return status;
    for (size_t i = 0; i < 2; i++) {
        state->from[i] = calls[0].arguments[i].words[0];
        state->to[i] = calls[0].arguments[2 + i].words[0];
    }
    state->begin = begin.limb[0];
    state->end = end.limb[0];
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

#define TARGET(its_name, its_summary, its_version, its_notice)                                     \
    {                                                                                              \
        .facts = {.name = (its_name),                                                              \
                  .summary = (its_summary),                                                        \
                  .version = (its_version),                                                        \
                  .unit = 1,                                                                       \
                  .tokens_max = 2,                                                                 \
                  .calls_max = 1,                                                                  \
                  .deployment = true,                                                              \
                  .notice = (its_notice),                                                          \
                  .functions = functions},                                                         \
        .make = make, .apply = apply, .read = read, .limits = limits                               \
    }
const orth_target orth_target_lbp =
    TARGET("balancer-v3-lbp", "the parameters that a pool of December 2025 is created with",
           "LBPool v3, December 2025", 0);
const orth_target orth_target_lbp_v4 =
    TARGET("balancer-v3-lbp-v4", "those of May 2026, an hour before the start at least",
           "LBPool v4, May 2026", NOTICE);
