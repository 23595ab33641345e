/* Points of a sweep: their values, their scenarios. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/file_in.h"
#include "sweep/sweep.h"

const char *orth_sweep_value(const orth_sweep *sweep, uint64_t point, size_t parameter,
                             char text[ORTH_SWEEP_VALUE_MAX])
{
    ORTH_CHECK(point < sweep->design.count && parameter < sweep->design.axis_count);
    const char *value = orth_design_value(&sweep->design, point, parameter, text);
    return value == text ? text : strcpy(text, value);
}

void orth_sweep_place_reason(const orth_sweep *sweep, orth_error *reason)
{
    const char *label = orth_file_label(sweep->scenario_file);
    size_t length = strlen(label);
    if (!sweep->inside || strncmp(reason->text, label, length) != 0 ||
        strncmp(reason->text + length, ": /", 3) != 0)
        return;
    orth_error whole = *reason;
    orth_fail(reason, whole.status, "/scenario%s", whole.text + length + 2);
}

static void set_values(const orth_sweep *sweep, uint64_t point, char texts[][ORTH_AXIS_TEXT_MAX],
                       const char **values)
{
    ORTH_CHECK(point < sweep->design.count);
    for (size_t p = 0; p < sweep->design.axis_count; p++)
        values[p] = orth_design_value(&sweep->design, point, p, texts[p]);
}

orth_status orth_sweep_scenario_text(char **text, size_t *length, const orth_sweep *sweep,
                                     uint64_t point, orth_error *error)
{
    char texts[ORTH_SWEEP_PARAMETERS_MAX][ORTH_AXIS_TEXT_MAX];
    const char *values[ORTH_SWEEP_PARAMETERS_MAX];
    set_values(sweep, point, texts, values);
    return orth_splice_text(text, length, sweep->splice, values, error);
}

orth_status orth_sweep_scenario(orth_scenario **scenario, const orth_sweep *sweep, uint64_t point,
                                orth_error *error)
{
    char texts[ORTH_SWEEP_PARAMETERS_MAX][ORTH_AXIS_TEXT_MAX];
    const char *values[ORTH_SWEEP_PARAMETERS_MAX];
    orth_error reason;
    set_values(sweep, point, texts, values);
    orth_status status = orth_splice_scenario(scenario, sweep->splice, values, &reason);
    if (status == ORTH_OK)
        return status;
    orth_sweep_place_reason(sweep, &reason);
    if (status == ORTH_BAD_INPUT)
        return orth_fail(error, status, "%s: point %" PRIu64 ": %s", orth_file_label(sweep->file),
                         point, reason.text);
    return orth_fail(error, status, "%s", reason.text);
}
