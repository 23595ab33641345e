/* orthant steps: the best number of steps, and how much it matters. */
#include "cli.h"
#include "files.h"
#include "options.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_out.h"
#include "base/text.h"
#include "orthant/decimal.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "orthant/simulate.h"

enum { KEY_PATH = 0x200, KEY_UPDATE, KEY_TRACKING };

typedef struct arguments {
    cli_output_options output;
    cli_scenario_options scenario;
    cli_monte_carlo_options monte_carlo;
    cli_plot_options plot;
    cli_prices_options prices;
    const char *path, *volatility;
    double update, tracking_bp; /* < 0: the scenario's */
} arguments;

static const struct argp_option options[] = {
    {"path", KEY_PATH, "PATH", 0, "The path, instead of the scenario's first", 0},
    {"update-cost", KEY_UPDATE, "MONEY", 0,
     "What one update of the weights costs, in the pool's unit, instead of the scenario's", 1},
    {"tracking", KEY_TRACKING, "BP", 0,
     "What a step away from the target costs the strategy, in basis points of the pool's value "
     "(0.01 or 0.01bp), instead of the scenario's",
     1},
    {0},
};

static const char doc[] =
    "Finds into how many steps the move of SCENARIO (a JSON file, - for standard input) is best "
    "cut: by the closed forms, f* = D / sqrt(2 l) without fees and that with the fee and the "
    "prices' noise, and by simulation, all numbers of steps on the same prices and over the same "
    "blocks."
    "\vFew steps lose more to each move of the weights; many keep the pool longer at weights that "
    "cost more in LVR, tracking and updates (l, a step). Without any such cost more steps are "
    "always better. What the pool at its target costs on the same prices is taken off, price path "
    "by price path. Each number of steps is compared with the least price path by price path, and "
    "the interval of that difference decides which are within 1 % of it, and which cannot be told "
    "from it.\n\n"
    "Examples:\n"
    "  orthant steps scenarios/market/weekly-update.json\n"
    "  orthant steps scenarios/market/weekly-update.json --tracking 0.01\n"
    "  orthant steps my.json --update-cost 5 --price-paths 2000 --plot steps.svg\n"
    "  orthant steps scenarios/btc-usdc-50-90.json --price-volatility 0.8\n"
    "  orthant steps my.json --prices BTC=btc.csv --prices ETH=eth.csv\n"
    "  orthant steps my.json --path linear --steps 100,200,400,800 --csv\n";

/* A number as scenarios have it, of basis points where the unit may stand behind it. */
static double parse_money(struct argp_state *state, const char *option, const char *text,
                          const char *unit)
{
    char number[128];
    size_t length = strlen(text), tail = strlen(unit);
    if (length > tail && strcmp(text + length - tail, unit) == 0)
        length -= tail;
    snprintf(number, sizeof number, "%s%.*s", text[0] == '.' ? "0" : "", (int)length, text);
    mpq_t exact;
    mpq_init(exact);
    bool is_number =
        length + 2 < sizeof number && orth_decimal_parse(exact, number, NULL) == ORTH_OK;
    double value = is_number ? orth_rational_to_double(exact) : NAN;
    mpq_clear(exact);
    if (!is_number)
        argp_error(state, "--%s: '%s' is not a number; permitted: numbers from 0 to %s", option,
                   text, ORTH_LIMIT_TEXT(ORTH_EXPOSURE_MAX));
    if (!(value >= 0 && value <= ORTH_EXPOSURE_MAX))
        argp_error(state, "--%s: '%s' is out of range; permitted: from 0 to %s", option, text,
                   ORTH_LIMIT_TEXT(ORTH_EXPOSURE_MAX));
    return value;
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
        state->child_inputs[4] = &given->volatility;
        state->child_inputs[5] = &given->output;
        return 0;
    case ARGP_KEY_END:
        cli_check_volatility(state, given->volatility, &given->prices);
        return 0;
    case KEY_PATH:
        if (strchr(argument, ',') != NULL)
            argp_error(state, "--path: one path at a time");
        given->path = argument;
        return 0;
    case KEY_UPDATE:
        given->update = parse_money(state, "update-cost", argument, "");
        return 0;
    case KEY_TRACKING:
        given->tracking_bp = parse_money(state, "tracking", argument, "bp");
        if (given->tracking_bp >= orth_part_bp(1))
            argp_error(state,
                       "--tracking: '%s' basis points of the pool's value a step; permitted: "
                       "below %g, which is all of it",
                       argument, orth_part_bp(1));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static orth_status write_all(const orth_best_steps *report, const arguments *given,
                             orth_error *error)
{
    orth_status status = ORTH_OK;
    unsigned threads = given->monte_carlo.threads;
    if (given->output.file != NULL) {
        orth_output output;
        status = orth_output_open(&output, given->output.file, error);
        if (status == ORTH_OK) {
            orth_best_steps_write_json(report, threads, output.stream);
            status = orth_output_commit(&output, error);
        }
    }
    if (status == ORTH_OK && given->plot.file != NULL)
        status = orth_best_steps_plot(report, given->plot.file, given->plot.keep_script, error);
    if (status != ORTH_OK)
        return status;
    if (given->output.format == CLI_JSON)
        orth_best_steps_write_json(report, threads, stdout);
    else if (given->output.format == CLI_CSV)
        orth_best_steps_write_csv(report, stdout);
    else
        orth_best_steps_write_table(report, stdout);
    return ORTH_OK;
}

/* --price-volatility: closed forms and simulation have the same prices. */
static orth_status set_volatility(orth_scenario *scenario, const char *list, orth_error *error)
{
    char text[ORTH_VOLATILITY_NOTE_MAX];
    if (list == NULL)
        return ORTH_OK;
    orth_status status = cli_set_volatility(scenario, list, error);
    if (status == ORTH_OK)
        status = orth_scenario_simulate_volatility(scenario, text, error);
    if (status == ORTH_OK)
        cli_note("%s", text);
    return status;
}

static orth_status prepare(orth_scenario *scenario, const arguments *given, orth_exposure *exposure,
                           orth_steps_curve **curve, orth_error *error)
{
    if (given->update > 0 && !scenario->has_pool)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: --update-cost is money and needs /pool/value, which is missing",
                         scenario->file);
    if (given->update >= 0)
        scenario->update_cost = given->update;
    if (given->tracking_bp >= 0)
        scenario->tracking_bp = given->tracking_bp;
    cli_set_monte_carlo(scenario, &given->monte_carlo);
    orth_cost_options how = {.seed = scenario->seed, .threads = given->monte_carlo.threads};
    return orth_best_steps_prepare(scenario, exposure, curve, given->scenario.steps != NULL, &how,
                                   error);
}

/* What the closed form with the fee leaves out of the prices. A pool without a fee has no such
 * form, and nothing is said. */
static void note_noise(const orth_steps_curve *curve)
{
    const orth_price_noise *noise = &curve->cost->noise;
    for (size_t i = 0; curve->cost->fee > 0 && i < noise->note_count; i++)
        cli_note("closed form: %s", noise->notes[i]);
}

int cli_steps(int argc, char **argv)
{
    static const struct argp_child children[] = {{&cli_scenario_argp, 0, NULL, 0},
                                                 {&cli_monte_carlo_argp, 0, NULL, 0},
                                                 {&cli_plot_argp, 0, NULL, 0},
                                                 {&cli_prices_argp, 0, NULL, 0},
                                                 {&cli_volatility_argp, 0, NULL, 0},
                                                 {&cli_output_argp, 0, NULL, 0},
                                                 {0}};
    static const struct argp argp = {options, parse, "SCENARIO", doc, children, NULL, NULL};
    arguments given = {
        .update = -1,
        .tracking_bp = -1,
        .scenario.steps_help = "Numbers of steps to try, instead of those around the closed form's",
        .plot.help = "Draw the curve, and the differences to the least, to FILE.svg or FILE.png",
    };
    cli_parse(&argp, argc, argv, &given);

    orth_error error;
    orth_scenario *scenario;
    orth_exposure exposure;
    orth_steps_curve *curve = NULL;
    orth_simulation *simulation = NULL, *at_target = NULL;
    orth_best_steps *report = NULL;
    orth_status status = cli_load_scenario(&scenario, &given.scenario, given.path, &error);
    if (status == ORTH_OK)
        status = cli_set_prices(scenario, &given.prices, &error);
    if (status == ORTH_OK)
        status = set_volatility(scenario, given.volatility, &error);
    if (status == ORTH_OK)
        status = cli_check_files(&(cli_files){.outputs = {given.output.file},
                                              .plots = {given.plot.file},
                                              .scripts = given.plot.keep_script,
                                              .scenario = scenario},
                                 &error);
    if (status == ORTH_OK)
        status = prepare(scenario, &given, &exposure, &curve, &error);
    if (status == ORTH_OK)
        note_noise(curve);
    orth_simulate_options how = {.threads = given.monte_carlo.threads};
    cli_watch(&how);
    if (status == ORTH_OK)
        status = orth_simulation_run(&simulation, scenario, &how, &error);
    cli_watch(&how);
    if (status == ORTH_OK)
        status = orth_simulation_at_target(&at_target, simulation, &how, &error);
    cli_unwatch();
    for (size_t i = 0; status == ORTH_OK && i < simulation->note_count; i++)
        cli_note("%s", simulation->notes[i]);
    if (status == ORTH_OK)
        status = orth_best_steps_create(&report, simulation, at_target, &exposure, curve, &error);
    if (status == ORTH_OK)
        status = write_all(report, &given, &error);
    int code = status != ORTH_OK ? cli_report_error(&error) : CLI_OK;
    if (status == ORTH_OK && simulation->partial)
        code = CLI_INTERRUPTED;
    orth_best_steps_free(report);
    orth_simulation_free(at_target);
    orth_simulation_free(simulation);
    orth_steps_curve_free(curve);
    orth_scenario_free(scenario);
    return cli_finish_stdout(code);
}
