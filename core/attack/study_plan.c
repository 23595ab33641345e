/* The schedule of a plan: its calls on the emulated contract, with the blocks that are there. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attack/study.h"
#include "base/progress.h"
#include "plan/missed.h"

static void put_row(double *out, const uint64_t *wei, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = (double)wei[i];
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += out[i]; /* whole numbers: to an ulp whatever the order */
    for (size_t i = 0; i < n; i++)
        out[i] /= sum;
}

static orth_status add_whole(orth_safety_study *study, orth_safety_schedule *schedule,
                             const orth_plan *plan, const orth_safety_options *options,
                             orth_error *error)
{
    orth_attack_rows rows = {0};
    orth_replay *replay;
    orth_plan anyhow = *plan; /* whether it is safe is the question, and no reason to refuse it */
    anyhow.rails.safe.blocks = 0;
    orth_status status = orth_plan_replay(&replay, &anyhow, error);
    if (status == ORTH_OK)
        status = orth_attack_rows_make(&rows, plan->n, plan->steps + 1, false, error);
    if (status == ORTH_OK) {
        for (size_t k = 0; k < rows.count; k++)
            put_row(rows.weights + k * plan->n, replay->weights + k * plan->n, plan->n);
        rows.log_loss = replay->log_loss;
        status = orth_attack_add_run(study, schedule, &rows, true, options->threads, error);
    }
    orth_attack_rows_clear(&rows);
    orth_replay_free(replay);
    return status;
}

typedef struct drawn {
    orth_attack_rows *rows;
    size_t n;
} drawn;

static void take_row(void *user, uint64_t block, const uint64_t *wei)
{
    const drawn *to = user;
    put_row(to->rows->weights + to->rows->count * to->n, wei, to->n);
    to->rows->block[to->rows->count++] = block;
}

/* The blocks that are there in draw number r, which is the plan's own missed run r. */
static orth_status draw(orth_attack_rows *rows, const orth_plan_file *in, uint64_t r,
                        orth_error *error)
{
    orth_missed_draw of;
    drawn to = {rows, in->plan->n};
    rows->count = 0;
    orth_status status =
        orth_plan_draw_blocks(&of, in->plan, &in->missing, r, take_row, &to, error);
    if (status == ORTH_OK)
        rows->log_loss = of.log_loss;
    return status;
}

static orth_status add_draws(orth_safety_study *study, orth_safety_schedule *schedule,
                             const orth_plan_file *in, const orth_safety_options *options,
                             orth_error *error)
{
    const orth_plan_missing *missing = &in->missing;
    uint64_t failed = 0;
    uint64_t draws = missing->runs < ORTH_SAFETY_DRAWS ? missing->runs : ORTH_SAFETY_DRAWS;
    orth_status status = ORTH_OK;
    for (uint64_t r = 0; status == ORTH_OK && r < draws; r++) {
        orth_attack_rows rows;
        orth_progress("draws of missed blocks", r, draws);
        status = orth_attack_rows_make(&rows, study->n, in->plan->steps + 1, true, error);
        if (status == ORTH_OK)
            status = draw(&rows, in, r, error);
        if (status == ORTH_OK)
            status = orth_attack_add_run(study, schedule, &rows, true, options->threads, error);
        else if (status == ORTH_DOMAIN)
            failed++, status = ORTH_OK;
        orth_attack_rows_clear(&rows);
    }
    if (status == ORTH_OK && draws > 0)
        orth_attack_note(study,
                         "also along %" PRIu64 " draw%s of missed blocks, as the plan says; a "
                         "window is then so many blocks that are there%s",
                         draws - failed, draws - failed == 1 ? "" : "s",
                         failed > 0 ? ", and draws in which the contract reverts are left out"
                                    : "");
    return status;
}

/* Where the plan has the rail, the attacker that it is to be safe from; says whether he is used. */
static bool fill_in(orth_safety_options *options, const orth_plan_safe *rail)
{
    bool no_window = options->window == 0 && isnan(options->stake);
    if (rail->blocks == 0 || !(no_window || isnan(options->capital) || isnan(options->fee)))
        return false;
    if (no_window)
        options->window = rail->blocks;
    if (isnan(options->capital))
        options->capital = rail->capital;
    if (isnan(options->fee))
        options->fee = rail->fee;
    return true;
}

orth_status orth_safety_study_of_plan(orth_safety_study **out, const orth_plan_file *in,
                                      const orth_safety_options *given, orth_error *error)
{
    const orth_plan *plan = in->plan;
    orth_safety_study *study;
    orth_safety_options all = *given;
    const orth_safety_options *options = &all;
    *out = NULL;
    bool of_plan = fill_in(&all, &plan->rails.safe);
    orth_status status = orth_attack_study_begin(&study, plan->n, 1, options, error);
    if (status != ORTH_OK)
        return status;
    orth_safety_schedule *schedule = &study->schedules[0];
    study->subject = ORTH_SAFETY_OF_PLAN;
    study->tokens = (const char *const *)in->tokens;
    study->fee = isnan(options->fee) ? 0 : options->fee;
    if (isnan(options->fee))
        orth_attack_note(study, "a plan says no fee of the pool, so there is none; --fee sets it");
    if (of_plan)
        orth_attack_note(study,
                         "what is not given of the attacker and of the fee is what the plan was "
                         "made to be safe from: %" PRIu64 " block%s, a capital of %.6g, a fee of "
                         "%.6g",
                         plan->rails.safe.blocks, plan->rails.safe.blocks == 1 ? "" : "s",
                         plan->rails.safe.capital, plan->rails.safe.fee);
    schedule->steps = schedule->blocks = plan->steps;
    schedule->name = strdup("plan");
    if (schedule->name == NULL)
        status = orth_fail_memory(error, sizeof "plan");
    if (status == ORTH_OK)
        status = orth_attack_study_set_window(study, plan->steps, plan->steps,
                                              (double)plan->clock.seconds / (double)plan->clock.per,
                                              options, error);
    if (status == ORTH_OK)
        status = add_whole(study, schedule, plan, options, error);
    if (status == ORTH_OK)
        status = add_draws(study, schedule, in, options, error);
    if (status == ORTH_OK)
        status = orth_attack_study_end(study, error);
    if (status == ORTH_OK)
        *out = study;
    else
        orth_safety_study_free(study);
    return status;
}
