#include "options.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli.h"
#include "orthant/exact.h"
#include "orthant/report.h"

enum {
    KEY_STEPS = 0x140,
    KEY_NORMALISE,
    KEY_PLOT,
    KEY_KEEP_SCRIPT,
    KEY_DIGITS,
    KEY_PRICE_PATHS,
    KEY_SEED,
    KEY_THREADS,
    KEY_PRICES,
    KEY_STAMP,
    KEY_EVERY,
    KEY_FROM,
    KEY_TO
};

uint64_t cli_parse_whole(struct argp_state *state, const char *option, const char *text,
                         uint64_t least, uint64_t most)
{
    char *end;
    unsigned long long value = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || value < least || value > most)
        argp_error(state,
                   "--%s: '%s' is out of range; permitted: whole numbers from %" PRIu64
                   " to %" PRIu64,
                   option, text, least, most);
    return value;
}

static bool is_within(double value, cli_interval of)
{
    return (of.above ? value > of.least : value >= of.least) &&
           (of.below ? value < of.most : value <= of.most) && isfinite(value);
}

double cli_parse_number(struct argp_state *state, const char *option, const char *text,
                        cli_interval of)
{
    char *end, most[48] = "";
    double value = strtod(text, &end);
    const char *words = of.above && of.below ? " and below"
                        : of.above           ? ", at most"
                        : of.below           ? " to below"
                                             : " to";
    if (isfinite(of.most))
        snprintf(most, sizeof most, "%s %.9g", words, of.most);
    if (end == text || *end != '\0' || !is_within(value, of))
        argp_error(state, "--%s is a number %s %g%s, not '%s'", option, of.above ? "above" : "from",
                   of.least, most, text);
    return value == 0 ? 0 : value; /* -0 is 0 */
}

/* A help text that the command chose, in memory that argp frees. */
static char *replace(const char *text, const char *chosen)
{
    char *copy = chosen == NULL ? NULL : strdup(chosen);
    return copy == NULL ? (char *)(uintptr_t)text : copy;
}

/* ---------------------------------------------------------------- the file */

static error_t take_file(int key, char *argument, struct argp_state *state, const char *what,
                         const char **name)
{
    if (key == ARGP_KEY_ARG) {
        if (*name != NULL)
            argp_error(state, "one %s at a time", what);
        *name = argument;
        return 0;
    }
    if (key != ARGP_KEY_NO_ARGS)
        return ARGP_ERR_UNKNOWN;
    argp_error(state, "which %s?", what);
    return 0;
}

static error_t parse_file(int key, char *argument, struct argp_state *state)
{
    cli_file_argument *file = state->input;
    return take_file(key, argument, state, file->what, &file->name);
}

const struct argp cli_file_argp = {NULL, parse_file, NULL, NULL, NULL, NULL, NULL};

/* ---------------------------------------------------------------- the scenario */

static const struct argp_option scenario_options[] = {
    {"steps", KEY_STEPS, "F,...", 0, "Numbers of steps, instead of the scenario's", 0},
    {"normalise", KEY_NORMALISE, NULL, 0,
     "Divide weights that do not sum to 1, as chains and publishers return them, by their sum", 0},
    {0}};

static error_t parse_scenario(int key, char *argument, struct argp_state *state)
{
    cli_scenario_options *options = state->input;
    if (key == KEY_NORMALISE) {
        options->normalise = true;
        return 0;
    }
    if (key != KEY_STEPS)
        return take_file(key, argument, state, "SCENARIO", &options->file);
    options->steps = argument;
    return 0;
}

static char *scenario_help(int key, const char *text, void *input)
{
    const cli_scenario_options *options = input;
    return replace(text, key == KEY_STEPS && options != NULL ? options->steps_help : NULL);
}

const struct argp cli_scenario_argp = {
    scenario_options, parse_scenario, NULL, NULL, NULL, scenario_help, NULL};

/* ---------------------------------------------------------------- pictures */

static const struct argp_option plot_options[] = {
    {"plot", KEY_PLOT, "FILE", 0, "Draw to FILE.svg or FILE.png", 5},
    {"keep-script", KEY_KEEP_SCRIPT, NULL, 0, "Keep the gnuplot script beside the picture", 5},
    {0}};

static error_t parse_plot(int key, char *argument, struct argp_state *state)
{
    cli_plot_options *options = state->input;
    switch (key) {
    case KEY_PLOT:
        options->file = argument;
        return 0;
    case KEY_KEEP_SCRIPT:
        options->keep_script = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static char *plot_help(int key, const char *text, void *input)
{
    const cli_plot_options *options = input;
    return replace(text, key == KEY_PLOT && options != NULL ? options->help : NULL);
}

const struct argp cli_plot_argp = {plot_options, parse_plot, NULL, NULL, NULL, plot_help, NULL};

/* ---------------------------------------------------------------- digits */

static const struct argp_option digits_options[] = {
    {"digits", KEY_DIGITS, "D", 0,
     "Significant digits of what is proven, 1 to " ORTH_LIMIT_TEXT(
         ORTH_EXACT_DIGITS_MAX) " (default " ORTH_LIMIT_TEXT(ORTH_EXACT_DIGITS_DEFAULT) ")",
     0},
    {0}};

static error_t parse_digits(int key, char *argument, struct argp_state *state)
{
    unsigned *input = state->input;
    if (key != KEY_DIGITS)
        return ARGP_ERR_UNKNOWN;
    unsigned digits = 0;
    for (const char *c = argument; *c != '\0'; c++) {
        if (*c < '0' || *c > '9' || digits > ORTH_EXACT_DIGITS_MAX) {
            digits = 0;
            break;
        }
        digits = 10 * digits + (unsigned)(*c - '0');
    }
    if (digits < 1 || digits > ORTH_EXACT_DIGITS_MAX)
        argp_error(state, "--digits is a whole number from 1 to %d, not '%s'",
                   ORTH_EXACT_DIGITS_MAX, argument);
    *input = digits;
    return 0;
}

const struct argp cli_digits_argp = {digits_options, parse_digits, NULL, NULL, NULL, NULL, NULL};

/* ---------------------------------------------------------------- price paths */

static const struct argp_option monte_carlo_options[] = {
    {"price-paths", KEY_PRICE_PATHS, "M", 0, "How many price paths, instead of the scenario's", 3},
    {"seed", KEY_SEED, "S", 0, "Seed of the random numbers, instead of the scenario's", 3},
    {"threads", KEY_THREADS, "T", 0,
     "Threads, 1 to " ORTH_LIMIT_TEXT(
         ORTH_THREADS_MAX) " (default: one a processor); the result does not depend on them",
     3},
    {0}};

static error_t parse_monte_carlo(int key, char *argument, struct argp_state *state)
{
    cli_monte_carlo_options *options = state->input;
    switch (key) {
    case KEY_PRICE_PATHS:
        options->price_paths =
            cli_parse_whole(state, "price-paths", argument, 1, ORTH_PRICE_PATHS_MAX);
        return 0;
    case KEY_SEED:
        options->seed = cli_parse_whole(state, "seed", argument, 0, ORTH_SEED_MAX);
        options->has_seed = true;
        return 0;
    case KEY_THREADS:
        options->threads =
            (unsigned)cli_parse_whole(state, "threads", argument, 1, ORTH_THREADS_MAX);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp cli_monte_carlo_argp = {
    monte_carlo_options, parse_monte_carlo, NULL, NULL, NULL, NULL, NULL};

void cli_set_monte_carlo(orth_scenario *scenario, const cli_monte_carlo_options *options)
{
    if (options->has_seed)
        scenario->seed = options->seed;
    if (options->price_paths > 0)
        scenario->price_paths = options->price_paths;
}

/* ---------------------------------------------------------------- price files */

static const struct argp_option prices_options[] = {
    {"prices", KEY_PRICES, "TOKEN=FILE", CLI_SEVERAL,
     "Prices of a token from a file, instead of the scenario's market; once a token, and one token "
     "may be left out, which is then priced 1",
     0},
    {"stamp", KEY_STAMP, "TOKEN=start|end", CLI_SEVERAL,
     "The times in a token's file are the starts of bars, or their ends; once a token", 0},
    {"every", KEY_EVERY, "SPAN", 0,
     "Rows of price files on a grid, such as 1h, with the last price of each token", 0},
    {"from", KEY_FROM, "TIME", 0,
     "Rows of price files from this time on, such as 2024-05-01 or 2024-05-01T12:00:00Z", 0},
    {"to", KEY_TO, "TIME", 0, "Rows of price files up to this time", 0},
    {0}};

static void add_stamp(struct argp_state *state, cli_prices_options *options, const char *argument)
{
    const char *equals = strchr(argument, '=');
    if (options->stamp_count == CLI_PRICE_FILES_MAX)
        argp_error(state, "--stamp: at most %d of them", CLI_PRICE_FILES_MAX);
    if (equals == NULL)
        argp_error(state, "--stamp is TOKEN=start or TOKEN=end, not '%s'", argument);
    size_t token = (size_t)(equals + 1 - argument);
    for (size_t i = 0; i < options->stamp_count; i++)
        if (strncmp(options->stamps[i], argument, token) == 0)
            argp_error(state, "--stamp is given once a token, not as '%s' and '%s'",
                       options->stamps[i], argument);
    options->stamps[options->stamp_count++] = argument;
}

static error_t parse_prices(int key, char *argument, struct argp_state *state)
{
    cli_prices_options *options = state->input;
    if (key == KEY_EVERY) {
        options->every = argument;
        return 0;
    }
    if (key == KEY_FROM || key == KEY_TO) {
        *(key == KEY_FROM ? &options->from : &options->to) = argument;
        return 0;
    }
    if (key == KEY_STAMP) {
        add_stamp(state, options, argument);
        return 0;
    }
    if (key != KEY_PRICES)
        return ARGP_ERR_UNKNOWN;
    if (options->count == CLI_PRICE_FILES_MAX)
        argp_error(state, "--prices: at most %d of them", CLI_PRICE_FILES_MAX);
    if (strchr(argument, '=') == NULL)
        argp_error(state, "--prices is TOKEN=FILE, not '%s'", argument);
    options->files[options->count++] = argument;
    return 0;
}

const struct argp cli_prices_argp = {prices_options, parse_prices, NULL, NULL, NULL, NULL, NULL};

orth_status cli_set_prices(orth_scenario *scenario, const cli_prices_options *options,
                           orth_error *error)
{
    orth_status status = ORTH_OK;
    if (options->count > 0)
        status = orth_scenario_set_prices(scenario, options->count, options->files, error);
    if (status == ORTH_OK)
        status = orth_scenario_set_stamps(scenario, options->stamp_count, options->stamps, error);
    if (status == ORTH_OK && options->every != NULL)
        status = orth_scenario_set_every(scenario, options->every, error);
    if (status == ORTH_OK)
        status = orth_scenario_set_window(scenario, options->from, options->to, error);
    return cli_of_command_line(status);
}
