/* A pool's log, read from CSV. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv_in.h"
#include "base/file_in.h"
#include "base/plain_locale.h"
#include "base/text.h"
#include "live/reader.h"
#include "orthant/limits.h"

void orth_live_log_free(orth_live_log *log)
{
    if (log == NULL)
        return;
    for (size_t i = 0; log->tokens != NULL && i < log->n; i++)
        free(log->tokens[i]);
    free(log->tokens);
    free(log->file);
    free(log->blocks);
    free(log->weights);
    free(log->prices);
    free(log->reserves);
    free(log->fees);
    free(log->others);
    orth_live_notes_free(log->notes, log->note_count);
    free(log);
}

static orth_status fail_cell(const orth_live_reader *in, size_t c, const char *cell,
                             const char *permitted, orth_error *error)
{
    char name[ORTH_QUOTE_MAX], value[ORTH_QUOTE_MAX];
    return orth_fail(error, ORTH_BAD_INPUT, "%s, line %zu, column %s: %s; permitted: %s", in->label,
                     in->line, orth_quote(name, sizeof name, in->columns[c].name),
                     orth_quote(value, sizeof value, cell), permitted);
}

#define WEIGHT_LEAST 1e-18

static bool read_double(double *value, const char *cell)
{
    char *end;
    if (cell[0] == '\0' || strspn(cell, "0123456789+-.eE") != strlen(cell))
        return false;
    *value = strtod(cell, &end);
    return *end == '\0' && isfinite(*value);
}

static bool read_block(uint64_t *value, const char *cell)
{
    size_t length = strlen(cell);
    if (length == 0 || length > 16 || strspn(cell, "0123456789") != length)
        return false;
    *value = strtoull(cell, NULL, 10);
    return *value <= UINT64_C(9007199254740991);
}

static bool grow(void *array, size_t room, size_t bytes)
{
    void *grown = realloc(*(void **)array, room * bytes);
    if (grown != NULL)
        *(void **)array = grown;
    return grown != NULL;
}

static orth_status make_room(orth_live_reader *in, orth_error *error)
{
    orth_live_log *log = in->log;
    if (log->rows < in->room)
        return ORTH_OK;
    size_t room = in->room == 0 ? 64 : 2 * in->room, row = log->n * sizeof(double);
    if (!grow(&log->blocks, room, sizeof *log->blocks) || !grow(&log->weights, room, row) ||
        !grow(&log->prices, room, row) || !grow(&log->reserves, room, row) ||
        (in->has[ORTH_LIVE_FEE] && !grow(&log->fees, room, sizeof *log->fees)) ||
        (in->has[ORTH_LIVE_FLOW] && !grow(&log->others, room, sizeof *log->others)))
        return orth_fail_memory(error, (double)room * (double)row);
    in->room = room;
    return ORTH_OK;
}

static orth_status read_cell(orth_live_reader *in, size_t c, const char *cell, orth_error *error)
{
    orth_live_log *log = in->log;
    const orth_live_column *of = &in->columns[c];
    size_t row = log->rows, at = row * log->n + of->token;
    double value;
    if (of->role == ORTH_LIVE_BLOCK) {
        if (!read_block(&log->blocks[row], cell))
            return fail_cell(in, c, cell, "a whole number from 0", error);
        if (row > 0 && log->blocks[row] <= log->blocks[row - 1])
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s, line %zu, column \"block\": %" PRIu64 " after %" PRIu64
                             "; permitted: blocks that rise",
                             in->label, in->line, log->blocks[row], log->blocks[row - 1]);
        return ORTH_OK;
    }
    if (of->role == ORTH_LIVE_PASSED_OVER || of->role == ORTH_LIVE_PATH ||
        of->role == ORTH_LIVE_STEPS)
        return ORTH_OK;
    if (!read_double(&value, cell))
        return fail_cell(in, c, cell, "a number", error);
    switch (of->role) {
    case ORTH_LIVE_FEE:
        log->fees[row] = value;
        return value >= 0 && value < 1 ? ORTH_OK
                                       : fail_cell(in, c, cell, "from 0 to below 1", error);
    case ORTH_LIVE_FLOW:
        log->others[row] = row > 0 && value != in->flow;
        in->flow = value;
        return ORTH_OK;
    case ORTH_LIVE_PRICE:
        log->prices[at] = value;
        return value >= ORTH_PRICE_MIN && value <= ORTH_PRICE_MAX
                   ? ORTH_OK
                   : fail_cell(in, c, cell, "1e-60 to 1e60", error);
    case ORTH_LIVE_WEIGHT:
        log->weights[at] = value;
        return value >= 1e-30 && value <= 1e30 ? ORTH_OK
                                               : fail_cell(in, c, cell, "1e-30 to 1e30", error);
    default:
        log->reserves[at] = value;
        return value >= 1e-60 && value <= 1e100 ? ORTH_OK
                                                : fail_cell(in, c, cell, "1e-60 to 1e100", error);
    }
}

/* Whether the row is of the log that is meant. */
static orth_status take(orth_live_reader *in, char **cells, bool *taken, orth_error *error)
{
    const char *path = "", *steps = "";
    for (size_t c = 0; c < in->count; c++) {
        if (in->columns[c].role == ORTH_LIVE_PATH)
            path = cells[c];
        else if (in->columns[c].role == ORTH_LIVE_STEPS)
            steps = cells[c];
    }
    *taken = (in->pick->path == NULL || strcmp(path, in->pick->path) == 0) &&
             (in->pick->steps == NULL || strcmp(steps, in->pick->steps) == 0);
    if (!*taken)
        return ORTH_OK;
    if (in->log->rows == 0) {
        in->path = path;
        in->steps = steps;
        return ORTH_OK;
    }
    if (strcmp(path, in->path) == 0 && strcmp(steps, in->steps) == 0)
        return ORTH_OK;
    char one[ORTH_QUOTE_MAX], other[ORTH_QUOTE_MAX];
    bool by_path = strcmp(path, in->path) != 0;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s, line %zu: several logs, of %s %s and %s; one must be chosen (--path, "
                     "--steps)",
                     in->label, in->line, by_path ? "path" : "steps",
                     orth_quote(one, sizeof one, by_path ? in->path : in->steps),
                     orth_quote(other, sizeof other, by_path ? path : steps));
}

/* Levels R p / w, and squares of money, must stay far from the ends of what a double holds. */
static orth_status check_row(const orth_live_reader *in, orth_error *error)
{
    const orth_live_log *log = in->log;
    for (size_t i = 0, at = log->rows * log->n; i < log->n; i++, at++) {
        double money = log->reserves[at] * log->prices[at];
        if (log->weights[at] < WEIGHT_LEAST)
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s, line %zu: the weight of %s is %.3g of all; permitted: from 1e-18",
                             in->label, in->line, log->tokens[i], log->weights[at]);
        if (money < 1e-100 || money > 1e100)
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s, line %zu: the reserve of %s is worth %.3g; permitted: 1e-100 to "
                             "1e100",
                             in->label, in->line, log->tokens[i], money);
    }
    return ORTH_OK;
}

static orth_status read_row(orth_live_reader *in, char *line, orth_error *error)
{
    char *cells[ORTH_LIVE_CELLS_MAX];
    orth_live_log *log = in->log;
    bool taken;
    size_t count = orth_csv_cut(line, cells, ORTH_LIVE_CELLS_MAX);
    if (count != in->count)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s, line %zu: %zu cells; permitted: %zu, as the line of column names has",
                         in->label, in->line, count, in->count);
    orth_status status = take(in, cells, &taken, error);
    if (status != ORTH_OK || !taken)
        return status;
    status = make_room(in, error);
    if (status == ORTH_OK && !in->has[ORTH_LIVE_BLOCK])
        log->blocks[log->rows] = log->rows;
    for (size_t c = 0; status == ORTH_OK && c < count; c++)
        status = read_cell(in, c, cells[c], error);
    if (status != ORTH_OK)
        return status;
    double sum = 0, *weights = log->weights + log->rows * log->n;
    for (size_t i = 0; i < log->n; i++)
        sum += weights[i];
    /* Weights that sum to 1 but for their rounding stay bit for bit. */
    for (size_t i = 0; fabs(sum - 1) > 1e-12 && i < log->n; i++)
        weights[i] /= sum;
    status = check_row(in, error);
    log->rows += status == ORTH_OK;
    return status;
}

static orth_status read_all(orth_live_reader *in, orth_error *error)
{
    char *line;
    orth_status status = orth_live_read_header(in, error);
    while (status == ORTH_OK && orth_csv_line(&in->text, &line)) {
        in->line++;
        if (line[0] != '\0')
            status = read_row(in, line, error);
    }
    if (status == ORTH_OK && in->log->rows < ORTH_LIVE_ROWS_MIN)
        status = orth_fail(error, ORTH_BAD_INPUT, "%s: %zu row%s%s; %d are needed", in->label,
                           in->log->rows, in->log->rows == 1 ? "" : "s",
                           in->pick->path != NULL || in->pick->steps != NULL
                               ? " of that path and those steps"
                               : "",
                           ORTH_LIVE_ROWS_MIN);
    return status;
}

/* `text` is changed. */
static orth_status parse(orth_live_log **made, char *text, const char *label,
                         const orth_live_pick *pick, orth_error *error)
{
    static const orth_live_pick any = {NULL, NULL};
    orth_live_reader *in = calloc(1, sizeof *in);
    orth_live_log *log = calloc(1, sizeof *log);
    orth_status status = ORTH_OK;
    if (log != NULL) {
        log->file = strdup(label);
        log->tokens = calloc(ORTH_LIVE_TOKENS_MAX, sizeof *log->tokens);
    }
    if (in == NULL || log == NULL || log->file == NULL || log->tokens == NULL)
        status = orth_fail_memory(error, sizeof *in + sizeof *log);
    if (status == ORTH_OK) {
        in->log = log;
        in->label = label;
        in->pick = pick == NULL ? &any : pick;
        in->text = text;
        orth_locale outer = orth_locale_enter();
        status = read_all(in, error);
        orth_locale_leave(outer);
    }
    free(in);
    *made = status == ORTH_OK ? log : NULL;
    if (status != ORTH_OK)
        orth_live_log_free(log);
    return status;
}

orth_status orth_live_log_parse(orth_live_log **log, const char *text, size_t length,
                                const char *file, const orth_live_pick *pick, orth_error *error)
{
    *log = NULL;
    if (memchr(text, '\0', length) != NULL)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: it has a NUL byte; permitted: text", file);
    char *copy = malloc(length + 1);
    if (copy == NULL)
        return orth_fail_memory(error, (double)length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    orth_status status = parse(log, copy, file, pick, error);
    free(copy);
    return status;
}

orth_status orth_live_log_read(orth_live_log **log, const char *file, const orth_live_pick *pick,
                               orth_error *error)
{
    char *text;
    size_t length;
    *log = NULL;
    orth_status status = orth_file_read(&text, &length, file, ORTH_PROOF_BYTES_MAX, error);
    if (status != ORTH_OK)
        return status;
    if (memchr(text, '\0', length) != NULL)
        status = orth_fail(error, ORTH_BAD_INPUT, "%s: it has a NUL byte; permitted: text",
                           orth_file_label(file));
    else
        status = parse(log, text, orth_file_label(file), pick, error);
    free(text);
    return status;
}
