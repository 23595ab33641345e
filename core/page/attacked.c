#include "page/attacked.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/weights.h"
#include "page/choice.h"

/* The work of a block: a set of tokens for each way to attack, and each of its tokens. */
static double work_of_block(size_t n)
{
    return ldexp((double)n, (int)n);
}

static orth_safety_options options_of(const orth_page_work *work)
{
    orth_safety_options options = orth_safety_options_usual();
    options.threads = work->options->threads;
    return options;
}

static orth_status study_plan(orth_page_safety *safety, orth_page_work *work, orth_error *error)
{
    orth_safety_options options = options_of(work);
    const orth_page_plan *plan = safety->plan;
    double draws = plan->file->missing.runs > 0 ? 1 + ORTH_SAFETY_DRAWS : 1;
    if (draws * (double)plan->blocks * work_of_block(work->scenario->n) > ORTH_PAGE_SAFETY_MOST)
        return ORTH_OK;
    options.fee = safety->fee;
    return orth_safety_study_of_plan(&safety->study, plan->file, &options, error);
}

/* The path that the page advises, or the scenario's first. */
static orth_status study_path(orth_page_safety *safety, orth_page_work *work, orth_error *error)
{
    const orth_scenario *scenario = work->scenario;
    orth_safety_options options = options_of(work);
    orth_page_choice choice;
    orth_error unsaid;
    const char *path = scenario->paths[0];
    safety->steps = scenario->steps[0];
    orth_status chosen =
        scenario->launch == NULL ? orth_page_choose(&choice, work, &unsaid) : ORTH_BAD_INPUT;
    if (orth_page_ends(chosen))
        return orth_fail(error, chosen, "%s", unsaid.text);
    if (chosen == ORTH_OK) {
        path = choice.best->path;
        safety->steps = choice.best->steps;
    }
    safety->path = strdup(path);
    if (safety->path == NULL)
        return orth_fail_memory(error, (double)strlen(path));
    if ((double)safety->steps * (double)scenario->blocks_per_step * work_of_block(scenario->n) >
        ORTH_PAGE_SAFETY_MOST)
        return ORTH_OK;
    safety->part.paths = &safety->path;
    safety->part.path_count = 1;
    safety->part.steps = &safety->steps;
    safety->part.step_count = 1;
    return orth_safety_study_of_scenario(&safety->study, &safety->part, &options, error);
}

static orth_status count_blocks(uint64_t *blocks, const orth_scenario *scenario, orth_error *error)
{
    orth_weights *weights;
    orth_weights_options all = {0};
    orth_status status = orth_weights_create(&weights, scenario, &all, error);
    if (status == ORTH_OK)
        *blocks = orth_weights_blocks(weights);
    orth_weights_free(weights);
    return status;
}

/* One price path, of so many blocks as there is time for. */
static orth_status study_strategies(orth_page_safety *safety, orth_page_work *work,
                                    orth_error *error)
{
    const orth_scenario *scenario = work->scenario;
    orth_safety_options options = options_of(work);
    orth_status status = count_blocks(&safety->all_blocks, scenario, error);
    if (status != ORTH_OK)
        return status;
    double most = ORTH_PAGE_SAFETY_STRATEGIES_MOST /
                  (work_of_block(scenario->n) * (double)scenario->strategy_count);
    if (most < ORTH_SAFETY_WINDOW)
        return ORTH_OK;
    safety->blocks = safety->all_blocks;
    safety->part.price_paths = scenario->price_paths > 0 ? 1 : 0;
    if ((double)safety->blocks > most)
        safety->part.market_blocks = safety->blocks = (uint64_t)most;
    return orth_safety_study_of_scenario(&safety->study, &safety->part, &options, error);
}

orth_status orth_page_safety_make(orth_page_safety *safety, orth_page_work *work, orth_error *error)
{
    const orth_scenario *scenario = work->scenario;
    const orth_page_plan *plan = NULL;
    orth_status status = ORTH_OK;
    *safety = (orth_page_safety){.part = *scenario, .fee = scenario->rules.fee};
    if (scenario->has_fee_schedule)
        safety->fee = fmin(scenario->fee_schedule.from, scenario->fee_schedule.to);
    if (scenario->n > ORTH_SAFETY_TOKENS_MAX)
        return orth_fail(error, ORTH_DOMAIN, "%zu tokens: attacks are known for at most %d",
                         scenario->n, ORTH_SAFETY_TOKENS_MAX);
    if (scenario->strategy_count > 0)
        return study_strategies(safety, work, error);
    status = orth_work_plan(work, &plan, error);
    if (status != ORTH_OK)
        return status;
    safety->nothing_moves = plan->nothing_moves;
    if (plan->too_long || plan->nothing_moves)
        return ORTH_OK;
    safety->plan = plan->study != NULL ? plan : NULL;
    return safety->plan != NULL ? study_plan(safety, work, error) : study_path(safety, work, error);
}

void orth_page_safety_clear(orth_page_safety *safety)
{
    orth_safety_study_free(safety->study);
    free(safety->path);
    *safety = (orth_page_safety){0};
}

const orth_safety_schedule *orth_page_safety_worst(const orth_page_safety *safety)
{
    return &safety->study->schedules[safety->study->worst];
}
