/* orthant launch: what a sale by falling weights raises, and at which price. */
#include "cli.h"
#include "files.h"
#include "launch_best.h"
#include "options.h"

#include <stdlib.h>
#include <string.h>

#include "base/file_out.h"
#include "base/plural.h"
#include "base/progress.h"
#include "orthant/launch.h"
#include "orthant/report.h"
#include "orthant/sale_contract.h"

enum {
    KEY_PATHS = 0x200,
    KEY_PRICE_FILE,
    KEY_START_WEIGHTS,
    KEY_END_WEIGHTS,
    KEY_DAYS,
    KEY_FEES,
    KEY_CONTRACT
};

/* Blocks of the curves that JSON and pictures have. */
#define CURVE_BLOCKS 241
/* Numbers of one list; more are for a sweep. */
#define LIST_MAX 256

/* A comma-separated list of the command line, as the library takes it. */
typedef struct list {
    size_t count;
    const char *items[LIST_MAX];
    char *text; /* what they point into */
} list;

typedef struct arguments {
    cli_output_options output;
    cli_scenario_options scenario;
    cli_monte_carlo_options monte_carlo;
    cli_plot_options plot;
    cli_launch_best_options best;
    const char *paths, *price_file;
    const char *contract;
    list start_weights, end_weights, days, fees;
} arguments;

static const struct argp_option options[] = {
    {"paths", KEY_PATHS, "PATH,...", 0,
     "Paths, instead of the scenario's; 'orthant list paths' names them", 0},
    {"start-weights", KEY_START_WEIGHTS, "W,...", 0,
     "Weights of the project's token at the start, instead of the scenario's: each with every "
     "other setting",
     1},
    {"end-weights", KEY_END_WEIGHTS, "W,...", 0, "Weights of the project's token at the end", 1},
    {"days", KEY_DAYS, "D,...", 0, "Lengths of the sale in days, instead of --steps", 1},
    {"fees", KEY_FEES, "PHI,...", 0, "Swap fees, instead of the scenario's", 1},
    {"price-file", KEY_PRICE_FILE, "FILE", 0,
     "Prices of the reserve token in the pool's unit, instead of launch.reserve_prices: all money "
     "is then told in the unit",
     2},
    {"contract", KEY_CONTRACT, "KIND", 0,
     "Run the sale in the integers of a contract too, v2, v3, v4 or fixed-price, and tell the "
     "difference; of linear paths, and of one price path unless --price-paths is given",
     2},
    {0},
};

static const char doc[] =
    "Runs the sale of SCENARIO (a JSON file, - for standard input, with the key launch): the "
    "weights of a pool fall until buyers come. Says what is raised and sold, at which price, and "
    "how fairly, for each path, length and setting, with the same buyers."
    "\vWith several price paths every figure is a mean with its standard error, 95 % interval and "
    "quantiles, and differences from the first result are taken price path by price path. Ctrl-C "
    "reports what is done so far, marked partial (exit code 130).\n\n"
    "Examples:\n"
    "  orthant launch scenarios/launch/fair-launch.json --plot launch.svg\n"
    "  orthant launch my.json --start-weights 0.9,0.95,0.99 --days 1,2,3 --csv\n"
    "  orthant launch my.json --paths linear,geometric,dutch --price-paths 10000\n"
    "  orthant launch my.json --start-weights 0.9,0.99 --fees 0,0.01 --best raise\n"
    "  orthant launch my.json --paths linear --contract v3\n"
    "  orthant launch my.json --price-file eth-usd.csv --json\n";

static void parse_list(struct argp_state *state, const char *option, const char *argument, list *to)
{
    to->text = strdup(argument);
    if (to->text == NULL) { /* as everywhere, not in argp's own words */
        fputs("orthant: out of memory\n", stderr);
        exit(CLI_RESOURCE);
    }
    for (char *rest = to->text, *item; (item = strsep(&rest, ",")) != NULL;) {
        if (*item == '\0')
            argp_error(state,
                       "--%s: '%s' has an empty place; permitted: numbers, with commas "
                       "between them",
                       option, argument);
        if (to->count == LIST_MAX)
            argp_error(state, "--%s: at most %d numbers", option, LIST_MAX);
        to->items[to->count++] = item;
    }
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    arguments *given = state->input;
    orth_sale_contract_kind kind;
    orth_error error;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &given->scenario;
        state->child_inputs[1] = &given->monte_carlo;
        state->child_inputs[2] = &given->plot;
        state->child_inputs[3] = &given->best;
        state->child_inputs[4] = &given->output;
        return 0;
    case KEY_PATHS:
        given->paths = argument;
        return 0;
    case KEY_PRICE_FILE:
        given->price_file = argument;
        return 0;
    case KEY_CONTRACT:
        if (orth_sale_contract_find(&kind, argument, &error) != ORTH_OK)
            argp_error(state, "--contract: %s", error.text);
        given->contract = argument;
        return 0;
    case KEY_START_WEIGHTS:
        parse_list(state, "start-weights", argument, &given->start_weights);
        return 0;
    case KEY_END_WEIGHTS:
        parse_list(state, "end-weights", argument, &given->end_weights);
        return 0;
    case KEY_DAYS:
        parse_list(state, "days", argument, &given->days);
        return 0;
    case KEY_FEES:
        parse_list(state, "fees", argument, &given->fees);
        return 0;
    case ARGP_KEY_END:
        if (given->days.count > 0 && given->scenario.steps != NULL)
            argp_error(state, "--days and --steps both say how long the sale is");
        if (given->contract != NULL && given->best.given)
            argp_error(state, "--best ranks sales in doubles; --contract tells a sale in integers");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---------------------------------------------------------------- output */

/* The launch, and the same in a contract's integers; NULL without. */
typedef struct results_of {
    const arguments *given;
    orth_launch *launch;
    orth_launch *contract;
} results_of;

static orth_status write_json(const results_of *of, const orth_launch_in_contract *contract,
                              FILE *stream, orth_error *error)
{
    return orth_launch_write_json(of->launch, of->given->monte_carlo.threads, contract, stream,
                                  error);
}

static orth_status write_file(const results_of *of, const orth_launch_in_contract *contract,
                              orth_error *error)
{
    orth_output output;
    orth_status status = orth_output_open(&output, of->given->output.file, error);
    if (status != ORTH_OK)
        return status;
    status = write_json(of, contract, output.stream, error);
    if (status == ORTH_OK)
        return orth_output_commit(&output, error);
    orth_output_abandon(&output);
    return status;
}

static orth_status write_all(const results_of *of, orth_error *error)
{
    const arguments *given = of->given;
    const orth_launch_in_contract in_contract = {given->contract, of->contract};
    const orth_launch_in_contract *contract = of->contract != NULL ? &in_contract : NULL;
    orth_status status = ORTH_OK;
    if (given->best.given)
        return cli_launch_best_write(of->launch, &given->best, &given->output, &given->plot, error);
    if (given->output.file != NULL)
        status = write_file(of, contract, error);
    if (status == ORTH_OK && given->plot.file != NULL)
        status = orth_launch_plot(of->launch, given->plot.file, given->plot.keep_script, error);
    if (status != ORTH_OK)
        return status;
    switch (given->output.format) {
    case CLI_JSON:
        return write_json(of, contract, stdout, error);
    case CLI_CSV:
        return orth_launch_write_csv(of->launch, contract, stdout, error);
    default:
        return orth_launch_write_table(of->launch, contract, stdout, error);
    }
}

/* ---------------------------------------------------------------- the command */

static void show_price_paths(uint64_t done, uint64_t all, void *unused)
{
    (void)unused;
    orth_progress(orth_plural(all, "price path", "price paths"), done, all);
}

/* In a contract's integers without curves. Where a setting is wrong its message begins with the
 * option. */
static orth_status run(orth_launch **launch, const orth_scenario *scenario, const arguments *given,
                       const char *contract, orth_error *error)
{
    bool curves =
        given->output.format == CLI_JSON || given->output.file != NULL || given->plot.file != NULL;
    orth_launch_settings settings = {
        .start_weight_count = given->start_weights.count,
        .start_weights = given->start_weights.items,
        .end_weight_count = given->end_weights.count,
        .end_weights = given->end_weights.items,
        .day_count = given->days.count,
        .days = given->days.items,
        .fee_count = given->fees.count,
        .fees = given->fees.items,
    };
    orth_simulate_options watch = {0};
    cli_watch(&watch);
    orth_launch_options how = {.threads = given->monte_carlo.threads,
                               .recorded = curves ? CURVE_BLOCKS : 0,
                               .stop = watch.stop,
                               .progress = show_price_paths,
                               .contract = contract};
    watch.prepared(NULL);
    orth_status status = orth_launch_run(launch, scenario, &settings, &how, error);
    cli_unwatch();
    for (size_t i = 0; status == ORTH_OK && i < (*launch)->note_count; i++)
        cli_note("%s%s", contract != NULL ? "in the contract's integers: " : "",
                 (*launch)->notes[i]);
    bool option = status == ORTH_BAD_INPUT && strncmp(error->text, "--", 2) == 0;
    return option ? cli_of_command_line(status) : status;
}

static orth_status prepare(orth_scenario *scenario, const arguments *given, orth_error *error)
{
    orth_status status = ORTH_OK;
    cli_set_monte_carlo(scenario, &given->monte_carlo);
    if (given->contract != NULL && given->monte_carlo.price_paths == 0 &&
        scenario->price_paths > 1) {
        scenario->price_paths = 1;
        cli_note("--contract: one price path, since integers take long; --price-paths M runs more");
    }
    if (given->price_file != NULL)
        status = cli_of_command_line(
            orth_scenario_set_reserve_prices(scenario, given->price_file, error));
    if (status == ORTH_OK)
        status = cli_check_files(&(cli_files){.outputs = {given->output.file},
                                              .plots = {given->plot.file},
                                              .scripts = given->plot.keep_script,
                                              .scenario = scenario},
                                 error);
    return status;
}

static void free_lists(arguments *given)
{
    free(given->start_weights.text);
    free(given->end_weights.text);
    free(given->days.text);
    free(given->fees.text);
}

int cli_launch(int argc, char **argv)
{
    static const struct argp_child children[] = {
        {&cli_scenario_argp, 0, NULL, 0}, {&cli_monte_carlo_argp, 0, NULL, 0},
        {&cli_plot_argp, 0, NULL, 0},     {&cli_launch_best_argp, 0, NULL, 0},
        {&cli_output_argp, 0, NULL, 0},   {0}};
    static const struct argp argp = {options, parse, "SCENARIO", doc, children, NULL, NULL};
    arguments given = {
        .scenario.tokens_most = 2,
        .scenario.sales = true,
        .plot.help = "Draw the price over time with that if nobody buys, what is raised so far and "
                     "who paid what, or with --best the ranking, to FILE.svg or FILE.png",
    };
    cli_parse(&argp, argc, argv, &given);

    orth_error error;
    orth_scenario *scenario;
    results_of results = {.given = &given};
    orth_status status = cli_load_scenario(&scenario, &given.scenario, given.paths, &error);
    if (status == ORTH_OK)
        status = prepare(scenario, &given, &error);
    if (status == ORTH_OK)
        status = run(&results.launch, scenario, &given, NULL, &error);
    if (status == ORTH_OK && given.contract != NULL && !results.launch->partial)
        status = run(&results.contract, scenario, &given, given.contract, &error);
    if (status == ORTH_OK)
        status = write_all(&results, &error);
    int code = status != ORTH_OK ? cli_report_error(&error) : CLI_OK;
    if (status == ORTH_OK &&
        (results.launch->partial || (results.contract != NULL && results.contract->partial)))
        code = CLI_INTERRUPTED;
    orth_launch_free(results.contract);
    orth_launch_free(results.launch);
    orth_scenario_free(scenario);
    free_lists(&given);
    return cli_finish_stdout(code);
}
