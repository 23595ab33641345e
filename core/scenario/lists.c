/* The comma-separated lists of --steps and --paths. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "orthant/scenario.h"

static size_t count_items(const char *list)
{
    size_t n = 1;
    for (; *list != '\0'; list++)
        n += *list == ',';
    return n;
}

/* A whole number from 1 to ORTH_STEPS_MAX in decimal digits; else 0. */
static uint64_t parse_steps(const char *item, size_t length)
{
    uint64_t steps = 0;
    for (size_t i = 0; i < length; i++) {
        if (item[i] < '0' || item[i] > '9')
            return 0;
        steps = 10 * steps + (uint64_t)(item[i] - '0');
        if (steps > ORTH_STEPS_MAX)
            return 0;
    }
    return steps;
}

static orth_status fail_steps(const char *item, size_t length, orth_error *error)
{
    char text[ORTH_QUOTE_MAX], quoted[ORTH_QUOTE_MAX];
    if (length >= sizeof text)
        length = sizeof text - 1;
    memcpy(text, item, length);
    text[length] = '\0';
    return orth_fail(
        error, ORTH_BAD_INPUT,
        "--steps: %s is out of range; permitted: whole numbers from 1 to " ORTH_LIMIT_TEXT(
            ORTH_STEPS_MAX),
        orth_quote(quoted, sizeof quoted, text));
}

orth_status orth_scenario_set_steps(orth_scenario *scenario, const char *list, orth_error *error)
{
    size_t n = count_items(list);
    uint64_t *steps = malloc(n * sizeof *steps);
    if (steps == NULL)
        return orth_fail_memory(error, (double)(n * sizeof *steps));
    for (size_t i = 0; i < n; i++) {
        size_t length = strcspn(list, ",");
        steps[i] = parse_steps(list, length);
        if (steps[i] == 0) {
            free(steps);
            return fail_steps(list, length, error);
        }
        list += length + 1;
    }
    free(scenario->steps);
    scenario->steps = steps;
    scenario->step_count = n;
    return ORTH_OK;
}

static void free_names(char **names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(names[i]);
    free(names);
}

static orth_status copy_name(char **name, const char *item, size_t length, orth_error *error)
{
    *name = strndup(item, length);
    if (*name == NULL)
        return orth_fail_memory(error, (double)length);
    orth_error reason;
    orth_status status = orth_path_check_name(*name, &reason);
    return status == ORTH_OK ? status : orth_fail(error, status, "--paths: %s", reason.text);
}

orth_status orth_scenario_set_paths(orth_scenario *scenario, const char *list, orth_error *error)
{
    size_t n = count_items(list);
    char **names = calloc(n, sizeof *names);
    if (names == NULL)
        return orth_fail_memory(error, (double)(n * sizeof *names));
    for (size_t i = 0; i < n; i++) {
        size_t length = strcspn(list, ",");
        orth_status status = copy_name(&names[i], list, length, error);
        if (status != ORTH_OK) {
            free_names(names, n);
            return status;
        }
        list += length + 1;
    }
    if (scenario->paths != NULL)
        free_names(scenario->paths, scenario->path_count);
    scenario->paths = names;
    scenario->path_count = n;
    return ORTH_OK;
}
