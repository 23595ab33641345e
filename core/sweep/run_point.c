#include "sweep/run_point.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_in.h"
#include "base/stop.h"
#include "sweep/sweep.h"

/* Whether the same point would fail in the same way anywhere and again. */
static bool is_the_points_own(orth_status status)
{
    return status == ORTH_BAD_INPUT || status == ORTH_DOMAIN || status == ORTH_NO_CONVERGENCE ||
           status == ORTH_UNSUPPORTED;
}

static orth_status compute(const orth_run_points *points, uint64_t point,
                           orth_point_result **result, orth_error *error)
{
    const orth_sweep *sweep = points->sweep;
    orth_scenario *scenario;
    *result = NULL;
    orth_status status = orth_sweep_scenario(&scenario, sweep, point, error);
    if (status != ORTH_OK)
        return status;
    status = orth_point_run(result, orth_sweep_command(sweep), scenario,
                            orth_sweep_figure_count(sweep), points->figures, &points->how, error);
    orth_scenario_free(scenario);
    return status;
}

static void fill_values(const orth_sweep *sweep, uint64_t point, size_t count,
                        char (*texts)[ORTH_SWEEP_VALUE_MAX], const char **values)
{
    for (size_t i = 0; i < count; i++)
        values[i] = orth_sweep_value(sweep, point, i, texts[i]);
}

static void fill_figures(const orth_point_result *result, orth_kept_figure *figures)
{
    for (size_t i = 0; i < result->count; i++) {
        const orth_point_figure *from = &result->figures[i];
        figures[i] = (orth_kept_figure){.text = from->text,
                                        .low = from->interval ? from->low : NULL,
                                        .high = from->interval ? from->high : NULL,
                                        .groups = from->text == NULL ? 0 : from->groups,
                                        .group_means = from->group_means};
    }
}

/* One block for all that a line is made of. */
static orth_status append(const orth_run_points *points, uint64_t point,
                          const orth_point_result *result, const char *failed, orth_error *error)
{
    size_t values = orth_sweep_parameter_count(points->sweep);
    size_t figures = result == NULL ? 0 : result->count;
    size_t bytes = figures * sizeof(orth_kept_figure) + values * sizeof(char *) +
                   values * ORTH_SWEEP_VALUE_MAX;
    orth_kept_figure *block = malloc(bytes);
    if (block == NULL)
        return orth_fail_memory(error, (double)bytes);
    const char **value = (const char **)(void *)(block + figures);
    fill_values(points->sweep, point, values,
                (char(*)[ORTH_SWEEP_VALUE_MAX])(void *)(value + values), value);
    if (result != NULL)
        fill_figures(result, block);
    orth_kept_point kept = {.point = point,
                            .value_count = values,
                            .values = value,
                            .failed = failed,
                            .figure_count = figures,
                            .figures = block};
    orth_status status = orth_kept_append(points->file, &kept, error);
    free(block);
    return status;
}

static const char *behind(const char *text, const char *name)
{
    size_t length = strlen(name);
    return strncmp(text, name, length) == 0 && strncmp(text + length, ": ", 2) == 0
               ? text + length + 2
               : text;
}

/* A message as it is wherever the files lie and however they were named, so that results are the
 * same bytes: what the point's line says already, and the names of its files, are left out. */
static const char *without_names(const orth_sweep *sweep, uint64_t point, const char *text)
{
    char number[40];
    snprintf(number, sizeof number, "point %" PRIu64, point);
    text = behind(text, orth_file_label(sweep->file));
    text = behind(text, number);
    return behind(text, orth_file_label(sweep->scenario_file));
}

orth_status orth_run_point(const orth_run_points *points, uint64_t point,
                           orth_point_result **result, char message[ORTH_ERROR_TEXT_MAX],
                           orth_error *error)
{
    orth_error why;
    message[0] = '\0';
    orth_status status = compute(points, point, result, &why);
    /* What was computed while all ends may be what a stopped call has left: it runs again. */
    if (orth_stopped_by(points->how.stop))
        return orth_fail(error, ORTH_INTERRUPTED, "stopped");
    if (status == ORTH_OK)
        return append(points, point, *result, NULL, error);
    if (!is_the_points_own(status)) {
        if (error != NULL)
            *error = why;
        return status;
    }
    strcpy(message, without_names(points->sweep, point, why.text));
    return append(points, point, NULL, message, error);
}
