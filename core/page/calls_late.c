/* What the emulated contract does with calls that come at another time than theirs: later, earlier,
 * twice or never. The plan is replayed with one call so, and what is worst of all calls is told. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/loss.h"
#include "page/calls.h"
#include "page/words.h"

#define HOUR 3600
#define DAY 86400
#define WORK_MOST 2e7       /* blocks x tokens of all replays; beyond it two calls are tried */
#define BLOCKS_MOST 2000000 /* that one replay may have more, for the time that is lost */
#define JUMP 0.001          /* of a weight in one block, that is worth telling */

typedef enum change { LATE, EARLY, TWICE, LOST } change;

typedef struct mishap {
    const char *name, *says;
    change change;
    uint64_t seconds;
} mishap;

static const mishap mishaps[] = {
    {"an hour late", "comes an hour late", LATE, HOUR},
    {"a day late", "comes a day late", LATE, DAY},
    {"lost", "never comes", LOST, 0},
    {"sent again, a block later", "is sent again a block later", TWICE, 0},
    {"an hour too soon", "comes an hour too soon", EARLY, HOUR},
};
#define MISHAPS (sizeof mishaps / sizeof mishaps[0])

/* What came of one call. */
typedef struct outcome {
    size_t call;
    bool known, refused;
    bool broken; /* the contract takes all calls, but its weights cannot be read, or are none */
    double more; /* log of value */
    bool faster; /* it costs more, by a thousandth of what the plan loses at least */
    bool jumps;  /* more than in the plan */
    double jump; /* largest part that a weight moves in one block */
    double miss;
    char reason[ORTH_ERROR_TEXT_MAX];
} outcome;

static double largest_jump(const orth_replay *replay)
{
    uint64_t most = 0;
    for (uint64_t k = replay->n; k < (replay->steps + 1) * replay->n; k++) {
        uint64_t now = replay->weights[k], last = replay->weights[k - replay->n],
                 moved = now > last ? now - last : last - now;
        most = moved > most ? moved : most;
    }
    return orth_plan_weight(most);
}

/* Blocks until the time that is lost is over. */
static uint64_t blocks_of(const orth_plan *plan, uint64_t seconds)
{
    return (uint64_t)ceil((double)seconds * (double)plan->clock.per / (double)plan->clock.seconds) +
           1;
}

/* The plan with call `c` so; its calls are `calls`, which have room for one more. False where the
 * mishap cannot be. */
static bool change_plan(orth_plan *changed, orth_plan_call *calls, const orth_plan *plan, size_t c,
                        const mishap *of)
{
    size_t count = plan->call_count;
    bool all = plan->target->deployment; /* its structs are of one transaction */
    *changed = *plan;
    changed->rails.minimum_weight = changed->rails.largest_move = 0; /* what the contract does */
    changed->rails.safe = (orth_plan_safe){0};
    changed->calls = calls;
    memcpy(calls, plan->calls, count * sizeof *calls);
    for (size_t k = all ? 0 : c; k < (all ? count : c + 1); k++) {
        if (of->change == LATE)
            calls[k].at += of->seconds;
        else if (of->change == EARLY && calls[k].at < plan->clock.start + of->seconds)
            return false; /* the replay begins with the plan */
        else if (of->change == EARLY)
            calls[k].at -= of->seconds;
    }
    if (of->change == EARLY && c > 0 && calls[c].at < calls[c - 1].at)
        return false;
    if (all && of->change != LATE)
        return false;
    if (of->change == LATE)
        changed->steps += blocks_of(plan, of->seconds);
    if (of->change == LOST)
        memmove(calls + c, calls + c + 1, (--changed->call_count - c) * sizeof *calls);
    if (of->change == TWICE) {
        memmove(calls + c + 1, calls + c, (count - c) * sizeof *calls);
        calls[c + 1].at += plan->clock.seconds / plan->clock.per + 1;
        changed->call_count++;
        changed->steps += blocks_of(plan, 1);
    }
    return changed->call_count > 0 && changed->steps - plan->steps <= BLOCKS_MOST;
}

static orth_status try_one(outcome *out, const orth_plan_study *study, size_t c, const mishap *of,
                           orth_error *error)
{
    const orth_plan *plan = study->plan;
    orth_plan changed;
    orth_replay *replay;
    *out = (outcome){.call = c};
    orth_plan_call *calls = calloc(plan->call_count + 1, sizeof *calls);
    if (calls == NULL)
        return orth_fail_memory(error, sizeof *calls);
    orth_status status = ORTH_OK;
    if (change_plan(&changed, calls, plan, c, of)) {
        status = orth_plan_replay(&replay, &changed, error);
        out->known = status == ORTH_OK || status == ORTH_DOMAIN;
        if (status == ORTH_OK) {
            out->more = replay->log_loss - study->replay->log_loss;
            out->jump = largest_jump(replay);
            out->jumps = out->jump > largest_jump(study->replay) + JUMP;
            out->faster = out->more > 1e-3 * study->replay->log_loss;
            out->miss = replay->miss;
            orth_replay_free(replay);
        } else if (status == ORTH_DOMAIN) {
            out->refused = strncmp(error->text, "call ", 5) == 0;
            out->broken = !out->refused;
            snprintf(out->reason, sizeof out->reason, "%s", error->text);
            status = ORTH_OK;
        }
    }
    free(calls);
    return status;
}

/* What breaks the pool is worst, then a refusal, which leaves the move undone, then what costs
 * more, then what ends further from the target. */
static bool is_worse(const outcome *a, const outcome *b)
{
    if (!a->known || !b->known)
        return a->known;
    if (a->broken != b->broken)
        return a->broken;
    if (a->refused != b->refused)
        return a->refused;
    if (a->more != b->more)
        return a->more > b->more;
    return a->miss > b->miss;
}

static orth_status try_all(outcome *worst, const orth_plan_study *study, const mishap *of,
                           orth_error *error)
{
    const orth_plan *plan = study->plan;
    size_t count = plan->target->deployment ? 1 : plan->call_count, stride = 1;
    double work = (double)MISHAPS * (double)count * (double)plan->steps * (double)plan->n;
    if (work > WORK_MOST && count > 2)
        stride = count - 1; /* the first and the last */
    *worst = (outcome){.known = false};
    for (size_t c = 0; c < count; c += stride) {
        outcome one;
        orth_status status = try_one(&one, study, c, of, error);
        if (status != ORTH_OK)
            return status;
        if (is_worse(&one, worst))
            *worst = one;
    }
    return ORTH_OK;
}

static void describe(char *text, size_t size, const outcome *of, const orth_page_plan *made)
{
    char jump[ORTH_PAGE_WORD_MAX], miss[ORTH_PAGE_WORD_MAX];
    if (of->broken) {
        snprintf(
            text, size,
            "the contract takes it, but the pool works no more until another call mends it (%s)",
            of->reason);
        return;
    }
    if (of->refused) {
        snprintf(text, size, "%s (%s)",
                 made->target->deployment ? "no pool is created"
                                          : "it is refused, and the move goes no further by it",
                 of->reason);
        return;
    }
    if (made->target->deployment) {
        snprintf(text, size, "the weights start to move then, and arrive on the same date");
        return;
    }
    bool misses = of->miss > made->study->replay->miss + JUMP;
    snprintf(text, size, "%s%s%s%s%s",
             of->jumps    ? "a weight jumps by "
             : of->faster ? "weights go faster for a while, without a jump"
                          : "nothing changes",
             of->jumps ? orth_page_number(jump, of->jump) : "", of->jumps ? " in one block" : "",
             misses ? "; at the end a weight is off its target by " : "; the target is reached",
             misses ? orth_page_number(miss, of->miss) : "");
}

/* Money, or basis points where no value is known. */
static double cost_of(const outcome *of, double value)
{
    if (of->refused || of->broken)
        return NAN;
    return value > 0 ? -value * expm1(-of->more) : orth_loss_bp(of->more);
}

static void write_row(orth_facts *facts, json_t *table, const mishap *of, const outcome *worst,
                      const orth_page_plan *made, bool has_cost)
{
    char then[ORTH_ERROR_TEXT_MAX + 200];
    double value = made->study->options.value;
    json_t *row = orth_table_row(facts, table);
    describe(then, sizeof then, worst, made);
    orth_row_text(facts, row, "case", of->name);
    if (!made->target->deployment)
        orth_row_count(facts, row, "number", worst->call + 1);
    orth_row_text(facts, row, "then", then);
    if (has_cost)
        orth_row_number(facts, row, "more", cost_of(worst, value));
}

/* One sentence for the box: what is worst of all that was tried and was not refused. */
static void decide(orth_page_work *work, const mishap *of, const outcome *worst,
                   const orth_page_plan *made)
{
    char then[ORTH_ERROR_TEXT_MAX + 200], cost[ORTH_PAGE_WORD_MAX];
    if (of == NULL || made->target->deployment)
        return;
    describe(then, sizeof then, worst, made);
    orth_page_cost(cost, work->scenario, orth_loss_bp(fmax(worst->more, 0)) / 1e4);
    orth_facts_decide(
        work->facts, ORTH_DECISION_SURE,
        "Calls must come in their time. The worst that was tried: call %zu %s: %s%s%s%s.",
        worst->call + 1, of->says, then, worst->broken ? "" : "; that costs ",
        worst->broken ? "" : cost,
        worst->broken ? "" : " more, at constant prices and without a fee");
}

orth_status orth_page_calls_late(orth_page_work *work, json_t *part, const orth_page_plan *made,
                                 orth_error *error)
{
    orth_facts *facts = work->facts;
    const orth_plan_study *study = made->study;
    bool money = study->options.value > 0, has_cost = work->scenario->launch == NULL;
    json_t *table = orth_part_table(
        facts, part, "late",
        made->target->deployment
            ? "If the pool is created at another time (on the emulated contract)"
            : "If one call comes at another time: the worst call, on the emulated contract; "
              "costs at constant prices and without a fee. Later calls wait for a late one");
    orth_table_column(facts, table, "case",
                      made->target->deployment ? "it is created" : "the call is", ORTH_AS_TEXT,
                      NULL);
    if (!made->target->deployment)
        orth_table_column(facts, table, "number", "worst call", ORTH_AS_COUNT, NULL);
    orth_table_column(facts, table, "then", "then", ORTH_AS_TEXT, NULL);
    if (has_cost)
        orth_table_column(facts, table, "more", "costs more", money ? ORTH_AS_MONEY : ORTH_AS_BP,
                          money ? study->options.unit : "bp");
    const mishap *most = NULL;
    outcome of_most = {.known = false};
    for (size_t k = 0; k < MISHAPS; k++) {
        outcome worst;
        orth_status status = try_all(&worst, study, &mishaps[k], error);
        if (status != ORTH_OK)
            return status;
        if (worst.known)
            write_row(facts, table, &mishaps[k], &worst, made, has_cost);
        if (worst.known && !worst.refused && is_worse(&worst, &of_most))
            most = &mishaps[k], of_most = worst;
    }
    const orth_plan_rails *rails = &study->plan->rails;
    if (rails->minimum_weight > 0 || rails->largest_move > 0)
        orth_part_note(facts, part,
                       "With a call at another time your guard rails are not kept: the contract "
                       "does not know them.");
    decide(work, most, &of_most, made);
    return ORTH_OK;
}
