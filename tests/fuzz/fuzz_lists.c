/* The lists of the command line on any bytes, each on a line of its own: --steps, --paths, and then
 * --prices of up to three tokens. The first two are also read as --flow and --elasticity. A list is
 * refused with one line and the scenario keeps what it had, or it is what the scenario holds. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "orthant/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

static bool taken(orth_status status, const orth_error *error)
{
    must(status == ORTH_OK || status == ORTH_BAD_INPUT);
    must(status == ORTH_OK || (error->text[0] != '\0' && orth_is_line(error->text)));
    return status == ORTH_OK;
}

static size_t commas(const char *list)
{
    size_t count = 0;
    for (; *list != '\0'; list++)
        count += *list == ',';
    return count;
}

static void take_demand(orth_scenario *s, const char *flow, const char *elasticity)
{
    orth_error error;
    const orth_scenario_demand *demand = &s->demand;
    must(taken(orth_scenario_set_flow(s, flow, &error), &error) == demand->has_flow);
    must(demand->flow >= 0 && demand->flow <= ORTH_FLOW_MAX);
    if (elasticity == NULL)
        return;
    must(taken(orth_scenario_set_elasticity(s, elasticity, &error), &error) ==
         demand->has_elasticity);
    must(demand->elasticity >= 0 && demand->elasticity <= ORTH_ELASTICITY_MAX);
}

static void take_lists(orth_scenario *s, char *rest)
{
    orth_error error;
    char *steps = strsep(&rest, "\n"), *paths = rest == NULL ? NULL : strsep(&rest, "\n");
    size_t step_count = s->step_count, path_count = s->path_count;
    if (taken(orth_scenario_set_steps(s, steps, &error), &error))
        step_count = commas(steps) + 1;
    if (paths != NULL && taken(orth_scenario_set_paths(s, paths, &error), &error))
        path_count = commas(paths) + 1;
    must(s->step_count == step_count && s->path_count == path_count);
    for (size_t i = 0; i < step_count; i++)
        must(s->steps[i] >= 1 && s->steps[i] <= ORTH_STEPS_MAX);
    for (size_t i = 0; i < path_count; i++)
        must(orth_path_check_name(s->paths[i], &error) == ORTH_OK);
    take_demand(s, steps, paths);
    const char *prices[4];
    size_t count = 0;
    while (rest != NULL && count < 4)
        prices[count++] = strsep(&rest, "\n");
    if (count > 0 && taken(orth_scenario_set_prices(s, count, prices, &error), &error))
        must(s->market != NULL && s->market->file_count == count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char text[] =
        "{\"orthant\": 1, \"tokens\": [\"BTC\", \"=E\", \"USD\"], \"steps\": [3, 9],"
        "\"start\": {\"weights\": [\"0.5\", \"0.2\", \"0.3\"]},"
        "\"target\": {\"weights\": [\"0.2\", \"0.3\", \"0.5\"]}}";
    orth_scenario *scenario;
    orth_error error;
    char *lists = malloc(size + 1);
    if (lists == NULL)
        return 0;
    memcpy(lists, data, size);
    lists[size] = '\0';
    must(orth_scenario_parse(&scenario, text, strlen(text), "fuzz", &error) == ORTH_OK);
    take_lists(scenario, lists);
    orth_scenario_free(scenario);
    free(lists);
    return 0;
}
