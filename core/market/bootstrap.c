/* The stationary bootstrap of the rows of price files. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "base/text.h"
#include "market/draws.h"
#include "market/market.h"
#include "market/row_steps.h"

#define MEAN_LENGTHS "from 1 to " ORTH_LIMIT_TEXT(ORTH_MEAN_LENGTH_MAX)

typedef struct bootstrap {
    double *log_rows; /* [rows][n]: of market->data, less those that are left out */
    size_t rows;
    double go_on; /* 1 - 1 / mean_length */
} bootstrap;

static orth_status too_few(size_t rows, const char *what, orth_error *error)
{
    return orth_fail(error, ORTH_DOMAIN,
                     "market: a bootstrap of %zu row%s of prices%s; permitted: at least 3", rows,
                     orth_plural(rows, "", "s"), what);
}

/* Returns over gaps are taken out: those behind move up. */
static orth_status leave_gaps_out(bootstrap *made, const orth_market *market, orth_error *error)
{
    const orth_prices *data = market->data;
    size_t n = market->n, kept = 0;
    bool *is_gap = malloc(data->rows);
    orth_row_steps steps;
    orth_status status = is_gap == NULL ? orth_fail_memory(error, (double)data->rows) : ORTH_OK;
    if (status == ORTH_OK)
        status = orth_row_steps_of(&steps, is_gap, data->rows, data->times, error);
    for (size_t r = 0; status == ORTH_OK && r + 1 < data->rows; r++)
        if (!is_gap[r])
            memmove(made->log_rows + kept++ * n, made->log_rows + r * n,
                    n * sizeof *made->log_rows);
    free(is_gap);
    if (status != ORTH_OK)
        return status;
    made->rows = kept;
    return kept >= 2 ? ORTH_OK : too_few(kept + 1, " without gaps", error);
}

static orth_status log_rows(bootstrap *made, const orth_market *market, bool without_gaps,
                            orth_error *error)
{
    const orth_prices *data = market->data;
    size_t n = market->n, rows = data->rows;
    if (rows < 3)
        return too_few(rows, "", error);
    double *logs = malloc(rows * n * sizeof *logs);
    if (logs == NULL)
        return orth_fail_memory(error, (double)(rows * n) * sizeof *logs);
    orth_kernels_in_use()->log(rows * n, logs, data->prices);
    for (size_t e = 0; e + n < rows * n; e++)
        logs[e] = logs[e + n] - logs[e];
    made->log_rows = logs;
    made->rows = rows - 1;
    return without_gaps && data->dated ? leave_gaps_out(made, market, error) : ORTH_OK;
}

static orth_status prepare(orth_market *market, const orth_market_spec *spec, orth_error *error)
{
    const double *given = orth_market_values(spec, "mean_length");
    double mean_length = given != NULL ? given[0] : 0;
    if (!(mean_length >= 1 && mean_length <= ORTH_MEAN_LENGTH_MAX))
        return orth_market_fail(error, "the mean length", NULL, mean_length, MEAN_LENGTHS);
    bootstrap *made = market->state = calloc(1, sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, sizeof *made);
    made->go_on = 1 - 1 / mean_length;
    orth_status status = spec->file != NULL || spec->table != NULL
                             ? orth_market_load_panel(market, spec, error)
                             : orth_market_load_files(market, spec, error);
    return status == ORTH_OK ? log_rows(made, market, spec->leave_gaps_out, error) : status;
}

static void destroy(orth_market *market)
{
    bootstrap *own = market->state;
    free(own->log_rows);
    free(own);
}

/* Every row is as likely to be drawn as any other, however long the simulation is. */
static orth_status covariance(const orth_market *market, uint64_t blocks, double *out,
                              orth_error *error)
{
    (void)blocks;
    const bootstrap *own = market->state;
    if (own->rows == market->data->rows - 1)
        return orth_market_measure(market, own->rows, out, error);
    size_t n = market->n;
    for (size_t e = 0; e < n * n; e++)
        for (size_t r = 0; r < own->rows; r++)
            out[e] +=
                own->log_rows[r * n + e / n] * own->log_rows[r * n + e % n] / (double)own->rows;
    return ORTH_OK;
}

static void start(orth_market_walk *walk)
{
    for (size_t l = 0; l < walk->lanes; l++)
        walk->state[l] = -1; /* no row yet: the first is drawn */
}

/* Row numbers are kept as doubles, exact below 2^53; u is below 1, so that u * rows is too. */
static void returns(orth_market_walk *walk)
{
    const orth_market *market = walk->market;
    const bootstrap *own = market->state;
    size_t lanes = walk->lanes, n = market->n, m = ORTH_MARKET_CHUNK * lanes;
    double rows = (double)own->rows, *at = walk->state;
    orth_draws draws = orth_market_draws(walk, ORTH_USE_BOOTSTRAP, 0);
    double *jump = walk->scratch, *place = walk->innovations;
    orth_kernels_in_use()->uniforms(m, jump, place, &draws);
    for (size_t e = 0; e < m; e++) {
        size_t l = e % lanes;
        if (at[l] < 0 || jump[e] > own->go_on)
            at[l] = fmin(floor(place[e] * rows), rows - 1);
        else
            at[l] = at[l] + 1 < rows ? at[l] + 1 : 0;
        const double *from = own->log_rows + (size_t)at[l] * n;
        for (size_t i = 0; i < n; i++)
            walk->returns[i * m + e] = from[i];
    }
}

static const orth_model_key mean_length = {.name = "mean_length",
                                           .kind = ORTH_MODEL_KEY_NUMBER,
                                           .required = true,
                                           .range = {1, ORTH_MEAN_LENGTH_MAX, false, MEAN_LENGTHS}};
static const orth_model_key *const keys[] = {
    &orth_key_prices, &orth_key_file,  &orth_key_numeraire, &orth_key_from,
    &orth_key_to,     &orth_key_every, &mean_length,        NULL};

const orth_model orth_model_bootstrap = {
    ORTH_MODEL("bootstrap", "stationary bootstrap of the rows of files", keys, prepare, covariance),
    .destroy = destroy,
    .walk_state = 1,
    .start = start,
    .returns = returns,
};
