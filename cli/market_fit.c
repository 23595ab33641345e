/* orthant market fit: a model of prices from data, by maximum likelihood. */
#include "files.h"
#include "market.h"
#include "screen.h"

#include "orthant/market_fit.h"
#include "orthant/report.h"

enum { KEY_MODEL = 0x200, KEY_NORMAL, KEY_JSON };

typedef struct arguments {
    cli_market_data data;
    orth_market_fit_terms terms;
    const char *model, *output;
    bool json;
} arguments;

static const struct argp_option options[] = {
    {"model", KEY_MODEL, "MODEL", 0, "gbm, merton or garch", 0},
    {"normal", KEY_NORMAL, NULL, 0, "Of garch: innovations are normal, not Student's t", 0},
    {"output", 'o', "SCENARIO", 0,
     "Write a scenario with the fitted market, which runs as it is, whole or not at all", 10},
    {"json", KEY_JSON, NULL, 0, "Write all figures as JSON instead of a table", 10},
    {0},
};

static const char doc[] =
    "Fits a model of prices to data by maximum likelihood: its parameters with standard errors and "
    "95 % intervals, correlations, AIC and BIC beside those of a geometric Brownian motion. Data "
    "are TOKEN=FILE for each token, or TOKEN,TOKEN=FILE of a panel, in the forms of "
    "orthant-prices(5)."
    "\vExamples:\n"
    "  orthant market fit BTC=btc.csv ETH=eth.csv --model garch -o fitted.json\n"
    "  orthant market fit BTC,ETH=panel.csv --model merton --json\n"
    "  orthant market fit BTC=btc.csv --model gbm --every 1h\n";

static error_t parse(int key, char *argument, struct argp_state *state)
{
    arguments *given = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &given->data;
        return 0;
    case KEY_MODEL:
        given->model = argument;
        if (!orth_market_fit_model_find(&given->terms.model, argument))
            argp_error(state, "--model is gbm, merton or garch, not '%s'", argument);
        return 0;
    case KEY_NORMAL:
        given->terms.normal = true;
        return 0;
    case KEY_JSON:
        given->json = true;
        return 0;
    case 'o':
        cli_check_output_name(state, "output", argument);
        given->output = argument;
        return 0;
    case ARGP_KEY_END:
        if (given->model == NULL)
            argp_error(state, "--model is missing: gbm, merton or garch");
        if (given->terms.normal && given->terms.model != ORTH_MARKET_FIT_GARCH)
            argp_error(state, "--normal is for --model garch");
        return 0;
    case ARGP_KEY_SUCCESS:
        cli_screen_results(!given->json);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static orth_status run(orth_market_fit **fit, arguments *given, orth_error *error)
{
    orth_status status = cli_market_read(&given->data, error);
    if (status != ORTH_OK)
        return status;
    const orth_market_fit_data data = {.n = given->data.n,
                                       .tokens = given->data.tokens,
                                       .rows = given->data.prices->rows,
                                       .prices = given->data.prices->prices,
                                       .times = cli_market_times(&given->data)};
    given->terms.block_seconds = given->data.block_seconds;
    status = orth_market_fit_make(fit, &data, &given->terms, error);
    for (size_t i = 0; status == ORTH_OK && i < (*fit)->note_count; i++)
        cli_note("%s", (*fit)->notes[i]);
    if (status == ORTH_OK && given->output != NULL)
        status = orth_market_fit_write(*fit, given->output, error);
    if (status == ORTH_OK)
        (given->json ? orth_market_fit_write_json : orth_market_fit_write_table)(*fit, stdout);
    return status;
}

int cli_market_fit(int argc, char **argv)
{
    static const struct argp_child children[] = {{&cli_market_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {options, parse, "TOKEN=FILE...", doc, children, NULL, NULL};
    arguments given = {.model = NULL};
    cli_parse(&argp, argc, argv, &given);

    orth_error error;
    orth_market_fit *fit = NULL;
    orth_status status = cli_market_name(&given.data, &error);
    for (size_t i = 0; status == ORTH_OK && i < given.data.file_count; i++)
        status = cli_check_files(
            &(cli_files){.outputs = {given.output}, .input = given.data.files[i].file}, &error);
    if (status == ORTH_OK)
        status = run(&fit, &given, &error);
    int code = status == ORTH_OK ? CLI_OK : cli_report_error(&error);
    orth_market_fit_free(fit);
    cli_market_data_free(&given.data);
    return cli_finish_stdout(code);
}
