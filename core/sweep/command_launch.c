/* Points of `orthant launch`. */
#include <string.h>

#include "orthant/launch.h"
#include "orthant/report.h"
#include "sweep/groups.h"
#include "sweep/point.h"

/* Whether curves are wanted: all of the result, or something in them. */
static bool wants_curves(const orth_point_job *job)
{
    bool wanted = job->result == NULL;
    for (size_t i = 0; !wanted && i < job->result->count; i++)
        wanted = strncmp(job->pointers[i], "/curves", strlen("/curves")) == 0;
    return wanted;
}

static orth_status compute(orth_launch **launch, const orth_point_job *job, orth_error *error)
{
    orth_launch_options how = {.threads = job->how->threads,
                               .recorded = wants_curves(job) ? ORTH_LAUNCH_CURVE_BLOCKS : 0,
                               .stop = job->how->stop,
                               .store = job->how->store};
    orth_status status = orth_launch_run(launch, job->scenario, NULL, &how, error);
    if (status == ORTH_OK && (*launch)->partial)
        status = orth_fail(error, ORTH_INTERRUPTED, "interrupted");
    return status;
}

/* ---------------------------------------------------------------- groups */

/* Whether the pointer leads to a figure of a result. */
static bool find(size_t *result, orth_launch_figure *figure, const char *pointer)
{
    const char *rest = pointer;
    if (!orth_pointer_name(&rest, "results") || !orth_pointer_index(&rest, result))
        return false;
    for (int f = 0; f < ORTH_LAUNCH_FIGURES; f++)
        if (orth_pointer_name(&rest, orth_launch_figure_name((orth_launch_figure)f))) {
            *figure = (orth_launch_figure)f;
            return orth_pointer_is_mean(rest);
        }
    return false;
}

static orth_status add_groups(const orth_point_job *job, const orth_launch *launch,
                              orth_error *error)
{
    size_t count = job->result == NULL || launch->price_paths < 2 ? 0 : job->result->count;
    for (size_t i = 0; i < count; i++) {
        orth_point_figure *one = &job->result->figures[i];
        orth_launch_figure figure;
        size_t result;
        if (!find(&result, &figure, job->pointers[i]) || result >= launch->count)
            continue;
        orth_status status = orth_groups_make(one, error);
        if (status != ORTH_OK)
            return status;
        orth_groups_fill(one, (size_t)launch->price_paths, launch->results[result].values[figure]);
    }
    return ORTH_OK;
}

/* ---------------------------------------------------------------- the command */

static orth_status run(const orth_point_job *job, orth_error *error)
{
    orth_launch *launch = NULL;
    orth_status status = compute(&launch, job, error);
    if (status == ORTH_OK)
        status = orth_point_notes(job, launch->note_count, launch->notes, error);
    if (status == ORTH_OK)
        status = add_groups(job, launch, error);
    if (status == ORTH_OK)
        status = orth_launch_write_json(launch, 0, NULL, job->stream, error);
    orth_launch_free(launch);
    return status;
}

static orth_status usual(orth_pointer_list *list, const orth_scenario *scenario, orth_error *error)
{
    static const orth_launch_figure figures[] = {ORTH_LAUNCH_RAISED, ORTH_LAUNCH_SOLD,
                                                 ORTH_LAUNCH_AVERAGE_PRICE, ORTH_LAUNCH_GINI,
                                                 ORTH_LAUNCH_PRICE_DEVIATION};
    orth_status status = ORTH_OK;
    for (size_t r = 0; r < orth_point_results(scenario); r++)
        for (size_t i = 0; status == ORTH_OK && i < sizeof figures / sizeof figures[0]; i++)
            status = orth_pointer_add(list, error, "/results/%zu/%s", r,
                                      orth_launch_figure_name(figures[i]));
    return status;
}

static const char *const beside[] = {"mean", "value", NULL};
const orth_command orth_command_launch = {
    .public = {"launch", "what a sale by falling weights raises, at which price", false},
    .beside = beside,
    .run = run,
    .usual = usual,
};
