/* Rows and cells of a CSV file as databases, spreadsheets and orthant write it. */
#include "live/csv.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv_in.h"
#include "base/text.h"

static char separator_of(const char *line)
{
    static const char marks[] = {',', ';', '\t', '|'};
    size_t most = 0;
    char best = ',';
    for (size_t m = 0; m < sizeof marks; m++) {
        size_t count = 0;
        bool quoted = false;
        for (const char *at = line; *at != '\0'; at++) {
            quoted ^= *at == '"';
            count += !quoted && *at == marks[m];
        }
        if (count > most) {
            most = count;
            best = marks[m];
        }
    }
    return best;
}

static orth_status fail_quote(const orth_live_csv *csv, orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s, line %zu: a quote without an end, or with text behind it; permitted: "
                     "\"...\", with \"\" for a quote inside",
                     csv->label, csv->line);
}

/* Lines of blanks alone are none. */
static orth_status next_line(orth_live_csv *csv, char **line, orth_error *error)
{
    size_t length;
    orth_status status;
    do
        status = orth_line_in_next(&csv->in, line, &length, error);
    while (status == ORTH_OK && *line != NULL && (*line)[strspn(*line, " \t\r")] == '\0');
    csv->line = csv->in.line;
    return status;
}

static orth_status read_names(orth_live_csv *csv, const char *what, orth_error *error)
{
    char *line;
    orth_status status = next_line(csv, &line, error);
    if (status != ORTH_OK)
        return status;
    if (line == NULL)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: it is empty; permitted: a line of column names, and %s", csv->label,
                         what);
    csv->head = strdup(line);
    if (csv->head == NULL)
        return orth_fail_memory(error, (double)strlen(line));
    csv->separator = separator_of(csv->head);
    if (!orth_csv_cut_at(&csv->count, csv->head, csv->separator, csv->names, ORTH_LIVE_CELLS_MAX))
        return fail_quote(csv, error);
    if (csv->count > ORTH_LIVE_CELLS_MAX)
        return orth_fail(error, ORTH_BAD_INPUT, "%s, line %zu: %zu columns; permitted: up to %d",
                         csv->label, csv->line, csv->count, ORTH_LIVE_CELLS_MAX);
    return ORTH_OK;
}

orth_status orth_live_csv_open(orth_live_csv *csv, const char *file, const char *text,
                               size_t length, const char *what, orth_error *error)
{
    csv->head = NULL;
    csv->points = csv->commas = csv->line = csv->count = 0;
    char permitted[128];
    snprintf(permitted, sizeof permitted, "CSV: a line of column names, and %s", what);
    orth_status status = orth_line_in_open(&csv->in, file, text, length, permitted, false, error);
    csv->label = csv->in.label;
    return status == ORTH_OK ? read_names(csv, what, error) : status;
}

orth_status orth_live_csv_next(orth_live_csv *csv, bool *row, orth_error *error)
{
    char *line;
    size_t count;
    orth_status status = next_line(csv, &line, error);
    *row = status == ORTH_OK && line != NULL;
    if (!*row)
        return status;
    if (!orth_csv_cut_at(&count, line, csv->separator, csv->cells, ORTH_LIVE_CELLS_MAX))
        return fail_quote(csv, error);
    if (count != csv->count)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s, line %zu: %zu cells; permitted: %zu, as the line of column names has",
                         csv->label, csv->line, count, csv->count);
    return ORTH_OK;
}

void orth_live_csv_close(orth_live_csv *csv)
{
    free(csv->head);
    csv->head = NULL;
    orth_line_in_close(&csv->in);
}

bool orth_live_csv_number(orth_live_csv *csv, char *cell, double *value)
{
    char *end, *comma = csv->separator == ',' ? NULL : strchr(cell, ',');
    bool point = strchr(cell, '.') != NULL;
    if (comma != NULL) {
        if (point || strchr(comma + 1, ',') != NULL)
            return false;
        *comma = '.';
        csv->commas = csv->commas == 0 ? csv->line : csv->commas;
    } else if (point && csv->points == 0) {
        csv->points = csv->line;
    }
    bool good = orth_price_parse(cell, strlen(cell), value);
    if (!good) {
        good = cell[0] != '\0' && strspn(cell, "0123456789+-.eE") == strlen(cell);
        *value = good ? strtod(cell, &end) : 0;
        good = good && *end == '\0';
    }
    if (comma != NULL)
        *comma = ',';
    return good && isfinite(*value);
}

orth_status orth_live_csv_check_marks(const orth_live_csv *csv, orth_error *error)
{
    if (csv->points == 0 || csv->commas == 0)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: numbers have a comma in line %zu and a point in line %zu; permitted: one "
                     "decimal mark in a file, and none for thousands",
                     csv->label, csv->commas, csv->points);
}

bool orth_live_csv_whole(const char *cell, uint64_t *value)
{
    size_t length = strlen(cell);
    if (length == 0 || length > 16 || strspn(cell, "0123456789") != length)
        return false;
    *value = strtoull(cell, NULL, 10);
    return *value <= UINT64_C(9007199254740991);
}

orth_status orth_live_csv_fail(const orth_live_csv *csv, size_t column, const char *permitted,
                               orth_error *error)
{
    char name[ORTH_QUOTE_MAX], value[ORTH_QUOTE_MAX];
    return orth_fail(error, ORTH_BAD_INPUT, "%s, line %zu, column %s: %s; permitted: %s",
                     csv->label, csv->line, orth_quote(name, sizeof name, csv->names[column]),
                     orth_quote(value, sizeof value, csv->cells[column]), permitted);
}

const char *orth_live_csv_after(const char *name, const char *word)
{
    for (; *word != '\0'; name++, word++) {
        char c = *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name;
        if (c != *word && !(*word == ' ' && c == '_'))
            return NULL;
    }
    return name;
}
