/* Markets from files: their rows as they are, and the stationary bootstrap of them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "market/market.h"
#include "market/price_series.h"

/* Which token has the price 1 without a column is not to be seen in the data. */
static orth_status tell_numeraire(orth_market *market, const orth_market_spec *spec,
                                  orth_error *error)
{
    if (spec->numeraire == NULL)
        return ORTH_OK;
    return orth_prices_note(market->data, error, "numeraire %.100s, priced 1", spec->numeraire);
}

static orth_status load_panel(orth_market *market, const orth_market_spec *spec, orth_error *error)
{
    if (spec->file == NULL)
        return orth_fail(error, ORTH_DOMAIN, "market: %s: the file is missing", spec->model);
    orth_status status =
        orth_prices_load_panel(&market->data, spec->file, market->n,
                               (const char *const *)market->tokens, spec->numeraire, error);
    return status == ORTH_OK ? tell_numeraire(market, spec, error) : status;
}

static orth_status load_files(orth_market *market, const orth_market_spec *spec, orth_error *error)
{
    if (spec->file_count == 0)
        return orth_fail(error, ORTH_DOMAIN, "market: %s: the files are missing", spec->model);
    orth_status status =
        orth_prices_load_files(&market->data, spec->file_count, spec->files, market->n,
                               (const char *const *)market->tokens, spec->numeraire, error);
    return status == ORTH_OK ? tell_numeraire(market, spec, error) : status;
}

static orth_status log_rows(orth_market *market, orth_error *error)
{
    const orth_prices *data = market->data;
    size_t n = market->n, rows = data->rows;
    if (rows < 3)
        return orth_fail(error, ORTH_DOMAIN,
                         "market: a bootstrap of %zu row%s of prices; permitted: at least 3", rows,
                         rows == 1 ? "" : "s");
    double *logs = malloc(rows * n * sizeof *logs);
    if (logs == NULL)
        return orth_fail_memory(error, (double)(rows * n) * sizeof *logs);
    orth_kernels_in_use()->log(rows * n, logs, data->prices);
    for (size_t e = 0; e + n < rows * n; e++)
        logs[e] = logs[e + n] - logs[e];
    market->log_rows = logs;
    return ORTH_OK;
}

static orth_status prepare_bootstrap(orth_market *market, const orth_market_spec *spec,
                                     orth_error *error)
{
    if (!(spec->mean_length >= 1 && spec->mean_length <= 1e9))
        return orth_market_fail(error, "the mean length", NULL, spec->mean_length, "from 1 to 1e9");
    market->go_on = 1 - 1 / spec->mean_length;
    orth_status status =
        spec->file != NULL ? load_panel(market, spec, error) : load_files(market, spec, error);
    return status == ORTH_OK ? log_rows(market, error) : status;
}

static void bootstrap_start(orth_market_walk *walk)
{
    for (size_t l = 0; l < walk->lanes; l++)
        walk->state[l] = -1; /* no row yet: the first is drawn */
}

/* Row numbers are kept as doubles, exact below 2^53; u is below 1, so that u * rows is too. */
static void bootstrap_returns(orth_market_walk *walk)
{
    const orth_market *market = walk->market;
    size_t lanes = walk->lanes, n = market->n, m = ORTH_MARKET_CHUNK * lanes;
    double rows = (double)(market->data->rows - 1), *at = walk->state;
    orth_draws draws = orth_market_draws(walk, ORTH_USE_BOOTSTRAP, 0);
    double *jump = walk->scratch, *place = walk->innovations;
    orth_kernels_in_use()->uniforms(m, jump, place, &draws);
    for (size_t e = 0; e < m; e++) {
        size_t l = e % lanes;
        if (at[l] < 0 || jump[e] > market->go_on)
            at[l] = fmin(floor(place[e] * rows), rows - 1);
        else
            at[l] = at[l] + 1 < rows ? at[l] + 1 : 0;
        const double *from = market->log_rows + (size_t)at[l] * n;
        for (size_t i = 0; i < n; i++)
            walk->returns[i * m + e] = from[i];
    }
}

const orth_model orth_model_panel = {
    .public = {"panel", "the rows of a file time,TOKEN,..., one a block"},
    .prepare = load_panel,
};
const orth_model orth_model_files = {
    .public = {"files", "the rows of several price files, joined on time"},
    .prepare = load_files,
};
const orth_model orth_model_bootstrap = {
    .public = {"bootstrap", "stationary bootstrap of the rows of files"},
    .prepare = prepare_bootstrap,
    .state = 1,
    .start = bootstrap_start,
    .returns = bootstrap_returns,
};
