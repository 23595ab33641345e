/* orthant market score: is a model of prices like the data? */
#include "market_score.h"
#include "files.h"
#include "screen.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_out.h"
#include "orthant/report.h"

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

typedef cli_score_arguments arguments;

static const struct argp_option options[] = {
    {"model", KEY_MODEL, "MODEL", 0,
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
    {"seed", KEY_SEED, "SEED", 0, "Of all random numbers (default 1)", 1},
    {"threads", KEY_THREADS, "N", 0, "Threads, instead of one a processor", 1},
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
    "  orthant market score BTC,ETH=panel.csv --model merton --train 1 --replicates 0\n"
    "  orthant market score BTC=btc.csv ETH=eth.csv --model fitted.json --json\n"
    "  orthant market score BTC=btc.csv --model garch --plot garch.svg\n";

static void parse_horizons(arguments *given, char *text, struct argp_state *state)
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
    arguments *given = state->input;
    char *end;
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
        given->train = strtod(argument, &end);
        if (end == argument || *end != '\0' || !(given->train > 0 && given->train <= 1))
            argp_error(state, "--train is a number above 0, at most 1, not '%s'", argument);
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

/* The model, and what it is scored on. */
typedef struct subject {
    cli_score_model model;
    size_t trained; /* rows */
    size_t part_count;
    orth_score_part parts[2];
    orth_score *scores[2];
} subject;

static orth_score_data part_of(const cli_market_data *data, size_t first, size_t rows)
{
    const int64_t *times = cli_market_times(data);
    return (orth_score_data){.n = data->n,
                             .tokens = data->tokens,
                             .rows = rows,
                             .prices = data->prices->prices + first * data->n,
                             .times = times == NULL ? NULL : times + first};
}

static void note_gaps(subject *of, const arguments *given, const orth_score_part *part)
{
    orth_score_facts facts = orth_score_facts_of(part->score);
    if (facts.gaps > 0)
        cli_score_note(&of->model.notes,
                       "%s: %zu of %zu steps are more than half as long again as the usual one of "
                       "%.10g s: returns over these gaps are left out, of the model's paths "
                       "too%s",
                       part->name, facts.gaps, facts.rows - 1, (double)facts.step * 1e-6,
                       strcmp(given->model, "bootstrap") == 0 ? "; the bootstrap does not draw them"
                                                              : "");
}

static orth_status score_all(subject *of, const arguments *given, orth_error *error)
{
    const orth_score_data trained = part_of(&given->data, 0, of->trained);
    const orth_score_terms terms = {
        .horizon_count = given->horizon_count,
        .horizons = given->horizon_count > 0 ? given->horizons : NULL,
        .resamples = given->replicates,
        .paths = orth_score_paths(given->replicates),
        .seed = given->seed,
        .threads = given->threads,
        .fitted = &trained,
        .model_tokens = of->model.tokens,
        .block_seconds = of->model.block_seconds,
        .stop = cli_watch_stop(),
    };
    orth_status status = ORTH_OK;
    cli_watch_begin_whole();
    for (size_t p = 0; status == ORTH_OK && p < of->part_count; p++) {
        orth_score_part *part = &of->parts[p];
        const orth_score_data data = part_of(&given->data, part->first, part->rows);
        status = orth_score_make(&of->scores[p], &data, of->model.market, &terms, error);
        part->score = of->scores[p];
        if (status == ORTH_OK)
            note_gaps(of, given, part);
    }
    cli_unwatch();
    return status;
}

/* Before anything is fitted: the parts must have the rows that the first horizon needs. */
static orth_status part_rows(subject *of, const arguments *given, orth_error *error)
{
    size_t rows = given->data.prices->rows;
    uint64_t first = given->horizon_count > 0 ? given->horizons[0] : orth_score_horizons[0];
    uint64_t least = orth_score_rows_least(first);
    of->trained = given->train < 1 ? orth_score_split(rows, given->train) : rows;
    of->parts[0] = (orth_score_part){given->train < 1 ? "train" : "all", 0, of->trained, NULL};
    of->parts[1] = (orth_score_part){"test", of->trained - 1, rows - of->trained + 1, NULL};
    of->part_count = given->train < 1 ? 2 : 1;
    for (size_t p = 0; p < of->part_count; p++)
        if (of->parts[p].rows < least)
            return orth_fail(error, ORTH_DOMAIN,
                             "market score: part %s has %zu of the %zu rows (--train %g); "
                             "permitted: at least %" PRIu64 ", which are %d returns over %" PRIu64
                             " block%s",
                             of->parts[p].name, of->parts[p].rows, rows, given->train, least,
                             ORTH_SCORE_RETURNS_LEAST, first, first == 1 ? "" : "s");
    return ORTH_OK;
}

static orth_status look(subject *of, arguments *given, orth_error *error)
{
    orth_status status = cli_market_read(&given->data, error);
    if (status == ORTH_OK)
        status = part_rows(of, given, error);
    if (status == ORTH_OK)
        status = cli_score_model_make(&of->model, given, of->trained, error);
    return status == ORTH_OK ? score_all(of, given, error) : status;
}

static orth_status write_all(const subject *of, const arguments *given, orth_error *error)
{
    const orth_score_report report = {
        .model = given->model,
        .n = given->data.n,
        .tokens = given->data.tokens,
        .rows = given->data.prices->rows,
        .part_count = of->part_count,
        .parts = of->parts,
        .note_count = of->model.notes.count,
        .notes = of->model.notes.all,
    };
    if (given->output != NULL) {
        orth_output output;
        orth_status status = orth_output_open(&output, given->output, error);
        if (status != ORTH_OK)
            return status;
        orth_score_write_json(&report, output.stream);
        status = orth_output_commit(&output, error);
        if (status != ORTH_OK)
            return status;
    }
    if (given->plot.file != NULL) {
        orth_status status =
            orth_score_plot(&report, given->plot.file, given->plot.keep_script, error);
        if (status != ORTH_OK)
            return status;
    }
    (given->json ? orth_score_write_json : orth_score_write_table)(&report, stdout);
    return ORTH_OK;
}

static orth_status check_files(const arguments *given, const char *input, orth_error *error)
{
    return cli_check_files(&(cli_files){.outputs = {given->output},
                                        .plots = {given->plot.file},
                                        .scripts = given->plot.keep_script,
                                        .input = input},
                           error);
}

int cli_market_score(int argc, char **argv)
{
    static const struct argp_child children[] = {
        {&cli_market_argp, 0, NULL, 0}, {&cli_plot_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {options, parse, "TOKEN=FILE...", doc, children, NULL, NULL};
    arguments given = {.replicates = 200,
                       .seed = 1,
                       .train = 0.5,
                       .plot.help = "Draw quantiles of data and model against each other, and "
                                    "autocorrelations with bands, to FILE.svg or FILE.png"};
    cli_parse(&argp, argc, argv, &given);

    orth_error error;
    subject of = {0};
    orth_status status = cli_market_name(&given.data, &error);
    for (size_t i = 0; status == ORTH_OK && i < given.data.file_count; i++)
        status = check_files(&given, given.data.files[i].file, &error);
    if (status == ORTH_OK) /* of the other models there is no such file */
        status = check_files(&given, given.model, &error);
    if (status == ORTH_OK)
        status = look(&of, &given, &error);
    if (status == ORTH_OK)
        status = write_all(&of, &given, &error);
    int code = status == ORTH_OK ? CLI_OK : cli_report_error(&error);
    for (size_t p = 0; p < 2; p++)
        orth_score_free(of.scores[p]);
    cli_score_model_free(&of.model);
    cli_market_data_free(&given.data);
    return cli_finish_stdout(code);
}
