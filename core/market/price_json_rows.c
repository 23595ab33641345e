/* Bars as sites answer them, [[time, open, high, low, close, ...], ...]: rows without a header,
 * which are written as CSV in memory and read as such. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "market/price_json.h"
#include "market/price_lines.h"

typedef struct text {
    char *bytes;
    size_t used, room;
    bool failed; /* no memory */
} text;

static void put(text *to, const char *bytes, size_t count)
{
    if (to->used + count > to->room && !to->failed) {
        size_t room = 2 * to->room + count + 4096;
        char *more = realloc(to->bytes, room);
        to->failed = more == NULL;
        if (more != NULL) {
            to->bytes = more;
            to->room = room;
        }
    }
    if (to->failed)
        return;
    memcpy(to->bytes + to->used, bytes, count);
    to->used += count;
}

/* What is no number stays text, so that the reader says what is wrong with it. */
static void put_cell(text *to, const json_t *value)
{
    char number[40];
    int count = 0;
    if (json_is_integer(value))
        count = snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else if (json_is_real(value))
        count = snprintf(number, sizeof number, "%.17g", json_real_value(value));
    else if (json_is_boolean(value))
        count = snprintf(number, sizeof number, "%d", json_is_true(value));
    if (!json_is_string(value)) {
        put(to, number, (size_t)count);
        return;
    }
    put(to, "\"", 1);
    for (const char *at = json_string_value(value); *at != '\0'; at++) {
        if (*at == '"')
            put(to, "\"", 1);
        put(to, *at == '\n' || *at == '\r' ? " " : at, 1);
    }
    put(to, "\"", 1);
}

static orth_status put_rows(text *to, const json_t *rows, const char *label, orth_error *error)
{
    for (size_t r = 0; r < json_array_size(rows); r++) {
        const json_t *row = json_array_get(rows, r);
        for (size_t i = 0; i < json_array_size(row); i++) {
            const json_t *value = json_array_get(row, i);
            if (json_is_array(value) || json_is_object(value))
                return orth_fail(error, ORTH_BAD_INPUT,
                                 "%s: /%zu/%zu: a list or an object in a row; permitted: numbers",
                                 label, r, i);
            if (i > 0)
                put(to, ",", 1);
            put_cell(to, value);
        }
        put(to, "\n", 1);
    }
    return to->failed ? orth_fail_memory(error, 2.0 * (double)to->room) : ORTH_OK;
}

bool orth_json_is_bars(const json_t *json)
{
    return json_array_size(json) > 0 && json_array_size(json_array_get(json, 0)) >= 5;
}

orth_status orth_series_read_json_bars(orth_series *series, const json_t *json,
                                       const orth_wanted *wanted, orth_error *error)
{
    text rows = {.bytes = NULL};
    orth_status status = put_rows(&rows, json, series->label, error);
    if (status == ORTH_OK) {
        orth_line_in in;
        status = orth_line_in_open(&in, wanted->file->file, rows.bytes, rows.used,
                                   ORTH_PRICES_PERMITTED, false, error);
        if (status == ORTH_OK)
            status = orth_lines_read(series, &in, wanted, error);
        orth_line_in_close(&in);
    }
    series->source.separator = NULL; /* of the file, which has none */
    free(rows.bytes);
    return status;
}
