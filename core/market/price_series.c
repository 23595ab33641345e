/* One price file from its first byte to a series in order of time. */
#include "market/price_series.h"

#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "base/text.h"
#include "market/price_lines.h"
#include "market/price_text.h"

#define SECOND INT64_C(1000000)

static orth_status fail_no_rows(const orth_series *series, const orth_wanted *wanted,
                                orth_error *error)
{
    const orth_price_source *source = &series->source;
    if (source->without_price > 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: no price in any of %ju row%s; permitted: at least one", series->label,
                         (uintmax_t)source->without_price,
                         orth_plural(source->without_price, "", "s"));
    if (source->elsewhere > 0) {
        char value[ORTH_QUOTE_MAX], column[ORTH_QUOTE_MAX];
        return orth_fail(
            error, ORTH_BAD_INPUT,
            "%s: none of %ju row%s has %s in the column %s, as \"where\" in market.files asks",
            series->label, (uintmax_t)source->elsewhere, orth_plural(source->elsewhere, "", "s"),
            orth_quote(value, sizeof value, wanted->file->where_values[0]),
            orth_quote(column, sizeof column, wanted->file->where_columns[0]));
    }
    return orth_fail(error, ORTH_BAD_INPUT, "%s: no rows; permitted: at least one", series->label);
}

static orth_status read_all(orth_series *series, orth_line_in *in, const orth_wanted *wanted,
                            orth_error *error)
{
    char first = orth_line_in_peek(in);
    orth_status status;
    if (first == '{' || first == '[') {
        const char *text;
        size_t length;
        status = orth_line_in_rest(in, &text, &length, error);
        if (status == ORTH_OK)
            status = orth_series_read_json(series, text, length, wanted, error);
    } else {
        status = orth_lines_read(series, in, wanted, error);
    }
    if (status == ORTH_OK && series->rows == series->empty)
        status = fail_no_rows(series, wanted, error);
    return status == ORTH_OK ? orth_line_in_finish(in, series->source.sha256, error) : status;
}

static orth_status start_source(orth_series *series, const orth_line_in *in,
                                const orth_wanted *wanted, orth_error *error)
{
    orth_price_source *source = &series->source;
    bool one = !wanted->panel && wanted->count == 1;
    source->packing = in->bytes.packing == ORTH_GZIP      ? "gzip"
                      : in->bytes.packing == ORTH_ZIP     ? "zip"
                      : in->bytes.packing == ORTH_PARQUET ? "Parquet"
                                                          : NULL;
    source->file = strdup(series->label);
    source->token = one ? strdup(wanted->names[0]) : NULL;
    return source->file == NULL || (one && source->token == NULL)
               ? orth_fail_memory(error, (double)strlen(series->label))
               : ORTH_OK;
}

/* 0, 1, 2, ... or 1, 2, 3, ... or 0 and so on in other steps, all of them one. */
static bool are_counted(const orth_series *series)
{
    int64_t step = series->rows > 1 ? series->times[1] - series->times[0] : SECOND;
    if (series->times[0] != 0 && (series->times[0] != SECOND || step != SECOND))
        return false;
    for (size_t k = 1; k < series->rows; k++)
        if (series->times[k] != series->times[k - 1] + step)
            return false;
    return true;
}

/* Panels and series may count their rows; other small numbers are no times. */
static orth_status check_counts(orth_series *series, orth_error *error)
{
    orth_price_source *source = &series->source;
    if (series->times[0] >= ORTH_YEAR_2000 || source->time_form == NULL ||
        strcmp(source->time_form, "numbers") != 0)
        return ORTH_OK;
    source->dated = false;
    source->zone = "none";
    if (are_counted(series))
        return ORTH_OK;
    char early[ORTH_TIME_TEXT_MAX];
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: line %u: as seconds since 1970 the first time is %s; permitted: dates, "
                     "or rows counted 0, 1, 2, ...; days counted by a spreadsheet and times "
                     "without a date are not read: write ISO 8601",
                     series->label, (unsigned)series->lines[0],
                     orth_time_text(early, series->times[0]));
}

static orth_status tell_thousands(const orth_series *series, orth_error *error)
{
    if (series->thousands == 0)
        return ORTH_OK;
    return orth_prices_note(series->notes, error,
                            "%s: %zu price%s read with commas as thousands (%s)", series->label,
                            series->thousands, orth_plural(series->thousands, " is", "s are"),
                            series->thousands_proven ? "certain" : "guessed");
}

orth_status orth_series_read(orth_series *series, const orth_wanted *wanted, orth_prices *notes,
                             orth_error *error)
{
    memset(series, 0, sizeof *series);
    series->columns = wanted->count;
    series->notes = notes;
    series->joined = wanted->joined;
    size_t note = notes->note_count;
    orth_line_in in;
    orth_status status = orth_line_in_open(&in, wanted->file->file, wanted->text, wanted->length,
                                           ORTH_PRICES_PERMITTED, wanted->digest, error);
    series->label = in.label;
    if (status == ORTH_OK)
        status = start_source(series, &in, wanted, error);
    if (status == ORTH_OK)
        status = read_all(series, &in, wanted, error);
    orth_line_in_close(&in);
    if (status == ORTH_OK)
        status = tell_thousands(series, error);
    if (status == ORTH_OK)
        status = orth_series_tell_marks(series, error);
    if (status == ORTH_OK)
        status = orth_series_tell_zones(series, error);
    if (status == ORTH_OK)
        status = orth_series_order(series, wanted, error);
    if (status == ORTH_OK)
        status = check_counts(series, error);
    if (status == ORTH_OK)
        status = orth_series_move(series, error);
    return status == ORTH_OK ? orth_source_note(notes, note, &series->source, error) : status;
}
