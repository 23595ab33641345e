/* orthant path: one schedule, row by row. */
#include "cli.h"
#include "files.h"
#include "options.h"

#include <stdlib.h>

#include "base/file_out.h"
#include "orthant/report.h"

enum { KEY_PATH = 0x200 };

typedef struct arguments {
    cli_output_options output;
    cli_scenario_options scenario;
    cli_plot_options plot;
    const char *path;
} arguments;

static const struct argp_option options[] = {
    {"path", KEY_PATH, "PATH", 0, "The path (default geodesic); 'orthant list paths' names them",
     0},
    {0},
};

static const char doc[] =
    "Writes the schedule of weights that a path takes from the start to the target of SCENARIO (a "
    "JSON file, - for standard input), both ends included."
    "\vThe log loss beside it is that of the rows as written, each weight rounded to a double; "
    "'orthant compare' gives the ideal schedule's.\n\n"
    "Examples:\n"
    "  orthant path scenarios/three-token.json --path geodesic -o trajectory.json\n"
    "  orthant path scenarios/three-token.json --path bisection --format csv\n"
    "  orthant path scenarios/three-token.json --path power:0.5 --plot path.svg\n";

static error_t parse(int key, char *argument, struct argp_state *state)
{
    arguments *given = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &given->scenario;
        state->child_inputs[1] = &given->plot;
        state->child_inputs[2] = &given->output;
        return 0;
    case KEY_PATH:
        given->path = argument;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static orth_status write_all(orth_path *path, const orth_scenario *scenario, const arguments *given,
                             orth_error *error)
{
    size_t n = scenario->n;
    const char *const *tokens = (const char *const *)scenario->tokens;
    orth_status status = ORTH_OK;
    if (given->output.file != NULL) {
        orth_output output;
        status = orth_output_open(&output, given->output.file, error);
        if (status == ORTH_OK) {
            orth_trajectory_write_json(path, n, tokens, output.stream);
            status = orth_output_commit(&output, error);
        }
    }
    if (status == ORTH_OK && given->plot.file != NULL)
        status = orth_trajectory_plot(path, n, tokens, scenario->name, given->plot.file,
                                      given->plot.keep_script, error);
    if (status != ORTH_OK)
        return status;
    switch (given->output.format) {
    case CLI_TABLE:
        orth_trajectory_write_table(path, n, tokens, stdout);
        break;
    case CLI_JSON:
        orth_trajectory_write_json(path, n, tokens, stdout);
        break;
    case CLI_CSV:
        orth_trajectory_write_csv(path, n, tokens, stdout);
        break;
    }
    return ORTH_OK;
}

static orth_status run(const orth_scenario *scenario, const arguments *given, orth_error *error)
{
    orth_move *move;
    orth_path *path = NULL;
    orth_status status = orth_scenario_move(&move, scenario, error);
    if (status == ORTH_OK)
        status = orth_path_create(&path, scenario->paths[0], move, scenario->steps[0],
                                  (const char *const *)scenario->tokens, error);
    if (status == ORTH_OK && orth_path_warning(path) != NULL)
        cli_note("%s", orth_path_warning(path));
    if (status == ORTH_OK)
        status = write_all(path, scenario, given, error);
    orth_path_free(path);
    orth_move_free(move);
    return status;
}

int cli_path(int argc, char **argv)
{
    static const struct argp_child children[] = {{&cli_scenario_argp, 0, NULL, 0},
                                                 {&cli_plot_argp, 0, NULL, 0},
                                                 {&cli_output_argp, 0, NULL, 0},
                                                 {0}};
    static const struct argp argp = {options, parse, "SCENARIO", doc, children, NULL, NULL};
    arguments given = {
        .path = "geodesic",
        .scenario.steps_help = "Number of steps, instead of the scenario's",
        .plot.help = "Draw the weights against time (three tokens: on the simplex) to FILE.svg or "
                     "FILE.png",
    };
    cli_parse(&argp, argc, argv, &given);

    orth_error error;
    orth_scenario *scenario;
    orth_status status = cli_load_scenario(&scenario, &given.scenario, given.path, &error);
    if (status == ORTH_OK)
        status = cli_require_one(scenario, &error);
    if (status == ORTH_OK)
        status = cli_check_files(&(cli_files){.outputs = {given.output.file},
                                              .plots = {given.plot.file},
                                              .scripts = given.plot.keep_script,
                                              .scenario = scenario},
                                 &error);
    if (status == ORTH_OK)
        status = run(scenario, &given, &error);
    orth_scenario_free(scenario);
    return cli_finish_stdout(status == ORTH_OK ? CLI_OK : cli_report_error(&error));
}
