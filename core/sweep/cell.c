#include "sweep/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv_out.h"
#include "base/json_in.h"

/* ---------------------------------------------------------------- decimals */

/* A decimal's digits without zeros around them, and where its point stands: 0.d1 d2 ... 10^point.
 * Of longer ones `more` is set. */
#define DIGITS_MAX 32
typedef struct decimal {
    bool negative, more;
    char digits[DIGITS_MAX];
    size_t count;
    long point;
} decimal;

/* JSON's grammar: -12.5e-3. Returns whether all of the text is one; *whole: only digits. */
static bool read_decimal(decimal *d, const char *text, size_t length, bool *whole)
{
    const char *at = text, *end = text + length;
    *d = (decimal){.negative = length > 0 && *at == '-'};
    at += d->negative;
    const char *first = at;
    bool behind = false, digits = false;
    for (; at < end && (strchr("0123456789", *at) != NULL || (*at == '.' && !behind)); at++) {
        if (*at == '.') {
            behind = true;
            if (!digits || at + 1 == end || strchr("0123456789", at[1]) == NULL)
                return false;
            continue;
        }
        digits = true;
        d->point += !behind && (d->count > 0 || *at != '0');
        d->point -= behind && d->count == 0 && *at == '0';
        if (d->count == 0 && *at == '0')
            continue;
        if (d->count < DIGITS_MAX)
            d->digits[d->count++] = *at;
        else
            d->more = d->more || *at != '0';
    }
    if (!digits || (*first == '0' && first + 1 < end && strchr("0123456789", first[1]) != NULL))
        return false;
    *whole = at == end && !behind;
    if (at < end) {
        char *stop;
        if (*at != 'e' && *at != 'E')
            return false;
        if (at + 1 == end || strchr("+-0123456789", at[1]) == NULL)
            return false;
        long exponent = strtol(at + 1, &stop, 10);
        if (stop != end || strchr("0123456789", end[-1]) == NULL)
            return false;
        d->point += exponent > 100000 ? 100000 : exponent < -100000 ? -100000 : exponent;
    }
    while (d->count > 0 && d->digits[d->count - 1] == '0')
        d->count--;
    return true;
}

/* Whether the double, written with 17 digits or fewer, is that decimal again. */
static bool is_same(const decimal *d, double value)
{
    if (!isfinite(value) || d->more || d->count > 17)
        return false;
    if (d->count == 0)
        return value == 0;
    for (int digits = d->count <= 15 ? 15 : (int)d->count; digits <= 17; digits++) {
        char text[64];
        decimal back;
        bool whole;
        int length = snprintf(text, sizeof text, "%.*e", digits - 1, value);
        if (read_decimal(&back, text, (size_t)length, &whole) && back.negative == d->negative &&
            back.count == d->count && back.point == d->point &&
            memcmp(back.digits, d->digits, d->count) == 0)
            return true;
    }
    return false;
}

static bool fill_number(orth_cell *cell, const char *text, size_t length)
{
    decimal d;
    bool whole;
    if (length == 0 || !read_decimal(&d, text, length, &whole))
        return false;
    cell->kind = whole && length <= 18 ? ORTH_CELL_WHOLE : ORTH_CELL_REAL;
    cell->whole = cell->kind == ORTH_CELL_WHOLE ? strtoll(text, NULL, 10) : 0;
    cell->real = strtod(text, NULL);
    return true;
}

/* ---------------------------------------------------------------- cells */

/* A string without its quotes: what has escapes goes through the reader of JSON. */
static orth_status decode(orth_cell *cell, const char *json, orth_error *error)
{
    json_t *value = NULL;
    const char *text = json + 1;
    cell->length -= 2;
    if (strchr(json, '\\') != NULL) {
        orth_status status = orth_json_parse(&value, json, strlen(json), "a point", error);
        if (status != ORTH_OK)
            return status;
        text = json_string_value(value);
        cell->length = json_string_length(value);
    }
    cell->own = strndup(text, cell->length);
    json_decref(value);
    cell->text = cell->own;
    return cell->own != NULL ? ORTH_OK : orth_fail_memory(error, (double)cell->length + 1);
}

orth_status orth_cell_of(orth_cell *cell, const char *json, orth_error *error)
{
    *cell = (orth_cell){0};
    if (json == NULL || strcmp(json, "null") == 0)
        return ORTH_OK;
    *cell = (orth_cell){.kind = ORTH_CELL_TEXT, .text = json, .length = strlen(json)};
    if (strcmp(json, "true") == 0 || strcmp(json, "false") == 0) {
        cell->kind = ORTH_CELL_WHOLE;
        cell->whole = json[0] == 't';
        cell->real = (double)cell->whole;
        return ORTH_OK;
    }
    bool quoted = json[0] == '"' && cell->length >= 2;
    if (fill_number(cell, json + quoted, cell->length - 2 * quoted)) {
        cell->text += quoted;
        cell->length -= 2 * quoted;
        return ORTH_OK;
    }
    return quoted ? decode(cell, json, error) : ORTH_OK;
}

bool orth_cell_same(const orth_cell *cell)
{
    decimal d;
    bool whole;
    return (cell->kind & (ORTH_CELL_WHOLE | ORTH_CELL_REAL)) != 0 &&
           (cell->text[0] == 't' || cell->text[0] == 'f' ||
            (read_decimal(&d, cell->text, cell->length, &whole) && is_same(&d, cell->real)));
}

void orth_cell_free(orth_cell *cell)
{
    free(cell->own);
    *cell = (orth_cell){0};
}

void orth_cell_csv(const orth_cell *cell, FILE *stream)
{
    if (cell->kind == ORTH_CELL_TEXT)
        orth_csv_text(stream, cell->text);
    else if (cell->kind != ORTH_CELL_EMPTY)
        fwrite(cell->text, 1, cell->length, stream);
}

bool orth_cell_number(double *number, const char *json)
{
    orth_cell cell = {0};
    size_t length = strlen(json), quoted = json[0] == '"' && length >= 2;
    if (!fill_number(&cell, json + quoted, length - 2 * quoted) || !isfinite(cell.real))
        return false;
    *number = cell.real;
    return true;
}

const char *orth_cell_text(char *out, size_t size, const char *json)
{
    size_t length = strlen(json), quoted = json[0] == '"' && length >= 2, used = 0;
    for (size_t i = quoted; i < length - quoted && used + 1 < size; i++) {
        if (quoted && json[i] == '\\' && strchr("\"\\/", json[i + 1]) != NULL)
            i++;
        out[used++] = json[i];
    }
    out[used] = '\0';
    return out;
}
