#include "sweep/check.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/stop.h"
#include "orthant/sweep_point.h"
#include "sweep/point.h"

/* Points of a sobol or latin design whose values are tried; and values of a range, or points of a
 * zip of ranges, evenly taken where there are more: a million seeds are not worth the half minute.
 */
#define POINTS_TRIED 64
#define VALUES_TRIED 10000

static orth_status add_input(orth_sweep *sweep, const char *file, orth_error *error)
{
    if (file == NULL)
        return ORTH_OK;
    for (size_t i = sweep->input_count; i > 0; i--)
        if (strcmp(sweep->inputs[i - 1], file) == 0)
            return ORTH_OK;
    size_t bytes = (sweep->input_count + 1) * sizeof *sweep->inputs;
    char **inputs = realloc(sweep->inputs, bytes);
    if (inputs == NULL)
        return orth_fail_memory(error, (double)bytes);
    sweep->inputs = inputs;
    inputs[sweep->input_count] = strdup(file);
    if (inputs[sweep->input_count] == NULL)
        return orth_fail_memory(error, (double)strlen(file));
    sweep->input_count++;
    return ORTH_OK;
}

static orth_status add_inputs(orth_sweep *sweep, const orth_scenario *scenario, orth_error *error)
{
    static const char path_of_file[] = "file:";
    const size_t prefix = sizeof path_of_file - 1;
    const orth_market_spec *market = scenario->market;
    orth_status status = market != NULL ? add_input(sweep, market->file, error) : ORTH_OK;
    for (size_t i = 0; market != NULL && status == ORTH_OK && i < market->file_count; i++)
        status = add_input(sweep, market->files[i].file, error);
    for (size_t s = 0; status == ORTH_OK && s < scenario->strategy_count; s++) {
        status = add_input(sweep, scenario->strategies[s].supply_file, error);
        if (status == ORTH_OK)
            status = add_input(sweep, scenario->strategies[s].targets_file, error);
    }
    for (size_t p = 0; status == ORTH_OK && p < scenario->path_count; p++)
        if (strncmp(scenario->paths[p], path_of_file, prefix) == 0)
            status = add_input(sweep, scenario->paths[p] + prefix, error);
    return status;
}

/* Reads the scenario with these values; what is wrong with it goes to *reason alone. */
static orth_status read_with(orth_sweep *sweep, const char *const *values, orth_error *reason)
{
    orth_scenario *scenario;
    orth_status status = orth_go_on(reason);
    if (status != ORTH_OK)
        return status;
    status = orth_splice_scenario(&scenario, sweep->splice, values, reason);
    if (status == ORTH_OK)
        status = add_inputs(sweep, scenario, reason);
    else
        orth_sweep_place_reason(sweep, reason);
    orth_scenario_free(scenario);
    return status;
}

static orth_status try_point(orth_sweep_reader *r, uint64_t point)
{
    orth_sweep *sweep = r->sweep;
    char texts[ORTH_SWEEP_PARAMETERS_MAX][ORTH_AXIS_TEXT_MAX];
    const char *values[ORTH_SWEEP_PARAMETERS_MAX];
    for (size_t p = 0; p < sweep->design.axis_count; p++)
        values[p] = orth_design_value(&sweep->design, point, p, texts[p]);
    orth_error reason;
    orth_status status = read_with(sweep, values, &reason);
    if (status == ORTH_BAD_INPUT)
        return orth_read_fail(&r->reader, "point %" PRIu64 ": %s", point, reason.text);
    return status == ORTH_OK ? status : orth_fail(r->reader.error, status, "%s", reason.text);
}

/* How many values of a parameter there are to try: those of its list, or of a range with a count;
 * else its ends and those of the first points. */
static size_t candidates(const orth_design *design, size_t parameter)
{
    const orth_axis *axis = &design->axes[parameter];
    uint64_t drawn = design->count < POINTS_TRIED ? design->count : POINTS_TRIED;
    return axis->values != NULL ? axis->count : 2 + (size_t)drawn;
}

/* The i-th of them, in `text` or not. */
static const char *candidate(const orth_design *design, size_t parameter, size_t i,
                             char text[ORTH_AXIS_TEXT_MAX])
{
    const orth_axis *axis = &design->axes[parameter];
    if (axis->values != NULL)
        return axis->values[i];
    if (i < 2)
        return i == 0 ? axis->low_text : axis->high_text;
    return orth_design_value(design, i - 2, parameter, text);
}

/* Whether the scenario's message names a place that the parameter leads to, or one in it. */
static bool is_about(const orth_sweep *sweep, const orth_axis *axis, const orth_error *reason)
{
    const char *place = sweep->inside ? "/scenario" : sweep->scenario_file;
    size_t length = strlen(place) + (sweep->inside ? 0 : 2);
    return strlen(reason->text) >= length && strncmp(reason->text, place, strlen(place)) == 0 &&
           strncmp(reason->text + length, axis->pointer, strlen(axis->pointer)) == 0;
}

static orth_status fail_value(orth_sweep_reader *r, size_t parameter, size_t i,
                              const orth_error *reason)
{
    char text[ORTH_AXIS_TEXT_MAX];
    const orth_axis *axis = &r->sweep->design.axes[parameter];
    const char *value = candidate(&r->sweep->design, parameter, i, text);
    if (reason->status != ORTH_BAD_INPUT)
        return orth_fail(r->reader.error, reason->status, "%s", reason->text);
    orth_sweep_enter_parameter(&r->reader, axis->pointer);
    if (!axis->range) {
        orth_read_enter_index(&r->reader, i);
        return orth_read_fail(&r->reader, "%s", reason->text);
    }
    bool round = strpbrk(value, ".e") != NULL && strstr(reason->text, "whole number") != NULL;
    return orth_read_fail(&r->reader, "with the value %s: %s%s", value, reason->text,
                          round ? " (\"whole\": true rounds the values of a range)" : "");
}

/* The first values together are laid to a parameter only where the message is about its place. */
static orth_status fail_first(orth_sweep_reader *r, const orth_error *reason)
{
    const orth_design *design = &r->sweep->design;
    for (size_t p = 0; p < design->axis_count; p++)
        if (is_about(r->sweep, &design->axes[p], reason))
            return fail_value(r, p, 0, reason);
    if (reason->status != ORTH_BAD_INPUT)
        return orth_fail(r->reader.error, reason->status, "%s", reason->text);
    return orth_read_fail(&r->reader, "with the first value of each: %s", reason->text);
}

static orth_status try_values(orth_sweep_reader *r)
{
    orth_sweep *sweep = r->sweep;
    const orth_design *design = &sweep->design;
    const char *values[ORTH_SWEEP_PARAMETERS_MAX];
    char text[ORTH_AXIS_TEXT_MAX];
    orth_error reason;
    for (size_t p = 0; p < design->axis_count; p++)
        values[p] = candidate(design, p, 0, text);
    if (read_with(sweep, values, &reason) != ORTH_OK)
        return fail_first(r, &reason);
    for (size_t p = 0; p < design->axis_count; p++) {
        size_t count = candidates(design, p);
        size_t tried = design->axes[p].range && count > VALUES_TRIED ? VALUES_TRIED : count;
        for (size_t k = 1; k < tried; k++) {
            size_t i = tried == count ? k : k * (count - 1) / (tried - 1);
            values[p] = candidate(design, p, i, text);
            if (read_with(sweep, values, &reason) != ORTH_OK)
                return fail_value(r, p, i, &reason);
        }
        values[p] = candidate(design, p, 0, text);
    }
    return ORTH_OK;
}

/* The points of a zip, whose values are right or wrong together. */
static orth_status try_points(orth_sweep_reader *r)
{
    const orth_design *design = &r->sweep->design;
    bool ranges = true;
    for (size_t p = 0; p < design->axis_count; p++)
        ranges = ranges && design->axes[p].range;
    uint64_t tried = ranges && design->count > VALUES_TRIED ? VALUES_TRIED : design->count;
    orth_status status = ORTH_OK;
    for (uint64_t k = 0; status == ORTH_OK && k < tried; k++)
        status = try_point(r, tried == design->count ? k : k * (design->count - 1) / (tried - 1));
    return status;
}

/* The command's usual figures, for such a scenario. */
static orth_status take_usual(orth_sweep_reader *r, const orth_scenario *scenario)
{
    orth_sweep *sweep = r->sweep;
    char **pointers;
    size_t count;
    orth_status status =
        orth_point_usual(&pointers, &count, sweep->command, scenario, r->reader.error);
    if (status != ORTH_OK)
        return status;
    for (size_t f = 0; f < count; f++) {
        if (f < ORTH_SWEEP_FIGURES_MAX)
            sweep->figures[sweep->figure_count++] = pointers[f];
        else
            free(pointers[f]);
    }
    free(pointers);
    return count <= ORTH_SWEEP_FIGURES_MAX
               ? ORTH_OK
               : orth_read_fail(&r->reader,
                                "/collect is missing, and the usual figures are %zu; permitted: at "
                                "most %d, named in /collect",
                                count, ORTH_SWEEP_FIGURES_MAX);
}

/* Whether the command can do something with such a scenario at all, and which figures it has. */
static orth_status check_command(orth_sweep_reader *r)
{
    orth_sweep *sweep = r->sweep;
    orth_scenario *scenario;
    orth_error reason;
    const char *values[ORTH_SWEEP_PARAMETERS_MAX];
    for (size_t p = 0; p < sweep->design.axis_count; p++)
        values[p] = candidate(&sweep->design, p, 0, NULL);
    orth_status status = orth_splice_scenario(&scenario, sweep->splice, values, r->reader.error);
    if (status != ORTH_OK)
        return status;
    if (!orth_command_named(sweep->command, NULL)->public.strategies)
        status = orth_scenario_require_move(scenario, &reason);
    if (status != ORTH_OK) {
        orth_sweep_place_reason(sweep, &reason);
        orth_read_enter(&r->reader, "command");
        status = orth_read_fail(&r->reader, "\"%s\": %s", sweep->command, reason.text);
    } else if (sweep->figure_count == 0) {
        status = take_usual(r, scenario);
    }
    orth_scenario_free(scenario);
    return status;
}

orth_status orth_sweep_check(orth_sweep_reader *r)
{
    const orth_design *design = &r->sweep->design;
    size_t outer = orth_read_enter(&r->reader, "vary");
    orth_status status = design->kind == ORTH_DESIGN_ZIP ? try_points(r) : try_values(r);
    if (status != ORTH_OK)
        return status;
    orth_read_leave(&r->reader, outer);
    return check_command(r);
}
