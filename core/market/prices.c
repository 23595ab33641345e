/* Price files into one table for a market's tokens. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/plain_locale.h"
#include "base/text.h"
#include "market/price_series.h"
#include "market/price_text.h"

void orth_prices_free(orth_prices *prices)
{
    if (prices == NULL)
        return;
    for (size_t i = 0; i < prices->note_count; i++)
        free(prices->notes[i]);
    free(prices->notes);
    free(prices->times);
    free(prices->prices);
    free(prices);
}

orth_status orth_prices_note(orth_prices *prices, orth_error *error, const char *format, ...)
{
    char text[ORTH_ERROR_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    size_t bytes = (prices->note_count + 1) * sizeof *prices->notes;
    char **notes = realloc(prices->notes, bytes), *note = strdup(text);
    if (notes != NULL)
        prices->notes = notes;
    if (notes == NULL || note == NULL) {
        free(note);
        return orth_fail_memory(error, (double)(bytes + sizeof text));
    }
    prices->notes[prices->note_count++] = note;
    return ORTH_OK;
}

orth_status orth_prices_new(orth_prices **prices, size_t n, orth_error *error)
{
    *prices = calloc(1, sizeof **prices);
    if (*prices == NULL)
        return orth_fail_memory(error, sizeof **prices);
    (*prices)->n = n;
    return ORTH_OK;
}

bool orth_is_numeraire(const char *token, const char *numeraire)
{
    return numeraire != NULL && strcmp(token, numeraire) == 0;
}

orth_status orth_prices_allocate(orth_prices *prices, size_t rows, orth_error *error)
{
    prices->rows = rows;
    prices->times = malloc(rows * sizeof *prices->times);
    prices->prices = malloc(rows * prices->n * sizeof *prices->prices);
    if (prices->times != NULL && prices->prices != NULL)
        return ORTH_OK;
    return orth_fail_memory(error, (double)rows * (double)(prices->n + 1) * sizeof(double));
}

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
