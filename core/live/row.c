/* A row of a log. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "live/reader.h"
#include "market/price_text.h"

#define WEIGHT_LEAST 1e-18

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
        (in->has[ORTH_LIVE_FLOW] && !grow(&log->others, room, sizeof *log->others)) ||
        (in->timed && !grow(&log->times, room, sizeof *log->times)))
        return orth_fail_memory(error, (double)room * (double)row);
    in->room = room;
    return ORTH_OK;
}

static orth_status read_block(orth_live_reader *in, size_t c, orth_error *error)
{
    uint64_t *blocks = in->log->blocks;
    size_t row = in->log->rows;
    if (!orth_live_csv_whole(in->csv.cells[c], &blocks[row]))
        return orth_live_csv_fail(&in->csv, c, "a whole number from 0", error);
    if (row > 0 && blocks[row] <= blocks[row - 1])
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s, line %zu, column \"%s\": %" PRIu64 " after %" PRIu64
                         "; permitted: blocks that rise",
                         in->csv.label, in->csv.line, in->csv.names[c], blocks[row],
                         blocks[row - 1]);
    return ORTH_OK;
}

static void forget_times(orth_live_reader *in)
{
    in->timed = false;
    free(in->log->times);
    in->log->times = NULL;
}

/* Blocks counted by times, or as rows are. */
static orth_status count_block(orth_live_reader *in, size_t c, orth_error *error)
{
    orth_live_log *log = in->log;
    size_t row = log->rows;
    double every = in->pick->block_seconds * 1e6;
    int64_t apart = row > 0 ? log->times[row] - log->times[row - 1] : 0;
    if (row > 0) {
        in->closest = row == 1 || apart < in->closest ? apart : in->closest;
        in->widest = row == 1 || apart > in->widest ? apart : in->widest;
    }
    if (!(every > 0))
        return ORTH_OK; /* rows were counted */
    double number = floor((double)(log->times[row] - log->times[0]) / every + 0.5);
    if (number > 9e15)
        return orth_live_csv_fail(&in->csv, c, "up to 9e15 blocks after the first row", error);
    log->blocks[row] = (uint64_t)number;
    if (row > 0 && log->blocks[row] == log->blocks[row - 1])
        return orth_live_csv_fail(&in->csv, c,
                                  "a block (--block-seconds) later than the row before", error);
    return ORTH_OK;
}

/* Where blocks stand in the log times are a help for trades beside it, and no more. */
static orth_status read_time(orth_live_reader *in, size_t c, orth_error *error)
{
    orth_live_log *log = in->log;
    const char *cell = in->csv.cells[c];
    size_t row = log->rows;
    bool needed = !in->has[ORTH_LIVE_BLOCK];
    if (!in->timed)
        return ORTH_OK;
    if (!orth_time_parse(cell, strlen(cell), &log->times[row])) {
        if (needed)
            return orth_live_csv_fail(&in->csv, c, ORTH_TIME_PERMITTED, error);
        forget_times(in);
        return ORTH_OK;
    }
    if (row > 0 && log->times[row] < log->times[row - 1]) {
        if (needed)
            return orth_live_csv_fail(&in->csv, c, "times that do not fall", error);
        forget_times(in);
        return ORTH_OK;
    }
    return needed ? count_block(in, c, error) : ORTH_OK;
}

/* A number, in hundredths where % stands behind it. */
static bool read_share(orth_live_csv *csv, char *cell, double *value)
{
    char *percent = strchr(cell, '%');
    if (percent == NULL || percent[1] != '\0')
        return orth_live_csv_number(csv, cell, value);
    while (percent > cell && percent[-1] == ' ')
        percent--;
    char cut = *percent;
    *percent = '\0';
    bool good = orth_live_csv_number(csv, cell, value);
    *percent = cut; /* for messages */
    *value /= 100;
    return good;
}

static orth_status read_cell(orth_live_reader *in, size_t c, orth_error *error)
{
    orth_live_log *log = in->log;
    const orth_live_column *of = &in->columns[c];
    size_t row = log->rows, at = row * log->n + of->token;
    bool share = of->role == ORTH_LIVE_FEE || of->role == ORTH_LIVE_WEIGHT;
    double value;
    if (of->role == ORTH_LIVE_BLOCK)
        return read_block(in, c, error);
    if (of->role == ORTH_LIVE_TIME)
        return read_time(in, c, error);
    if (of->role == ORTH_LIVE_PASSED_OVER || of->role == ORTH_LIVE_PATH ||
        of->role == ORTH_LIVE_STEPS)
        return ORTH_OK;
    if (!(share ? read_share : orth_live_csv_number)(&in->csv, in->csv.cells[c], &value))
        return orth_live_csv_fail(&in->csv, c, "a number", error);
    switch (of->role) {
    case ORTH_LIVE_FEE:
        log->fees[row] = value;
        return value >= 0 && value < 1
                   ? ORTH_OK
                   : orth_live_csv_fail(&in->csv, c, "from 0 to below 1", error);
    case ORTH_LIVE_FLOW:
        log->others[row] = row > 0 && value != in->flow;
        in->flow = value;
        return ORTH_OK;
    case ORTH_LIVE_WEIGHT:
        log->weights[at] = value;
        return value >= 1e-30 && value <= 1e30
                   ? ORTH_OK
                   : orth_live_csv_fail(&in->csv, c, "1e-30 to 1e30", error);
    case ORTH_LIVE_PRICE:
        log->prices[at] = value;
        return value >= ORTH_PRICE_MIN && value <= ORTH_PRICE_MAX
                   ? ORTH_OK
                   : orth_live_csv_fail(&in->csv, c, "1e-60 to 1e60", error);
    default:
        log->reserves[at] = value;
        return value >= 1e-60 && value <= 1e100
                   ? ORTH_OK
                   : orth_live_csv_fail(&in->csv, c, "1e-60 to 1e100", error);
    }
}

/* Whether the row is of the log that is meant. */
static orth_status take(orth_live_reader *in, bool *taken, orth_error *error)
{
    char **cells = in->csv.cells;
    const char *path = "", *steps = "";
    for (size_t c = 0; c < in->csv.count; c++) {
        if (in->columns[c].role == ORTH_LIVE_PATH)
            path = cells[c];
        else if (in->columns[c].role == ORTH_LIVE_STEPS)
            steps = cells[c];
    }
    *taken = (in->pick->path == NULL || strcmp(path, in->pick->path) == 0) &&
             (in->pick->steps == NULL || strcmp(steps, in->pick->steps) == 0);
    if (!*taken)
        return ORTH_OK;
    if (in->path == NULL) {
        in->path = strdup(path);
        in->steps = strdup(steps);
        return in->path != NULL && in->steps != NULL ? ORTH_OK : orth_fail_memory(error, 64);
    }
    if (strcmp(path, in->path) == 0 && strcmp(steps, in->steps) == 0)
        return ORTH_OK;
    char one[ORTH_QUOTE_MAX], other[ORTH_QUOTE_MAX];
    bool by_path = strcmp(path, in->path) != 0;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s, line %zu: several logs, of %s %s and %s; one must be chosen (--path, "
                     "--steps)",
                     in->csv.label, in->csv.line, by_path ? "path" : "steps",
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
                             in->csv.label, in->csv.line, log->tokens[i], log->weights[at]);
        if (money < 1e-100 || money > 1e100)
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s, line %zu: the reserve of %s is worth %.3g; permitted: 1e-100 to "
                             "1e100",
                             in->csv.label, in->csv.line, log->tokens[i], money);
    }
    return ORTH_OK;
}

/* Weights in any unit; a sum that is another one now and then is told. */
static void divide_weights(orth_live_reader *in)
{
    const orth_live_log *log = in->log;
    double sum = 0, *weights = log->weights + log->rows * log->n;
    for (size_t i = 0; i < log->n; i++)
        sum += weights[i];
    /* Weights that sum to 1 but for their rounding stay bit for bit. */
    for (size_t i = 0; fabs(sum - 1) > 1e-12 && i < log->n; i++)
        weights[i] /= sum;
    if (log->rows == 0)
        in->sum = sum;
    if (fabs(sum - in->sum) <= 1e-6 * in->sum)
        return;
    if (in->other_sums++ == 0)
        in->other_sums_line = in->csv.line;
}

orth_status orth_live_read_row(orth_live_reader *in, orth_error *error)
{
    orth_live_log *log = in->log;
    bool taken;
    orth_status status = take(in, &taken, error);
    if (status != ORTH_OK || !taken)
        return status;
    status = make_room(in, error);
    if (status == ORTH_OK && !in->has[ORTH_LIVE_BLOCK])
        log->blocks[log->rows] = log->rows;
    for (size_t c = 0; status == ORTH_OK && c < in->csv.count; c++)
        status = read_cell(in, c, error);
    if (status != ORTH_OK)
        return status;
    divide_weights(in);
    status = check_row(in, error);
    log->rows += status == ORTH_OK;
    return status;
}
