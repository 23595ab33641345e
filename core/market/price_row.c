/* One row of a file: its time and its prices. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "base/text.h"
#include "market/date_text.h"
#include "market/price_lines.h"
#include "market/price_text.h"

static orth_status fail_field(const orth_series *series, size_t line, const char *column,
                              const char *text, const char *permitted, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX], name[ORTH_QUOTE_MAX];
    return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: column %s is %s; permitted: %s",
                     series->label, line, orth_quote(name, sizeof name, column),
                     orth_quote(quoted, sizeof quoted, text), permitted);
}

/* A price in quotes may have commas between thousands: "60,500.5". No thousands begin with a 0, so
 * that a comma behind one is a decimal comma. *proven: no decimal comma can be meant. */
static bool parse_thousands(const orth_field *field, double *price, bool *proven)
{
    char plain[64 + ORTH_TEXT_SLACK] = "";
    size_t n = 0, group = 0, commas = 0;
    bool point = false, zero = field->length > 0 && field->text[0] == '0';
    for (size_t i = 0; i < field->length && n < 64; i++) {
        char c = field->text[i];
        if (c == ',') {
            if (zero || point || group == 0 || group > 3 || (commas > 0 && group != 3))
                return false;
            commas++;
            group = 0;
            continue;
        }
        if (c == '.') {
            if (commas > 0 && group != 3)
                return false;
            point = true;
        }
        group++;
        plain[n++] = c;
    }
    *proven = point || commas > 1;
    return commas > 0 && n < 64 && (point || group == 3) && orth_price_parse(plain, n, price);
}

/* What programs write where there was no trade. */
static bool is_no_price(const orth_field *field)
{
    static const char *const words[] = {"nan", "null", "none", "na", "n/a", "#n/a", "-", "nil"};
    if (field->length == 0)
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i]) == field->length &&
            strncasecmp(field->text, words[i], field->length) == 0)
            return true;
    return false;
}

static const char *price_permitted(const orth_field *field)
{
    char first = field->text[0];
    if (first == '$' || strncmp(field->text, "\xe2\x82\xac", 3) == 0 ||
        strncmp(field->text, "\xc2\xa3", 2) == 0)
        return "a decimal number without the sign of a currency";
    if (first == '.' && field->length > 1)
        return "a decimal number, with a digit before the point, as in 0.5";
    return memchr(field->text, ',', field->length) != NULL ? "a decimal number, with a point"
                                                           : "a decimal number";
}

/* A row of separators alone, or of a time that is none and no price. */
static bool is_blank_row(const orth_series *series, const orth_header *header, orth_field *fields)
{
    orth_field *time = &fields[header->time];
    bool none = is_no_price(time) || (time->length == 3 && strncasecmp(time->text, "nat", 3) == 0);
    for (size_t i = 0; none && i < series->columns; i++) {
        orth_field *field = &fields[header->columns[i]];
        orth_field_trim(field);
        none = is_no_price(field);
    }
    return none;
}

/* A price's field to its place in the row; 0 where there is none. */
static orth_status take_price(orth_series *series, const orth_header *header, orth_field *field,
                              size_t line, const char *column, double *price, orth_error *error)
{
    orth_field_trim(field);
    if (!orth_price_parse(field->text, field->length, price)) {
        if (is_no_price(field)) {
            *price = 0;
            return ORTH_OK;
        }
        bool proven = false;
        if (!parse_thousands(field, price, &proven) || (header->separator != ',' && !proven)) {
            field->text[field->length] = '\0';
            return fail_field(series, line, column, field->text, price_permitted(field), error);
        }
        series->thousands++;
        series->thousands_proven = series->thousands_proven || proven;
    }
    if (!(*price >= ORTH_PRICE_MIN && *price <= ORTH_PRICE_MAX)) {
        field->text[field->length] = '\0';
        return fail_field(
            series, line, column, field->text,
            "from " ORTH_LIMIT_TEXT(ORTH_PRICE_MIN) " to " ORTH_LIMIT_TEXT(ORTH_PRICE_MAX), error);
    }
    return ORTH_OK;
}

static orth_status fail_time(const orth_series *series, const orth_header *header, size_t line,
                             orth_field *fields, int64_t micros, orth_error *error)
{
    orth_field *cell = &fields[header->time];
    char joined[256], permitted[256];
    const char *name = header->names[header->time], *remedy;
    cell->text[cell->length] = '\0';
    snprintf(joined, sizeof joined, "%.100s", cell->text);
    if (header->clock != ORTH_NOWHERE) {
        orth_field *clock = &fields[header->clock];
        clock->text[clock->length] = '\0';
        snprintf(joined, sizeof joined, "%.100s %.100s", cell->text, clock->text);
    }
    remedy = orth_date_remedy(cell->text, cell->length, header->wanted->file->dates);
    if (orth_date_is_hours(cell->text, cell->length))
        remedy = "; this can be a date, YYYYMMDDHH, or a second of its own: write it as ISO 8601";
    if (header->clock != ORTH_NOWHERE && micros < 0)
        remedy = "; a time of day has colons, or six digits, or four, in all rows alike";
    if (micros >= 0 && strspn(joined, "0123456789.") == strlen(joined)) {
        char early[ORTH_TIME_TEXT_MAX];
        snprintf(permitted, sizeof permitted,
                 "2000 or later, and as seconds since 1970 this is %s; days counted by a "
                 "spreadsheet, times without a date and numbers of rows are not "
                 "read: write ISO 8601",
                 orth_time_text(early, micros));
    } else if (micros >= 0) {
        snprintf(permitted, sizeof permitted, "2000 or later");
    } else {
        snprintf(permitted, sizeof permitted, "%s%s", ORTH_TIME_PERMITTED, remedy);
    }
    return fail_field(series, line, name, joined, permitted, error);
}

/* The last moment of a bar, as some write its end, to the first one after it. */
static int64_t snapped(int64_t micros)
{
    int64_t part = micros % 1000000;
    if (part == 999000 || part == 999999)
        return micros + 1000000 - part;
    return part == 0 && micros / 1000000 % 60 == 59 ? micros + 1000000 : micros;
}

static bool parse_time(const orth_header *header, orth_field *fields, int64_t *micros)
{
    orth_field *cell = &fields[header->time];
    orth_field_trim(cell);
    orth_dates dates = header->wanted->file->dates;
    if (header->clock != ORTH_NOWHERE) {
        orth_field_trim(&fields[header->clock]);
        if (header->hours)
            return orth_header_hours(cell, &fields[header->clock], dates, micros);
        return (header->clock_digits == 0 ||
                fields[header->clock].length == header->clock_digits) &&
               orth_header_join(cell, &fields[header->clock], dates, micros);
    }
    if (header->digits)
        return orth_date_of_digits(cell->text, cell->length, micros);
    if (cell->length == 10 && cell->text[0] == '2' &&
        orth_date_is_hours(cell->text, cell->length)) /* seconds begin with 1 until 2033 */
        return false;
    return orth_time_parse(cell->text, cell->length, micros) ||
           orth_date_parse(cell->text, cell->length, dates, micros);
}

/* Whether the row is one of those that the caller wants. */
static bool is_elsewhere(const orth_header *header, orth_field *fields)
{
    const orth_price_file *file = header->wanted->file;
    for (size_t i = 0; i < file->where_count; i++) {
        orth_field *field = &fields[header->where[i]];
        orth_field_trim(field);
        if (strlen(file->where_values[i]) != field->length ||
            memcmp(field->text, file->where_values[i], field->length) != 0)
            return true;
    }
    return false;
}

static orth_status fail_width(const orth_series *series, const orth_header *header, size_t line,
                              size_t count, orth_error *error)
{
    if (count == 0)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: " ORTH_QUOTE_TEXT, series->label,
                         line);
    bool more = count > header->width;
    size_t told = more ? header->width : count;
    return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: %s%zu column%s; permitted: %zu",
                     series->label, line, more ? "more than " : "", told,
                     orth_plural(told, "", "s"), header->width);
}

/* Prices of the row that was appended last; 0 where it has none. */
static orth_status take_prices(orth_series *series, const orth_header *header, orth_field *fields,
                               size_t line, double *prices, orth_error *error)
{
    size_t absent = 0, columns = series->columns, missing = 0;
    for (size_t i = 0; i < columns; i++) {
        size_t column = header->columns[i];
        orth_status status = take_price(series, header, &fields[column], line,
                                        header->names[column], &prices[i], error);
        if (status != ORTH_OK)
            return status;
        if (prices[i] == 0) {
            absent++;
            missing = column;
        }
    }
    if (absent == 0)
        return ORTH_OK;
    if (absent < columns) {
        fields[missing].text[fields[missing].length] = '\0';
        return fail_field(series, line, header->names[missing], fields[missing].text,
                          "a decimal number", error);
    }
    series->source.without_price++;
    series->empty++; /* its time helps to find the length of a bar */
    return ORTH_OK;
}

orth_status orth_row_take(orth_series *series, const orth_header *header, char *text, size_t length,
                          size_t line, orth_field *fields, orth_error *error)
{
    size_t count =
        orth_fields_split(text, length, header->separator, fields, header->used, header->width);
    if (count != header->width)
        return fail_width(series, header, line, count, error);
    if (header->wanted->file->where_count > 0 && is_elsewhere(header, fields)) {
        series->source.elsewhere++;
        return ORTH_OK;
    }
    for (size_t i = 0; i < header->mark_count; i++) {
        orth_status status = orth_mark_take(series, header, i, fields, line, error);
        if (status != ORTH_OK)
            return status;
    }
    int64_t micros = -1;
    if (!parse_time(header, fields, &micros)) {
        if (is_blank_row(series, header, fields)) {
            series->source.without_price++;
            return ORTH_OK;
        }
        return fail_time(series, header, line, fields, -1, error);
    }
    if (micros < header->earliest)
        return fail_time(series, header, line, fields, micros, error);
    if (header->zone_column != ORTH_NOWHERE)
        orth_zone_count(series, header, &fields[header->zone_column], line);
    if (header->snap)
        micros = snapped(micros);
    double *prices;
    orth_status status = orth_series_append(series, micros, line, &prices, error);
    return status == ORTH_OK ? take_prices(series, header, fields, line, prices, error) : status;
}
