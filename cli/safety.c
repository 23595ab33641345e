/* orthant safety: what a schedule gives to whoever builds several blocks in a row. */
#include "cli.h"
#include "files.h"
#include "options.h"

#include <stdlib.h>
#include <string.h>

#include "base/file_in.h"
#include "base/file_out.h"
#include "orthant/report.h"

enum { KEY_BLOCKS = 0x200, KEY_CAPITAL, KEY_STAKE, KEY_SWAP_LIMIT, KEY_FEE, KEY_PATHS };

typedef struct arguments {
    cli_output_options output;
    cli_scenario_options scenario;
    cli_plot_options plot;
    cli_prices_options prices;
    cli_monte_carlo_options monte_carlo;
    orth_safety_options attacker;
    const char *numbers[4]; /* as given, in the order of number_names */
    const char *paths;
} arguments;

static const char *const number_names[] = {"capital", "stake", "swap-limit", "fee"};

static const struct argp_option options[] = {
    {"blocks", KEY_BLOCKS, "N", 0,
     "How many blocks in a row the attacker builds (default: by --stake, else "
     "32, the slots of an epoch of Ethereum)",
     0},
    {"capital", KEY_CAPITAL, "C", 0, "What he can put in, in parts of the pool's value (default 1)",
     0},
    {"stake", KEY_STAKE, "S", 0,
     "The share of all blocks that he builds: how probable the worst is, and without --blocks how "
     "many in a row he must be expected to have",
     0},
    {"swap-limit", KEY_SWAP_LIMIT, "R", 0,
     "A swap takes at most this part of a reserve (default: no limit, since several swaps go "
     "around it)",
     0},
    {"fee", KEY_FEE, "PHI", 0, "The pool's swap fee, instead of the scenario's", 0},
    {"paths", KEY_PATHS, "PATH,...", 0, "The paths, instead of the scenario's", 0},
    {0},
};

static const char doc[] =
    "Says whether the weights of a pool that moves are safe from an attacker who builds several "
    "blocks in a row: he pushes the price away before the weights move and trades back "
    "afterwards. Of the paths or strategies of SCENARIO, or of a PLAN's calls on the emulated "
    "contract (a JSON file, - for standard input)."
    "\vSafe is: no window of N blocks or fewer gives a capital of C more than honest arbitrage. "
    "The exit code is 0 where all is safe, 1 where something is not.\n\n"
    "Examples:\n"
    "  orthant safety scenarios/btc-usdc-with-fee.json --blocks 40 --capital 0.9\n"
    "  orthant safety plan.json --fee 0.003 --stake 0.2\n"
    "  orthant safety my.json --paths geometric --steps 720,7200 --plot safety.svg\n"
    "  orthant safety scenarios/strategies/momentum.json --blocks 3 --json\n";

static error_t parse(int key, char *argument, struct argp_state *state)
{
    arguments *given = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &given->scenario;
        state->child_inputs[1] = &given->plot;
        state->child_inputs[2] = &given->prices;
        state->child_inputs[3] = &given->monte_carlo;
        state->child_inputs[4] = &given->output;
        return 0;
    case KEY_BLOCKS:
        given->attacker.window = cli_parse_whole(
            state, "blocks", argument, 1, (uint64_t)ORTH_STEPS_MAX * ORTH_BLOCKS_PER_STEP_MAX);
        return 0;
    case KEY_PATHS:
        given->paths = argument;
        return 0;
    case KEY_CAPITAL:
    case KEY_STAKE:
    case KEY_SWAP_LIMIT:
    case KEY_FEE:
        given->numbers[key - KEY_CAPITAL] = argument;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* What is looked at: a plan, or a scenario. */
typedef struct subject {
    orth_plan_file *plan;
    orth_scenario *scenario;
    char *text;
    size_t length;
} subject;

static orth_status set_numbers(arguments *given, orth_error *error)
{
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < 4; i++)
        if (given->numbers[i] != NULL)
            status = cli_of_command_line(orth_safety_options_set(&given->attacker, number_names[i],
                                                                 given->numbers[i], error));
    given->attacker.threads = given->monte_carlo.threads;
    return status;
}

/* Options of a scenario beside a plan. */
static orth_status check_plan_options(const arguments *given, orth_error *error)
{
    const struct {
        bool given;
        const char *name;
    } all[] = {
        {given->paths != NULL, "--paths"},
        {given->scenario.steps != NULL, "--steps"},
        {given->scenario.normalise, "--normalise"},
        {given->prices.count > 0, "--prices"},
        {given->prices.stamp_count > 0, "--stamp"},
        {given->prices.every != NULL, "--every"},
        {given->prices.from != NULL, "--from"},
        {given->prices.to != NULL, "--to"},
        {given->monte_carlo.price_paths > 0, "--price-paths"},
        {given->monte_carlo.has_seed, "--seed"},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (all[i].given)
            return cli_of_command_line(
                orth_fail(error, ORTH_BAD_INPUT, "%s: that is for a scenario, and %s is a plan",
                          all[i].name, orth_file_label(given->scenario.file)));
    return ORTH_OK;
}

static orth_status load_plan(subject *of, const arguments *given, orth_error *error)
{
    char difference[ORTH_ERROR_TEXT_MAX];
    const char *file = given->scenario.file;
    orth_status status = check_plan_options(given, error);
    if (status == ORTH_OK)
        status =
            orth_plan_file_parse(&of->plan, of->text, of->length, orth_file_label(file), error);
    if (status == ORTH_OK)
        status = orth_plan_file_use_calldata(of->plan, orth_file_label(file), difference, error);
    if (status == ORTH_OK && difference[0] != '\0')
        cli_note("%s: what is looked at is the calldata, which is not what the arguments say: %s",
                 orth_file_label(file), difference);
    return status;
}

static orth_status load_scenario(subject *of, arguments *given, orth_error *error)
{
    given->scenario.text = of->text;
    given->scenario.length = of->length;
    given->scenario.strategies = true;
    orth_status status = cli_load_scenario(&of->scenario, &given->scenario, given->paths, error);
    if (status == ORTH_OK)
        cli_set_monte_carlo(of->scenario, &given->monte_carlo);
    return status == ORTH_OK ? cli_set_prices(of->scenario, &given->prices, error) : status;
}

/* Reads the file once, whichever it is: it may be standard input. */
static orth_status load(subject *of, arguments *given, orth_error *error)
{
    bool is_plan = false;
    orth_status status =
        orth_file_read(&of->text, &of->length, given->scenario.file, ORTH_FILE_BYTES_MAX, error);
    if (status == ORTH_OK)
        status = orth_plan_file_is(&is_plan, of->text, of->length, error);
    if (status == ORTH_OK)
        status = is_plan ? load_plan(of, given, error) : load_scenario(of, given, error);
    if (status == ORTH_OK)
        status = cli_check_files(&(cli_files){.outputs = {given->output.file},
                                              .plots = {given->plot.file},
                                              .scripts = given->plot.keep_script,
                                              .input = given->scenario.file,
                                              .scenario = of->scenario},
                                 error);
    return status;
}

/* Where a number does not fit the file, its message begins with the option. */
static orth_status study_of(orth_safety_study **study, const subject *of, const arguments *given,
                            orth_error *error)
{
    orth_status status =
        of->plan != NULL
            ? orth_safety_study_of_plan(study, of->plan, &given->attacker, error)
            : orth_safety_study_of_scenario(study, of->scenario, &given->attacker, error);
    bool option = status == ORTH_BAD_INPUT && strncmp(error->text, "--", 2) == 0;
    return option ? cli_of_command_line(status) : status;
}

static orth_status write_all(const orth_safety_study *study, const arguments *given,
                             orth_error *error)
{
    orth_status status = ORTH_OK;
    if (given->output.file != NULL) {
        orth_output output;
        status = orth_output_open(&output, given->output.file, error);
        if (status == ORTH_OK) {
            orth_safety_study_write_json(study, output.stream);
            status = orth_output_commit(&output, error);
        }
    }
    if (status == ORTH_OK && given->plot.file != NULL)
        status = orth_safety_study_plot(study, given->plot.file, given->plot.keep_script, error);
    if (status != ORTH_OK)
        return status;
    if (given->output.format == CLI_JSON)
        orth_safety_study_write_json(study, stdout);
    else if (given->output.format == CLI_CSV)
        orth_safety_study_write_csv(study, stdout);
    else
        orth_safety_study_write_table(study, stdout);
    return ORTH_OK;
}

int cli_safety(int argc, char **argv)
{
    static const struct argp_child children[] = {
        {&cli_scenario_argp, 0, NULL, 0}, {&cli_plot_argp, 0, NULL, 0},
        {&cli_prices_argp, 0, NULL, 0},   {&cli_monte_carlo_argp, 0, NULL, 0},
        {&cli_output_argp, 0, NULL, 0},   {0}};
    static const struct argp argp = {options, parse, "SCENARIO|PLAN", doc, children, NULL, NULL};
    arguments given = {
        .attacker = orth_safety_options_usual(),
        .plot.help = "Draw the blocks in a row that are safe, and what the worst window gives by "
                     "capital, to FILE.svg or FILE.png",
    };
    cli_parse(&argp, argc, argv, &given);

    orth_error error;
    subject of = {0};
    orth_safety_study *study = NULL;
    orth_status status = set_numbers(&given, &error);
    if (status == ORTH_OK)
        status = load(&of, &given, &error);
    if (status == ORTH_OK)
        status = study_of(&study, &of, &given, &error);
    for (size_t i = 0; status == ORTH_OK && i < study->note_count; i++)
        cli_note("%s", study->notes[i]);
    if (status == ORTH_OK)
        status = write_all(study, &given, &error);
    int code = status != ORTH_OK ? cli_report_error(&error)
               : study->safe     ? CLI_OK
                                 : CLI_CHECK_FAILED;
    orth_safety_study_free(study);
    orth_plan_file_free(of.plan);
    orth_scenario_free(of.scenario);
    free(of.text);
    return cli_finish_stdout(code);
}
