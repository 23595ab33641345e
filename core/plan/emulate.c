#include "plan/emulate.h"

#include <string.h>

void orth_emulation_begin(orth_emulation *run, const orth_plan *plan)
{
    memset(run, 0, sizeof *run);
    run->plan = plan;
    run->target = orth_target_of(plan->target);
    run->state.n = plan->n;
}

/* Whether the schedule in force stopped at its freeze before `now` while a weight was to move. */
static void note_freeze(orth_emulation *run, uint64_t now)
{
    const orth_quantamm_schedule *schedule = &run->state.schedule;
    bool moving = false;
    for (size_t i = 0; i < schedule->n; i++)
        moving = moving || !orth_word_is_zero(schedule->multipliers[i]);
    if (moving && orth_word_signed_below(schedule->freeze, orth_word_of(now - run->state.begin)))
        *(run->state.stops ? &run->stopped : &run->frozen) = true;
}

static orth_status apply_due(orth_emulation *run, uint64_t now, orth_error *error)
{
    const orth_plan *plan = run->plan;
    orth_error reason;
    for (; run->next < plan->call_count && plan->calls[run->next].at <= now; run->next++) {
        note_freeze(run, now);
        orth_status status =
            run->target->apply(&run->state, plan, &plan->calls[run->next], now, &reason);
        if (status != ORTH_OK && !run->lenient)
            return orth_fail(error, status, "call %zu is refused: %s", run->next + 1, reason.text);
        run->refused += status != ORTH_OK;
    }
    return ORTH_OK;
}

/* By 256-bit words, with their reverts. */
static orth_status read_words(const orth_emulation *run, uint64_t now, uint64_t *row,
                              orth_error *error)
{
    orth_word words[ORTH_PLAN_TOKENS_MAX];
    orth_evm evm = {0};
    char text[200];
    run->target->read(&evm, &run->state, now, words);
    if (evm.reverted)
        return orth_fail(error, ORTH_DOMAIN, "reading the weights at %llu reverts: %s",
                         (unsigned long long)now, orth_evm_describe(text, sizeof text, &evm));
    for (size_t i = 0; i < run->plan->n; i++)
        row[i] = orth_word_is_short(words[i]) ? words[i].limb[0] : UINT64_MAX;
    return ORTH_OK;
}

static orth_status check_row(const uint64_t *row, size_t n, uint64_t now, orth_error *error)
{
    bool fine = true;
    for (size_t i = 0; i < n; i++)
        fine = fine && row[i] - 1 < ORTH_FP_UNIT; /* 0 wraps round */
    for (size_t i = 0; !fine && i < n; i++)
        if (row[i] - 1 >= ORTH_FP_UNIT)
            return orth_fail(error, ORTH_DOMAIN, "weight %zu is %s at %llu", i + 1,
                             row[i] == 0 ? "0" : "above 1", (unsigned long long)now);
    return ORTH_OK;
}

orth_status orth_emulation_block(orth_emulation *run, uint64_t now, uint64_t *row,
                                 orth_error *error)
{
    const orth_plan *plan = run->plan;
    orth_status status = apply_due(run, now, error);
    if (status != ORTH_OK)
        return status;
    bool (*read_short)(const orth_plan_state *, uint64_t, uint64_t *) = run->target->read_short;
    if (!run->state.begun) {
        for (size_t i = 0; i < plan->n; i++)
            row[i] = plan->start[i].limb[0];
    } else if (read_short == NULL || !read_short(&run->state, now, row)) {
        status = read_words(run, now, row, error);
    }
    return status == ORTH_OK ? check_row(row, plan->n, now, error) : status;
}

orth_status orth_emulation_end(orth_emulation *run, uint64_t now, orth_error *error)
{
    if (run->next < run->plan->call_count)
        return orth_fail(error, ORTH_DOMAIN, "call %zu comes after the last block", run->next + 1);
    note_freeze(run, now);
    return ORTH_OK;
}
