#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "base/text.h"
#include "numeric/decimal.h"
#include "orthant/simplex.h"
#include "path/schedule.h"
#include "path/schedule_columns.h"

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

/* What lines are read into: `token[c]` is whose weight column c holds, or ORTH_NO_TOKEN. */
typedef struct reader {
    orth_schedule *schedule;
    const char *file;
    size_t *token, width;
    double *high, *low;
    mpq_t value;
} reader;

/* The columns of a header, each ORTH_NO_TOKEN. */
static orth_status make_columns(reader *in, const char *line, size_t number, orth_error *error)
{
    size_t most = 1, n = in->schedule->n;
    for (const char *c = line; *c != '\0'; c++)
        most += *c == ',';
    if (most < n)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: line %zu: %zu column%s; at least %zu are wanted", in->file, number,
                         most, orth_plural(most, "", "s"), n);
    size_t *token = realloc(in->token, most * sizeof *token);
    if (token == NULL)
        return orth_fail_memory(error, (double)most * sizeof *token);
    in->token = token;
    for (size_t c = 0; c < most; c++)
        token[c] = ORTH_NO_TOKEN;
    return ORTH_OK;
}

#define KNOWN_MAX 300

/* The first names of a header, for the message that one is missing. */
static void add_known(char known[KNOWN_MAX], const char *name)
{
    char quoted[ORTH_QUOTE_MAX];
    size_t used = strlen(known);
    if (used + ORTH_QUOTE_MAX + 8 < KNOWN_MAX)
        snprintf(known + used, KNOWN_MAX - used, "%s%s", used == 0 ? "" : ", ",
                 orth_quote(quoted, sizeof quoted, name));
    else if (strcmp(known + used - 3, "...") != 0)
        strcpy(known + used, ", ...");
}

/* Whose each column is; a header without the names keeps the order of the columns. `column[i]` is
 * for this function: where token i was found. */
static orth_status find_columns(reader *in, char *line, size_t number, size_t *column,
                                const char *const *tokens, const orth_token_name *names,
                                orth_error *error)
{
    size_t n = in->schedule->n;
    orth_status status = make_columns(in, line, number, error);
    if (status != ORTH_OK)
        return status;
    for (size_t i = 0; i < n; i++)
        column[i] = ORTH_NO_TOKEN;
    char known[KNOWN_MAX] = "";
    in->width = 0;
    for (char *rest = line; rest != NULL; in->width++) {
        char *field;
        rest = cut_field(rest, &field);
        if (field[0] == '\'' && field[1] != '\0' && strchr("=+-@", field[1]) != NULL)
            field++; /* written by core/base/csv_out.c */
        if (tokens != NULL)
            add_known(known, field);
        size_t i = names == NULL ? ORTH_NO_TOKEN : orth_token_find(names, n, field);
        in->token[in->width] = i;
        if (i == ORTH_NO_TOKEN)
            continue;
        if (column[i] != ORTH_NO_TOKEN)
            return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: two columns named '%.100s'",
                             in->file, number, tokens[i]);
        column[i] = in->width;
    }
    if (in->width < n)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: line %zu: %zu column%s; at least %zu are wanted", in->file, number,
                         in->width, orth_plural(in->width, "", "s"), n);
    for (size_t i = 0; i < n; i++) {
        if (tokens == NULL) /* the last n: a number of the step may stand before them */
            in->token[in->width - n + i] = i;
        else if (column[i] == ORTH_NO_TOKEN)
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s: line %zu: no column named '%.100s'; the file has %s", in->file,
                             number, tokens[i], known);
    }
    return ORTH_OK;
}

static orth_status read_header(reader *in, char *line, size_t number, const char *const *tokens,
                               orth_error *error)
{
    size_t n = in->schedule->n;
    size_t *column = malloc(n * sizeof *column);
    orth_token_name *names = tokens == NULL ? NULL : orth_token_names(n, tokens);
    orth_status status = column == NULL || (names == NULL && tokens != NULL)
                             ? orth_fail_memory(error, (double)n * sizeof *names)
                             : find_columns(in, line, number, column, tokens, names, error);
    free(column);
    free(names);
    return status;
}

static bool is_number(const char *field, mpq_t value)
{
    return orth_decimal_parse(value, field, NULL) == ORTH_OK;
}

static orth_status read_weight(reader *in, const char *field, size_t number, size_t i,
                               orth_error *error)
{
    if (!is_number(field, in->value))
        return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: '%.60s' is no decimal number",
                         in->file, number, field);
    orth_rational_to_dd(&in->high[i], &in->low[i], in->value);
    if (!isfinite(in->high[i]) || (in->high[i] == 0 && mpq_sgn(in->value) != 0))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: line %zu: '%.60s' is out of range; permitted: weights from %g to "
                         "below 1",
                         in->file, number, field, ORTH_WEIGHT_MIN);
    return ORTH_OK;
}

static orth_status read_line(reader *in, char *line, size_t number, orth_error *error)
{
    size_t fields = 0;
    for (char *rest = line; rest != NULL; fields++) {
        char *field;
        rest = cut_field(rest, &field);
        size_t i = fields < in->width ? in->token[fields] : ORTH_NO_TOKEN;
        orth_status status =
            i == ORTH_NO_TOKEN ? ORTH_OK : read_weight(in, field, number, i, error);
        if (status != ORTH_OK)
            return status;
    }
    if (fields != in->width)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: %zu column%s where %zu are wanted",
                         in->file, number, fields, orth_plural(fields, "", "s"), in->width);
    return orth_schedule_append(in->schedule, in->high, in->low, in->file, error);
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

static orth_status read_lines(reader *in, char *text, char *end, const char *const *tokens,
                              orth_error *error)
{
    size_t number = 0;
    bool begun = false;
    orth_status status = ORTH_OK;
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
        if (!begun && !is_number(field, in->value))
            status = read_header(in, line, number, tokens, error);
        else
            status = read_line(in, line, number, error);
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
    reader in = {.schedule = schedule, .file = file, .width = n};
    in.token = calloc(n, sizeof *in.token);
    in.high = calloc(2 * n, sizeof *in.high);
    orth_status status;
    if (in.token == NULL || in.high == NULL) {
        status = orth_fail_memory(error, 3.0 * (double)n * sizeof(double));
    } else {
        in.low = in.high + n;
        for (size_t i = 0; i < n; i++)
            in.token[i] = i;
        mpq_init(in.value);
        status = read_lines(&in, text, text + length, tokens, error);
        mpq_clear(in.value);
    }
    free(in.token);
    free(in.high);
    return status;
}
