/* Markets from files: their rows as they are. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/kernel.h"
#include "market/market.h"
#include "market/price_join.h"

#define NOTE_BYTES 128

/* Which token has the price 1 without a column is not to be seen in the data. */
static orth_status tell_numeraire(orth_market *market, const orth_market_spec *spec,
                                  orth_error *error)
{
    if (spec->numeraire == NULL)
        return ORTH_OK;
    market->numeraire_note = malloc(NOTE_BYTES);
    if (market->numeraire_note == NULL)
        return orth_fail_memory(error, NOTE_BYTES);
    snprintf(market->numeraire_note, NOTE_BYTES, "numeraire %.100s, priced 1", spec->numeraire);
    return ORTH_OK;
}

static orth_price_request request_of(const orth_market *market, const orth_market_spec *spec)
{
    return (orth_price_request){.n = market->n,
                                .tokens = (const char *const *)market->tokens,
                                .numeraire = spec->numeraire,
                                .from = spec->from,
                                .to = spec->to,
                                .every = spec->every,
                                .blocks_per_row = spec->blocks_per_row,
                                .digest = spec->digest};
}

static orth_status load(orth_market *market, const orth_market_spec *spec, size_t count,
                        const orth_price_file *files, orth_error *error)
{
    orth_price_request request = request_of(market, spec);
    request.count = count;
    request.files = files;
    if (spec->store != NULL) {
        orth_status status = orth_price_store_load(&market->data, spec->store, &request, error);
        market->store = spec->store;
        return status;
    }
    orth_status status = orth_prices_load(&market->own_data, &request, error);
    market->data = market->own_data;
    return status;
}

static orth_status take_table(orth_market *market, const orth_market_spec *spec, orth_error *error)
{
    if (spec->table->n != market->n)
        return orth_fail(error, ORTH_DOMAIN,
                         "market: the table has prices of %zu tokens; permitted: of %zu",
                         spec->table->n, market->n);
    if (spec->file != NULL || spec->file_count > 0)
        return orth_fail(error, ORTH_DOMAIN,
                         "market: files beside a table in memory; permitted: one of the two");
    market->data = spec->table;
    if (spec->from == 0 && spec->to == 0 && spec->every.micros == 0 && spec->every.months == 0 &&
        spec->blocks_per_row <= 1)
        return ORTH_OK;
    orth_price_request request = request_of(market, spec);
    orth_status status = orth_prices_choose(&market->own_data, spec->table, &request, error);
    market->data = market->own_data;
    return status;
}

orth_status orth_market_load_panel(orth_market *market, const orth_market_spec *spec,
                                   orth_error *error)
{
    if (spec->table != NULL)
        return take_table(market, spec, error);
    if (spec->file == NULL)
        return orth_fail(error, ORTH_DOMAIN, "market: %s: the file is missing", spec->model);
    orth_price_file whole = spec->panel;
    whole.file = spec->file;
    whole.token = NULL;
    orth_status status = load(market, spec, 1, &whole, error);
    return status == ORTH_OK ? tell_numeraire(market, spec, error) : status;
}

orth_status orth_market_load_files(orth_market *market, const orth_market_spec *spec,
                                   orth_error *error)
{
    if (spec->file_count == 0)
        return orth_fail(error, ORTH_DOMAIN, "market: %s: the files are missing", spec->model);
    orth_status status = load(market, spec, spec->file_count, spec->files, error);
    return status == ORTH_OK ? tell_numeraire(market, spec, error) : status;
}

/* A trend counts: what arbitrage takes knows nothing of means. */
orth_status orth_market_measure(const orth_market *market, size_t blocks, double *covariance,
                                orth_error *error)
{
    size_t n = market->n;
    const double *prices = market->data->prices;
    double *logs = malloc(2 * n * sizeof *logs);
    if (logs == NULL)
        return orth_fail_memory(error, 2 * (double)n * sizeof *logs);
    const orth_kernels *kernels = orth_kernels_in_use();
    kernels->log(n, logs, prices);
    for (size_t k = 1; k <= blocks; k++) {
        double *now = logs + k % 2 * n, *returns = logs + (k + 1) % 2 * n;
        kernels->log(n, now, prices + k * n);
        for (size_t i = 0; i < n; i++)
            returns[i] = now[i] - returns[i];
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j <= i; j++)
                covariance[i * n + j] += returns[i] * returns[j];
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            covariance[i * n + j] /= (double)blocks;
            covariance[j * n + i] = covariance[i * n + j];
        }
    free(logs);
    return ORTH_OK;
}

/* Of the rows that are walked along. */
static orth_status covariance(const orth_market *market, uint64_t blocks, double *out,
                              orth_error *error)
{
    size_t rows = market->data->rows - 1;
    if (blocks > 0 && blocks < rows)
        rows = (size_t)blocks;
    return rows > 0 ? orth_market_measure(market, rows, out, error) : ORTH_OK;
}

static const orth_model_key *const panel_keys[] = {&orth_key_file,
                                                   &orth_key_numeraire,
                                                   &orth_key_from,
                                                   &orth_key_to,
                                                   &orth_key_every,
                                                   &orth_key_blocks_per_row,
                                                   NULL};
static const orth_model_key *const files_keys[] = {&orth_key_files,
                                                   &orth_key_numeraire,
                                                   &orth_key_from,
                                                   &orth_key_to,
                                                   &orth_key_every,
                                                   &orth_key_blocks_per_row,
                                                   NULL};

const orth_model orth_model_panel = {
    ORTH_MODEL("panel", "the rows of a file time,TOKEN,..., one a block", panel_keys,
               orth_market_load_panel, covariance),
};
const orth_model orth_model_files = {
    ORTH_MODEL("files", "the rows of several price files, joined on time", files_keys,
               orth_market_load_files, covariance),
};
