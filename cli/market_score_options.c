/* The command line of orthant market score. */
#include "market_score.h"
#include "screen.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    KEY_MODEL = 0x200,
    KEY_REPLICATES,
    KEY_HORIZONS,
    KEY_TRAIN,
    KEY_MEAN_LENGTH,
    KEY_SEED,
    KEY_NO_DRIFT,
    KEY_THREADS,
    KEY_JSON
};

static const struct argp_option options[] = {
    {"model", KEY_MODEL, "gbm|merton|garch|bootstrap|SCENARIO", 0,
     "gbm, merton or garch, fitted to the first part of the data; bootstrap of that part; or a "
     "SCENARIO, whose market it is",
     0},
    {"train", KEY_TRAIN, "SHARE", 0,
     "The share of rows that the model is fitted to; it is scored on both parts (default 0.5; 1: "
     "fitted to all and scored on all)",
     0},
    {"horizons", KEY_HORIZONS, "H,...", 0, "Blocks of a return, rising (default 1,5,15,60)", 0},
    {"replicates", KEY_REPLICATES, "N", 0,
     "Resamples for intervals, and about as many paths for the band (default 200; 0: neither)", 0},
    {"mean-length", KEY_MEAN_LENGTH, "ROWS", 0,
     "Of bootstrap: rows that stay together in the mean (default 100)", 0},
    {"no-drift", KEY_NO_DRIFT, NULL, 0,
     "Of gbm, merton and garch: drift is 0, not fitted, as a short window tells little of it", 1},
    {"seed", KEY_SEED, "S", 0, "Of all random numbers (default 1)", 1},
    {"threads", KEY_THREADS, "T", 0, "Threads (default: one a processor)", 1},
    {"output", 'o', "FILE", 0, "Write the JSON artefact to FILE as well, whole or not at all", 10},
    {"json", KEY_JSON, NULL, 0, "Write all figures as JSON instead of a table", 10},
    {0},
};

static const char doc[] =
    "Says whether a model of prices is like the data: the shape and tails of returns, whether they "
    "remember, whether large moves come together, leverage, and correlations, each beside what a "
    "geometric Brownian motion (GBM) fitted to the same data does, with bootstrap intervals and a "
    "joint 95 % band. Data are TOKEN=FILE for each token, or TOKEN,TOKEN=FILE of a panel, in the "
    "forms of orthant-prices(5)."
    "\v\"2.3 times closer than GBM\" is a ratio of distances. A model inside the band is as far "
    "from the data as luck takes it where it is right.\n\n"
    "Examples:\n"
    "  orthant market score BTC=btc.csv ETH=eth.csv --model garch\n"
    "  orthant market score BTC,ETH=panel.csv --model merton --train 1\n"
    "  orthant market score BTC=btc.csv ETH=eth.csv --model fitted.json --json\n"
    "  orthant market score BTC=btc.csv --model garch --plot garch.svg\n";

static void parse_horizons(cli_score_arguments *given, char *text, struct argp_state *state)
{
    char *end = text;
    do {
        if (given->horizon_count == ORTH_SCORE_HORIZONS_MAX)
            argp_error(state, "--horizons: at most %d of them", ORTH_SCORE_HORIZONS_MAX);
        char *at = end + (given->horizon_count > 0);
        errno = 0;
        uint64_t value = strtoull(at, &end, 10);
        uint64_t last = given->horizon_count > 0 ? given->horizons[given->horizon_count - 1] : 0;
        if (*at < '0' || *at > '9' || errno != 0 || (*end != ',' && *end != '\0') ||
            value <= last || value > ORTH_SCORE_ROWS_MAX)
            argp_error(state, "--horizons takes whole numbers from 1, rising, not '%s'", text);
        given->horizons[given->horizon_count++] = value;
    } while (*end == ',');
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    cli_score_arguments *given = state->input;
    orth_market_fit_model fitted;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &given->data;
        state->child_inputs[1] = &given->plot;
        return 0;
    case KEY_MODEL:
        given->model = argument;
        return 0;
    case KEY_TRAIN:
        given->train =
            cli_parse_number(state, "train", argument, (cli_interval){0, 1, true, false});
        return 0;
    case KEY_HORIZONS:
        parse_horizons(given, argument, state);
        return 0;
    case KEY_REPLICATES:
        given->replicates =
            cli_parse_whole(state, "replicates", argument, 0, ORTH_SCORE_REPLICATES_MAX);
        if (given->replicates > 0 && given->replicates < 20)
            argp_error(state, "--replicates is 0, or at least 20, not '%s'", argument);
        return 0;
    case KEY_MEAN_LENGTH:
        given->mean_length =
            cli_parse_whole(state, "mean-length", argument, 1, ORTH_SCORE_ROWS_MAX);
        return 0;
    case KEY_NO_DRIFT:
        given->no_drift = true;
        return 0;
    case KEY_SEED:
        given->seed = cli_parse_whole(state, "seed", argument, 0, INT64_MAX);
        return 0;
    case KEY_THREADS:
        given->threads = (unsigned)cli_parse_whole(state, "threads", argument, 1, ORTH_THREADS_MAX);
        return 0;
    case 'o':
        cli_check_output_name(state, "output", argument);
        given->output = argument;
        return 0;
    case KEY_JSON:
        given->json = true;
        return 0;
    case ARGP_KEY_END:
        if (given->model == NULL)
            argp_error(state, "--model is missing: gbm, merton, garch, bootstrap or a SCENARIO");
        if (!cli_score_model_may_be(given->model))
            argp_error(state,
                       "--model is gbm, merton, garch, bootstrap or the file of a SCENARIO, not "
                       "'%.200s'",
                       given->model);
        if (given->mean_length > 0 && strcmp(given->model, "bootstrap") != 0)
            argp_error(state, "--mean-length is for --model bootstrap");
        if (given->no_drift && !orth_market_fit_model_find(&fitted, given->model))
            argp_error(state, "--no-drift is for --model gbm, merton or garch");
        return 0;
    case ARGP_KEY_SUCCESS:
        cli_screen_results(!given->json);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

void cli_score_parse(cli_score_arguments *given, int argc, char **argv)
{
    static const struct argp_child children[] = {
        {&cli_market_argp, 0, NULL, 0}, {&cli_plot_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {options, parse, "TOKEN=FILE...", doc, children, NULL, NULL};
    *given = (cli_score_arguments){
        .replicates = 200,
        .seed = 1,
        .train = 0.5,
        .plot.help = "Draw quantiles of data and model against each other, and autocorrelations "
                     "with bands, to FILE.svg or FILE.png"};
    cli_parse(&argp, argc, argv, given);
}
