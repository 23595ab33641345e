/* Points of `orthant steps`. */
#include <stdlib.h>

#include "orthant/compare.h"
#include "orthant/report.h"
#include "orthant/simulate.h"
#include "sweep/groups.h"
#include "sweep/point.h"

/* What the command makes on its way. */
typedef struct steps_point {
    orth_exposure exposure;
    orth_steps_curve *curve;
    orth_simulation *simulation, *at_target;
    orth_best_steps *report;
} steps_point;

static orth_status compute(steps_point *of, const orth_point_job *job, orth_error *error)
{
    orth_scenario *scenario = job->scenario;
    orth_cost_options cost = {.seed = scenario->seed, .threads = job->how->threads};
    orth_simulate_options how = {.threads = job->how->threads, .stop = job->how->stop};
    orth_status status = orth_scenario_require_move(scenario, error);
    if (status == ORTH_OK)
        status = orth_best_steps_prepare(scenario, &of->exposure, &of->curve, false, &cost, error);
    if (status == ORTH_OK)
        status = orth_simulation_run(&of->simulation, scenario, &how, error);
    if (status == ORTH_OK && of->simulation->partial)
        status = orth_fail(error, ORTH_INTERRUPTED, "interrupted");
    if (status == ORTH_OK)
        status = orth_simulation_at_target(&of->at_target, of->simulation, &how, error);
    if (status == ORTH_OK)
        status = orth_best_steps_create(&of->report, of->simulation, of->at_target, &of->exposure,
                                        of->curve, error);
    return status;
}

/* A pool without a fee has no closed form with it, and nothing is said of one. */
static orth_status notes_of(const orth_point_job *job, const steps_point *of, orth_error *error)
{
    const orth_price_noise *noise = &of->curve->cost->noise;
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && of->curve->cost->fee > 0 && i < noise->note_count;
         i++) {
        char text[sizeof noise->notes[0] + 16];
        snprintf(text, sizeof text, "closed form: %s", noise->notes[i]);
        status = orth_point_note(job, text, error);
    }
    if (status == ORTH_OK)
        status = orth_point_notes(job, of->simulation->note_count, of->simulation->notes, error);
    return status;
}

/* ---------------------------------------------------------------- groups */

/* Which number of steps the pointer's cost is of, or 0. */
static uint64_t cost_of(const orth_best_steps *report, const char *pointer)
{
    const char *rest = pointer;
    size_t i;
    if (orth_pointer_name(&rest, "best_cost"))
        return !report->none && orth_pointer_is_mean(rest) ? report->points[report->best].steps : 0;
    rest = pointer;
    bool named = orth_pointer_name(&rest, "curve") && orth_pointer_index(&rest, &i) &&
                 orth_pointer_name(&rest, "cost") && rest[0] == '\0' && i < report->count;
    return named ? report->points[i].steps : 0;
}

static bool is_at_target(const char *pointer)
{
    return orth_pointer_name(&pointer, "at_target") && orth_pointer_name(&pointer, "shortfall") &&
           pointer[0] == '\0';
}

/* What the report's costs are the means of (orthant/compare.h). */
static void costs_of_paths(double *values, const steps_point *of, uint64_t steps)
{
    const orth_simulation_result *result = of->simulation->results;
    while (result->steps != steps)
        result++;
    double exposed = (double)steps * (of->exposure.update + of->exposure.tracking);
    for (uint64_t p = 0; p < of->simulation->price_paths; p++)
        values[p] =
            result->log_shortfalls[p] - of->at_target->results[0].log_shortfalls[p] + exposed;
}

static orth_status add_groups(const orth_point_job *job, const steps_point *of, orth_error *error)
{
    size_t paths = (size_t)of->simulation->price_paths;
    if (job->result == NULL || paths < 2)
        return ORTH_OK;
    double *values = malloc(paths * sizeof *values);
    orth_status status =
        values == NULL ? orth_fail_memory(error, (double)(paths * sizeof *values)) : ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < job->result->count; i++) {
        orth_point_figure *figure = &job->result->figures[i];
        uint64_t steps = cost_of(of->report, job->pointers[i]);
        bool at_target = is_at_target(job->pointers[i]);
        if (steps == 0 && !at_target)
            continue;
        status = orth_groups_make(figure, error);
        if (status != ORTH_OK)
            break;
        if (!at_target)
            costs_of_paths(values, of, steps);
        orth_groups_fill(figure, paths,
                         at_target ? of->at_target->results[0].log_shortfalls : values);
    }
    free(values);
    return status;
}

/* ---------------------------------------------------------------- the command */

static orth_status run(const orth_point_job *job, orth_error *error)
{
    steps_point of = {.curve = NULL};
    orth_status status = compute(&of, job, error);
    if (status == ORTH_OK)
        status = notes_of(job, &of, error);
    if (status == ORTH_OK)
        status = add_groups(job, &of, error);
    if (status == ORTH_OK)
        orth_best_steps_write_json(of.report, 0, job->stream);
    orth_best_steps_free(of.report);
    orth_simulation_free(of.at_target);
    orth_simulation_free(of.simulation);
    orth_steps_curve_free(of.curve);
    return status;
}

static orth_status usual(orth_pointer_list *list, const orth_scenario *scenario, orth_error *error)
{
    (void)scenario;
    static const char *const names[] = {"/best_steps", "/best_cost", "/closed_form/best_steps",
                                        "/closed_form/best_cost"};
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < sizeof names / sizeof names[0]; i++)
        status = orth_pointer_add(list, error, "%s", names[i]);
    return status;
}

/* Of the curve, and of the pool at the target. */
static const char *const beside[] = {"mean", "cost", "shortfall", NULL};
const orth_command orth_command_steps = {
    .public = {"steps", "the best number of steps, in closed form and by simulation", false},
    .beside = beside,
    .run = run,
    .usual = usual,
};
