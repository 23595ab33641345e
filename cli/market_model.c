/* The model that `orthant market score` scores: fitted, of a bootstrap, or a scenario's. */
#include "market_score.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "orthant/scenario.h"

#define MEAN_LENGTH_USUAL 100
#define BOOTSTRAP "bootstrap"

/* ---------------------------------------------------------------- what was assumed */

void cli_score_note(cli_score_notes *notes, const char *format, ...)
{
    char *own = notes->own[notes->own_count++];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(own, sizeof notes->own[0], format, arguments);
    va_end(arguments);
    cli_note("%s", own);
    notes->all[notes->count++] = own;
}

/* Those of the reader have been told. */
static orth_status start_notes(cli_score_notes *notes, const orth_prices *prices, orth_error *error)
{
    size_t room = prices->note_count + ORTH_MARKET_FIT_NOTES + CLI_SCORE_NOTES_OWN;
    notes->all = malloc(room * sizeof *notes->all);
    if (notes->all == NULL)
        return orth_fail_memory(error, (double)room * sizeof *notes->all);
    for (size_t i = 0; i < prices->note_count; i++)
        notes->all[notes->count++] = prices->notes[i];
    return ORTH_OK;
}

/* ---------------------------------------------------------------- models */

static orth_status make_fitted(cli_score_model *of, const cli_score_arguments *given,
                               orth_market_fit_model model, size_t trained, orth_error *error)
{
    const cli_market_data *data = &given->data;
    const orth_market_fit_data rows = {.n = data->n,
                                       .tokens = data->tokens,
                                       .rows = trained,
                                       .prices = data->prices->prices,
                                       .times = cli_market_times(data)};
    const orth_market_fit_terms terms = {
        .model = model, .block_seconds = data->block_seconds, .no_drift = given->no_drift};
    orth_status status = cli_market_fit_make(&of->fit, &rows, &terms, error);
    if (status != ORTH_OK)
        return status;
    for (size_t i = 0; i < of->fit->note_count; i++) {
        of->notes.all[of->notes.count++] = of->fit->notes[i];
        cli_note("%s", of->fit->notes[i]);
    }
    double *numbers = malloc(ORTH_MARKET_FIT_NUMBERS * sizeof *numbers);
    if (numbers == NULL)
        return orth_fail_memory(error, ORTH_MARKET_FIT_NUMBERS * sizeof *numbers);
    orth_market_spec spec;
    orth_market_fit_spec(&spec, of->fit, numbers);
    spec.seed = given->seed;
    status = orth_market_create(&of->market, &spec, error);
    free(numbers);
    return status;
}

/* The market of a bootstrap opens its files by itself, after the data are read. */
static orth_status check_read_twice(const cli_market_data *data, orth_error *error)
{
    for (size_t i = 0; i < data->file_count; i++)
        if (strcmp(data->files[i].file, "-") == 0)
            return cli_of_command_line(
                orth_fail(error, ORTH_BAD_INPUT,
                          "market score: --model bootstrap reads prices twice, and standard input "
                          "can be read once; permitted: a file"));
    return ORTH_OK;
}

static orth_status make_bootstrap(cli_score_model *of, const cli_score_arguments *given,
                                  size_t trained, orth_error *error)
{
    const cli_market_data *data = &given->data;
    orth_status status = check_read_twice(data, error);
    if (status != ORTH_OK)
        return status;
    double length = given->mean_length > 0 ? (double)given->mean_length : MEAN_LENGTH_USUAL;
    bool panel = data->files[0].token == NULL;
    orth_market_spec spec = {.model = BOOTSTRAP,
                             .n = data->n,
                             .tokens = data->tokens,
                             .file = panel ? data->files[0].file : NULL,
                             .file_count = panel ? 0 : data->file_count,
                             .files = panel ? NULL : data->files,
                             .every = data->span,
                             .leave_gaps_out = true,
                             .seed = given->seed,
                             .parameters = {{"mean_length", &length}}};
    if (trained < data->prices->rows) {
        if (!data->prices->dated)
            return orth_fail(error, ORTH_DOMAIN,
                             "market score: rows without dates cannot be parted for a bootstrap; "
                             "permitted: --train 1");
        spec.to = data->prices->times[trained - 1];
    }
    if (given->mean_length == 0)
        cli_score_note(&of->notes,
                       "the bootstrap keeps %d rows together in the mean (--mean-length)",
                       MEAN_LENGTH_USUAL);
    return orth_market_create(&of->market, &spec, error);
}

/* ---------------------------------------------------------------- a scenario's */

static size_t find_token(const orth_market_spec *spec, const char *token)
{
    size_t i = 0;
    while (i < spec->n && strcmp(spec->tokens[i], token) != 0)
        i++;
    return i;
}

static const char *list_tokens(char *out, size_t size, const orth_market_spec *spec)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < spec->n && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%.60s", i == 0 ? "" : ", ",
                                 spec->tokens[i]);
    return out;
}

/* Tokens of the data among its own, in any order. */
static orth_status match_tokens(cli_score_model *of, const cli_score_arguments *given,
                                const orth_market_spec *spec, orth_error *error)
{
    char names[300];
    for (size_t i = 0; i < given->data.n; i++) {
        of->tokens[i] = find_token(spec, given->data.tokens[i]);
        if (of->tokens[i] == spec->n)
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s: its market has no token %.64s of the data; permitted: %s",
                             given->model, given->data.tokens[i],
                             list_tokens(names, sizeof names, spec));
    }
    return ORTH_OK;
}

/* What the rows must be apart is said by the model, unless the command line says it. */
static orth_status match_blocks(cli_score_model *of, const cli_score_arguments *given,
                                double seconds, orth_error *error)
{
    const cli_market_data *data = &given->data;
    if (data->seconds != NULL && fabs(data->block_seconds - seconds) > 1e-6 * seconds)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: a block of its market lasts %.10g s, --block-seconds is %s; "
                         "permitted: the same",
                         given->model, seconds, data->seconds);
    if (data->seconds == NULL && data->prices->dated)
        of->block_seconds = seconds;
    else if (data->seconds == NULL)
        cli_score_note(&of->notes, "rows without dates are taken as the model's blocks of %.10g s",
                       seconds);
    return ORTH_OK;
}

static orth_status make_of_scenario(cli_score_model *of, const cli_score_arguments *given,
                                    orth_error *error)
{
    orth_scenario *scenario = NULL;
    orth_status status = orth_scenario_load(&scenario, given->model, error);
    if (status == ORTH_OK && scenario->market == NULL)
        status =
            orth_fail(error, ORTH_BAD_INPUT,
                      "%s: there is no market in it; permitted: a scenario with one", given->model);
    if (status == ORTH_OK) {
        cli_score_note(&of->notes,
                       "the market of %.200s is scored as it is; where it was fitted to these "
                       "rows, no part of them tests it: --model garch and its like are fitted to "
                       "the first part alone",
                       given->model);
        orth_market_spec spec = *scenario->market;
        spec.seed = given->seed;
        status = match_tokens(of, given, &spec, error);
        if (status == ORTH_OK && spec.block_seconds > 0)
            status = match_blocks(of, given, spec.block_seconds, error);
        if (status == ORTH_OK)
            status = orth_market_create(&of->market, &spec, error);
    }
    orth_scenario_free(scenario);
    return status;
}

bool cli_score_model_may_be(const char *name)
{
    orth_market_fit_model fitted;
    return orth_market_fit_model_find(&fitted, name) || strcmp(name, "bootstrap") == 0 ||
           strpbrk(name, "./") != NULL || strcmp(name, "-") == 0 || access(name, F_OK) == 0;
}

orth_status cli_score_model_make(cli_score_model *model, const cli_score_arguments *given,
                                 size_t trained, orth_error *error)
{
    orth_market_fit_model fitted;
    for (size_t i = 0; i < given->data.n; i++)
        model->tokens[i] = i;
    orth_status status = start_notes(&model->notes, given->data.prices, error);
    if (status != ORTH_OK)
        return status;
    if (orth_market_fit_model_find(&fitted, given->model))
        return make_fitted(model, given, fitted, trained, error);
    if (strcmp(given->model, BOOTSTRAP) == 0)
        return make_bootstrap(model, given, trained, error);
    return make_of_scenario(model, given, error);
}

bool cli_score_model_is_file(const char *model)
{
    orth_market_fit_model fitted;
    return strcmp(model, BOOTSTRAP) != 0 && !orth_market_fit_model_find(&fitted, model);
}

void cli_score_model_free(cli_score_model *model)
{
    orth_market_free(model->market);
    orth_market_fit_free(model->fit);
    free(model->notes.all);
}
