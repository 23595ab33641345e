/* orthant report: one page to decide on. */
#include "cli.h"
#include "files.h"
#include "options.h"
#include "report_words.h"
#include "screen.h"

#include <mpfr.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_out.h"
#include "orthant/page.h"

enum { KEY_GAS = 0x200, KEY_TARGET };

typedef struct arguments {
    cli_scenario_options scenario;
    cli_prices_options prices;
    cli_monte_carlo_options monte_carlo;
    const char *volatility, *file, *gas;
    bool json;
    orth_page_options page;
} arguments;

static const struct argp_option options[] = {
    {"gas", KEY_GAS, "MONEY", 0, "What one call costs, in the pool's unit", 0},
    {"target", KEY_TARGET, "NAME", 0,
     "The contract of the calls; 'orthant list targets' names them", 0},
    {"output", 'o', "FILE", 0,
     "Write the page to FILE, whole or not at all: as HTML, or its facts if FILE ends in .json", 8},
    {"json", 'j', NULL, 0, "Write the facts of the page as JSON to stdout", 8},
    {0},
};

static const char doc[] =
    "Writes one page to decide on about SCENARIO (a JSON file, - for standard input): what to do, "
    "what it costs and how sure that is; the calls to make; what could go wrong; what was assumed. "
    "One HTML file without scripts, which asks nothing of the network; without -o it goes to stdout."
    "\vWith -o, what is to be decided is printed in a few sentences. Parts that need what the "
    "scenario does not have are named with the key that would fill them.\n\n"
    "Examples:\n"
    "  orthant report scenarios/btc-usdc-with-fee.json -o report.html\n"
    "  orthant report scenarios/strategies/momentum.json --json\n";

static error_t parse(int key, char *argument, struct argp_state *state)
{
    arguments *given = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &given->scenario;
        state->child_inputs[1] = &given->volatility;
        state->child_inputs[2] = &given->prices;
        state->child_inputs[3] = &given->monte_carlo;
        return 0;
    case ARGP_KEY_END:
        cli_check_volatility(state, given->volatility, &given->prices);
        cli_screen_results(!given->json && given->file != NULL);
        return 0;
    case 'o':
        cli_check_output_name(state, "output", argument);
        given->file = argument;
        return 0;
    case 'j':
        given->json = true;
        return 0;
    case KEY_GAS:
        given->gas = argument;
        given->page.gas = cli_parse_number(state, "gas", argument,
                                           (cli_interval){.least = 0, .most = ORTH_MONEY_MAX});
        return 0;
    case KEY_TARGET:
        given->page.target = argument;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static orth_status load(orth_scenario **scenario, arguments *given, orth_error *error)
{
    given->scenario.strategies = given->scenario.sales = true;
    given->page.threads = given->monte_carlo.threads;
    orth_status status = cli_load_scenario(scenario, &given->scenario, NULL, error);
    if (status == ORTH_OK)
        cli_set_monte_carlo(*scenario, &given->monte_carlo);
    if (status == ORTH_OK)
        status = cli_set_prices(*scenario, &given->prices, error);
    if (status == ORTH_OK)
        status = cli_set_volatility(*scenario, given->volatility, error);
    if (status == ORTH_OK)
        status =
            cli_check_files(&(cli_files){.outputs = {given->file}, .scenario = *scenario}, error);
    return status;
}

static bool is_json(const char *file)
{
    size_t length = strlen(file);
    return length > 5 && strcmp(file + length - 5, ".json") == 0;
}

static orth_status write_file(const orth_page *page, const char *file, orth_error *error)
{
    orth_output output;
    orth_status status = orth_output_open(&output, file, error);
    if (status != ORTH_OK)
        return status;
    if (is_json(file))
        orth_page_write_json(page, output.stream);
    else
        orth_page_write_html(page, output.stream);
    return orth_output_commit(&output, error);
}

/* Without a file the page itself goes to stdout; beside one, what is to be decided. */
static orth_status write_all(const orth_page *page, const arguments *given, orth_error *error)
{
    orth_status status = ORTH_OK;
    if (given->file != NULL)
        status = write_file(page, given->file, error);
    if (status != ORTH_OK)
        return status;
    if (given->json)
        orth_page_write_json(page, stdout);
    else if (given->file == NULL)
        orth_page_write_html(page, stdout);
    else
        orth_page_write_table(page, stdout);
    return ORTH_OK;
}

int cli_report(int argc, char **argv)
{
    static const struct argp_child children[] = {{&cli_scenario_argp, 0, NULL, 0},
                                                 {&cli_volatility_argp, 0, NULL, 0},
                                                 {&cli_prices_argp, 0, NULL, 0},
                                                 {&cli_monte_carlo_argp, 0, NULL, 0},
                                                 {0}};
    static const struct argp argp = {options, parse, "SCENARIO", doc, children, NULL, NULL};
    arguments given = {.page = orth_page_options_usual()};
    cli_parse(&argp, argc, argv, &given);

    orth_error error;
    orth_scenario *scenario;
    orth_page *page = NULL;
    orth_status status = load(&scenario, &given, &error);
    if (status == ORTH_OK)
        status =
            cli_report_words(&given.page.words,
                             &(cli_report_given){&given.scenario, &given.prices, &given.monte_carlo,
                                                 given.volatility, given.gas, given.page.target},
                             &error);
    if (status == ORTH_OK)
        status = orth_page_create(&page, scenario, &given.page, &error);
    for (size_t i = 0; status == ORTH_OK && i < orth_page_note_count(page); i++)
        cli_note("%s", orth_page_note(page, i));
    if (status == ORTH_OK)
        status = write_all(page, &given, &error);
    orth_page_free(page);
    free((void *)(uintptr_t)given.page.words);
    orth_scenario_free(scenario);
    mpfr_free_cache();
    return cli_finish_stdout(status == ORTH_OK ? CLI_OK : cli_report_error(&error));
}
