/* Price files into one table for a market's tokens. */
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/plain_locale.h"
#include "base/text.h"
#include "market/price_series.h"
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

static orth_status read_panel(orth_prices *prices, const char *file, const char *text,
                              size_t length, bool panel, const char *const *tokens,
                              const char *numeraire, orth_error *error)
{
    size_t n = prices->n, count = 0;
    const char **names = malloc(n * sizeof *names);
    size_t *column = malloc(n * sizeof *column);
    orth_status status = ORTH_OK;
    if (names == NULL || column == NULL)
        status = orth_fail_memory(error, (double)n * (sizeof *names + sizeof *column));
    for (size_t i = 0; status == ORTH_OK && i < n; i++) {
        column[i] = orth_is_numeraire(tokens[i], numeraire) ? SIZE_MAX : count;
        if (column[i] != SIZE_MAX)
            names[count++] = tokens[i];
    }
    if (status == ORTH_OK && count == 0)
        status =
            orth_fail(error, ORTH_DOMAIN, "market: no token but the numeraire %.100s", numeraire);
    if (status == ORTH_OK) {
        orth_wanted wanted = {
            .count = count, .names = names, .panel = panel, .numeraire = count < n};
        orth_series series;
        status = orth_series_read(&series, file, text, length, &wanted, prices, error);
        if (status == ORTH_OK)
            status = take_panel(prices, &series, column, error);
        orth_series_free(&series);
    }
    free(names);
    free(column);
    return status;
}

/* Under the C locale; *prices is NULL after a failure. */
static orth_status load_panel(orth_prices **prices, const char *file, const char *text,
                              size_t length, bool panel, size_t n, const char *const *tokens,
                              const char *numeraire, orth_error *error)
{
    orth_status status = orth_prices_new(prices, n, error);
    if (status != ORTH_OK)
        return status;
    orth_locale outer = orth_locale_enter();
    status = read_panel(*prices, file, text, length, panel, tokens, numeraire, error);
    orth_locale_leave(outer);
    if (status != ORTH_OK) {
        orth_prices_free(*prices);
        *prices = NULL;
    }
    return status;
}

orth_status orth_prices_load_panel(orth_prices **prices, const char *file, size_t n,
                                   const char *const *tokens, const char *numeraire,
                                   orth_error *error)
{
    return load_panel(prices, file, NULL, 0, true, n, tokens, numeraire, error);
}

orth_status orth_prices_parse(orth_prices **prices, const char *text, size_t length,
                              const char *file, size_t n, const char *const *tokens,
                              orth_error *error)
{
    return load_panel(prices, file, text, length, n > 1, n, tokens, NULL, error);
}
