/* orthant compare: what each way of making a change of weights costs. */
#include "cli.h"
#include "files.h"
#include "options.h"

#include <stdlib.h>

#include "base/file_out.h"
#include "orthant/report.h"

enum { KEY_PATHS = 0x200, KEY_PLOT_EXCESS };

typedef struct arguments {
    cli_output_options output;
    cli_scenario_options scenario;
    cli_plot_options plot;
    const char *paths, *plot_excess, *volatility;
} arguments;

static const struct argp_option options[] = {
    {"paths", KEY_PATHS, "PATH,...", 0,
     "Paths, instead of the scenario's; 'orthant list paths' names them", 0},
    {"plot-excess", KEY_PLOT_EXCESS, "FILE", 0,
     "Draw the excess over the best path to FILE.svg or FILE.png", 5},
    {0},
};

static const char doc[] =
    "Compares ways of moving a pool's weights from the start to the target of SCENARIO (a JSON "
    "file, - for standard input) by their loss to arbitrage."
    "\vThe loss is the log of value lost by a fee-less pool at constant prices: the sum over the "
    "steps of KL(w_k || w_k-1), of the ideal schedule. With a swap fee and noisy prices, by the "
    "scenario's market or by --price-volatility, the cost of the move with both stands beside it; "
    "with gas, what that leaves.\n\n"
    "Examples:\n"
    "  orthant compare scenarios/btc-usdc-50-90.json\n"
    "  orthant compare - --steps 1,2,4,8 --paths linear,geodesic --json < my.json\n"
    "  orthant compare my.json --price-volatility 0.8\n"
    "  orthant compare my.json --paths linear,file:ours.json --plot losses.svg\n";

static error_t parse(int key, char *argument, struct argp_state *state)
{
    arguments *given = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &given->scenario;
        state->child_inputs[1] = &given->plot;
        state->child_inputs[2] = &given->volatility;
        state->child_inputs[3] = &given->output;
        return 0;
    case KEY_PATHS:
        given->paths = argument;
        return 0;
    case KEY_PLOT_EXCESS:
        given->plot_excess = argument;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static orth_status write_artefact(const orth_comparison *comparison, const char *file,
                                  orth_error *error)
{
    orth_output output;
    orth_status status = orth_output_open(&output, file, error);
    if (status != ORTH_OK)
        return status;
    orth_comparison_write_json(comparison, output.stream);
    return orth_output_commit(&output, error);
}

static orth_status write_all(const orth_comparison *comparison, const arguments *given,
                             orth_error *error)
{
    orth_status status = ORTH_OK;
    if (given->output.file != NULL)
        status = write_artefact(comparison, given->output.file, error);
    if (status == ORTH_OK && given->plot.file != NULL)
        status = orth_comparison_plot(comparison, given->plot.file, false, given->plot.keep_script,
                                      error);
    if (status == ORTH_OK && given->plot_excess != NULL)
        status = orth_comparison_plot(comparison, given->plot_excess, true, given->plot.keep_script,
                                      error);
    if (status != ORTH_OK)
        return status;
    switch (given->output.format) {
    case CLI_TABLE:
        orth_comparison_write_table(comparison, stdout);
        break;
    case CLI_JSON:
        orth_comparison_write_json(comparison, stdout);
        break;
    case CLI_CSV:
        orth_comparison_write_csv(comparison, stdout);
        break;
    }
    return ORTH_OK;
}

int cli_compare(int argc, char **argv)
{
    static const struct argp_child children[] = {{&cli_scenario_argp, 0, NULL, 0},
                                                 {&cli_plot_argp, 0, NULL, 0},
                                                 {&cli_volatility_argp, 0, NULL, 0},
                                                 {&cli_output_argp, 0, NULL, 0},
                                                 {0}};
    static const struct argp argp = {options, parse, "SCENARIO", doc, children, NULL, NULL};
    arguments given = {.plot.help = "Draw loss against steps to FILE.svg or FILE.png"};
    cli_parse(&argp, argc, argv, &given);

    orth_error error;
    orth_scenario *scenario;
    orth_comparison *comparison = NULL;
    orth_status status = cli_load_scenario(&scenario, &given.scenario, given.paths, &error);
    if (status == ORTH_OK)
        status = cli_set_volatility(scenario, given.volatility, &error);
    if (status == ORTH_OK)
        status = cli_check_files(&(cli_files){.outputs = {given.output.file},
                                              .plots = {given.plot.file, given.plot_excess},
                                              .scripts = given.plot.keep_script,
                                              .scenario = scenario},
                                 &error);
    if (status == ORTH_OK)
        status = orth_comparison_run(&comparison, scenario, &error);
    if (status == ORTH_OK)
        cli_note_arbitrage(scenario, true);
    if (status == ORTH_OK && comparison->warning[0] != '\0')
        cli_note("%s", comparison->warning);
    for (size_t i = 0; status == ORTH_OK && i < comparison->pricing->noise.note_count; i++)
        cli_note("%s", comparison->pricing->noise.notes[i]);
    if (status == ORTH_OK)
        status = write_all(comparison, &given, &error);
    orth_comparison_free(comparison);
    orth_scenario_free(scenario);
    return cli_finish_stdout(status == ORTH_OK ? CLI_OK : cli_report_error(&error));
}
