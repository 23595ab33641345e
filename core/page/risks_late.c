/* What happens where a call of the plan comes late, or not at all: replayed on the emulated
 * contract. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/loss.h"
#include "page/planned.h"
#include "page/risks_move.h"
#include "page/words.h"

#define HOUR 3600
#define DAY 86400
#define REPLAY_MOST 4e6 /* calls x blocks x tokens */

typedef struct late {
    uint64_t delay; /* seconds; 0: the call is lost */
    const char *risk;
} late;

/* The worst of the calls. */
typedef struct worst {
    size_t call;
    double more;  /* logs of value beyond the plan's own replay */
    double miss;  /* how far a weight is from its target at the end */
    bool refused; /* the contract does not take it, or one behind it */
    bool any;
} worst;

/* Those that do not arrive are worse than those that do, and refused ones are the worst. */
static bool is_worse(const worst *one, const worst *than)
{
    if (!than->any || one->refused != than->refused)
        return !than->any || one->refused;
    if (one->miss > 0 || than->miss > 0)
        return one->miss > than->miss;
    return one->more > than->more;
}

static orth_status replay_call(worst *of, const orth_plan *made, double own, const late *how,
                               size_t k, orth_error *error)
{
    orth_plan plan = *made;
    orth_replay *replay;
    plan.calls = malloc(made->call_count * sizeof *plan.calls);
    if (plan.calls == NULL)
        return orth_fail_memory(error, (double)(made->call_count * sizeof *plan.calls));
    memcpy(plan.calls, made->calls, made->call_count * sizeof *plan.calls);
    if (how->delay == 0) {
        plan.call_count--;
        memmove(plan.calls + k, plan.calls + k + 1, (plan.call_count - k) * sizeof *plan.calls);
    } else {
        plan.calls[k].at += how->delay;
        plan.steps += (how->delay * plan.clock.per + plan.clock.seconds - 1) / plan.clock.seconds;
    }
    orth_status status = orth_plan_replay(&replay, &plan, error);
    worst found = {.call = k, .any = true, .refused = status != ORTH_OK};
    if (status == ORTH_OK) {
        found.more = replay->log_loss - own;
        found.miss = replay->miss;
    }
    orth_replay_free(replay);
    free(plan.calls);
    if (status == ORTH_NO_MEMORY || status == ORTH_INTERRUPTED)
        return status;
    if (is_worse(&found, of))
        *of = found;
    return ORTH_OK;
}

static void add(orth_page_moved *of, const late *how, const worst *found, double least_miss)
{
    char does[300], off[ORTH_PAGE_WORD_MAX];
    bool arrives = found->miss <= least_miss;
    if (found->refused)
        snprintf(
            does, sizeof does,
            "worst where it is call %zu: the contract refuses it, or one behind it, and the weights "
            "stay where they are by then: make the calls again from there",
            found->call + 1);
    else if (!arrives)
        snprintf(
            does, sizeof does,
            "worst where it is call %zu: at the end a weight is %s off its target: make the calls "
            "again from there",
            found->call + 1, orth_page_number(off, found->miss));
    else
        snprintf(
            does, sizeof does,
            "worst where it is call %zu: the weights wait for it, then have less time; they arrive",
            found->call + 1);
    orth_page_moved_add(of, how->risk, does,
                        found->refused || !arrives ? NAN : orth_loss_bp(found->more),
                        "replay on the emulated contract, no fee");
}

orth_status orth_page_moved_late(orth_page_moved *of, const orth_page_plan *plan, orth_error *error)
{
    static const late all[] = {{HOUR, "a call comes an hour late"},
                               {DAY, "a call comes a day late"},
                               {0, "a call is lost"}};
    const orth_plan *made = plan->study->plan;
    const orth_replay *own = plan->study->replay;
    double calls = (double)made->call_count, size = (double)made->steps * (double)made->n;
    if (made->call_count == 0 || made->calls[0].function->selector == 0 ||
        3 * calls * size > REPLAY_MOST)
        return ORTH_OK;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        worst found = {.any = false};
        for (size_t k = 0; k < made->call_count; k++) {
            orth_status status = replay_call(&found, made, own->log_loss, &all[i], k, error);
            if (status != ORTH_OK)
                return status;
        }
        add(of, &all[i], &found, own->miss);
    }
    return ORTH_OK;
}
