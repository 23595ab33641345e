/* orthant weights: what a scenario's strategies do on prices, without a pool. */
#include "cli.h"
#include "files.h"
#include "options.h"

#include <inttypes.h>

#include "base/file_out.h"
#include "orthant/report.h"
#include "orthant/weights.h"

enum { KEY_STRATEGY = 0x200, KEY_PRICE_PATH, KEY_SEED, KEY_NORMALISE };

typedef struct arguments {
    cli_output_options output;
    cli_file_argument file;
    cli_prices_options prices;
    cli_plot_options plot;
    orth_weights_options which;
    bool has_price_path, has_seed, normalise;
    uint64_t seed;
} arguments;

static const struct argp_option options[] = {
    {"strategy", KEY_STRATEGY, "NAME", 0, "One of the scenario's strategies (default: all)", 0},
    {"normalise", KEY_NORMALISE, NULL, 0,
     "Divide initial weights that do not sum to 1 by their sum", 0},
    {"price-path", KEY_PRICE_PATH, "I", 0, "The price path of number I (from 0; default 0)", 3},
    {"seed", KEY_SEED, "S", 0, "Seed of the random numbers, instead of the scenario's", 3},
    {0},
};

static const char doc[] =
    "Writes the weights that the strategies of SCENARIO (a JSON file, - for standard input) give "
    "on its prices, block by block, without a pool."
    "\vBlock 0 is the first one behind the warm-up. The weights of a block depend on prices before "
    "it alone, but where quantammsim looks ahead, which a note says. With --csv a row is "
    "block,TOKEN,...; several strategies have a column more, strategy, before them. orthant "
    "simulate runs a pool with these weights.\n\n"
    "Examples:\n"
    "  orthant weights scenarios/strategies/momentum.json\n"
    "  orthant weights my.json --prices BTC=btc.csv --prices ETH=eth.csv --csv\n"
    "  orthant weights scenarios/strategies/four.json --strategy momentum --json\n"
    "  orthant weights scenarios/strategies/four.json --plot four.svg\n"
    "  orthant weights scenarios/strategies/quantammsim.json --csv\n";

static error_t parse(int key, char *argument, struct argp_state *state)
{
    arguments *given = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &given->file;
        state->child_inputs[1] = &given->prices;
        state->child_inputs[2] = &given->plot;
        state->child_inputs[3] = &given->output;
        return 0;
    case KEY_STRATEGY:
        given->which.strategy = argument;
        return 0;
    case KEY_PRICE_PATH:
        given->which.price_path =
            cli_parse_whole(state, "price-path", argument, 0, ORTH_PRICE_PATH_MAX);
        given->has_price_path = true;
        return 0;
    case KEY_NORMALISE:
        given->normalise = true;
        return 0;
    case KEY_SEED:
        given->seed = cli_parse_whole(state, "seed", argument, 0, ORTH_SEED_MAX);
        given->has_seed = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static orth_status write_all(orth_weights *weights, const arguments *given, orth_error *error)
{
    orth_status status = ORTH_OK;
    if (given->output.file != NULL) {
        orth_output output;
        status = orth_output_open(&output, given->output.file, error);
        if (status != ORTH_OK)
            return status;
        status = orth_weights_write_json(weights, output.stream, error);
        if (status == ORTH_OK)
            status = orth_output_commit(&output, error);
        else
            orth_output_abandon(&output);
    }
    if (status == ORTH_OK && given->plot.file != NULL)
        status = orth_weights_plot(weights, given->plot.file, given->plot.keep_script, error);
    if (status != ORTH_OK)
        return status;
    return given->output.format == CLI_JSON  ? orth_weights_write_json(weights, stdout, error)
           : given->output.format == CLI_CSV ? orth_weights_write_csv(weights, stdout, error)
                                             : orth_weights_write_table(weights, stdout, error);
}

static orth_status run(orth_scenario *scenario, const arguments *given, orth_error *error)
{
    orth_weights *weights;
    orth_status status = orth_weights_create(&weights, scenario, &given->which, error);
    for (size_t i = 0; status == ORTH_OK && i < orth_weights_note_count(weights); i++)
        cli_note("%s", orth_weights_note(weights, i));
    if (status == ORTH_OK && given->has_price_path &&
        orth_weights_price_path(weights) != given->which.price_path)
        cli_note("a %s market has one price path", scenario->market->model);
    if (status == ORTH_OK)
        status = write_all(weights, given, error);
    orth_weights_free(weights);
    return status;
}

int cli_weights(int argc, char **argv)
{
    static const struct argp_child children[] = {{&cli_file_argp, 0, NULL, 0},
                                                 {&cli_prices_argp, 0, NULL, 0},
                                                 {&cli_plot_argp, 0, NULL, 0},
                                                 {&cli_output_argp, 0, NULL, 0},
                                                 {0}};
    static const struct argp argp = {options, parse, "SCENARIO", doc, children, NULL, NULL};
    arguments given = {
        .file.what = "SCENARIO",
        .plot.help = "Draw the weights over time as areas, and how far apart several strategies "
                     "are, to FILE.svg or FILE.png",
    };
    cli_parse(&argp, argc, argv, &given);

    orth_error error;
    orth_scenario *scenario;
    cli_scenario_options from = {
        .file = given.file.name, .normalise = given.normalise, .strategies = true};
    orth_status status = cli_load_scenario(&scenario, &from, NULL, &error);
    if (status == ORTH_OK && given.has_seed)
        scenario->seed = given.seed;
    if (status == ORTH_OK)
        status = cli_set_prices(scenario, &given.prices, &error);
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
