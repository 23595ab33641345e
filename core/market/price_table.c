/* orth_prices itself: its rows, its notes and its records. */
#include "market/price_table.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void orth_prices_free(orth_prices *prices)
{
    if (prices == NULL)
        return;
    for (size_t i = 0; i < prices->note_count; i++)
        free(prices->notes[i]);
    for (size_t i = 0; i < prices->source_count; i++)
        orth_source_free(&prices->sources[i]);
    free(prices->sources);
    free(prices->notes);
    free(prices->times);
    if (!prices->borrowed)
        free(prices->prices);
    free(prices->name);
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
    (*prices)->dated = true;
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

orth_status orth_prices_add_source(orth_prices *prices, orth_price_source *source,
                                   orth_error *error)
{
    size_t bytes = (prices->source_count + 1) * sizeof *prices->sources;
    orth_price_source *more = realloc(prices->sources, bytes);
    if (more == NULL)
        return orth_fail_memory(error, (double)bytes);
    prices->sources = more;
    prices->sources[prices->source_count++] = *source;
    *source = (orth_price_source){.file = NULL};
    return ORTH_OK;
}

void orth_source_free(orth_price_source *source)
{
    free(source->file);
    free(source->token);
    free(source->time_column);
    free(source->price_column);
    *source = (orth_price_source){.file = NULL};
}
