/* The record of a file as one line. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "base/text.h"
#include "market/price_series.h"
#include "market/price_text.h"

typedef struct line {
    char text[ORTH_ERROR_TEXT_MAX];
    size_t used;
} line;

static void add(line *to, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(line *to, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int count = vsnprintf(to->text + to->used, sizeof to->text - to->used, format, arguments);
    va_end(arguments);
    size_t left = sizeof to->text - to->used - 1;
    to->used += count < 0 ? 0 : (size_t)count < left ? (size_t)count : left;
}

static const char *known_text(orth_known known)
{
    return known == ORTH_KNOWN_GIVEN     ? "given"
           : known == ORTH_KNOWN_CERTAIN ? "certain"
                                         : "guessed";
}

static void add_stamp(line *to, const orth_price_source *source)
{
    char bar[ORTH_SPAN_TEXT_MAX];
    bool known = source->bar.micros > 0 || source->bar.months > 0;
    if (!source->bars) {
        add(to, "; prices of moments (%s)", known_text(source->stamp_known));
        return;
    }
    if (known)
        add(to, "; bars of %s (%s)", orth_span_text(bar, source->bar),
            known_text(source->bar_known));
    else
        add(to, "; bars of unknown length");
    bool start = source->stamp == ORTH_STAMP_START;
    add(to, ", stamped by their %s (%s)", start ? "starts" : "ends",
        known_text(source->stamp_known));
    if (start)
        add(to, source->moved ? ": moved on by a bar"
                              : ": not moved, \"bar\" in market.files would say how far");
}

static void add_columns(line *to, const orth_price_source *source)
{
    char time[ORTH_QUOTE_MAX], price[ORTH_QUOTE_MAX];
    add(to, "%s", source->layout);
    if (source->separator != NULL && strcmp(source->separator, "comma") != 0)
        add(to, ", separated by %ss", source->separator);
    if (source->packing != NULL)
        add(to, ", from %s", source->packing);
    add(to, "; time %s (%s, zone %s)", orth_quote(time, sizeof time, source->time_column),
        source->time_form, source->zone);
    if (source->price_column != NULL)
        add(to, ", price %s", orth_quote(price, sizeof price, source->price_column));
}

orth_status orth_source_note(orth_prices *prices, size_t at, const orth_price_source *source,
                             orth_error *error)
{
    line to = {.used = 0};
    char from[ORTH_TIME_TEXT_MAX], last[ORTH_TIME_TEXT_MAX];
    add(&to, "%s: ", source->file);
    add_columns(&to, source);
    add_stamp(&to, source);
    add(&to, "; %ju row%s", (uintmax_t)source->rows, orth_plural(source->rows, "", "s"));
    if (source->dated)
        add(&to, ", %s to %s", orth_time_text(from, source->first),
            orth_time_text(last, source->last));
    else
        add(&to, " without dates");
    if (source->without_price > 0)
        add(&to, "; %ju without a price left out", (uintmax_t)source->without_price);
    if (source->elsewhere > 0)
        add(&to, "; %ju left out by \"where\"", (uintmax_t)source->elsewhere);
    orth_status status = orth_prices_note(prices, error, "%s", to.text);
    if (status != ORTH_OK)
        return status;
    char *note = prices->notes[prices->note_count - 1];
    memmove(prices->notes + at + 1, prices->notes + at,
            (prices->note_count - 1 - at) * sizeof *prices->notes);
    prices->notes[at] = note;
    return ORTH_OK;
}
