/* Points of `orthant compare`. */
#include "orthant/compare.h"
#include "orthant/report.h"
#include "sweep/point.h"

static orth_status notes_of(const orth_point_job *job, const orth_comparison *comparison,
                            orth_error *error)
{
    char text[ORTH_ARBITRAGE_NOTE_MAX];
    orth_status status =
        orth_point_note(job, orth_scenario_arbitrage_note(job->scenario, true, text), error);
    const char *others = orth_scenario_noise_note(job->scenario);
    if (status == ORTH_OK && others != NULL)
        status = orth_point_note(job, others, error);
    if (status == ORTH_OK)
        status = orth_point_note(job, comparison->warning, error);
    const orth_price_noise *noise = &comparison->pricing->noise;
    for (size_t i = 0; status == ORTH_OK && i < noise->note_count; i++)
        status = orth_point_note(job, noise->notes[i], error);
    return status;
}

static orth_status run(const orth_point_job *job, orth_error *error)
{
    orth_comparison *comparison = NULL;
    orth_status status = orth_scenario_require_move(job->scenario, error);
    if (status == ORTH_OK)
        status = orth_comparison_run(&comparison, job->scenario, error);
    if (status == ORTH_OK)
        status = notes_of(job, comparison, error);
    if (status == ORTH_OK)
        orth_comparison_write_json(comparison, job->stream);
    orth_comparison_free(comparison);
    return status;
}

/* The loss and, with a fee and prices, what the move costs with them. */
static orth_status usual(orth_pointer_list *list, const orth_scenario *scenario, orth_error *error)
{
    orth_status status = ORTH_OK;
    for (size_t r = 0; status == ORTH_OK && r < orth_point_results(scenario); r++) {
        status = orth_pointer_add(list, error, "/results/%zu/loss_bp", r);
        if (status == ORTH_OK && scenario->rules.fee > 0 &&
            (scenario->market != NULL || scenario->price_volatility != NULL))
            status = orth_pointer_add(list, error, "/results/%zu/with_fee/cost_bp", r);
    }
    return status;
}

static const char *const beside[] = {"mean", "value", NULL};
const orth_command orth_command_compare = {
    .public = {"compare", "what each path costs in each number of steps, in closed form", false},
    .beside = beside,
    .run = run,
    .usual = usual,
};
