#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/decimal.h"
#include "path/schedule.h"

#define NOWHERE SIZE_MAX

/* Cuts the next field out of a line, in place: quotes taken off, "" made one quote. Returns the
 * rest of the line after the comma, NULL after the last field. */
static char *cut_field(char *at, char **field)
{
    while (*at == ' ' || *at == '\t')
        at++;
    *field = at;
    if (*at != '"') {
        char *comma = strchr(at, ',');
        char *end = comma == NULL ? at + strlen(at) : comma;
        while (end > at && (end[-1] == ' ' || end[-1] == '\t'))
            end--;
        char *rest = comma == NULL ? NULL : comma + 1;
        *end = '\0';
        return rest;
    }
    char *out = at++;
    while (*at != '\0' && (at[0] != '"' || at[1] == '"')) {
        if (*at == '"')
            at++;
        *out++ = *at++;
    }
    char *comma = strchr(at, ',');
    *out = '\0';
    return comma == NULL ? NULL : comma + 1;
}

/* Where each token's column is; a header without the names keeps the order of the columns. */
static orth_status read_header(char *line, size_t n, size_t *column, size_t *width,
                               const char *const *tokens, const char *file, orth_error *error)
{
    for (size_t i = 0; i < n; i++)
        column[i] = NOWHERE;
    *width = 0;
    for (char *rest = line; rest != NULL; (*width)++) {
        char *field;
        rest = cut_field(rest, &field);
        for (size_t i = 0; tokens != NULL && i < n; i++)
            if (strcmp(field, tokens[i]) == 0)
                column[i] = *width;
    }
    for (size_t i = 0; i < n; i++) {
        if (tokens == NULL)
            column[i] = *width - n + i;
        else if (column[i] == NOWHERE)
            return orth_fail(error, ORTH_BAD_INPUT, "%s: line 1: no column named '%.100s'", file,
                             tokens[i]);
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

static void trim_end(char *line)
{
    size_t length = strlen(line);
    while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
        line[--length] = '\0';
}

static orth_status read_lines(orth_schedule *schedule, FILE *stream, const char *file,
                              const char *const *tokens, size_t *column, double *high, mpq_t value,
                              orth_error *error)
{
    char *line = NULL;
    size_t room = 0, number = 0, n = schedule->n, width = n;
    orth_status status = ORTH_OK;
    for (size_t i = 0; i < n; i++)
        column[i] = i;
    errno = 0;
    while (status == ORTH_OK && getline(&line, &room, stream) >= 0) {
        number++;
        trim_end(line);
        char *text = line;
        if (number == 1 && strncmp(text, "\xef\xbb\xbf", 3) == 0)
            text += 3;
        if (*text == '\0' || *text == '#')
            continue;
        char first[64] = "";
        strncat(first, text, strcspn(text, ",") < 63 ? strcspn(text, ",") : 63);
        char *field;
        cut_field(first, &field);
        if (schedule->rows == 0 && number == 1 && !is_number(field, value))
            status = read_header(text, n, column, &width, tokens, file, error);
        else
            status = read_line(schedule, text, number, column, width, high, high + n, value, file,
                               error);
    }
    if (status == ORTH_OK && !feof(stream))
        status = errno == ENOMEM
                     ? orth_fail(error, ORTH_NO_MEMORY, "%s: out of memory", file)
                     : orth_fail(error, ORTH_IO, "%s: cannot read: %s", file, strerror(errno));
    free(line);
    return status;
}

orth_status orth_schedule_read_csv(orth_schedule *schedule, FILE *stream, const char *file,
                                   const char *const *tokens, orth_error *error)
{
    size_t n = schedule->n;
    size_t *column = calloc(n, sizeof *column);
    double *high = calloc(2 * n, sizeof *high);
    orth_status status;
    if (column == NULL || high == NULL) {
        status = orth_fail_memory(error, 3.0 * (double)n * sizeof(double));
    } else {
        mpq_t value;
        mpq_init(value);
        status = read_lines(schedule, stream, file, tokens, column, high, value, error);
        mpq_clear(value);
    }
    free(column);
    free(high);
    return status;
}
