#include "page/planned.h"
#include "page/choice.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/plain_locale.h"
#include "base/text_out.h"
#include "page/shell.h"

#define GENERIC "generic"
#define OF_SALES "balancer-v3-lbp"
#define DIGITS 30 /* of the certificate, as orthant certify has them */

static orth_status write_text(char **text, size_t *length, const orth_plan_study *study,
                              orth_error *error)
{
    orth_text_out out;
    *text = NULL;
    orth_status status = orth_text_open(&out, error);
    if (status != ORTH_OK)
        return status;
    orth_error lost;
    status = orth_plan_study_write_json(study, out.stream, error);
    orth_status closed = orth_text_close(&out, text, length, &lost);
    return status != ORTH_OK || closed == ORTH_OK ? status
                                                  : orth_fail(error, closed, "%s", lost.text);
}

/* What `orthant plan -o` would write, by its digest; and what is judged here. */
static orth_status make_file(orth_page_plan *plan, orth_error *error)
{
    char *text = NULL;
    size_t length = 0;
    orth_digest digest;
    orth_plan_study bare = *plan->study;
    orth_status status = write_text(&text, &length, plan->study, error);
    if (status == ORTH_OK) {
        orth_digest_begin(&digest);
        orth_digest_add(&digest, text, length);
        orth_digest_end(&digest, plan->sha256);
    }
    free(text);
    text = NULL;
    bare.bound = NULL;
    if (status == ORTH_OK)
        status = write_text(&text, &length, &bare, error);
    if (status == ORTH_OK)
        status = orth_plan_file_parse(&plan->file, text, length, "plan.json", error);
    free(text);
    if (status == ORTH_OK)
        status = orth_plan_certify(&plan->certificate, plan->file, DIGITS, error);
    return status;
}

static bool is_still(const orth_scenario *scenario)
{
    for (size_t i = 0; i < scenario->n; i++)
        if (!mpq_equal(scenario->start[i], scenario->target[i]))
            return false;
    return true;
}

/* Of the scenario's numbers of steps the one that the other parts are of. */
static orth_status take_steps(orth_page_plan *plan, orth_page_work *work, orth_error *error)
{
    const orth_scenario *scenario = work->scenario;
    orth_page_choice choice;
    plan->steps = scenario->steps[0];
    if (scenario->step_count == 1 || scenario->launch != NULL)
        return ORTH_OK;
    orth_status status = orth_page_choose(&choice, work, error);
    if (status == ORTH_OK)
        plan->steps = choice.best->steps;
    return status;
}

static orth_status make(orth_page_plan *plan, orth_page_work *work, orth_error *error)
{
    const orth_scenario *scenario = work->scenario;
    const char *name = work->options->target != NULL ? work->options->target
                       : scenario->launch != NULL    ? OF_SALES
                                                     : GENERIC;
    orth_status status = orth_plan_target_find(&plan->target, name, error);
    if (status != ORTH_OK)
        return status;
    status = take_steps(plan, work, error);
    if (status != ORTH_OK)
        return status;
    orth_plan_study_options wanted = orth_plan_study_options_of(scenario);
    wanted.target = plan->target->name;
    wanted.steps = plan->steps;
    wanted.gas = isnan(plan->gas) ? 0 : plan->gas;
    status = orth_plan_study_set_sale(&wanted, scenario, error);
    plan->blocks = wanted.steps;
    if (status == ORTH_OK && scenario->n > ORTH_PLAN_TOKENS_MAX)
        status = orth_fail(error, ORTH_DOMAIN, "%zu tokens: plans have at most %d", scenario->n,
                           ORTH_PLAN_TOKENS_MAX);
    plan->nothing_moves = status == ORTH_OK && is_still(scenario);
    plan->too_long = status == ORTH_OK && plan->blocks > ORTH_PAGE_PLAN_MOST / scenario->n;
    if (status != ORTH_OK || plan->too_long || plan->nothing_moves)
        return status;
    plan->wanted = wanted;
    status = orth_scenario_move(&plan->move, scenario, error);
    if (status == ORTH_OK)
        status = orth_plan_study_create(&plan->study, plan->move, &wanted, error);
    return status == ORTH_OK ? make_file(plan, error) : status;
}

static void set_gas(orth_page_plan *plan, const orth_page_work *work)
{
    plan->gas = work->options->gas;
    plan->gas_is_ours = isnan(plan->gas) && work->scenario->update_cost > 0;
    if (plan->gas_is_ours)
        plan->gas = work->scenario->update_cost;
}

orth_status orth_work_plan(orth_page_work *work, const orth_page_plan **out, orth_error *error)
{
    orth_page_plan *plan = work->plan;
    *out = plan;
    if (plan != NULL)
        return ORTH_OK;
    plan = calloc(1, sizeof *plan);
    if (plan == NULL)
        return orth_fail_memory(error, sizeof *plan);
    work->plan = plan;
    work->free_plan = orth_page_plan_free;
    set_gas(plan, work);
    orth_status status = make(plan, work, error);
    if (orth_page_ends(status))
        return status;
    if (status != ORTH_OK) {
        plan->error = *error;
        orth_plan_study_free(plan->study);
        plan->study = NULL;
    }
    *out = plan;
    return ORTH_OK;
}

void orth_page_plan_free(orth_page_plan *plan)
{
    if (plan == NULL)
        return;
    orth_plan_certificate_clear(&plan->certificate);
    orth_plan_file_free(plan->file);
    orth_plan_study_free(plan->study);
    orth_move_free(plan->move);
    free(plan);
}

char *orth_page_plan_command(const orth_page_work *work, const orth_page_plan *plan,
                             const char *more)
{
    char *text;
    size_t length;
    orth_text_out out;
    if (orth_text_open(&out, NULL) != ORTH_OK)
        return NULL;
    FILE *stream = out.stream;
    orth_locale entered = orth_locale_enter();
    fputs("orthant plan ", stream);
    orth_shell_write_file(stream, work->scenario->file);
    fprintf(stream, " --steps %" PRIu64 " --target %s", plan->steps,
            plan->target != NULL ? plan->target->name : GENERIC);
    if (plan->gas > 0)
        fprintf(stream, " --gas %.15g", plan->gas);
    if (work->scenario->normalise)
        fputs(" --normalise", stream);
    fprintf(stream, " %s", more);
    orth_locale_leave(entered);
    orth_text_close(&out, &text, &length, NULL);
    return text;
}
