/* Price files as lines of fields: the form is found from the first line, then one pass. */
#include "market/price_series.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "market/line_in.h"
#include "market/price_header.h"
#include "market/price_text.h"

static orth_status fail_field(const orth_series *series, size_t line, const char *column,
                              const char *text, const char *permitted, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX], name[ORTH_QUOTE_MAX];
    return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: column %s is %s; permitted: %s",
                     series->label, line, orth_quote(name, sizeof name, column),
                     orth_quote(quoted, sizeof quoted, text), permitted);
}

/* A price's field to its place in the row. */
static orth_status take_price(const orth_series *series, orth_field *field, size_t line,
                              const char *column, double *price, orth_error *error)
{
    orth_field_trim(field);
    if (!orth_price_parse(field->text, field->length, price)) {
        field->text[field->length] = '\0';
        return fail_field(series, line, column, field->text, "a decimal number", error);
    }
    if (!(*price >= ORTH_PRICE_MIN && *price <= ORTH_PRICE_MAX)) {
        field->text[field->length] = '\0';
        return fail_field(
            series, line, column, field->text,
            "from " ORTH_LIMIT_TEXT(ORTH_PRICE_MIN) " to " ORTH_LIMIT_TEXT(ORTH_PRICE_MAX), error);
    }
    return ORTH_OK;
}

static orth_status take_row(orth_series *series, const orth_header *header, char *text,
                            size_t length, size_t line, orth_field *fields, orth_error *error)
{
    size_t count =
        orth_fields_split(text, length, header->separator, fields, header->used, header->width);
    if (count == 0)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: " ORTH_QUOTE_TEXT, series->label,
                         line);
    if (count != header->width) {
        bool more = count > header->width;
        size_t told = more ? header->width : count;
        return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: %s%zu column%s; permitted: %zu",
                         series->label, line, more ? "more than " : "", told, told == 1 ? "" : "s",
                         header->width);
    }
    orth_field *time = &fields[header->time];
    orth_field_trim(time);
    int64_t micros;
    if (!orth_time_parse(time->text, time->length, &micros)) {
        time->text[time->length] = '\0';
        return fail_field(series, line, header->names[header->time], time->text,
                          ORTH_TIME_PERMITTED, error);
    }
    double *prices;
    orth_status status = orth_series_append(series, micros, line, &prices, error);
    for (size_t i = 0; status == ORTH_OK && i < series->columns; i++)
        status = take_price(series, &fields[header->columns[i]], line,
                            header->names[header->columns[i]], &prices[i], error);
    return status;
}

/* Blank lines and lines of comment are passed over. */
static orth_status next_line(orth_line_in *in, char **line, size_t *length, orth_error *error)
{
    for (;;) {
        orth_status status = orth_line_in_next(in, line, length, error);
        if (status != ORTH_OK || *line == NULL)
            return status;
        const char *at = *line;
        while (*at == ' ' || *at == '\t' || *at == '\r')
            at++;
        if (*at != '#' && *at != '\0')
            return ORTH_OK;
    }
}

/* CryptoDataDownload puts its own address above the header. */
static bool is_address(const char *line)
{
    return strncasecmp(line, "http", 4) == 0 && strpbrk(line, ",;\t\"") == NULL;
}

/* The header, or the first row where there is none; *line is NULL where the file has no rows. */
static orth_status first_line(orth_series *series, orth_line_in *in, char **line, size_t *length,
                              orth_error *error)
{
    orth_status status = next_line(in, line, length, error);
    if (status != ORTH_OK || *line == NULL || !is_address(*line))
        return status;
    status = orth_prices_note(series->notes, error, "%s: line %zu is a web address: left out",
                              series->label, in->line);
    return status == ORTH_OK ? next_line(in, line, length, error) : status;
}

static orth_status read_table(orth_series *series, orth_line_in *in, const orth_wanted *wanted,
                              orth_error *error)
{
    char *line;
    size_t length;
    orth_status status = first_line(series, in, &line, &length, error);
    if (status == ORTH_OK && line == NULL)
        status =
            orth_fail(error, ORTH_BAD_INPUT, "%s: no rows; permitted: at least one", series->label);
    if (status != ORTH_OK)
        return status;
    orth_header header;
    status = orth_header_read(&header, line, in->line, series->label, wanted, error);
    orth_field *fields = NULL;
    if (status == ORTH_OK) {
        series->bars = header.bars;
        fields = malloc(header.used * sizeof *fields);
        if (fields == NULL)
            status = orth_fail_memory(error, (double)header.used * sizeof *fields);
    }
    if (status == ORTH_OK && header.named)
        status = next_line(in, &line, &length, error);
    while (status == ORTH_OK && line != NULL) {
        status = take_row(series, &header, line, length, in->line, fields, error);
        if (status == ORTH_OK)
            status = next_line(in, &line, &length, error);
    }
    free(fields);
    orth_header_free(&header);
    return status;
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
        status = read_table(series, in, wanted, error);
    }
    if (status == ORTH_OK && series->rows == 0)
        status =
            orth_fail(error, ORTH_BAD_INPUT, "%s: no rows; permitted: at least one", series->label);
    return status;
}

orth_status orth_series_read(orth_series *series, const char *file, const char *text, size_t length,
                             const orth_wanted *wanted, orth_prices *notes, orth_error *error)
{
    memset(series, 0, sizeof *series);
    series->columns = wanted->count;
    series->notes = notes;
    series->joined = wanted->joined;
    orth_line_in in;
    orth_status status = orth_line_in_open(&in, file, text, length, error);
    series->label = in.label;
    if (status == ORTH_OK)
        status = read_all(series, &in, wanted, error);
    orth_line_in_close(&in);
    return status == ORTH_OK ? orth_series_order(series, error) : status;
}
