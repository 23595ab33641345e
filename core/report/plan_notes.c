/* What is told beside a plan: of its clock, of a legal target, of its cost. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/plural.h"
#include "base/time_text.h"
#include "orthant/report.h"
#include "orthant/scenario_cost.h"
#include "orthant/simplex.h"

__attribute__((format(printf, 2, 3))) static void add(orth_plan_notes *notes, const char *format,
                                                      ...)
{
    va_list arguments;
    if (notes->count == ORTH_PLAN_NOTES_MAX)
        return;
    va_start(arguments, format);
    vsnprintf(notes->lines[notes->count++], ORTH_PLAN_NOTE_MAX, format, arguments);
    va_end(arguments);
}

/* What the scenario leaves to the program. */
static void note_taken(orth_plan_notes *notes, const orth_scenario *scenario)
{
    char date[ORTH_DATE_TEXT_MAX], planned[ORTH_DURATION_TEXT_MAX],
        simulated[ORTH_DURATION_TEXT_MAX];
    double chain = orth_scenario_chain_block(scenario);
    double step = scenario->market == NULL
                      ? 0
                      : scenario->market->block_seconds * (double)scenario->blocks_per_step;
    double steps = (double)scenario->steps[0];
    double plan =
        scenario->launch == NULL ? chain : chain * (double)scenario->blocks_per_step; /* a step */
    if (!scenario->has_block_time && !scenario->has_start_time)
        add(notes, "no /chain: assumed are blocks of %.12g s from %s (%" PRIu64 ") on", chain,
            orth_date_text(date, scenario->start_time), scenario->start_time);
    else if (!scenario->has_block_time)
        add(notes, "no /chain/block_time: assumed are blocks of %.12g s", chain);
    else if (!scenario->has_start_time)
        add(notes, "no /chain/start_time: assumed is the start %s (%" PRIu64 ")",
            orth_date_text(date, scenario->start_time), scenario->start_time);
    if (!scenario->has_block_time && step > 0 && step != plan)
        add(notes,
            "%" PRIu64 " step%s %s %s in this plan, and %s in a simulation (a step of %.12g s by "
            "/market/block_seconds); /chain/block_time says how long a block is",
            scenario->steps[0], orth_plural(scenario->steps[0], "", "s"),
            orth_plural(scenario->steps[0], "lasts", "last"),
            orth_duration_text(planned, steps * plan), orth_duration_text(simulated, steps * step),
            step);
}

void orth_plan_clock_notes(orth_plan_notes *notes, const orth_scenario *scenario, uint64_t notice,
                           uint64_t now)
{
    char date[ORTH_DATE_TEXT_MAX], ahead[ORTH_DURATION_TEXT_MAX];
    note_taken(notes, scenario);
    if (now > 0 && scenario->start_time < now)
        add(notes, "the plan starts in the past, %s; /chain/start_time says when it is to start",
            orth_date_text(date, scenario->start_time));
    else if (now > 0 && scenario->start_time < now + notice)
        add(notes,
            "the plan starts within %s, %s, when no such pool can be created any more; "
            "/chain/start_time says when it is to start",
            orth_duration_text(ahead, (double)notice), orth_date_text(date, scenario->start_time));
}

void orth_plan_legal_note(orth_plan_notes *notes, const orth_move *move,
                          const orth_plan_study_options *wanted)
{
    orth_error unsaid;
    orth_move *legal;
    char weights[ORTH_PLAN_NOTE_MAX / 2] = "";
    if (wanted->legal || orth_plan_study_legal(&legal, move, wanted, &unsaid) != ORTH_OK ||
        legal == NULL)
        return;
    size_t used = 0;
    for (size_t i = 0; i < legal->n && used < sizeof weights; i++)
        used += (size_t)snprintf(weights + used, sizeof weights - used, "%s %.15g",
                                 i > 0 ? "," : "", legal->target[i]);
    add(notes,
        "the nearest legal target (least Fisher-Rao distance, %.6g) is%s; --legal plans for it",
        orth_simplex_distance(legal->n, move->target, legal->target), weights);
    orth_move_free(legal);
}

/* Memory that cannot be had ends the work; a market that cannot be read leaves the cost out. */
static orth_status price(orth_scenario_cost **pricing, const orth_scenario *scenario,
                         orth_plan_notes *notes, orth_error *error)
{
    orth_status status = orth_scenario_cost_create(pricing, scenario, error);
    if (status == ORTH_OK || status == ORTH_NO_MEMORY || status == ORTH_INTERRUPTED)
        return status;
    add(notes, "what the plan costs with a fee and noisy prices is left out: %.400s", error->text);
    return ORTH_OK;
}

orth_status orth_plan_cost_find(orth_plan_cost *cost, const orth_plan_study *study,
                                const orth_scenario *scenario, orth_plan_notes *notes,
                                orth_error *error)
{
    orth_move *move;
    orth_path *path;
    memset(cost, 0, sizeof *cost);
    cost->scenario = scenario;
    orth_status status = price(&cost->pricing, scenario, notes, error);
    if (status != ORTH_OK || cost->pricing == NULL)
        return status;
    for (size_t i = 0; i < cost->pricing->noise.note_count; i++)
        add(notes, "%s", cost->pricing->noise.notes[i]);
    status = orth_replay_path(&path, &move, study->replay, error);
    if (status != ORTH_OK)
        return status;
    status = orth_comparison_measure(&cost->result, path, scenario, cost->pricing, error);
    orth_path_free(path);
    orth_move_free(move);
    return status;
}

void orth_plan_cost_clear(orth_plan_cost *cost)
{
    orth_scenario_cost_free(cost->pricing);
}

void orth_plan_cost_notes(orth_plan_notes *notes, const orth_plan_cost *cost)
{
    const orth_comparison_result *result = &cost->result;
    if (result->has_cost)
        add(notes,
            "with its fee of %.6g %% and noisy prices the plan costs %.5g bp, and a pool at rest "
            "%.5g bp meanwhile%s%s",
            100 * cost->pricing->fee, result->cost.cost_bp, result->cost.rest_bp,
            result->cost.valid ? "" : "; not to be relied on: ", result->cost.why);
    if (result->has_gas && result->gas.trades > 0)
        add(notes, "with gas of %.6g %s a trade more than %.0f blocks buy nothing",
            cost->scenario->rules.gate.gas, cost->scenario->pool_unit, result->gas.steps_ends);
}
