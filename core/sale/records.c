/* A file of recorded trades. */
#include "sale/records.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv_in.h"
#include "base/file_in.h"
#include "base/text.h"

#define CELLS_MAX 64
#define FILE_MAX ((size_t)1 << 28)

void orth_sale_records_free(orth_sale_records *records)
{
    if (records == NULL)
        return;
    free(records->file);
    free(records->records);
    free(records->note);
    free(records);
}

/* What is known while a file is read. */
typedef struct reader {
    orth_sale_records *records;
    const char *label;
    char *text;
    size_t line, room;
    size_t column[ORTH_RECORD_COLUMNS]; /* its cell; SIZE_MAX: not there */
    size_t cells;
} reader;

static orth_status fail_header(const reader *in, const char *column, const char *what,
                               orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s, line %zu: the column %s %s; permitted: time, side, amount_in or "
                     "amount_out or both, project_balance and reserve_balance if they are known",
                     in->label, in->line, column, what);
}

static orth_status note_column(reader *in, const char *name, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX], text[ORTH_QUOTE_MAX + 200];
    if (in->records->note != NULL)
        return ORTH_OK;
    snprintf(text, sizeof text, "%.100s: the column %s, and others of unknown names, say nothing",
             in->label, orth_quote(quoted, sizeof quoted, name));
    in->records->note = strdup(text);
    return in->records->note == NULL ? orth_fail_memory(error, sizeof text) : ORTH_OK;
}

static orth_status place(reader *in, const char *name, size_t cell, orth_error *error)
{
    for (size_t i = 0; i < ORTH_RECORD_COLUMNS; i++) {
        if (strcmp(name, orth_record_columns[i]) != 0)
            continue;
        if (in->column[i] != SIZE_MAX)
            return fail_header(in, name, "stands twice", error);
        in->column[i] = cell;
        return ORTH_OK;
    }
    return note_column(in, name, error);
}

static orth_status read_header(reader *in, orth_error *error)
{
    char *line = NULL, *cells[CELLS_MAX];
    if (strncmp(in->text, "\xef\xbb\xbf", 3) == 0)
        in->text += 3;
    do
        in->line++;
    while (orth_csv_line(&in->text, &line) && line[0] == '\0');
    if (line == NULL)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: it is empty; permitted: a line of column names, and a line a trade",
                         in->label);
    in->cells = orth_csv_cut(line, cells, CELLS_MAX);
    if (in->cells > CELLS_MAX)
        return orth_fail(error, ORTH_BAD_INPUT, "%s, line %zu: %zu columns; permitted: up to %d",
                         in->label, in->line, in->cells, CELLS_MAX);
    for (size_t i = 0; i < ORTH_RECORD_COLUMNS; i++)
        in->column[i] = SIZE_MAX;
    for (size_t i = 0; i < in->cells; i++) {
        orth_status status = place(in, cells[i], i, error);
        if (status != ORTH_OK)
            return status;
    }
    for (size_t i = ORTH_RECORD_TIME; i <= ORTH_RECORD_SIDE; i++) {
        if (in->column[i] == SIZE_MAX)
            return fail_header(in, orth_record_columns[i], "is missing", error);
    }
    if (in->column[ORTH_RECORD_IN] == SIZE_MAX && in->column[ORTH_RECORD_OUT] == SIZE_MAX)
        return fail_header(in, "amount_in", "and the column amount_out are missing", error);
    return ORTH_OK;
}

static orth_status add(reader *in, const orth_sale_record *record, orth_error *error)
{
    orth_sale_records *all = in->records;
    if (all->count > 0 && record->time < all->records[all->count - 1].time)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s, line %zu: time is %" PRIu64 ", before the %" PRIu64
                         " of line %zu; permitted: trades in the order of time",
                         in->label, record->line, record->time, all->records[all->count - 1].time,
                         all->records[all->count - 1].line);
    if (all->count == in->room) {
        size_t room = in->room == 0 ? 64 : 2 * in->room;
        orth_sale_record *grown = realloc(all->records, room * sizeof *grown);
        if (grown == NULL)
            return orth_fail_memory(error, (double)room * sizeof *grown);
        all->records = grown;
        in->room = room;
    }
    all->records[all->count++] = *record;
    all->any_sells |= record->sells;
    all->any_balances |= record->has_project || record->has_reserve;
    return ORTH_OK;
}

static orth_status read_line(reader *in, char *line, orth_error *error)
{
    char *cells[CELLS_MAX];
    orth_record_line of = {.file = in->label,
                           .line = in->line,
                           .project_decimals = in->records->project_decimals,
                           .reserve_decimals = in->records->reserve_decimals};
    orth_sale_record record;
    size_t count = orth_csv_cut(line, cells, CELLS_MAX);
    if (count != in->cells)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s, line %zu: %zu cells; permitted: %zu, as the "
                         "line of column names has",
                         in->label, in->line, count, in->cells);
    for (size_t i = 0; i < ORTH_RECORD_COLUMNS; i++)
        of.cell[i] = in->column[i] == SIZE_MAX ? NULL : cells[in->column[i]];
    orth_status status = orth_record_read(&record, &of, error);
    return status == ORTH_OK ? add(in, &record, error) : status;
}

static orth_status read_all(reader *in, orth_error *error)
{
    char *line;
    orth_status status = read_header(in, error);
    while (status == ORTH_OK && orth_csv_line(&in->text, &line)) {
        in->line++;
        if (line[0] != '\0')
            status = read_line(in, line, error);
    }
    if (status == ORTH_OK && in->records->count == 0)
        status = orth_fail(error, ORTH_BAD_INPUT, "%s: it has no trade; permitted: one at least",
                           in->label);
    return status;
}

/* `text` is cut into pieces. */
static orth_status read_text(orth_sale_records **out, char *text, size_t length, const char *file,
                             unsigned project_decimals, unsigned reserve_decimals,
                             orth_error *error)
{
    orth_sale_records *records = *out = calloc(1, sizeof *records);
    if (records == NULL || (records->file = strdup(file)) == NULL) {
        orth_sale_records_free(records);
        *out = NULL;
        return orth_fail_memory(error, (double)(sizeof *records + strlen(file) + 1));
    }
    records->project_decimals = project_decimals;
    records->reserve_decimals = reserve_decimals;
    reader in = {.records = records, .label = orth_file_label(records->file), .text = text};
    orth_status status =
        strlen(text) == length
            ? read_all(&in, error)
            : orth_fail(error, ORTH_BAD_INPUT, "%s: it has a byte 0; permitted: text", in.label);
    if (status != ORTH_OK) {
        orth_sale_records_free(records);
        *out = NULL;
    }
    return status;
}

orth_status orth_sale_records_read(orth_sale_records **records, const char *file,
                                   unsigned project_decimals, unsigned reserve_decimals,
                                   orth_error *error)
{
    char *text;
    size_t length;
    *records = NULL;
    orth_status status = orth_file_read(&text, &length, file, FILE_MAX, error);
    if (status == ORTH_OK)
        status = read_text(records, text, length, file, project_decimals, reserve_decimals, error);
    free(text);
    return status;
}

orth_status orth_sale_records_parse(orth_sale_records **records, const char *text, const char *file,
                                    unsigned project_decimals, unsigned reserve_decimals,
                                    orth_error *error)
{
    char *copy = strdup(text);
    *records = NULL;
    if (copy == NULL)
        return orth_fail_memory(error, (double)strlen(text) + 1);
    orth_status status =
        read_text(records, copy, strlen(copy), file, project_decimals, reserve_decimals, error);
    free(copy);
    return status;
}

orth_status orth_sale_records_check(const orth_sale_records *records, const orth_sale_clock *clock,
                                    bool sales_blocked, orth_error *error)
{
    uint64_t end = orth_sale_clock_time(clock, clock->blocks);
    for (size_t i = 0; i < records->count; i++) {
        const orth_sale_record *record = &records->records[i];
        if (record->time < clock->start || record->time > end)
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s, line %zu: time is %" PRIu64 "; permitted: from %" PRIu64
                             " to %" PRIu64 ", the sale's start and end",
                             orth_file_label(records->file), record->line, record->time,
                             clock->start, end);
        if (sales_blocked && record->sells)
            return orth_fail(
                error, ORTH_BAD_INPUT,
                "%s, line %zu: side is \"sell\", and sales are blocked; permitted: buy",
                orth_file_label(records->file), record->line);
    }
    return ORTH_OK;
}
