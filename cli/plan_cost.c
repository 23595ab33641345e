/* What a plan costs with the scenario's fee, noisy prices and gas: in its table and in notes, not
 * in its file, whose every claim is certified. */
#include "plan.h"

#include <string.h>

#include "orthant/report.h"

/* Memory that cannot be had ends the command; a market that cannot be read leaves the cost out. */
static orth_status price(orth_scenario_cost **pricing, const orth_scenario *scenario,
                         orth_error *error)
{
    orth_status status = orth_scenario_cost_create(pricing, scenario, error);
    if (status == ORTH_OK || status == ORTH_NO_MEMORY)
        return status;
    cli_note("what the plan costs with a fee and noisy prices is left out: %s", error->text);
    return ORTH_OK;
}

orth_status cli_plan_cost_find(cli_plan_cost *cost, const orth_plan_study *study,
                               const orth_scenario *scenario, orth_error *error)
{
    orth_move *move;
    orth_path *path;
    memset(cost, 0, sizeof *cost);
    cost->scenario = scenario;
    orth_status status = price(&cost->pricing, scenario, error);
    if (status != ORTH_OK || cost->pricing == NULL)
        return status;
    for (size_t i = 0; i < cost->pricing->noise.note_count; i++)
        cli_note("%s", cost->pricing->noise.notes[i]);
    status = orth_replay_path(&path, &move, study->replay, error);
    if (status != ORTH_OK)
        return status;
    status = orth_comparison_measure(&cost->result, path, scenario, cost->pricing, error);
    orth_path_free(path);
    orth_move_free(move);
    return status;
}

void cli_plan_cost_free(cli_plan_cost *cost)
{
    orth_scenario_cost_free(cost->pricing);
}

void cli_plan_cost_print(const cli_plan_cost *cost)
{
    const orth_comparison_result *result = &cost->result;
    if (result->has_cost)
        printf("  with fee and noise        %.5g bp, LVR at rest apart%s\n", result->cost.cost_bp,
               result->cost.valid ? "" : " *");
    if (cost->pricing != NULL)
        orth_priced_write(&(orth_priced){cost->scenario, cost->pricing, 1, result}, 2, stdout);
}

void cli_plan_cost_note(const cli_plan_cost *cost)
{
    const orth_comparison_result *result = &cost->result;
    if (result->has_cost)
        cli_note("with its fee of %.6g %% and noisy prices the plan costs %.5g bp, and a pool at "
                 "rest %.5g bp meanwhile%s%s",
                 100 * cost->pricing->fee, result->cost.cost_bp, result->cost.rest_bp,
                 result->cost.valid ? "" : "; not to be relied on: ", result->cost.why);
    if (result->has_gas && result->gas.trades > 0)
        cli_note("with gas of %.6g %s a trade more than %.0f blocks buy nothing",
                 cost->scenario->rules.gate.gas, cost->scenario->pool_unit, result->gas.steps_ends);
}
