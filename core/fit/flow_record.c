/* A file of recorded trades: times, sizes, sides. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/csv_in.h"
#include "base/file_in.h"
#include "base/plain_locale.h"
#include "base/text.h"
#include "market/line_in.h"
#include "market/price_text.h"
#include "orthant/hawkes_fit.h"
#include "orthant/limits.h"

#define CELLS_MAX 64
#define MICRO 1e-6
#define BLOCKS_MAX 9007199254740991 /* 2^53 - 1 */

enum { TIME, BLOCK, SIZE, SIDE, COLUMNS };
static const char *const columns[COLUMNS] = {"time", "block", "size", "side"};

typedef struct reading {
    orth_flow_record *record;
    const char *label;
    size_t line, room;
    size_t column[COLUMNS]; /* its cell; SIZE_MAX: not there */
    size_t cells;
    int64_t first, last; /* microseconds, or blocks */
    int64_t apart;       /* the greatest length that all times are multiples of; 0: one time */
} reading;

void orth_flow_record_free(orth_flow_record *record)
{
    if (record == NULL)
        return;
    free(record->file);
    free(record->times);
    free(record->sizes);
    free(record->sells);
    free(record->note);
    free(record);
}

static orth_status fail_header(const reading *in, const char *column, const char *what,
                               orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s, line %zu: the column %s %s; permitted: time or block, size and side if "
                     "they are known",
                     in->label, in->line, column, what);
}

static orth_status place(reading *in, const char *name, size_t cell, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX], text[ORTH_QUOTE_MAX + 200];
    for (size_t i = 0; i < COLUMNS; i++) {
        if (strcmp(name, columns[i]) != 0)
            continue;
        if (in->column[i] != SIZE_MAX)
            return fail_header(in, name, "stands twice", error);
        in->column[i] = cell;
        return ORTH_OK;
    }
    if (in->record->note != NULL)
        return ORTH_OK;
    snprintf(text, sizeof text, "%.100s: the column %s, and others of unknown names, say nothing",
             in->label, orth_quote(quoted, sizeof quoted, name));
    in->record->note = strdup(text);
    return in->record->note == NULL ? orth_fail_memory(error, sizeof text) : ORTH_OK;
}

static orth_status read_header(reading *in, char *line, orth_error *error)
{
    char *cells[CELLS_MAX];
    in->cells = orth_csv_cut(line, cells, CELLS_MAX);
    if (in->cells > CELLS_MAX)
        return orth_fail(error, ORTH_BAD_INPUT, "%s, line %zu: %zu columns; permitted: up to %d",
                         in->label, in->line, in->cells, CELLS_MAX);
    for (size_t i = 0; i < in->cells; i++) {
        orth_status status = place(in, cells[i], i, error);
        if (status != ORTH_OK)
            return status;
    }
    bool time = in->column[TIME] != SIZE_MAX, block = in->column[BLOCK] != SIZE_MAX;
    char first[ORTH_QUOTE_MAX], missing[ORTH_QUOTE_MAX + 100];
    snprintf(missing, sizeof missing, "is missing (the first of %zu, cut at commas, is %s)",
             in->cells, orth_quote(first, sizeof first, cells[0]));
    if (time == block)
        return fail_header(in, "time", block ? "stands beside block" : missing, error);
    in->record->in_blocks = block;
    return ORTH_OK;
}

static orth_status refuse(const reading *in, size_t column, const char *cell, const char *permitted,
                          orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    return orth_fail(error, ORTH_BAD_INPUT, "%s, line %zu: %s is %s; permitted: %s", in->label,
                     in->line, columns[column], orth_quote(quoted, sizeof quoted, cell), permitted);
}

/* Digits, and for `decimals` a point and up to so many more, as a whole number of the last. */
static bool parse_fixed(const char *text, size_t decimals, int64_t *value)
{
    size_t whole = strspn(text, "0123456789");
    const char *rest = text + whole;
    int64_t sum = 0;
    if (whole == 0 || whole + decimals > 18)
        return false;
    for (size_t i = 0; i < whole; i++)
        sum = 10 * sum + (text[i] - '0');
    if (decimals > 0 && *rest == '.')
        rest++;
    for (size_t i = 0; i < decimals; i++) {
        bool digit = *rest >= '0' && *rest <= '9';
        sum = 10 * sum + (digit ? *rest - '0' : 0);
        rest += digit;
    }
    *value = sum;
    return *rest == '\0';
}

static bool parse_time(const char *text, int64_t *time)
{
    char padded[ORTH_TIME_TEXT_MAX + ORTH_TEXT_SLACK] = "";
    size_t length = strlen(text);
    if (strchr(text, '-') == NULL)
        return parse_fixed(text, 6, time);
    if (length >= ORTH_TIME_TEXT_MAX)
        return false;
    memcpy(padded, text, length);
    return orth_time_parse(padded, length, time);
}

static bool parse_size(const char *text, double *size)
{
    char padded[100 + ORTH_TEXT_SLACK] = "";
    size_t length = strlen(text);
    if (length == 0 || length >= 100)
        return false;
    memcpy(padded, text, length);
    return orth_price_parse(padded, length, size) && *size >= ORTH_MONEY_MIN &&
           *size <= ORTH_MONEY_MAX;
}

static int64_t common(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static bool grown(void **array, size_t room, size_t each)
{
    void *more = realloc(*array, room * each);
    if (more != NULL)
        *array = more;
    return more != NULL;
}

static orth_status make_room(reading *in, orth_error *error)
{
    orth_flow_record *record = in->record;
    if (record->count < in->room)
        return ORTH_OK;
    size_t room = in->room == 0 ? 1024 : 2 * in->room;
    if (!grown((void **)&record->times, room, sizeof(double)) ||
        (in->column[SIZE] != SIZE_MAX && !grown((void **)&record->sizes, room, sizeof(double))) ||
        (in->column[SIDE] != SIZE_MAX && !grown((void **)&record->sells, room, sizeof(bool))))
        return orth_fail_memory(error, (double)room * sizeof(double));
    in->room = room;
    return ORTH_OK;
}

static orth_status take_time(reading *in, const char *cell, orth_error *error)
{
    orth_flow_record *record = in->record;
    bool blocks = record->in_blocks;
    int64_t time;
    if (blocks && !(parse_fixed(cell, 0, &time) && time <= BLOCKS_MAX))
        return refuse(in, BLOCK, cell, "the number of a block", error);
    if (!blocks && !parse_time(cell, &time))
        return refuse(in, TIME, cell,
                      "Unix seconds, whole or with up to 6 decimals, or a date and time such as "
                      "2026-01-31T12:00:00Z",
                      error);
    if (record->count == 0)
        in->first = in->last = time;
    if (time < in->last)
        return refuse(in, blocks ? BLOCK : TIME, cell,
                      "trades in the order of time, and this one is before the one above it",
                      error);
    in->apart = common(in->apart, time - in->first);
    record->ties += record->count > 0 && time == in->last;
    in->last = time;
    record->times[record->count] = (double)(time - in->first) * (blocks ? 1 : MICRO);
    return ORTH_OK;
}

static orth_status read_line(reading *in, char *line, orth_error *error)
{
    char *cells[CELLS_MAX];
    orth_flow_record *record = in->record;
    size_t count = orth_csv_cut(line, cells, CELLS_MAX);
    if (count != in->cells)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s, line %zu: %zu cells; permitted: %zu, as the "
                         "header has columns",
                         in->label, in->line, count, in->cells);
    orth_status status = make_room(in, error);
    if (status == ORTH_OK)
        status = take_time(in, cells[in->column[record->in_blocks ? BLOCK : TIME]], error);
    if (status == ORTH_OK && record->sizes != NULL) {
        const char *cell = cells[in->column[SIZE]];
        if (!parse_size(cell, &record->sizes[record->count]))
            status = refuse(in, SIZE, cell, "a number above 0, from 1e-200 to 1e200", error);
    }
    if (status == ORTH_OK && record->sells != NULL) {
        const char *cell = cells[in->column[SIDE]];
        record->sells[record->count] = strcasecmp(cell, "sell") == 0;
        if (!record->sells[record->count] && strcasecmp(cell, "buy") != 0)
            status = refuse(in, SIDE, cell, "buy or sell", error);
    }
    record->count += status == ORTH_OK;
    return status;
}

static orth_status read_lines(reading *in, orth_line_in *lines, orth_error *error)
{
    bool header = false;
    for (;;) {
        char *line;
        size_t length;
        orth_status status = orth_line_in_next(lines, &line, &length, error);
        if (status != ORTH_OK)
            return status;
        if (line == NULL)
            break;
        in->line = lines->line;
        if (line[0] == '#' || line[strspn(line, " \t\r")] == '\0')
            continue;
        if (strlen(line) != length)
            return orth_fail(error, ORTH_BAD_INPUT, "%s, line %zu: a byte 0; permitted: text",
                             in->label, in->line);
        status = header ? read_line(in, line, error) : read_header(in, line, error);
        if (status != ORTH_OK)
            return status;
        header = true;
    }
    if (in->record->count == 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: no trades; permitted: a line of column names, and a line a trade",
                         in->label);
    return ORTH_OK;
}

static orth_status read_record(orth_flow_record **record, const char *file, const char *text,
                               orth_error *error)
{
    *record = NULL;
    orth_flow_record *made = calloc(1, sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, sizeof *made);
    orth_locale locale = orth_locale_enter();
    reading in = {.record = made, .label = orth_file_label(file)};
    orth_line_in lines;
    for (size_t i = 0; i < COLUMNS; i++)
        in.column[i] = SIZE_MAX;
    made->file = strdup(in.label);
    orth_status status = made->file == NULL ? orth_fail_memory(error, sizeof *made) : ORTH_OK;
    if (status == ORTH_OK) {
        status = orth_line_in_open(&lines, file, text, text == NULL ? 0 : strlen(text),
                                   "trades as CSV", false, error);
        if (status == ORTH_OK)
            status = read_lines(&in, &lines, error);
        orth_line_in_close(&lines);
    }
    orth_locale_leave(locale);
    made->tick = made->in_blocks ? 1 : in.apart == 0 ? MICRO : (double)in.apart * MICRO;
    if (status == ORTH_OK)
        *record = made;
    else
        orth_flow_record_free(made);
    return status;
}

orth_status orth_flow_record_read(orth_flow_record **record, const char *file, orth_error *error)
{
    return read_record(record, file, NULL, error);
}

orth_status orth_flow_record_parse(orth_flow_record **record, const char *text, const char *file,
                                   orth_error *error)
{
    return read_record(record, file, text, error);
}
