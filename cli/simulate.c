/* orthant simulate: the schedules of a scenario in its market. */
#include "cli.h"
#include "files.h"
#include "options.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_out.h"
#include "base/plural.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "orthant/simulate.h"

enum { KEY_PATHS = 0x200, KEY_PRICE_PATH, KEY_UNTIL, KEY_COMPAT, KEY_RECORD, KEY_RECORD_FILE };

/* Rows of a series that only a picture shows, about. */
#define PLOT_ROWS 500

typedef struct arguments {
    cli_output_options output;
    cli_scenario_options scenario;
    cli_monte_carlo_options monte_carlo;
    cli_plot_options plot;
    cli_prices_options prices;
    const char *paths, *record_file;
    uint64_t price_path, record_every;
    bool has_price_path, compat;
    double until_bp;
} arguments;

static const struct argp_option options[] = {
    {"paths", KEY_PATHS, "PATH,...", 0,
     "Paths, instead of the scenario's; 'orthant list paths' names them", 0},
    {"price-path", KEY_PRICE_PATH, "I", 0, "Only the price path of number I (from 0)", 3},
    {"until", KEY_UNTIL, "Xbp", 0,
     "Stop when the 95 % interval of every difference between schedules (of the value, where "
     "there is one) is within X basis points to each side",
     3},
    {"compat", KEY_COMPAT, "quantammsim", 0,
     "Trade by the rules of that simulator, and tell the difference to exact arbitrage", 2},
    {"record", KEY_RECORD, "every=N", 0,
     "Record every N-th block of the first price path; with --csv, standard output is the series",
     4},
    {"record-file", KEY_RECORD_FILE, "FILE", 0, "Write the recorded series to FILE, as CSV", 4},
    {0},
};

static const char doc[] =
    "Runs a pool along the schedules of SCENARIO (a JSON file, - for standard input), or with its "
    "strategies, through its market, with fees, gas and arbitrage in all tokens at once, and says "
    "where the value went."
    "\vWith several price paths every figure is a mean with its standard error, 95 % interval and "
    "quantiles. All schedules see the same prices, so that their differences, also given, are "
    "known far better than their values. Ctrl-C reports what is done so far, marked partial (exit "
    "code 130); a second one stops at once.\n\n"
    "Examples:\n"
    "  orthant simulate scenarios/market/btc-eth-usdc-gbm.json\n"
    "  orthant simulate my.json --price-paths 100000 --until 0.1bp --json\n"
    "  orthant simulate my.json --prices BTC=btc.csv --prices ETH=eth.csv\n"
    "  orthant simulate my.json --price-path 7 --record every=60 --csv\n"
    "  orthant simulate my.json --paths linear,geodesic --plot losses.svg\n"
    "  orthant simulate scenarios/strategies/four.json --json\n";

static void parse_until(struct argp_state *state, const char *text, double *until)
{
    char *end;
    *until = strtod(text, &end);
    if (strcmp(end, "bp") != 0 || !(*until > 0 && *until <= orth_part_bp(1)))
        argp_error(state, "--until is a number of basis points above 0, such as 0.1bp, not '%s'",
                   text);
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    arguments *given = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &given->scenario;
        state->child_inputs[1] = &given->monte_carlo;
        state->child_inputs[2] = &given->plot;
        state->child_inputs[3] = &given->prices;
        state->child_inputs[4] = &given->output;
        return 0;
    case KEY_PATHS:
        given->paths = argument;
        return 0;
    case KEY_PRICE_PATH:
        given->price_path = cli_parse_whole(state, "price-path", argument, 0, ORTH_PRICE_PATH_MAX);
        given->has_price_path = true;
        return 0;
    case KEY_UNTIL:
        parse_until(state, argument, &given->until_bp);
        return 0;
    case KEY_COMPAT:
        if (strcmp(argument, "quantammsim") != 0)
            argp_error(state, "--compat is quantammsim, not '%s'", argument);
        given->compat = true;
        return 0;
    case KEY_RECORD:
        if (strncmp(argument, "every=", 6) != 0)
            argp_error(state, "--record is every=N, not '%s'", argument);
        given->record_every =
            cli_parse_whole(state, "record every", argument + 6, 1, ORTH_STEPS_MAX);
        return 0;
    case KEY_RECORD_FILE:
        cli_check_output_name(state, "record-file", argument);
        given->record_file = argument;
        return 0;
    case ARGP_KEY_END:
        if (given->has_price_path && (given->monte_carlo.price_paths > 0 || given->until_bp > 0))
            argp_error(state, "--price-path runs one; --price-paths and --until run several");
        if (given->record_every > 0 && given->record_file == NULL && given->plot.file == NULL &&
            given->output.format != CLI_CSV)
            argp_error(state, "--record needs --csv, --record-file or --plot");
        if (given->record_file != NULL && given->record_every == 0)
            argp_error(state, "--record-file needs --record");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---------------------------------------------------------------- output */

typedef struct results_of {
    const arguments *given;
    orth_simulation *simulation, *exact;
    orth_recording *series;
} results_of;

static void write_artefact(const results_of *results, FILE *stream)
{
    orth_simulation_write_json(results->simulation, results->given->monte_carlo.threads,
                               results->exact, stream);
}

static orth_status write_file(const results_of *results, const char *file, bool series,
                              orth_error *error)
{
    orth_output output;
    orth_status status = orth_output_open(&output, file, error);
    if (status != ORTH_OK)
        return status;
    if (series)
        orth_recording_write_csv(results->series, output.stream);
    else
        write_artefact(results, output.stream);
    return orth_output_commit(&output, error);
}

static orth_status write_all(const results_of *results, orth_error *error)
{
    const arguments *given = results->given;
    orth_status status = ORTH_OK;
    if (given->output.file != NULL)
        status = write_file(results, given->output.file, false, error);
    if (status == ORTH_OK && given->record_file != NULL)
        status = write_file(results, given->record_file, true, error);
    if (status == ORTH_OK && given->plot.file != NULL)
        status = orth_simulation_plot(results->simulation, results->series, given->plot.file,
                                      given->plot.keep_script, error);
    if (status != ORTH_OK)
        return status;
    if (given->output.format == CLI_JSON)
        write_artefact(results, stdout);
    else if (given->output.format == CLI_TABLE)
        orth_simulation_write_table(results->simulation, results->exact, stdout);
    else if (given->record_every > 0 && given->record_file == NULL)
        orth_recording_write_csv(results->series, stdout);
    else
        orth_simulation_write_csv(results->simulation, stdout);
    return ORTH_OK;
}

/* ---------------------------------------------------------------- the command */

static orth_status apply(orth_scenario *scenario, const arguments *given, orth_error *error)
{
    cli_set_monte_carlo(scenario, &given->monte_carlo);
    return cli_set_prices(scenario, &given->prices, error);
}

static orth_status start_series(results_of *results, const orth_scenario *scenario, uint64_t every,
                                orth_simulate_options *how, orth_error *error)
{
    how->record = orth_recording_record;
    how->record_every = every;
    orth_status status = orth_recording_create(&results->series, scenario, error);
    how->user = results->series;
    return status;
}

/* Only now it is known how many blocks there are: the one price path again, with so many rows of a
 * series as a picture shows. */
static orth_status record_for_plot(results_of *results, const orth_scenario *scenario,
                                   orth_simulate_options *how, orth_error *error)
{
    orth_simulation *again = NULL;
    uint64_t every = (results->simulation->blocks + PLOT_ROWS - 1) / PLOT_ROWS;
    orth_status status = start_series(results, scenario, every, how, error);
    if (status == ORTH_OK)
        status = orth_simulation_run(&again, scenario, how, error);
    orth_simulation_free(again);
    return status == ORTH_OK ? orth_recording_check(results->series, error) : status;
}

static orth_status run(results_of *results, orth_scenario *scenario, orth_error *error)
{
    const arguments *given = results->given;
    orth_simulate_performance performance = orth_simulate_performance_usual();
    orth_simulate_options how = {
        .threads = given->monte_carlo.threads,
        .pairs = given->compat,
        .one_path = given->has_price_path,
        .price_path = given->price_path,
        .until_bp = given->until_bp,
        .digest = given->output.format == CLI_JSON || given->output.file != NULL,
        .performance = &performance,
    };
    orth_status status = ORTH_OK;
    if (given->compat && scenario->rules.order != ORTH_ORDER_PRICE_THEN_WEIGHT) {
        cli_note("--compat quantammsim: the order is price-then-weight, not %s",
                 orth_order_name(scenario->rules.order));
        scenario->rules.order = ORTH_ORDER_PRICE_THEN_WEIGHT;
    }
    if (given->record_every > 0)
        status = start_series(results, scenario, given->record_every, &how, error);
    cli_watch(&how);
    if (status == ORTH_OK)
        status = orth_simulation_run(&results->simulation, scenario, &how, error);
    if (status == ORTH_OK && results->series != NULL) {
        orth_recording_set_times(results->series, results->simulation);
        status = orth_recording_check(results->series, error);
    }
    cli_watch(&how);
    if (status == ORTH_OK && given->plot.file != NULL && results->series == NULL &&
        results->simulation->price_paths == 1)
        status = record_for_plot(results, scenario, &how, error);
    how.pairs = false;
    how.record = NULL;
    cli_watch(&how);
    if (status == ORTH_OK && given->compat && !results->simulation->partial)
        status = orth_simulation_run(&results->exact, scenario, &how, error);
    cli_unwatch();
    if (status == ORTH_OK && !results->simulation->random &&
        (given->has_price_path || given->monte_carlo.price_paths > 0 || given->until_bp > 0))
        cli_note("a %s market has one price path", scenario->market->model);
    else if (status == ORTH_OK && given->has_price_path)
        cli_note("one price path, number %" PRIu64 "; --price-paths M runs M of them",
                 given->price_path);
    if (status == ORTH_OK && given->until_bp > 0 && results->simulation->random &&
        !results->simulation->reached && !results->simulation->partial)
        cli_note("--until: %g bp is not reached after %" PRIu64
                 " price path%s; --price-paths allows more",
                 given->until_bp, results->simulation->price_paths,
                 orth_plural(results->simulation->price_paths, "", "s"));
    for (size_t i = 0; results->simulation != NULL && i < results->simulation->note_count; i++)
        cli_note("%s", results->simulation->notes[i]);
    return status;
}

int cli_simulate(int argc, char **argv)
{
    static const struct argp_child children[] = {
        {&cli_scenario_argp, 0, NULL, 0}, {&cli_monte_carlo_argp, 0, NULL, 0},
        {&cli_plot_argp, 0, NULL, 0},     {&cli_prices_argp, 0, NULL, 0},
        {&cli_output_argp, 0, NULL, 0},   {0}};
    static const struct argp argp = {options, parse, "SCENARIO", doc, children, NULL, NULL};
    arguments given = {
        .scenario.strategies = true,
        .plot.help = "Draw to FILE.svg or FILE.png: with several price paths the distribution of "
                     "the losses; with one, or with --record, value, shortfall and weights over "
                     "time; of strategies value, drawdown, weights and their distances",
    };
    cli_parse(&argp, argc, argv, &given);

    orth_error error;
    orth_scenario *scenario;
    results_of results = {.given = &given};
    orth_status status = cli_load_scenario(&scenario, &given.scenario, given.paths, &error);
    if (status == ORTH_OK)
        status = apply(scenario, &given, &error);
    if (status == ORTH_OK)
        status = cli_check_files(&(cli_files){.outputs = {given.output.file, given.record_file},
                                              .plots = {given.plot.file},
                                              .scripts = given.plot.keep_script,
                                              .scenario = scenario},
                                 &error);
    if (status == ORTH_OK)
        status = run(&results, scenario, &error);
    if (status == ORTH_OK)
        status = write_all(&results, &error);
    int code = status != ORTH_OK ? cli_report_error(&error) : CLI_OK;
    if (status == ORTH_OK && results.simulation->partial)
        code = CLI_INTERRUPTED;
    orth_simulation_free(results.exact);
    orth_simulation_free(results.simulation);
    orth_recording_free(results.series);
    orth_scenario_free(scenario);
    return cli_finish_stdout(code);
}
