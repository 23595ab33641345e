/* What the commands that read a scenario share. */
#include "cli.h"

#include <inttypes.h>

#include "base/file_in.h"
#include "orthant/scenario.h"

orth_status cli_load_scenario(orth_scenario **scenario, const char *file, const char *steps,
                              const char *paths, orth_error *error)
{
    return cli_load_small_scenario(scenario, file, steps, paths, ORTH_TOKENS_MAX, error);
}

orth_status cli_load_small_scenario(orth_scenario **scenario, const char *file, const char *steps,
                                    const char *paths, size_t tokens_most, orth_error *error)
{
    orth_status status = orth_scenario_load_small(scenario, file, tokens_most, error);
    if (status == ORTH_OK && steps != NULL)
        status = cli_of_command_line(orth_scenario_set_steps(*scenario, steps, error));
    if (status == ORTH_OK && paths != NULL)
        status = cli_of_command_line(orth_scenario_set_paths(*scenario, paths, error));
    if (status == ORTH_OK)
        for (size_t i = 0; i < (*scenario)->note_count; i++)
            cli_note("%s", (*scenario)->notes[i]);
    return status;
}

orth_status cli_require_one_step_count(const orth_scenario *scenario, orth_error *error)
{
    if (scenario->step_count == 1)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: %zu numbers of steps are asked for; choose one with --steps",
                     orth_file_label(scenario->file), scenario->step_count);
}

orth_status cli_require_one(const orth_scenario *scenario, orth_error *error)
{
    orth_status status = cli_require_one_step_count(scenario, error);
    if (status == ORTH_OK && scenario->path_count != 1)
        status =
            cli_of_command_line(orth_fail(error, ORTH_BAD_INPUT, "--path: one path at a time"));
    return status;
}
