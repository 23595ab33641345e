/* What a file is, and what its times are to its prices. */
#include <stdlib.h>
#include <string.h>

#include "market/date_text.h"
#include "market/digits.h"
#include "market/price_header.h"

#define SECOND INT64_C(1000000)
#define DAY (86400 * SECOND)

static size_t find(const orth_header *header, orth_role role)
{
    return orth_price_find_role(header->width, header->names, role, NULL);
}

/* The time in a column of the sample's row. */
static bool time_at(const orth_header *header, const orth_sample *sample, size_t row, size_t column,
                    int64_t *time)
{
    bool digits;
    return column != ORTH_NOWHERE && row < sample->cell_rows &&
           orth_header_time(orth_sample_cell(sample, row, column), header->wanted->file->dates,
                            &digits, time);
}

/* Two columns have the same times. */
static bool same_times(const orth_header *header, const orth_sample *sample, size_t a, size_t b)
{
    if (a == b)
        return a != ORTH_NOWHERE;
    for (size_t k = 0; k < sample->cell_rows; k++) {
        int64_t x, y;
        if (!time_at(header, sample, k, a, &x) || !time_at(header, sample, k, b, &y) || x != y)
            return false;
    }
    return sample->cell_rows > 0;
}

/* From the start of the first bar to its end, where a column has that; 0 otherwise. An end that
 * is the last moment of the bar is moved on to the first after it. */
static int64_t bar_of_columns(const orth_header *header, const orth_sample *sample, size_t close)
{
    int64_t from, to;
    if (!time_at(header, sample, 0, header->time, &from) ||
        !time_at(header, sample, 0, close, &to) || header->clock != ORTH_NOWHERE || to <= from)
        return 0;
    int64_t bar = to - from;
    for (int64_t unit = 1; unit <= SECOND; unit *= 1000)
        if (bar % SECOND != 0 && (bar + unit) % SECOND == 0)
            bar += unit;
    if (bar % (60 * SECOND) == 59 * SECOND)
        bar += SECOND;
    bool usual = bar % SECOND == 0 && (DAY % bar == 0 || bar % DAY == 0);
    return usual ? bar : 0;
}

/* ---------------------------------------------------------------- forms */

static const char *number_form(int64_t time, const orth_field *cell)
{
    uint64_t number = 0;
    orth_digits_take(cell->text, cell->text + cell->length, &number);
    return time < ORTH_YEAR_2000 ? "numbers" : orth_time_number_form(number);
}

static void tell_form(orth_header *header, const orth_sample *sample, orth_price_source *source)
{
    source->time_form = "ISO 8601";
    source->zone = "not given, taken as UTC";
    source->dated = true;
    header->zone_column = ORTH_NOWHERE;
    if (sample->cell_rows == 0)
        return;
    const orth_field *cell = orth_sample_cell(sample, 0, header->time),
                     *clock = header->clock == ORTH_NOWHERE
                                  ? cell
                                  : orth_sample_cell(sample, 0, header->clock);
    int64_t time;
    bool digits = true;
    orth_header_time(cell, header->wanted->file->dates, &header->digits, &time);
    for (size_t i = 0; i < cell->length; i++)
        digits = digits && (orth_is_digit(cell->text[i]) || cell->text[i] == '.');
    if (orth_header_zone(header, clock))
        source->zone = "as given";
    if (!digits && !header->digits)
        header->zone_column = header->clock == ORTH_NOWHERE ? header->time : header->clock;
    if (header->clock != ORTH_NOWHERE && !header->hours &&
        memchr(clock->text, ':', clock->length) == NULL)
        header->clock_digits = clock->length;
    if (header->clock != ORTH_NOWHERE)
        source->time_form = "a date and a time of day";
    else if (header->digits)
        source->time_form = cell->length == 8 ? "YYYYMMDD" : "YYYYMMDDHHMM";
    else if (digits && orth_time_parse(cell->text, cell->length, &time)) {
        source->time_form = number_form(time, cell);
        source->zone = "UTC";
    } else if (!orth_time_parse(cell->text, cell->length, &time)) {
        source->time_form = header->wanted->file->dates == ORTH_DATES_MDY   ? "dates by mdy"
                            : header->wanted->file->dates == ORTH_DATES_DMY ? "dates by dmy"
                                                                            : "dates";
    }
}

/* ---------------------------------------------------------------- layouts */

/* Bars without a volume: CoinGecko's are stamped by their ends, as milliseconds, others' by their
 * starts. */
static bool is_bare(const orth_header *header)
{
    if (!header->named)
        return header->width - header->time - (header->clock != ORTH_NOWHERE) == 5;
    return find(header, ORTH_ROLE_OTHER) == ORTH_NOWHERE &&
           find(header, ORTH_ROLE_OPEN) != ORTH_NOWHERE &&
           find(header, ORTH_ROLE_HIGH) != ORTH_NOWHERE &&
           find(header, ORTH_ROLE_LOW) != ORTH_NOWHERE;
}

/* The last moments of bars: all rows of the sample end in 59.999 s, or in :59 and no other second.
 */
static bool are_last_moments(const orth_header *header, const orth_sample *sample)
{
    for (size_t k = 0; k < sample->cell_rows; k++) {
        int64_t time;
        if (header->clock != ORTH_NOWHERE || !time_at(header, sample, k, header->time, &time))
            return false;
        int64_t part = time % (60 * SECOND);
        if (part != 60 * SECOND - 1000 && part != 60 * SECOND - 1 && part != 59 * SECOND)
            return false;
    }
    return sample->cell_rows > 0;
}

/* A column that the caller has named and whose name says nothing. */
static bool is_strange(const orth_header *header)
{
    return header->wanted->file->time_column != NULL && header->named &&
           orth_price_role(header->names[header->time], NULL) == ORTH_ROLE_NONE;
}

static void tell_bars(orth_header *header, const orth_sample *sample, orth_series *series,
                      orth_maker says)
{
    orth_price_source *source = &series->source;
    size_t open = find(header, ORTH_ROLE_TIME_OPEN), close = find(header, ORTH_ROLE_TIME_CLOSE);
    bool end = same_times(header, sample, header->time, close) || are_last_moments(header, sample);
    source->bars = true;
    source->stamp = end ? ORTH_STAMP_END : ORTH_STAMP_START;
    source->stamp_known = ORTH_KNOWN_GUESSED;
    if (end || same_times(header, sample, header->time, open) ||
        (says == ORTH_MAKER_SURE && header->wanted->file->time_column == NULL))
        source->stamp_known = ORTH_KNOWN_CERTAIN;
    if (!end && close != ORTH_NOWHERE) {
        source->bar.micros = bar_of_columns(header, sample, close);
        source->bar_known = ORTH_KNOWN_CERTAIN;
        if (source->bar.micros > 0)
            source->stamp_known = ORTH_KNOWN_CERTAIN;
    }
    series->doubtful = source->stamp_known == ORTH_KNOWN_GUESSED &&
                       (is_strange(header) || says == ORTH_MAKER_AS_SET);
    if (source->stamp_known == ORTH_KNOWN_GUESSED && is_bare(header)) {
        series->doubtful = true;
        if (strcmp(source->time_form, "milliseconds since 1970") == 0) {
            source->stamp = ORTH_STAMP_END;
            source->layout = "CoinGecko OHLC";
        }
    }
    /* An open is known at the start of its bar. */
    if (header->wanted->count == 1 && !end &&
        orth_price_role(header->names[header->columns[0]], NULL) == ORTH_ROLE_OPEN) {
        source->bars = false;
        series->doubtful = false;
    }
}

static bool are_bars(const orth_header *header)
{
    if (!header->named)
        return header->width >= 5;
    orth_role role = orth_price_role(header->names[header->columns[0]], NULL);
    return role == ORTH_ROLE_CLOSE || role == ORTH_ROLE_VWAP ||
           find(header, ORTH_ROLE_OPEN) != ORTH_NOWHERE ||
           (find(header, ORTH_ROLE_HIGH) != ORTH_NOWHERE &&
            find(header, ORTH_ROLE_LOW) != ORTH_NOWHERE);
}

static void tell_layout(orth_header *header, const orth_sample *sample, orth_series *series)
{
    const orth_wanted *wanted = header->wanted;
    orth_price_source *source = &series->source;
    if (wanted->panel || wanted->count != 1) {
        source->layout = "wide panel";
        source->stamp = ORTH_STAMP_END;
        source->stamp_known = ORTH_KNOWN_CERTAIN;
        return;
    }
    orth_maker says;
    const char *maker = orth_header_maker(header, sample, &says), *layout = source->layout;
    if (maker == NULL && layout != NULL && strcmp(layout, "Binance klines") == 0) {
        maker = layout;
        says = ORTH_MAKER_SURE;
    }
    series->trades = find(header, ORTH_ROLE_TRADE) != ORTH_NOWHERE && !are_bars(header);
    if (are_bars(header)) {
        tell_bars(header, sample, series, says);
        if (source->layout == NULL)
            source->layout = maker != NULL                                  ? maker
                             : find(header, ORTH_ROLE_OPEN) == ORTH_NOWHERE ? "closes"
                                                                            : "bars";
        return;
    }
    bool ends = same_times(header, sample, header->time, find(header, ORTH_ROLE_TIME_CLOSE));
    source->stamp = ORTH_STAMP_END;
    source->stamp_known =
        says == ORTH_MAKER_SURE || series->trades || ends ? ORTH_KNOWN_CERTAIN : ORTH_KNOWN_GUESSED;
    if (source->layout == NULL)
        source->layout = maker != NULL ? maker : series->trades ? "trades" : "series";
}

static const char *separator_name(char separator)
{
    return separator == ';'    ? "semicolon"
           : separator == '\t' ? "tab"
           : separator == '|'  ? "vertical bar"
                               : "comma";
}

static char *copy_names(const char *first, const char *second)
{
    size_t length = strlen(first) + (second == NULL ? 0 : strlen(second) + 3);
    char *copy = malloc(length + 1);
    if (copy == NULL)
        return NULL;
    strcpy(copy, first);
    if (second != NULL)
        strcat(strcat(copy, " + "), second);
    return copy;
}

/* What the caller knows better. */
static void take_given(const orth_price_file *file, orth_series *series)
{
    orth_price_source *source = &series->source;
    if (file->stamp != ORTH_STAMP_UNSAID) {
        source->bars = source->bars || file->stamp == ORTH_STAMP_START;
        source->stamp = file->stamp;
        source->stamp_known = ORTH_KNOWN_GIVEN;
        series->doubtful = false;
    }
    if (file->bar.micros > 0 || file->bar.months > 0) {
        source->bar = file->bar;
        source->bar_known = ORTH_KNOWN_GIVEN;
    }
}

orth_status orth_header_layout(orth_header *header, const orth_sample *sample, orth_series *series,
                               orth_error *error)
{
    orth_price_source *source = &series->source;
    const orth_wanted *wanted = header->wanted;
    bool one = !wanted->panel && wanted->count == 1;
    source->separator = separator_name(header->separator);
    source->time_column =
        copy_names(header->names[header->time],
                   header->clock == ORTH_NOWHERE ? NULL : header->names[header->clock]);
    source->price_column = one ? copy_names(header->names[header->columns[0]], NULL) : NULL;
    if (source->time_column == NULL || (one && source->price_column == NULL))
        return orth_fail_memory(error, 1024);
    tell_form(header, sample, source);
    tell_layout(header, sample, series);
    take_given(wanted->file, series);
    if (source->bars || series->trades)
        header->earliest = ORTH_YEAR_2000;
    header->snap = source->stamp == ORTH_STAMP_END &&
                   (source->bars ||
                    same_times(header, sample, header->time, find(header, ORTH_ROLE_TIME_CLOSE)));
    return ORTH_OK;
}
