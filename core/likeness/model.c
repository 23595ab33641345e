/* The model that is scored: fitted, of a bootstrap, or a scenario's. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "likeness/subject.h"

#define BOOTSTRAP "bootstrap"

static orth_status make_fitted(orth_likeness_subject *of, orth_market_fit_model model,
                               orth_error *error)
{
    const orth_market_fit_data rows = {.n = of->first.n,
                                       .tokens = of->tokens,
                                       .rows = of->first.rows,
                                       .prices = of->first.prices,
                                       .times = orth_likeness_times(&of->first)};
    const orth_market_fit_terms terms = {.model = model,
                                         .block_seconds = of->terms.block_seconds,
                                         .no_drift = of->terms.no_drift,
                                         .stop = of->terms.stop,
                                         .progress = of->terms.progress,
                                         .user = of->terms.user};
    orth_status status = orth_market_fit_make(&of->fit, &rows, &terms, error);
    if (status != ORTH_OK)
        return status;
    for (size_t i = 0; i < of->fit->note_count; i++)
        orth_likeness_keep(of, of->fit->notes[i]);
    double *numbers = malloc(ORTH_MARKET_FIT_NUMBERS * sizeof *numbers);
    if (numbers == NULL)
        return orth_fail_memory(error, ORTH_MARKET_FIT_NUMBERS * sizeof *numbers);
    orth_market_spec spec;
    orth_market_fit_spec(&spec, of->fit, numbers);
    spec.seed = of->terms.seed;
    status = orth_market_create(&of->market, &spec, error);
    free(numbers);
    return status;
}

static orth_status make_bootstrap(orth_likeness_subject *of, orth_error *error)
{
    uint64_t rows = of->terms.mean_length;
    double length = rows > 0 ? (double)rows : ORTH_SCORE_MEAN_LENGTH_USUAL;
    const orth_market_spec spec = {.model = BOOTSTRAP,
                                   .n = of->first.n,
                                   .tokens = of->tokens,
                                   .table = &of->first,
                                   .leave_gaps_out = true,
                                   .seed = of->terms.seed,
                                   .parameters = {{"mean_length", &length}}};
    if (rows == 0)
        orth_likeness_note(
            of, "the bootstrap keeps %d rows together in the mean, the usual mean length",
            ORTH_SCORE_MEAN_LENGTH_USUAL);
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
static orth_status match_tokens(orth_likeness_subject *of, const orth_market_spec *spec,
                                orth_error *error)
{
    char names[300];
    for (size_t i = 0; i < of->prices->n; i++) {
        of->model_tokens[i] = find_token(spec, of->tokens[i]);
        if (of->model_tokens[i] == spec->n)
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s: its market has no token %.64s of the data; permitted: %s",
                             of->terms.model, of->tokens[i],
                             list_tokens(names, sizeof names, spec));
    }
    return ORTH_OK;
}

/* What the rows must be apart is said by the model, unless the caller says it. */
static orth_status match_blocks(orth_likeness_subject *of, double seconds, orth_error *error)
{
    double given = of->terms.block_seconds;
    if (given > 0 && fabs(given - seconds) > 1e-6 * seconds)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: a block of its market lasts %.10g s, a row is said to last %.10g s; "
                         "permitted: the same",
                         of->terms.model, seconds, given);
    if (given == 0 && of->prices->dated)
        of->block_seconds = seconds;
    else if (given == 0)
        orth_likeness_note(of, "rows without dates are taken as the model's blocks of %.10g s",
                           seconds);
    return ORTH_OK;
}

static orth_status make_of_scenario(orth_likeness_subject *of, const orth_scenario *scenario,
                                    orth_error *error)
{
    if (scenario->market == NULL)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: there is no market in it; permitted: a scenario with one",
                         of->terms.model);
    orth_likeness_note(of,
                       "the market of %.200s is scored as it is; where it was fitted to these "
                       "rows, no part of them tests it: the model garch and its like are fitted to "
                       "the first part alone",
                       of->terms.model);
    orth_market_spec spec = *scenario->market;
    spec.seed = of->terms.seed;
    orth_status status = match_tokens(of, &spec, error);
    if (status == ORTH_OK && spec.block_seconds > 0)
        status = match_blocks(of, spec.block_seconds, error);
    return status == ORTH_OK ? orth_market_create(&of->market, &spec, error) : status;
}

orth_status orth_likeness_make_model(orth_likeness_subject *of, orth_error *error)
{
    orth_market_fit_model fitted;
    if (of->terms.scenario != NULL)
        return make_of_scenario(of, of->terms.scenario, error);
    if (orth_market_fit_model_find(&fitted, of->terms.model))
        return make_fitted(of, fitted, error);
    if (strcmp(of->terms.model, BOOTSTRAP) == 0)
        return make_bootstrap(of, error);
    return orth_fail(error, ORTH_BAD_INPUT,
                     "model: %.100s; permitted: gbm, merton, garch, bootstrap, or a scenario",
                     of->terms.model);
}
