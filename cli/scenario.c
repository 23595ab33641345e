/* What the commands that read a scenario share. */
#include "cli.h"
#include "options.h"

#include <inttypes.h>
#include <string.h>

#include "base/file_in.h"
#include "orthant/plan_file.h"
#include "orthant/scenario.h"
#include "orthant/scenario_cost.h"

/* Whether the numbers of steps are the command line's. */
static bool steps_given;

/* What --normalise does to the rows of files, which are read once more for that. */
static void note_rows(const orth_scenario *scenario)
{
    orth_error unsaid; /* said by whoever makes the path for its work */
    orth_move *move;
    if (orth_scenario_move(&move, scenario, &unsaid) != ORTH_OK)
        return;
    for (size_t p = 0; p < scenario->path_count; p++) {
        orth_path *path;
        bool file = strncmp(scenario->paths[p], "file:", 5) == 0;
        if (!file || strcmp(scenario->paths[p], "file:-") == 0 ||
            orth_path_create(&path, scenario->paths[p], move, scenario->steps[0],
                             (const char *const *)scenario->tokens, &unsaid) != ORTH_OK)
            continue;
        if (orth_path_note(path) != NULL)
            cli_note("%s", orth_path_note(path));
        orth_path_free(path);
    }
    orth_move_free(move);
}

/* Whether the command can do something with strategies, and whether the command line asks of them
 * what belongs to a move. */
static orth_status check_strategies(const orth_scenario *scenario,
                                    const cli_scenario_options *options, const char *paths,
                                    orth_error *error)
{
    if (scenario->strategy_count == 0)
        return ORTH_OK;
    if (!options->strategies)
        return orth_scenario_require_move(scenario, error);
    if (options->steps == NULL && paths == NULL)
        return ORTH_OK;
    return cli_of_command_line(
        orth_fail(error, ORTH_BAD_INPUT, "%s: strategies move the weights of %s, which has no move",
                  options->steps != NULL ? "--steps" : "--paths", scenario->file));
}

static orth_status read_scenario(orth_scenario **scenario, const cli_scenario_options *options,
                                 orth_error *error)
{
    size_t most = options->tokens_most > 0 ? options->tokens_most : ORTH_TOKENS_MAX;
    if (options->text != NULL)
        return (options->normalise ? orth_scenario_parse_normalised : orth_scenario_parse)(
            scenario, options->text, options->length, options->file, error);
    return (options->normalise ? orth_scenario_load_normalised
                               : orth_scenario_load_small)(scenario, options->file, most, error);
}

orth_status cli_load_scenario(orth_scenario **scenario, const cli_scenario_options *options,
                              const char *paths, orth_error *error)
{
    steps_given = options->steps != NULL;
    orth_plan_files_as_paths();
    orth_status status = read_scenario(scenario, options, error);
    if (status == ORTH_OK)
        status = check_strategies(*scenario, options, paths, error);
    if (status == ORTH_OK && options->steps != NULL)
        status = cli_of_command_line(orth_scenario_set_steps(*scenario, options->steps, error));
    if (status == ORTH_OK && paths != NULL)
        status = cli_of_command_line(orth_scenario_set_paths(*scenario, paths, error));
    if (status != ORTH_OK)
        return status;
    for (size_t i = 0; i < (*scenario)->note_count; i++)
        cli_note("%s", (*scenario)->notes[i]);
    if ((*scenario)->launch != NULL && !options->sales)
        cli_note("%s", (*scenario)->launch->value_note);
    if (options->normalise && (*scenario)->strategy_count == 0)
        note_rows(*scenario);
    return ORTH_OK;
}

orth_status cli_require_one_step_count(const orth_scenario *scenario, orth_error *error)
{
    if (scenario->step_count == 1)
        return ORTH_OK;
    orth_status status = orth_fail(
        error, ORTH_BAD_INPUT, "%s: %zu numbers of steps are asked for; choose one with --steps",
        orth_file_label(scenario->file), scenario->step_count);
    return steps_given ? cli_of_command_line(status) : status;
}

orth_status cli_require_one(const orth_scenario *scenario, orth_error *error)
{
    orth_status status = cli_require_one_step_count(scenario, error);
    if (status == ORTH_OK && scenario->path_count != 1)
        status =
            cli_of_command_line(orth_fail(error, ORTH_BAD_INPUT, "--path: one path at a time"));
    return status;
}

void cli_note_arbitrage(const orth_scenario *scenario, bool moves)
{
    char text[ORTH_ARBITRAGE_NOTE_MAX];
    if (orth_scenario_arbitrage_note(scenario, moves, text)[0] != '\0')
        cli_note("%s", text);
    if (moves && orth_scenario_noise_note(scenario) != NULL)
        cli_note("%s", orth_scenario_noise_note(scenario));
}
