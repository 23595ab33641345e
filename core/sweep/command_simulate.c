/* Points of `orthant simulate`. */
#include <stdbool.h>
#include <string.h>

#include "orthant/report.h"
#include "orthant/simulate.h"
#include "sweep/point.h"

/* Whether a part of the result is wanted: all of it, or something in it. */
static bool is_wanted(const orth_point_job *job, const char *key)
{
    char name[64];
    snprintf(name, sizeof name, "/%s", key);
    bool wanted = job->result == NULL;
    for (size_t i = 0; !wanted && i < job->result->count; i++)
        wanted = strstr(job->pointers[i], name) != NULL;
    return wanted;
}

static orth_status run(const orth_point_job *job, orth_error *error)
{
    /* What takes long and is not asked for is not made; the rest of the result is the same. */
    orth_simulate_performance performance = orth_simulate_performance_usual();
    orth_simulate_options how = {
        .threads = job->how->threads,
        .stop = job->how->stop,
        .digest = is_wanted(job, "price_files"),
        .performance =
            is_wanted(job, "performance") || is_wanted(job, "alike") ? &performance : NULL,
    };
    orth_simulation *simulation = NULL;
    orth_status status = orth_simulation_run(&simulation, job->scenario, &how, error);
    if (status == ORTH_OK && simulation->partial)
        status = orth_fail(error, ORTH_INTERRUPTED, "interrupted");
    if (status == ORTH_OK)
        status = orth_point_notes(job, simulation->note_count, simulation->notes, error);
    if (status == ORTH_OK)
        orth_simulation_write_json(simulation, 0, NULL, job->stream);
    orth_simulation_free(simulation);
    return status;
}

static orth_status usual(orth_pointer_list *list, const orth_scenario *scenario, orth_error *error)
{
    static const char *const of_moves[] = {"final_value", "shortfall", "move_made", NULL};
    static const char *const of_strategies[] = {"final_value",
                                                "return",
                                                "shortfall",
                                                "turnover",
                                                "performance/sharpe",
                                                "performance/maximum_drawdown",
                                                NULL};
    const char *const *names = scenario->strategy_count > 0 ? of_strategies : of_moves;
    orth_status status = ORTH_OK;
    for (size_t r = 0; r < orth_point_results(scenario); r++)
        for (size_t i = 0; status == ORTH_OK && names[i] != NULL; i++)
            status = orth_pointer_add(list, error, "/results/%zu/%s", r, names[i]);
    return status;
}

static const char *const beside[] = {"mean", "value", NULL};
const orth_command orth_command_simulate = {
    .public = {"simulate", "the schedules or strategies in the scenario's market"},
    .beside = beside,
    .run = run,
    .usual = usual,
};
