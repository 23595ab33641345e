/* orthant market fit: a model of prices or of others' trades from data, by maximum likelihood; and
 * estimators. */
#include "market_fit.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "files.h"
#include "screen.h"

#include "orthant/report.h"

enum {
    KEY_MODEL = 0x200,
    KEY_NORMAL,
    KEY_NO_DRIFT,
    KEY_COMPARE,
    KEY_ESTIMATOR,
    KEY_LAMBDA,
    KEY_MEMORY,
    KEY_JSON
};

#define MODELS "gbm, merton, garch or hawkes"

static const struct argp_option options[] = {
    {"model", KEY_MODEL, "gbm|merton|garch|hawkes", 0,
     "The model: hawkes of others' trades, from a FILE of trades; the others of prices", 0},
    {"normal", KEY_NORMAL, NULL, 0, "Of garch: innovations are normal, not Student's t", 0},
    {"no-drift", KEY_NO_DRIFT, NULL, 0,
     "Of prices: drift is 0, not fitted, as a short window tells little of it", 0},
    {"compare", KEY_COMPARE, NULL, 0,
     "Of prices: fit the other models too, and show AIC and BIC of all", 0},
    {"estimator", KEY_ESTIMATOR, NULL, 0,
     "Instead of a model: the estimators of a rule, lambda, q and rho, each token's", 1},
    {"lambda", KEY_LAMBDA, "L", 0, "Of --estimator: judge a rule of this decay", 1},
    {"memory-days", KEY_MEMORY, "D", 0, "Of --estimator: judge a rule of this memory", 1},
    {"output", 'o', "FILE", 0,
     "Write a scenario with the fitted market or flow, which runs as it is; of --estimator the JSON "
     "artefact; whole or not at all",
     10},
    {"json", KEY_JSON, NULL, 0, "Write all figures as JSON instead of a table", 10},
    {0},
};

static const char doc[] =
    "Fits a model of prices to data by maximum likelihood: its parameters with standard errors and "
    "95 % intervals, correlations, AIC and BIC beside those of a geometric Brownian motion. Data "
    "are TOKEN=FILE for each token, or TOKEN,TOKEN=FILE of a panel, in the forms of "
    "orthant-prices(5). With --model hawkes the data are one CSV of trades, with columns time (or "
    "block), size and side, and --block-seconds says how long a block is. With --estimator it says "
    "which market the average or the gradient of a rule is right for, and which decay is right for "
    "these prices."
    "\vExamples:\n"
    "  orthant market fit BTC=btc.csv ETH=eth.csv --model garch -o fitted.json\n"
    "  orthant market fit BTC,ETH=panel.csv --model merton --no-drift --compare\n"
    "  orthant market fit BTC=btc.csv --model gbm --every 1h\n"
    "  orthant market fit scenarios/market/trades.csv --model hawkes\n"
    "  orthant market fit trades.csv --model hawkes --block-seconds 12 -o flow.json\n"
    "  orthant market fit BTC=btc.csv --estimator --every 1d --memory-days 30\n"
    "  orthant market fit BTC=btc.csv --estimator --every 1d --plot lambda.svg\n";

/* A contract's least, and what is no decay any more. */
static const cli_interval DECAY = {ORTH_RULE_LAMBDA_MIN, 1, false, true};
static const cli_interval DAYS = {0, INFINITY, true, true};

static void check_flow(const cli_market_fit_options *given, struct argp_state *state)
{
    if (given->data.word_count > 1)
        argp_error(state, "--model hawkes is fitted to one FILE of trades, not to %zu",
                   given->data.word_count);
    const char *file = given->data.words[0];
    if (given->data.word_count == 1 && strchr(file, '=') != NULL && access(file, F_OK) != 0)
        argp_error(state, "--model hawkes is fitted to one FILE of trades, not to a TOKEN=FILE");
    if (given->data.every != NULL || given->data.column_count > 0 || given->data.stamp_count > 0)
        argp_error(state, "--every, --price-column and --stamp are for prices, not for the trades "
                          "of --model hawkes");
}

static void check(const cli_market_fit_options *given, struct argp_state *state)
{
    if (given->model == NULL && !given->estimator)
        argp_error(state, "--model is missing: " MODELS " (or --estimator)");
    if (given->model != NULL && given->estimator)
        argp_error(state, "--model and --estimator are two different fits");
    if (given->terms.normal && (given->model == NULL || strcmp(given->model, "garch") != 0))
        argp_error(state, "--normal is for --model garch");
    if ((given->terms.no_drift || given->terms.compare) && (given->estimator || given->flow))
        argp_error(state, "--no-drift and --compare are for --model gbm, merton or garch");
    if (!given->estimator && (given->rule.lambda > 0 || given->rule.memory_days > 0))
        argp_error(state, "--lambda and --memory-days are for --estimator");
    if (!given->estimator && given->plot.file != NULL)
        argp_error(state, "--plot is for --estimator");
    if (given->rule.lambda > 0 && given->rule.memory_days > 0)
        argp_error(state, "--lambda and --memory-days both say what a rule's decay is");
    if (given->flow)
        check_flow(given, state);
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    cli_market_fit_options *given = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &given->data;
        state->child_inputs[1] = &given->plot;
        return 0;
    case KEY_MODEL:
        given->model = argument;
        given->flow = strcmp(argument, "hawkes") == 0;
        if (!given->flow && !orth_market_fit_model_find(&given->terms.model, argument))
            argp_error(state, "--model is " MODELS ", not '%s'", argument);
        return 0;
    case KEY_NORMAL:
        given->terms.normal = true;
        return 0;
    case KEY_NO_DRIFT:
        given->terms.no_drift = true;
        return 0;
    case KEY_COMPARE:
        given->terms.compare = true;
        return 0;
    case KEY_ESTIMATOR:
        given->estimator = true;
        return 0;
    case KEY_LAMBDA:
        given->rule.lambda = cli_parse_number(state, "lambda", argument, DECAY);
        return 0;
    case KEY_MEMORY:
        given->rule.memory_days = cli_parse_number(state, "memory-days", argument, DAYS);
        return 0;
    case KEY_JSON:
        given->json = true;
        return 0;
    case 'o':
        cli_check_output_name(state, "output", argument);
        given->output = argument;
        return 0;
    case ARGP_KEY_NO_ARGS: /* the words are the child's */
        if (given->flow && given->data.word_count == 0)
            argp_error(state, "the FILE of trades is missing");
        return 0;
    case ARGP_KEY_END:
        check(given, state);
        return 0;
    case ARGP_KEY_SUCCESS:
        cli_screen_results(!given->json);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static orth_status write_scenario(const orth_market_fit *fit, const char *file, orth_error *error)
{
    orth_status status = orth_market_fit_write(fit, file, error);
    if (status == ORTH_OK)
        cli_note("%.200s: its market is fitted; weights, pool and price paths are an example; its "
                 "blocks are the rows, %.12g s, with one arbitrage each (man orthant-market)",
                 file, fit->block_seconds);
    return status;
}

static orth_status fit_prices(cli_market_fit_options *given, orth_error *error)
{
    orth_market_fit *fit = NULL;
    orth_status status = cli_market_read(&given->data, error);
    if (status != ORTH_OK)
        return status;
    const orth_market_fit_data data = {.n = given->data.n,
                                       .tokens = given->data.tokens,
                                       .rows = given->data.prices->rows,
                                       .prices = given->data.prices->prices,
                                       .times = cli_market_times(&given->data)};
    given->terms.block_seconds = given->data.block_seconds;
    status = cli_market_fit_make(&fit, &data, &given->terms, error);
    cli_unwatch();
    for (size_t i = 0; status == ORTH_OK && i < fit->note_count; i++)
        cli_note("%s", fit->notes[i]);
    if (status == ORTH_OK && given->output != NULL)
        status = write_scenario(fit, given->output, error);
    if (status == ORTH_OK)
        (given->json ? orth_market_fit_write_json : orth_market_fit_write_table)(fit, stdout);
    orth_market_fit_free(fit);
    return status;
}

/* What the data are, then the fit. */
static orth_status run(cli_market_fit_options *given, orth_error *error)
{
    if (given->flow)
        return cli_market_fit_flow(given, error);
    orth_status status = cli_market_name(&given->data, error);
    for (size_t i = 0; status == ORTH_OK && i < given->data.file_count; i++)
        status = cli_check_files(&(cli_files){.outputs = {given->output},
                                              .plots = {given->plot.file},
                                              .scripts = given->plot.keep_script,
                                              .input = given->data.files[i].file},
                                 error);
    if (status != ORTH_OK)
        return status;
    return given->estimator ? cli_market_fit_estimator(given, error) : fit_prices(given, error);
}

int cli_market_fit(int argc, char **argv)
{
    static const struct argp_child children[] = {
        {&cli_market_argp, 0, NULL, 0}, {&cli_plot_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {options, parse, "TOKEN=FILE...\nFILE", doc, children,
                                     NULL,    NULL};
    cli_market_fit_options given = {
        .plot.help =
            "Of --estimator: draw the likelihood of lambda and its interval, for each token "
            "and market, to FILE.svg or FILE.png"};
    cli_parse(&argp, argc, argv, &given);

    orth_error error;
    orth_status status = run(&given, &error);
    int code = status == ORTH_OK ? CLI_OK : cli_report_error(&error);
    cli_market_data_free(&given.data);
    return cli_finish_stdout(code);
}
