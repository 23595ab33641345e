/* A forecast from a CSV file, every number exactly. */
#include <stdlib.h>
#include <string.h>

#include "base/file_in.h"
#include "base/plural.h"
#include "base/text.h"
#include "exact/rows.h"
#include "exact/running_cost.h"
#include "numeric/decimal.h"
#include "orthant/running.h"

#define STEP SIZE_MAX /* the column of the steps' numbers */

typedef struct reader {
    orth_exact_running *running;
    const char *file; /* as messages call it */
    const char *const *tokens;
    size_t *column; /* whose column c is: a token, or STEP; n + 1 of them */
    size_t line, rows;
    mpq_t *returns; /* steps rows of n */
} reader;

static orth_status fail(const reader *in, orth_error *error, const char *what, const char *text)
{
    char quoted[ORTH_QUOTE_MAX];
    return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: %s %s", in->file, in->line,
                     orth_quote(quoted, sizeof quoted, text), what);
}

/* Cuts the next field out of a line, in place, without blanks around it; quotes are taken off, ""
 * is one quote. Returns what follows the comma, NULL after the last field. */
static char *cut(char *at, char **field)
{
    at += strspn(at, " \t");
    char *out = *field = at;
    bool quoted = *at == '"';
    for (at += quoted; *at != '\0' && (quoted || *at != ','); at++) {
        if (quoted && *at == '"' && *++at != '"') {
            quoted = false;
            at--;
            continue;
        }
        *out++ = *at;
    }
    char *rest = *at == ',' ? at + 1 : NULL;
    while (out > *field && (out[-1] == ' ' || out[-1] == '\t'))
        out--;
    *out = '\0';
    return rest;
}

/* The token of that name; n when there is none. */
static size_t find(const reader *in, const char *name)
{
    size_t i = 0;
    while (i < in->running->n && strcmp(in->tokens[i], name) != 0)
        i++;
    return i;
}

static orth_status take_name(reader *in, size_t c, const char *name, orth_error *error)
{
    size_t n = in->running->n, token = strcmp(name, "step") == 0 ? STEP : find(in, name);
    /* a formula's first character has an apostrophe before it, as this library writes it */
    if (token == n && name[0] == '\'')
        token = find(in, name + 1);
    if (token == n)
        return fail(in, error, "is no token of the scenario (nor \"step\")", name);
    for (size_t before = 0; before < c; before++)
        if (in->column[before] == token)
            return fail(in, error, "names two columns", name);
    in->column[c] = token;
    return ORTH_OK;
}

static orth_status read_header(reader *in, char *line, orth_error *error)
{
    size_t n = in->running->n, c = 0;
    for (char *rest = line, *name; rest != NULL; c++) {
        rest = cut(rest, &name);
        if (c == n + 1)
            return fail(in, error, "is one column too many: wanted are step and a token each",
                        name);
        orth_status status = take_name(in, c, name, error);
        if (status != ORTH_OK)
            return status;
    }
    for (size_t i = 0; i <= n; i++) {
        size_t wanted = i == n ? STEP : i, at = 0;
        while (at < c && in->column[at] != wanted)
            at++;
        if (at == c)
            return fail(in, error, "has no column", i == n ? "step" : in->tokens[i]);
    }
    return ORTH_OK;
}

static orth_status read_step(reader *in, const char *field, orth_error *error)
{
    mpq_t number;
    mpq_init(number);
    bool right = orth_decimal_parse(number, field, NULL) == ORTH_OK &&
                 mpq_cmp_ui(number, (unsigned long)in->rows + 1, 1) == 0;
    mpq_clear(number);
    if (right)
        return ORTH_OK;
    char what[96];
    snprintf(what, sizeof what, "where step %zu is wanted: a row a step, in order from 1",
             in->rows + 1);
    return fail(in, error, what, field);
}

static orth_status read_field(reader *in, size_t c, const char *field, orth_error *error)
{
    size_t n = in->running->n;
    if (c > n)
        return fail(in, error, "is one column too many", field);
    if (in->column[c] == STEP)
        return read_step(in, field, error);
    mpq_t *value = &in->returns[in->rows * n + in->column[c]];
    if (orth_decimal_parse(*value, field, NULL) != ORTH_OK)
        return fail(in, error, "is no decimal number", field);
    if (mpq_cmp_si(*value, -ORTH_FORECAST_MAX, 1) < 0 ||
        mpq_cmp_si(*value, ORTH_FORECAST_MAX, 1) > 0)
        return fail(in, error,
                    "is out of range; permitted: log-returns from -" ORTH_LIMIT_TEXT(
                        ORTH_FORECAST_MAX) " to " ORTH_LIMIT_TEXT(ORTH_FORECAST_MAX),
                    field);
    return ORTH_OK;
}

static orth_status read_row(reader *in, char *line, orth_error *error)
{
    if (in->rows == in->running->steps)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: line %zu: a row too many: the move has %zu step%s", in->file,
                         in->line, in->rows, orth_plural(in->rows, "", "s"));
    size_t c = 0;
    for (char *rest = line, *field; rest != NULL; c++) {
        rest = cut(rest, &field);
        orth_status status = read_field(in, c, field, error);
        if (status != ORTH_OK)
            return status;
    }
    if (c != in->running->n + 1)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: %zu column%s where %zu are wanted",
                         in->file, in->line, c, orth_plural(c, "", "s"), in->running->n + 1);
    in->rows++;
    return ORTH_OK;
}

/* Ends the line at `text` and returns the next one's start, NULL after the last. */
static char *end_line(char *text)
{
    char *newline = strchr(text, '\n');
    if (newline == NULL)
        return NULL;
    *newline = '\0';
    if (newline > text && newline[-1] == '\r')
        newline[-1] = '\0';
    return newline + 1;
}

static orth_status read_lines(reader *in, char *text, orth_error *error)
{
    bool begun = false;
    orth_status status = ORTH_OK;
    if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
        text += 3;
    for (char *next = text; next != NULL && *next != '\0' && status == ORTH_OK;) {
        char *line = next;
        next = end_line(line);
        in->line++;
        if (line[strspn(line, " \t")] == '\0' || *line == '#')
            continue;
        status = begun ? read_row(in, line, error) : read_header(in, line, error);
        begun = true;
    }
    size_t wanted = (size_t)in->running->steps - (in->running->free_end ? 0 : 1);
    if (status == ORTH_OK && !begun)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: no header; wanted: step and a token each",
                         in->file);
    if (status == ORTH_OK && in->rows < wanted)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: %zu row%s; wanted are the steps from 1 to %zu%s", in->file, in->rows,
                         orth_plural(in->rows, "", "s"), wanted,
                         in->running->free_end ? "" : ", and the last one's may be there too");
    return status;
}

static orth_status read_text(reader *in, char *text, size_t length, orth_error *error)
{
    if (memchr(text, '\0', length) != NULL)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: a NUL byte; permitted: text", in->file);
    orth_status status = read_lines(in, text, error);
    return status == ORTH_OK
               ? orth_exact_running_forecast(in->running, in->rows, in->returns, error)
               : status;
}

orth_status orth_exact_running_read_forecast(orth_exact_running *running, const char *file,
                                             const char *const *tokens, uint64_t *rows,
                                             orth_error *error)
{
    size_t n = running->n, cells = n * (size_t)running->steps, length;
    char *text;
    orth_status status = orth_exact_memory(2.0 * (double)cells * (sizeof(mpq_t) + 64.0), error);
    if (status == ORTH_OK)
        status = orth_file_read(&text, &length, file, ORTH_PROOF_BYTES_MAX, error);
    if (status != ORTH_OK)
        return status;
    reader in = {.running = running, .file = orth_file_label(file), .tokens = tokens};
    in.column = calloc(n + 1, sizeof *in.column);
    in.returns = orth_rationals_create(cells);
    if (in.column == NULL || in.returns == NULL)
        status = orth_fail_memory(error, (double)cells * sizeof(mpq_t));
    else
        status = read_text(&in, text, length, error);
    if (status == ORTH_OK && rows != NULL)
        *rows = in.rows;
    orth_rationals_free(in.returns, cells);
    free(in.column);
    free(text);
    return status;
}
