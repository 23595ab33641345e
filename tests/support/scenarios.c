#include "scenarios.h"

#include <string.h>

#include "harness.h"

orth_scenario *test_scenario(const char *text)
{
    orth_scenario *scenario;
    orth_error error = {.text = ""};
    orth_status status = orth_scenario_parse(&scenario, text, strlen(text), "s.json", &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return scenario;
}

orth_simulation *test_simulation(const orth_scenario *scenario,
                                 const orth_simulate_options *options)
{
    orth_simulation *simulation;
    orth_error error = {.text = ""};
    orth_status status = orth_simulation_run(&simulation, scenario, options, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return simulation;
}
