/* Estimators of all tokens of a table (orthant/estimator_tokens.h). */
#include "orthant/estimator_tokens.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/plain_locale.h"
#include "base/plural.h"
#include "base/progress.h"
#include "market/row_steps.h"
#include "orthant/limits.h"
#include "orthant/strategy.h"

/* Of the table: the chunk, gaps, the rule; and of each token one at most. */
#define NOTES_OF_TABLE 3
#define NOTE_MAX 300

#define DAY_SECONDS 86400.0

void orth_estimator_tokens_free(orth_estimator_tokens *made)
{
    if (made == NULL)
        return;
    for (size_t i = 0; made->of != NULL && i < made->n; i++)
        free(made->of[i].token);
    for (size_t i = 0; made->notes != NULL && i < made->note_count; i++)
        free(made->notes[i]);
    free(made->of);
    free(made->notes);
    free(made);
}

const char *orth_estimator_no_decay(const orth_estimator_market_fit *fit)
{
    const orth_estimator_estimate *lambda = &fit->values[ORTH_ESTIMATOR_LAMBDA];
    if (lambda->low_open && lambda->high_open)
        return "these prices do not tell one decay from another";
    switch (fit->edge) {
    case ORTH_ESTIMATOR_NO_NOISE:
        return "no noise is found: the last price is the best estimate";
    case ORTH_ESTIMATOR_NO_MOVE:
        return "no move is found: the longer the memory the better";
    case ORTH_ESTIMATOR_RHO_END:
        return "noise and level cannot be told apart";
    case ORTH_ESTIMATOR_INSIDE:
        break;
    }
    return NULL;
}

/* There is room for NOTES_OF_TABLE, and for one of each token. */
static orth_status add_note(orth_estimator_tokens *made, const char *text, orth_error *error)
{
    char *copy = strdup(text);
    if (copy == NULL)
        return orth_fail_memory(error, (double)strlen(text));
    made->notes[made->note_count++] = copy;
    return ORTH_OK;
}

static orth_status note(orth_estimator_tokens *made, orth_error *error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static orth_status note(orth_estimator_tokens *made, orth_error *error, const char *format, ...)
{
    char text[NOTE_MAX];
    va_list arguments;
    va_start(arguments, format);
    orth_locale outer = orth_locale_enter();
    vsnprintf(text, sizeof text, format, arguments);
    orth_locale_leave(outer);
    va_end(arguments);
    return add_note(made, text, error);
}

static orth_status check(const orth_market_fit_data *data, const orth_estimator_terms *terms,
                         orth_error *error)
{
    ORTH_CHECK(data->n >= 1 && (terms->lambda == 0 || terms->memory_days == 0));
    ORTH_CHECK(terms->lambda == 0 || (terms->lambda >= ORTH_RULE_LAMBDA_MIN && terms->lambda < 1));
    ORTH_CHECK(terms->memory_days >= 0);
    if (data->rows < ORTH_ESTIMATOR_PRICES_LEAST)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "estimators: %zu row%s of prices; needed: %d or more, by rows less far "
                         "apart or over a longer time",
                         data->rows, orth_plural(data->rows, "", "s"), ORTH_ESTIMATOR_PRICES_LEAST);
    for (size_t e = 0; e < data->rows * data->n; e++)
        if (!(data->prices[e] >= ORTH_PRICE_MIN && data->prices[e] <= ORTH_PRICE_MAX))
            return orth_fail(error, ORTH_DOMAIN,
                             "estimators: row %zu: the price of %.60s is %.12g; permitted: from %g "
                             "to %g",
                             e / data->n, data->tokens[e % data->n], data->prices[e],
                             ORTH_PRICE_MIN, ORTH_PRICE_MAX);
    if (terms->chunk_seconds != 0 &&
        !(terms->chunk_seconds > 0 && terms->chunk_seconds <= ORTH_YEAR_SECONDS))
        return orth_fail(error, ORTH_DOMAIN,
                         "estimators: a chunk of %.12g seconds; permitted: above 0, at most a year",
                         terms->chunk_seconds);
    if (terms->chunk_seconds == 0 && data->times == NULL)
        return orth_fail(error, ORTH_DOMAIN,
                         "estimators: the rows have no times, so how long one is must be given");
    return ORTH_OK;
}

static orth_status take_chunk(orth_estimator_tokens *made, const orth_market_fit_data *data,
                              const orth_estimator_terms *terms, orth_error *error)
{
    orth_row_steps steps = {0};
    orth_status status = ORTH_OK;
    if (data->times != NULL)
        status = orth_row_steps_of(&steps, NULL, data->rows, data->times, error);
    if (status == ORTH_OK && data->times != NULL)
        status = orth_row_steps_check(&steps, "estimators", error);
    if (status != ORTH_OK)
        return status;
    double usual = (double)steps.usual / 1e6;
    made->gaps = steps.gaps;
    made->chunk_seconds = terms->chunk_seconds > 0 ? terms->chunk_seconds : usual;
    if (data->times != NULL && made->chunk_seconds != usual)
        status = note(made, error,
                      "a row is taken as a chunk of %.12g s, though rows are usually %.12g s apart",
                      made->chunk_seconds, usual);
    else
        status = note(made, error, "a row is a chunk, one price that a rule sees: %.12g s",
                      made->chunk_seconds);
    if (status == ORTH_OK && made->gaps > 0)
        status = note(
            made, error,
            "%zu of %zu steps are more than half as long again as the usual one; each is taken "
            "as one chunk",
            made->gaps, data->rows - 1);
    return status;
}

static orth_status take_rule(orth_estimator_tokens *made, const orth_estimator_terms *terms,
                             orth_error *error)
{
    double days = made->chunk_seconds / DAY_SECONDS;
    if (terms->memory_days > 0) {
        made->memory_days = terms->memory_days;
        made->lambda = orth_memory_lambda(terms->memory_days, days);
        if (!(made->lambda >= ORTH_RULE_LAMBDA_MIN && made->lambda < 1))
            return orth_fail(error, ORTH_DOMAIN,
                             "estimators: a memory of %.12g days, of chunks of %.12g s, has "
                             "lambda %.17g; permitted: from 1e-18 to below 1",
                             terms->memory_days, made->chunk_seconds, made->lambda);
        return note(made, error, "a memory of %.12g days, of chunks of %.12g s, is lambda %.15g",
                    made->memory_days, made->chunk_seconds, made->lambda);
    } else if (terms->lambda > 0) {
        made->lambda = terms->lambda;
        made->memory_days = orth_memory_days(terms->lambda, days);
    }
    return ORTH_OK;
}

static orth_status fit_token(orth_estimator_tokens *made, size_t i,
                             const orth_market_fit_data *data, const orth_estimator_terms *terms,
                             orth_error *error)
{
    orth_estimator_token *at = &made->of[i];
    const double *prices = data->prices + i;
    orth_status status =
        orth_estimator_fit_prices(&at->fit, data->rows, prices, data->n,
                                  made->chunk_seconds / DAY_SECONDS, terms->stop, error);
    if (status != ORTH_OK)
        return status;
    if (at->fit.why != ORTH_ESTIMATOR_FITTED) {
        made->still++;
        return note(made, error, "%.60s: %s; nothing is fitted", at->token,
                    orth_estimator_why_text(at->fit.why));
    }
    if (10 * at->fit.unmoved > data->rows)
        status = note(
            made, error,
            "%zu of %zu prices of %.60s are like the one before: coarse prices, or values that "
            "were carried on",
            at->fit.unmoved, data->rows, at->token);
    if (status == ORTH_OK && made->lambda > 0)
        status = orth_estimator_rule_judge(&at->average, &at->fit, ORTH_ESTIMATOR_LEVEL,
                                           made->lambda, prices, data->n, error);
    if (status == ORTH_OK && made->lambda > 0)
        status = orth_estimator_rule_judge(&at->gradient, &at->fit, ORTH_ESTIMATOR_GRADIENT,
                                           made->lambda, prices, data->n, error);
    return status;
}

static orth_status make_room(orth_estimator_tokens **result, const orth_market_fit_data *data,
                             const orth_estimator_terms *terms, orth_error *error)
{
    size_t n = data->n, bytes = n * sizeof(orth_estimator_token);
    orth_estimator_tokens *made = *result = calloc(1, sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, sizeof *made);
    made->of = calloc(n, sizeof *made->of);
    made->notes = malloc((terms->note_count + NOTES_OF_TABLE + n) * sizeof *made->notes);
    if (made->of == NULL || made->notes == NULL)
        return orth_fail_memory(error, (double)bytes);
    made->n = n;
    made->rows = data->rows;
    for (size_t i = 0; i < n; i++) {
        made->of[i].token = strdup(data->tokens[i]);
        if (made->of[i].token == NULL)
            return orth_fail_memory(error, (double)strlen(data->tokens[i]));
    }
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < terms->note_count; i++)
        status = add_note(made, terms->notes[i], error);
    return status;
}

/* Of several tokens it is told how many are done; of one, how far that is. */
static orth_status fit_all(orth_estimator_tokens *made, const orth_market_fit_data *data,
                           const orth_estimator_terms *terms, orth_error *error)
{
    static const char things[] = "tokens";
    orth_status status = ORTH_OK;
    if (made->n > 1)
        orth_progress_only(things);
    for (size_t i = 0; status == ORTH_OK && i < made->n; i++) {
        orth_progress(things, i, made->n);
        status = fit_token(made, i, data, terms, error);
    }
    orth_progress_only(NULL);
    return status;
}

orth_status orth_estimator_tokens_fit(orth_estimator_tokens **made,
                                      const orth_market_fit_data *data,
                                      const orth_estimator_terms *terms, orth_error *error)
{
    *made = NULL;
    orth_status status = check(data, terms, error);
    if (status == ORTH_OK)
        status = make_room(made, data, terms, error);
    if (status == ORTH_OK)
        status = take_chunk(*made, data, terms, error);
    if (status == ORTH_OK)
        status = take_rule(*made, terms, error);
    if (status == ORTH_OK)
        status = fit_all(*made, data, terms, error);
    if (status != ORTH_OK) {
        orth_estimator_tokens_free(*made);
        *made = NULL;
    }
    return status;
}
