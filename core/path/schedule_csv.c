#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/decimal.h"
#include "path/schedule.h"

#define NOWHERE SIZE_MAX

/* Where a quoted field's closing quote is; NULL when there is none, or more than blanks between it
 * and the comma. */
static char *closing_quote(char *at)
{
    while (*at != '\0' && (at[0] != '"' || at[1] == '"'))
        at += *at == '"' ? 2 : 1;
    const char *after = *at == '\0' ? "?" : at + 1 + strspn(at + 1, " \t");
    return *after == ',' || *after == '\0' ? at : NULL;
}

/* Cuts the next field out of a line, in place: quotes taken off, "" made one quote; a field with
 * quotes that do not match stays as it is. Returns the rest of the line after the comma, NULL after
 * the last field. */
static char *cut_field(char *at, char **field)
{
    at += strspn(at, " \t");
    *field = at;
    char *close = *at == '"' ? closing_quote(at + 1) : NULL;
    char *comma = strchr(close == NULL ? at : close, ',');
    char *rest = comma == NULL ? NULL : comma + 1;
    if (close == NULL) {
        char *end = comma == NULL ? at + strlen(at) : comma;
        while (end > at && (end[-1] == ' ' || end[-1] == '\t'))
            end--;
        *end = '\0';
        return rest;
    }
    char *out = *field;
    for (at++; at < close; at++) {
        *out++ = *at;
        at += *at == '"';
    }
    *out = '\0';
    return rest;
}

/* Where each token's column is; a header without the names keeps the order of the columns. */
static orth_status read_header(char *line, size_t number, size_t n, size_t *column, size_t *width,
                               const char *const *tokens, const char *file, orth_error *error)
{
    for (size_t i = 0; i < n; i++)
        column[i] = NOWHERE;
    *width = 0;
    for (char *rest = line; rest != NULL; (*width)++) {
        char *field;
        rest = cut_field(rest, &field);
        for (size_t i = 0; tokens != NULL && i < n; i++) {
            if (strcmp(field, tokens[i]) != 0)
                continue;
            if (column[i] != NOWHERE)
                return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: two columns named '%.100s'",
                                 file, number, tokens[i]);
            column[i] = *width;
        }
    }
    if (*width < n)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: line %zu: %zu columns; at least %zu are wanted", file, number, *width,
                         n);
    for (size_t i = 0; i < n; i++) {
        if (tokens == NULL) /* the last n: a number of the step may stand before them */
            column[i] = *width - n + i;
        else if (column[i] == NOWHERE)
            return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: no column named '%.100s'", file,
                             number, tokens[i]);
    }
    return ORTH_OK;
}

static bool is_number(const char *field, mpq_t value)
{
    return orth_decimal_parse(value, field, NULL) == ORTH_OK;
}

static orth_status read_line(orth_schedule *schedule, char *line, size_t number,
                             const size_t *column, size_t width, double *high, double *low,
                             mpq_t value, const char *file, orth_error *error)
{
    size_t n = schedule->n, fields = 0, found = 0;
    for (char *rest = line; rest != NULL; fields++) {
        char *field;
        rest = cut_field(rest, &field);
        for (size_t i = 0; i < n; i++) {
            if (column[i] != fields)
                continue;
            if (!is_number(field, value))
                return orth_fail(error, ORTH_BAD_INPUT,
                                 "%s: line %zu: '%.60s' is no decimal number", file, number, field);
            orth_rational_to_dd(&high[i], &low[i], value);
            found++;
        }
    }
    if (fields != width || found != n)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: %zu columns where %zu are wanted",
                         file, number, fields, width);
    return orth_schedule_append(schedule, high, low, file, error);
}

/* Ends the line at `text` with a NUL and returns the next one's start, NULL after the last. */
static char *cut_line(char *text, char *end)
{
    char *newline = memchr(text, '\n', (size_t)(end - text));
    char *stop = newline == NULL ? end : newline;
    *stop = '\0';
    if (stop > text && stop[-1] == '\r')
        stop[-1] = '\0';
    return newline == NULL ? NULL : newline + 1;
}

static orth_status read_lines(orth_schedule *schedule, char *text, char *end, const char *file,
                              const char *const *tokens, size_t *column, double *high, mpq_t value,
                              orth_error *error)
{
    size_t n = schedule->n, width = n, number = 0;
    bool begun = false;
    orth_status status = ORTH_OK;
    for (size_t i = 0; i < n; i++)
        column[i] = i;
    for (char *next = text; status == ORTH_OK && next != NULL;) {
        char *line = next;
        next = cut_line(line, end);
        number++;
        if (number == 1 && strncmp(line, "\xef\xbb\xbf", 3) == 0)
            line += 3;
        if (*line == '\0' || *line == '#')
            continue;
        char first[1024] = "", *field;
        strncat(first, line, sizeof first - 1);
        cut_field(first, &field);
        if (!begun && !is_number(field, value))
            status = read_header(line, number, n, column, &width, tokens, file, error);
        else
            status = read_line(schedule, line, number, column, width, high, high + n, value, file,
                               error);
        begun = true;
    }
    return status;
}

orth_status orth_schedule_read_csv(orth_schedule *schedule, char *text, size_t length,
                                   const char *file, const char *const *tokens, orth_error *error)
{
    size_t n = schedule->n;
    if (memchr(text, '\0', length) != NULL)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: a NUL byte; permitted: text", file);
    size_t *column = calloc(n, sizeof *column);
    double *high = calloc(2 * n, sizeof *high);
    orth_status status;
    if (column == NULL || high == NULL) {
        status = orth_fail_memory(error, 3.0 * (double)n * sizeof(double));
    } else {
        mpq_t value;
        mpq_init(value);
        status =
            read_lines(schedule, text, text + length, file, tokens, column, high, value, error);
        mpq_clear(value);
    }
    free(column);
    free(high);
    return status;
}
