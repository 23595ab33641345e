/* Prices as a fit takes them: checked, counted, and turned into returns of deviation 1. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/plain_locale.h"
#include "base/plural.h"
#include "fit/market_made.h"
#include "kernel/kernel.h"
#include "market/row_steps.h"
#include "orthant/limits.h"

void orth_fit_note(orth_market_fit *fit, const char *format, ...)
{
    ORTH_CHECK(fit->note_count < ORTH_MARKET_FIT_NOTES);
    va_list arguments;
    va_start(arguments, format);
    orth_locale outer = orth_locale_enter();
    vsnprintf(fit->notes[fit->note_count++], ORTH_MARKET_FIT_NOTE_MAX, format, arguments);
    orth_locale_leave(outer);
    va_end(arguments);
}

size_t orth_market_fit_rows_least(orth_market_fit_model model, size_t n)
{
    size_t own = model == ORTH_MARKET_FIT_GBM ? 2 : ORTH_FIT_OWN;
    size_t returns = 20 * (n * own + n * (n - 1) / 2);
    return (returns < 100 ? 100 : returns) + 1;
}

static orth_status check(const orth_market_fit_data *data, const orth_market_fit_terms *terms,
                         orth_error *error)
{
    if (data->n < 1 || data->n > ORTH_FIT_TOKENS)
        return orth_fail(error, ORTH_DOMAIN, "market fit: %zu tokens; permitted: from 1 to %d",
                         data->n, ORTH_FIT_TOKENS);
    size_t least = orth_market_fit_rows_least(terms->model, data->n);
    if (data->rows < least)
        return orth_fail(error, ORTH_DOMAIN,
                         "market fit: %zu row%s of prices; %s of %zu token%s needs at least %zu",
                         data->rows, orth_plural(data->rows, "", "s"),
                         orth_market_fit_model_name(terms->model), data->n,
                         orth_plural(data->n, "", "s"), least);
    for (size_t e = 0; e < data->rows * data->n; e++)
        if (!(data->prices[e] >= ORTH_PRICE_MIN && data->prices[e] <= ORTH_PRICE_MAX))
            return orth_fail(error, ORTH_DOMAIN,
                             "market fit: row %zu: the price of %.60s is %.12g; permitted: from %g "
                             "to %g",
                             e / data->n, data->tokens[e % data->n], data->prices[e],
                             ORTH_PRICE_MIN, ORTH_PRICE_MAX);
    if (terms->block_seconds != 0 &&
        !(terms->block_seconds > 0 && terms->block_seconds <= ORTH_YEAR_SECONDS))
        return orth_fail(error, ORTH_DOMAIN,
                         "market fit: a block of %.12g seconds; permitted: above 0, at most a year",
                         terms->block_seconds);
    if (terms->block_seconds == 0 && data->times == NULL)
        return orth_fail(
            error, ORTH_DOMAIN,
            "market fit: the rows have no times, so how long a block is must be given");
    return ORTH_OK;
}

/* What is left after returns over gaps must be enough. */
static orth_status leave_gaps_out(orth_fit_made *made, const orth_market_fit_data *data,
                                  orth_error *error)
{
    orth_market_fit *fit = made->fit;
    size_t least = orth_market_fit_rows_least(fit->model, data->n) - 1, all = data->rows - 1;
    if (fit->gaps == 0)
        return ORTH_OK;
    fit->returns = made->problem.rows = all - fit->gaps;
    if (fit->returns < least)
        return orth_fail(error, ORTH_DOMAIN,
                         "market fit: %zu of %zu returns span a gap between rows and are left out; "
                         "permitted: so few that %zu are kept",
                         fit->gaps, all, least);
    made->breaks = malloc(fit->gaps * sizeof *made->breaks);
    if (made->breaks == NULL)
        return orth_fail_memory(error, (double)fit->gaps * sizeof *made->breaks);
    for (size_t r = 0, kept = 0, b = 0; r < all; r++)
        if (made->is_gap[r])
            made->breaks[b++] = kept;
        else
            kept++;
    made->problem.breaks = made->breaks;
    made->problem.break_count = fit->gaps;
    orth_fit_note(fit,
                  "%zu of %zu steps between rows are more than half as long again as the usual "
                  "one: returns over these gaps are left out%s",
                  fit->gaps, all,
                  fit->model == ORTH_MARKET_FIT_GARCH
                      ? ", the variance goes on over each as over a block whose return is not known"
                      : "");
    return ORTH_OK;
}

static orth_status take_times(orth_fit_made *made, const orth_market_fit_data *data,
                              const orth_market_fit_terms *terms, orth_error *error)
{
    orth_market_fit *fit = made->fit;
    fit->block_seconds = terms->block_seconds;
    if (data->times != NULL) {
        orth_row_steps steps;
        orth_status status =
            orth_row_steps_of(&steps, made->is_gap, data->rows, data->times, error);
        if (status == ORTH_OK)
            status = orth_row_steps_check(&steps, "market fit", error);
        if (status != ORTH_OK)
            return status;
        double usual = (double)steps.usual / 1e6;
        fit->gaps = steps.gaps;
        if (fit->block_seconds == 0)
            fit->block_seconds = usual;
        else if (fit->block_seconds != usual)
            orth_fit_note(fit,
                          "a row is taken as a block of %.12g s, though rows are usually %.12g "
                          "s apart",
                          fit->block_seconds, usual);
        status = leave_gaps_out(made, data, error);
        if (status != ORTH_OK)
            return status;
    }
    fit->blocks_per_year = ORTH_YEAR_SECONDS / fit->block_seconds;
    orth_fit_note(fit, "a block is %.12g s, a year has %.12g of them (365.25 days)",
                  fit->block_seconds, fit->blocks_per_year);
    return ORTH_OK;
}

/* Returns of token i, the problem's k, but those over gaps, less their mean over their deviation to
 * x; false where the price does not move. */
static bool scale(const orth_fit_made *made, const orth_market_fit_data *data, size_t i, double *x,
                  const double *logs, orth_fit_problem *problem, size_t k, size_t *zeros)
{
    size_t all = data->rows - 1, count = problem->rows, kept = 0;
    double mean = logs[all] - logs[0], squares = 0;
    for (size_t r = 0; r < all; r++)
        if (made->is_gap[r])
            mean -= logs[r + 1] - logs[r];
    mean = problem->no_drift ? 0 : mean / (double)count;
    *zeros = 0;
    for (size_t r = 0; r < all; r++) {
        if (made->is_gap[r])
            continue;
        double from_mean = x[kept++] = logs[r + 1] - logs[r] - mean;
        *zeros += data->prices[(r + 1) * data->n + i] == data->prices[r * data->n + i];
        squares += from_mean * from_mean;
    }
    double deviation = sqrt(squares / (double)count);
    /* Logarithms are rounded: a price that always grows alike has no deviation either. */
    if (*zeros == count || !(deviation > 1e-14))
        return false;
    problem->largest[k] = 0;
    for (size_t r = 0; r < count; r++) {
        x[r] /= deviation;
        problem->largest[k] = fmax(problem->largest[k], fabs(x[r]));
    }
    problem->scale[k] = deviation;
    problem->centre[k] = mean / deviation;
    return true;
}

static orth_status check_zeros(const orth_market_fit *fit, size_t i, size_t zeros,
                               orth_error *error)
{
    if (fit->model == ORTH_MARKET_FIT_GBM || 2 * zeros <= fit->returns)
        return ORTH_OK;
    return orth_fail(error, ORTH_DOMAIN,
                     "market fit: %zu of %zu returns of %.60s are 0, which no density has; "
                     "permitted: at most half (a longer step has fewer)",
                     zeros, fit->returns, fit->tokens[i]);
}

static orth_status take_tokens(orth_fit_made *made, const orth_market_fit_data *data, double *logs,
                               orth_error *error)
{
    orth_market_fit *fit = made->fit;
    orth_fit_problem *problem = &made->problem;
    for (size_t i = 0; i < data->n; i++) {
        size_t k = problem->n, zeros;
        double *x = made->returns + k * fit->returns;
        for (size_t r = 0; r < data->rows; r++)
            logs[r] = data->prices[r * data->n + i];
        orth_kernels_in_use()->log(data->rows, logs, logs);
        if (!scale(made, data, i, x, logs, problem, k, &zeros)) {
            fit->still++;
            orth_fit_note(fit, "the price of %.60s does not move: volatility 0", fit->tokens[i]);
            continue;
        }
        orth_status status = check_zeros(fit, i, zeros, error);
        if (status != ORTH_OK)
            return status;
        if (10 * zeros > fit->returns)
            orth_fit_note(fit,
                          "%zu of %zu returns of %.60s are 0: coarse prices, or values that "
                          "were carried on",
                          zeros, fit->returns, fit->tokens[i]);
        problem->x[k] = x;
        made->token[k] = i;
        problem->n++;
    }
    return problem->n > 0 ? ORTH_OK
                          : orth_fail(error, ORTH_DOMAIN,
                                      "market fit: no price moves; permitted: one that does");
}

static orth_status make_room(orth_fit_made *made, const orth_market_fit_data *data,
                             orth_error *error)
{
    size_t n = data->n, numbers = n * (data->rows - 1) + data->rows;
    orth_market_fit *fit = made->fit = calloc(1, sizeof *fit);
    made->returns = malloc(numbers * sizeof *made->returns);
    made->is_gap = calloc(data->rows, sizeof *made->is_gap);
    made->place = calloc(ORTH_FIT_DIMENSIONS, sizeof *made->place);
    made->covariance =
        calloc((size_t)ORTH_FIT_DIMENSIONS * ORTH_FIT_DIMENSIONS, sizeof *made->covariance);
    bool made_all = fit != NULL && made->returns != NULL && made->is_gap != NULL &&
                    made->place != NULL && made->covariance != NULL;
    if (made_all) {
        fit->n = n;
        fit->tokens = calloc(n, sizeof *fit->tokens);
        fit->prices = calloc(n, sizeof *fit->prices);
        fit->correlations = calloc(n * n, sizeof *fit->correlations);
        made_all = fit->tokens != NULL && fit->prices != NULL && fit->correlations != NULL;
        for (size_t i = 0; made_all && i < n; i++)
            made_all = (fit->tokens[i] = strdup(data->tokens[i])) != NULL;
        for (size_t v = 0; made_all && v < ORTH_MARKET_FIT_VALUES; v++)
            made_all = (fit->values[v] = calloc(n, sizeof *fit->values[v])) != NULL;
    }
    return made_all ? ORTH_OK : orth_fail_memory(error, (double)numbers * sizeof *made->returns);
}

orth_status orth_fit_take(orth_fit_made *made, const orth_market_fit_data *data,
                          const orth_market_fit_terms *terms, orth_error *error)
{
    orth_status status = check(data, terms, error);
    if (status == ORTH_OK)
        status = make_room(made, data, error);
    if (status != ORTH_OK)
        return status;
    orth_market_fit *fit = made->fit;
    fit->model = terms->model;
    fit->rows = data->rows;
    fit->returns = made->problem.rows = data->rows - 1;
    made->problem.no_drift = terms->no_drift;
    for (size_t i = 0; i < data->n; i++)
        fit->prices[i] = data->prices[(data->rows - 1) * data->n + i];
    status = take_times(made, data, terms, error);
    if (status == ORTH_OK)
        status = take_tokens(made, data, made->returns + data->n * fit->returns, error);
    return status;
}

void orth_fit_centred(const orth_fit_made *made, double *correlation)
{
    const orth_fit_problem *problem = &made->problem;
    for (size_t i = 0; i < problem->n; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = 0;
            for (size_t r = 0; r < problem->rows; r++)
                sum += problem->x[i][r] * problem->x[j][r];
            sum /= (double)problem->rows;
            correlation[i * problem->n + j] = correlation[j * problem->n + i] = i == j ? 1 : sum;
        }
}
