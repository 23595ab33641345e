/* orthant fee: which swap fee earns most, at rest and during the move. */
#include "cli.h"
#include "files.h"
#include "options.h"

#include <string.h>

#include "base/file_out.h"
#include "orthant/report.h"

enum { KEY_PATH = 0x200, KEY_FLOW, KEY_ELASTICITY };

typedef struct arguments {
    cli_output_options output;
    cli_scenario_options scenario;
    cli_plot_options plot;
    cli_prices_options prices;
    const char *volatility;
    const char *path, *flow, *elasticity;
} arguments;

static const struct argp_option options[] = {
    {"path", KEY_PATH, "PATH", 0, "The path, instead of the scenario's first", 0},
    {"flow", KEY_FLOW, "SHARE", 0,
     "What others would trade a day if there were no fee, as a share of the pool's value, instead "
     "of the scenario's",
     1},
    {"elasticity", KEY_ELASTICITY, "KAPPA", 0,
     "How a fee drives them away, instead of the scenario's: they trade flow e^(-KAPPA fee)", 1},
    {0},
};

static const char doc[] =
    "Finds the swap fee that earns the pool of SCENARIO (a JSON file, - for standard input) most: "
    "what others' trades pay, by a law of demand that you give, less what arbitrage takes at that "
    "fee. For the pool at rest at its start, at rest at its target, and during the move. Two "
    "tokens."
    "\vA low fee earns little of each trade, and lets arbitrage take more; a high one drives "
    "trades away. Beside the best fee stand the fees that earn as much within 1 %, and what the "
    "scenario's own fee earns.\n\n"
    "Examples:\n"
    "  orthant fee scenarios/market/which-fee.json\n"
    "  orthant fee scenarios/market/which-fee.json --elasticity 1000 --csv\n"
    "  orthant fee my.json --flow 0.3 --elasticity 300 --price-volatility 0.8\n"
    "  orthant fee my.json --path geodesic --steps 720 --plot fee.svg\n";

static error_t parse(int key, char *argument, struct argp_state *state)
{
    arguments *given = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &given->scenario;
        state->child_inputs[1] = &given->volatility;
        state->child_inputs[2] = &given->plot;
        state->child_inputs[3] = &given->prices;
        state->child_inputs[4] = &given->output;
        return 0;
    case KEY_PATH:
        if (strchr(argument, ',') != NULL)
            argp_error(state, "--path: one path at a time");
        given->path = argument;
        return 0;
    case ARGP_KEY_END:
        if (given->scenario.steps != NULL && strchr(given->scenario.steps, ',') != NULL)
            argp_error(state, "--steps: one number of steps at a time");
        cli_check_volatility(state, given->volatility, &given->prices);
        return 0;
    case KEY_FLOW:
        given->flow = argument;
        return 0;
    case KEY_ELASTICITY:
        given->elasticity = argument;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static orth_status prepare(orth_scenario *scenario, const arguments *given, orth_error *error)
{
    orth_status status = cli_set_prices(scenario, &given->prices, error);
    if (status == ORTH_OK)
        status = cli_set_volatility(scenario, given->volatility, error);
    if (status == ORTH_OK && given->flow != NULL)
        status = cli_of_command_line(orth_scenario_set_flow(scenario, given->flow, error));
    if (status == ORTH_OK && given->elasticity != NULL)
        status =
            cli_of_command_line(orth_scenario_set_elasticity(scenario, given->elasticity, error));
    if (status == ORTH_OK)
        status = cli_check_files(&(cli_files){.outputs = {given->output.file},
                                              .plots = {given->plot.file},
                                              .scripts = given->plot.keep_script,
                                              .scenario = scenario},
                                 error);
    return status;
}

static orth_status write_all(const orth_fee_study *study, const arguments *given, orth_error *error)
{
    orth_status status = ORTH_OK;
    if (given->output.file != NULL) {
        orth_output output;
        status = orth_output_open(&output, given->output.file, error);
        if (status == ORTH_OK) {
            orth_fee_study_write_json(study, output.stream);
            status = orth_output_commit(&output, error);
        }
    }
    if (status == ORTH_OK && given->plot.file != NULL)
        status = orth_fee_study_plot(study, given->plot.file, given->plot.keep_script, error);
    if (status != ORTH_OK)
        return status;
    if (given->output.format == CLI_JSON)
        orth_fee_study_write_json(study, stdout);
    else if (given->output.format == CLI_CSV)
        orth_fee_study_write_csv(study, stdout);
    else
        orth_fee_study_write_table(study, stdout);
    return ORTH_OK;
}

int cli_fee(int argc, char **argv)
{
    static const struct argp_child children[] = {
        {&cli_scenario_argp, 0, NULL, 0}, {&cli_volatility_argp, 0, NULL, 0},
        {&cli_plot_argp, 0, NULL, 0},     {&cli_prices_argp, 0, NULL, 0},
        {&cli_output_argp, 0, NULL, 0},   {0}};
    static const struct argp argp = {options, parse, "SCENARIO", doc, children, NULL, NULL};
    arguments given = {
        .scenario.steps_help = "The number of steps, instead of the scenario's first",
        .plot.help = "Draw income, losses and net income against the fee to FILE.svg or FILE.png",
    };
    cli_parse(&argp, argc, argv, &given);

    orth_error error;
    orth_scenario *scenario;
    orth_fee_study *study = NULL;
    orth_status status = cli_load_scenario(&scenario, &given.scenario, given.path, &error);
    if (status == ORTH_OK)
        status = prepare(scenario, &given, &error);
    if (status == ORTH_OK)
        status = orth_fee_study_create(&study, scenario, &error);
    if (status == ORTH_OK)
        cli_note_arbitrage(scenario, false);
    for (size_t i = 0; status == ORTH_OK && i < study->note_count; i++)
        cli_note("%s", study->notes[i]);
    if (status == ORTH_OK)
        status = write_all(study, &given, &error);
    orth_fee_study_free(study);
    orth_scenario_free(scenario);
    return cli_finish_stdout(status == ORTH_OK ? CLI_OK : cli_report_error(&error));
}
