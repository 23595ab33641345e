/* Price files into one table for a market's tokens. */
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/plain_locale.h"
#include "base/text.h"
#include "market/price_join.h"
#include "market/price_text.h"

/* Takes over the rows of a panel; column[i] is SIZE_MAX for the numeraire. */
static orth_status take_panel(orth_prices *prices, orth_series *series, const size_t *column,
                              orth_error *error)
{
    size_t n = prices->n;
    if (series->columns == n) {
        prices->rows = series->rows;
        prices->times = series->times;
        prices->prices = series->prices;
        series->times = NULL;
        series->prices = NULL;
        return ORTH_OK;
    }
    orth_status status = orth_prices_allocate(prices, series->rows, error);
    if (status != ORTH_OK)
        return status;
    memcpy(prices->times, series->times, series->rows * sizeof *prices->times);
    for (size_t k = 0; k < series->rows; k++)
        for (size_t i = 0; i < n; i++)
            prices->prices[k * n + i] =
                column[i] == SIZE_MAX ? 1 : series->prices[k * series->columns + column[i]];
    return ORTH_OK;
}

/* ---------------------------------------------------------------- one file for all tokens */

typedef struct panel {
    const char **names; /* of the columns */
    size_t *column;     /* of each token, SIZE_MAX for the numeraire */
    size_t count;
} panel;

static orth_status name_columns(panel *of, const orth_price_request *request, orth_error *error)
{
    size_t n = request->n;
    of->names = malloc(n * sizeof *of->names);
    of->column = malloc(n * sizeof *of->column);
    if (of->names == NULL || of->column == NULL)
        return orth_fail_memory(error, (double)n * (sizeof *of->names + sizeof *of->column));
    for (size_t i = 0; i < n; i++) {
        bool numeraire = orth_is_numeraire(request->tokens[i], request->numeraire);
        of->column[i] = numeraire ? SIZE_MAX : of->count;
        if (!numeraire)
            of->names[of->count++] = request->tokens[i];
    }
    return of->count > 0
               ? ORTH_OK
               : orth_fail(error, ORTH_DOMAIN, "market: no token but the numeraire %.100s",
                           request->numeraire);
}

static orth_status read_panel(orth_prices *prices, const orth_price_request *request,
                              const char *text, size_t length, bool only_panel, orth_error *error)
{
    panel of = {.count = 0};
    orth_series series = {.label = NULL};
    orth_status status = name_columns(&of, request, error);
    if (status == ORTH_OK) {
        orth_wanted wanted = {.count = of.count,
                              .names = of.names,
                              .panel = only_panel,
                              .numeraire = of.count < request->n,
                              .digest = request->digest,
                              .file = &request->files[0],
                              .text = text,
                              .length = length};
        status = orth_series_read(&series, &wanted, prices, error);
    }
    if (status == ORTH_OK) {
        prices->dated = series.source.dated;
        status = orth_prices_add_source(prices, &series.source, error);
    }
    if (status == ORTH_OK)
        status = take_panel(prices, &series, of.column, error);
    if (status == ORTH_OK)
        status = orth_prices_window(prices, request, error);
    orth_series_free(&series);
    free(of.names);
    free(of.column);
    return status;
}

/* ---------------------------------------------------------------- a file a token */

/* Which file serves each token: each token one, but for the numeraire. */
static orth_status match_files(size_t *of, const orth_price_request *request, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    size_t n = request->n;
    for (size_t i = 0; i < n; i++)
        of[i] = SIZE_MAX;
    for (size_t f = 0; f < request->count; f++) {
        const char *token = request->files[f].token;
        size_t i = 0;
        while (i < n && strcmp(request->tokens[i], token) != 0)
            i++;
        orth_quote(quoted, sizeof quoted, token);
        if (i == n)
            return orth_fail(error, ORTH_DOMAIN, "market: prices for %s, which is no token",
                             quoted);
        if (of[i] != SIZE_MAX)
            return orth_fail(error, ORTH_DOMAIN,
                             "market: two files with prices for %s; permitted: one", quoted);
        if (orth_is_numeraire(token, request->numeraire))
            return orth_fail(error, ORTH_DOMAIN,
                             "market: prices for %s, which is the numeraire and priced 1", quoted);
        of[i] = f;
    }
    for (size_t i = 0; i < n; i++)
        if (of[i] == SIZE_MAX && !orth_is_numeraire(request->tokens[i], request->numeraire))
            return orth_fail(error, ORTH_DOMAIN,
                             "market: no prices for %s; permitted: a file for each token but the "
                             "numeraire (market.numeraire)",
                             orth_quote(quoted, sizeof quoted, request->tokens[i]));
    return ORTH_OK;
}

static orth_status read_series(orth_prices *prices, orth_series *series, const size_t *of,
                               const orth_price_request *request, orth_error *error)
{
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < request->n; i++) {
        if (of[i] == SIZE_MAX)
            continue;
        orth_wanted wanted = {.count = 1,
                              .names = &request->tokens[i],
                              .joined = request->count > 1,
                              .digest = request->digest,
                              .file = &request->files[of[i]]};
        status = orth_series_read(&series[i], &wanted, prices, error);
    }
    if (status == ORTH_OK)
        status = orth_series_join(prices, series, request, error);
    for (size_t i = 0; status == ORTH_OK && i < request->n; i++)
        if (of[i] != SIZE_MAX)
            status = orth_prices_add_source(prices, &series[i].source, error);
    return status;
}

static orth_status read_files(orth_prices *prices, const orth_price_request *request,
                              orth_error *error)
{
    size_t n = request->n, *of = malloc(n * sizeof *of);
    orth_series *series = calloc(n, sizeof *series);
    orth_status status = of == NULL || series == NULL
                             ? orth_fail_memory(error, (double)n * (sizeof *series + sizeof *of))
                             : match_files(of, request, error);
    if (status == ORTH_OK)
        status = read_series(prices, series, of, request, error);
    for (size_t i = 0; series != NULL && i < n; i++)
        orth_series_free(&series[i]);
    free(series);
    free(of);
    return status;
}

/* ---------------------------------------------------------------- all of it */

/* Under the C locale; *prices is NULL after a failure. */
static orth_status load(orth_prices **prices, const orth_price_request *request, const char *text,
                        size_t length, bool only_panel, orth_error *error)
{
    *prices = NULL;
    orth_status status = orth_price_request_check_span(request, error);
    if (status == ORTH_OK)
        status = orth_prices_new(prices, request->n, error);
    if (status != ORTH_OK)
        return status;
    orth_locale outer = orth_locale_enter();
    status = text == NULL && !only_panel
                 ? read_files(*prices, request, error)
                 : read_panel(*prices, request, text, length, only_panel, error);
    if (status == ORTH_OK)
        status = orth_prices_spread(*prices, request->blocks_per_row, error);
    orth_locale_leave(outer);
    if (status != ORTH_OK) {
        orth_prices_free(*prices);
        *prices = NULL;
    }
    return status;
}

orth_status orth_prices_load(orth_prices **prices, const orth_price_request *request,
                             orth_error *error)
{
    return load(prices, request, NULL, 0, request->count == 1 && request->files[0].token == NULL,
                error);
}

orth_status orth_prices_load_panel(orth_prices **prices, const char *file, size_t n,
                                   const char *const *tokens, const char *numeraire,
                                   orth_error *error)
{
    orth_price_file whole = {.file = file};
    orth_price_request request = {
        .n = n, .tokens = tokens, .numeraire = numeraire, .count = 1, .files = &whole};
    return orth_prices_load(prices, &request, error);
}

orth_status orth_prices_load_files(orth_prices **prices, size_t count, const orth_price_file *files,
                                   size_t n, const char *const *tokens, const char *numeraire,
                                   orth_error *error)
{
    orth_price_request request = {
        .n = n, .tokens = tokens, .numeraire = numeraire, .count = count, .files = files};
    return load(prices, &request, NULL, 0, false, error);
}

orth_status orth_prices_parse_as(orth_prices **prices, const char *text, size_t length,
                                 const char *file, const orth_price_file *how, size_t n,
                                 const char *const *tokens, orth_error *error)
{
    orth_price_file named = *how;
    named.file = file;
    orth_price_request request = {.n = n, .tokens = tokens, .count = 1, .files = &named};
    return load(prices, &request, text, length, n > 1, error);
}

orth_status orth_prices_parse(orth_prices **prices, const char *text, size_t length,
                              const char *file, size_t n, const char *const *tokens,
                              orth_error *error)
{
    return orth_prices_parse_as(prices, text, length, file, &(orth_price_file){.file = NULL}, n,
                                tokens, error);
}
