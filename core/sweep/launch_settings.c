/* In what the results of a launch differ. */
#include "sweep/launch_settings.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double start_weight_of(const orth_launch_result *result)
{
    return result->start_weight;
}

static double end_weight_of(const orth_launch_result *result)
{
    return result->end_weight;
}

static double days_of(const orth_launch_result *result)
{
    return result->days;
}

static double fee_of(const orth_launch_result *result)
{
    return result->swap_fee;
}

static const orth_launch_parameter parameters[ORTH_LAUNCH_PARAMETERS] = {
    {"/path", NULL},
    {"/start_weight", start_weight_of},
    {"/end_weight", end_weight_of},
    {"/days", days_of},
    {"/swap_fee", fee_of},
};

static bool varies(const orth_launch *launch, const orth_launch_parameter *of)
{
    const orth_launch_result *first = &launch->results[0];
    for (size_t r = 1; r < launch->count; r++) {
        const orth_launch_result *result = &launch->results[r];
        if (of->number == NULL ? strcmp(result->path, first->path) != 0
                               : of->number(result) != of->number(first))
            return true;
    }
    return false;
}

size_t orth_launch_parameters(const orth_launch_parameter *chosen[ORTH_LAUNCH_PARAMETERS],
                              const orth_launch *launch)
{
    size_t count = 0;
    for (size_t p = 0; p < ORTH_LAUNCH_PARAMETERS; p++)
        if (varies(launch, &parameters[p]))
            chosen[count++] = &parameters[p];
    return count;
}

char *orth_launch_parameter_text(const orth_launch_parameter *of, const orth_launch_result *result)
{
    char number[40];
    if (of->number != NULL) {
        snprintf(number, sizeof number, "%.15g", of->number(result));
        return strdup(number);
    }
    json_t *name = json_string(result->path);
    char *text = name == NULL ? NULL : json_dumps(name, JSON_ENCODE_ANY);
    json_decref(name);
    return text;
}
