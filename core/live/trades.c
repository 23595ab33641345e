/* Trades beside a log: which blocks had others' trades, and whether trades and reserves agree. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/plain_locale.h"
#include "base/plural.h"
#include "base/text.h"
#include "live/csv.h"
#include "live/live.h"
#include "market/price_text.h"

enum { BLOCK, TIME, TOKEN_IN, AMOUNT_IN, TOKEN_OUT, AMOUNT_OUT, KIND, COLUMNS };
static const char *const names[COLUMNS] = {"block",     "time",       "token in", "amount in",
                                           "token out", "amount out", "kind"};
#define PERMITTED                                                                                  \
    "block or time, token_in, amount_in, token_out, amount_out and, if known, kind (arbitrage or " \
    "other)"
#define NOWHERE ((size_t)-1)
/* A part of what trades change by which reserves may change otherwise: fees that leave. */
#define FITS 0.01

typedef struct trades {
    orth_live_csv csv;
    orth_live_log *log;
    size_t column[COLUMNS];
    double *net;   /* [row][token]: what the row's trades bring */
    size_t *count; /* [row] */
    bool *others;  /* [row] */
    size_t arbitrage, other, elsewhere;
} trades;

static orth_status find_columns(trades *in, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    for (size_t i = 0; i < COLUMNS; i++) {
        in->column[i] = NOWHERE;
        for (size_t c = 0; c < in->csv.count; c++) {
            const char *rest = orth_live_csv_after(in->csv.names[c], names[i]);
            if (rest == NULL || *rest != '\0')
                continue;
            if (in->column[i] != NOWHERE)
                return orth_fail(error, ORTH_BAD_INPUT,
                                 "%s, line %zu: the column %s stands twice; permitted: " PERMITTED,
                                 in->csv.label, in->csv.line,
                                 orth_quote(quoted, sizeof quoted, in->csv.names[c]));
            in->column[i] = c;
        }
        bool placed = in->column[BLOCK] != NOWHERE || in->column[TIME] != NOWHERE;
        bool missing = i >= TIME && i < KIND && in->column[i] == NOWHERE && !(i == TIME && placed);
        if (missing)
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s, line %zu: the column \"%s\" is missing; permitted: " PERMITTED,
                             in->csv.label, in->csv.line, i == TIME ? "block" : names[i]);
    }
    if (in->column[BLOCK] == NOWHERE && in->log->times == NULL)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s, line %zu: its trades have times and no blocks, and the log has no "
                         "times that rise; permitted: a column block",
                         in->csv.label, in->csv.line);
    return ORTH_OK;
}

/* The row of a block, or the first at or after a time; NOWHERE where the log has none. */
static size_t row_of(const orth_live_log *log, bool by_block, uint64_t block, int64_t time)
{
    size_t low = 0, high = log->rows;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool below = by_block ? log->blocks[middle] < block : log->times[middle] < time;
        low = below ? middle + 1 : low;
        high = below ? high : middle;
    }
    bool there = low < log->rows &&
                 (by_block ? log->blocks[low] == block : low > 0 || log->times[low] == time);
    return there ? low : NOWHERE;
}

static orth_status find_row(trades *in, size_t *row, orth_error *error)
{
    uint64_t block = 0;
    int64_t time = 0;
    bool by_block = in->column[BLOCK] != NOWHERE;
    size_t c = in->column[by_block ? BLOCK : TIME];
    const char *cell = in->csv.cells[c];
    if (by_block && !orth_live_csv_whole(cell, &block))
        return orth_live_csv_fail(&in->csv, c, "a whole number from 0", error);
    if (!by_block && !orth_time_parse(cell, strlen(cell), &time))
        return orth_live_csv_fail(&in->csv, c, ORTH_TIME_PERMITTED, error);
    *row = row_of(in->log, by_block, block, time);
    return ORTH_OK;
}

static orth_status find_token(const trades *in, size_t which, size_t *token, orth_error *error)
{
    const char *cell = in->csv.cells[in->column[which]];
    for (size_t i = 0; i < in->log->n; i++)
        if (strcmp(in->log->tokens[i], cell) == 0) {
            *token = i;
            return ORTH_OK;
        }
    return orth_live_csv_fail(&in->csv, in->column[which], "a token of the log", error);
}

static orth_status find_amount(trades *in, size_t which, double *amount, orth_error *error)
{
    size_t c = in->column[which];
    if (orth_live_csv_number(&in->csv, in->csv.cells[c], amount) && *amount > 0 && *amount <= 1e100)
        return ORTH_OK;
    return orth_live_csv_fail(&in->csv, c, "a number above 0, up to 1e100", error);
}

static orth_status find_kind(const trades *in, bool *other, orth_error *error)
{
    const char *cell = in->csv.cells[in->column[KIND]];
    *other = strcmp(cell, "other") == 0;
    if (*other || strcmp(cell, "arbitrage") == 0)
        return ORTH_OK;
    return orth_live_csv_fail(&in->csv, in->column[KIND], "arbitrage or other", error);
}

static orth_status read_trade(trades *in, orth_error *error)
{
    const orth_live_log *log = in->log;
    size_t row = NOWHERE, from = 0, to = 0;
    double paid = 0, taken = 0;
    bool other = false;
    orth_status status = find_row(in, &row, error);
    if (status == ORTH_OK)
        status = find_token(in, TOKEN_IN, &from, error);
    if (status == ORTH_OK)
        status = find_token(in, TOKEN_OUT, &to, error);
    if (status == ORTH_OK && from == to)
        status = orth_live_csv_fail(&in->csv, in->column[TOKEN_OUT], "another token", error);
    if (status == ORTH_OK)
        status = find_amount(in, AMOUNT_IN, &paid, error);
    if (status == ORTH_OK)
        status = find_amount(in, AMOUNT_OUT, &taken, error);
    if (status == ORTH_OK && in->column[KIND] != NOWHERE)
        status = find_kind(in, &other, error);
    if (status != ORTH_OK)
        return status;
    if (row == NOWHERE) {
        in->elsewhere++;
        return ORTH_OK;
    }
    const double *prices = log->prices + row * log->n;
    if (in->column[KIND] == NOWHERE)
        other = !(taken * prices[to] > paid * prices[from]);
    in->net[row * log->n + from] += paid;
    in->net[row * log->n + to] -= taken;
    in->count[row]++;
    in->others[row] |= other;
    in->other += other;
    in->arbitrage += !other;
    return ORTH_OK;
}

/* Whether reserves changed in `row` as the trades of the row `of` say. */
static bool fits(const trades *in, size_t row, size_t of)
{
    const orth_live_log *log = in->log;
    for (size_t i = 0; i < log->n; i++) {
        double before = log->reserves[(row - 1) * log->n + i];
        double by = log->reserves[row * log->n + i] - before, net = in->net[of * log->n + i];
        if (!(fabs(by - net) <= FITS * fabs(net) + 1e-9 * before))
            return false;
    }
    return true;
}

/* Trades of another pool, or of another unit, are refused. Where rows are more than a block apart
 * reserves change by trades of blocks between them too. */
static orth_status check_reserves(const trades *in, size_t *apart, orth_error *error)
{
    const orth_live_log *log = in->log;
    size_t any = 0, with = 0, here = 0, later = 0, sooner = 0;
    for (size_t k = 1; k < log->rows; k++) {
        any += in->count[k];
        if (in->count[k] == 0 || !orth_live_next(log, k))
            continue;
        with++;
        here += fits(in, k, k);
        later += k + 1 < log->rows && fits(in, k + 1, k);
        sooner += k > 1 && fits(in, k - 1, k);
    }
    *apart = with - here;
    if (any == 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: none of its trades is in a block of %.200s after the first",
                         in->csv.label, log->file);
    if (2 * here >= with)
        return ORTH_OK;
    bool shifted = (log->before ? sooner : later) > here;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: in %zu of %zu blocks reserves of %.200s change otherwise than by their "
                     "trades; permitted: %s",
                     in->csv.label, with - here, with, log->file,
                     !shifted      ? "trades of this pool, amounts in the unit of its reserves"
                     : log->before ? "reserves of one kind; they fit as those after the trades "
                                     "(--reserves after)"
                                   : "reserves of one kind; they fit as those before the trades "
                                     "(--reserves before)");
}

static orth_status take_all(trades *in, orth_error *error)
{
    orth_live_log *log = in->log;
    size_t apart, untold = 0;
    orth_status status = check_reserves(in, &apart, error);
    if (status != ORTH_OK)
        return status;
    for (size_t k = 1; k < log->rows; k++) {
        orth_live_block block = orth_live_block_of(log, k);
        bool without = in->count[k] == 0 && orth_live_next(log, k) && orth_live_changed(&block);
        untold += without;
        in->others[k] |= without || (log->others != NULL && log->others[k]);
    }
    free(log->others);
    log->others = in->others;
    in->others = NULL;
    status = orth_live_note(
        &log->notes, &log->note_count, error,
        "%.200s: of %zu trade%s %zu are taken as arbitrage and %zu as others', %s; blocks with "
        "others' trades are left out",
        in->csv.label, in->arbitrage + in->other, orth_plural(in->arbitrage + in->other, "", "s"),
        in->arbitrage, in->other,
        in->column[KIND] != NOWHERE
            ? "as its column kind says"
            : "by whether they gain at the prices of their row, as some of others' do "
              "too: a column kind tells them apart");
    if (status == ORTH_OK && in->elsewhere > 0)
        status = orth_live_note(&log->notes, &log->note_count, error,
                                "%.200s: %zu more trade%s in no block of the log", in->csv.label,
                                in->elsewhere, orth_plural(in->elsewhere, " is", "s are"));
    if (status == ORTH_OK && untold > 0)
        status = orth_live_note(&log->notes, &log->note_count, error,
                                "%.200s: in %zu block%s reserves change without a trade in it; "
                                "left out",
                                in->csv.label, untold, orth_plural(untold, "", "s"));
    if (status == ORTH_OK && apart > 0)
        status = orth_live_note(&log->notes, &log->note_count, error,
                                "%.200s: in %zu block%s reserves change by over 1 %% otherwise "
                                "than by the trades in it",
                                in->csv.label, apart, orth_plural(apart, "", "s"));
    return status;
}

static orth_status read_all(trades *in, const char *file, const char *text, size_t length,
                            orth_error *error)
{
    bool row = true;
    orth_status status = orth_live_csv_open(&in->csv, file, text, length, "a line a trade", error);
    if (status == ORTH_OK)
        status = find_columns(in, error);
    while (status == ORTH_OK && row) {
        status = orth_live_csv_next(&in->csv, &row, error);
        if (status == ORTH_OK && row)
            status = read_trade(in, error);
    }
    if (status == ORTH_OK)
        status = orth_live_csv_check_marks(&in->csv, error);
    return status == ORTH_OK ? take_all(in, error) : status;
}

orth_status orth_live_log_parse_trades(orth_live_log *log, const char *text, size_t length,
                                       const char *file, orth_error *error)
{
    trades *in = calloc(1, sizeof *in);
    if (in == NULL)
        return orth_fail_memory(error, sizeof *in);
    in->log = log;
    in->net = calloc(log->rows * log->n, sizeof *in->net);
    in->count = calloc(log->rows, sizeof *in->count);
    in->others = calloc(log->rows, sizeof *in->others);
    orth_status status = ORTH_OK;
    if (in->net == NULL || in->count == NULL || in->others == NULL) {
        status = orth_fail_memory(error, (double)log->rows * (double)(log->n * sizeof *in->net));
    } else {
        orth_locale outer = orth_locale_enter();
        status = read_all(in, file, text, length, error);
        orth_locale_leave(outer);
        orth_live_csv_close(&in->csv);
    }
    free(in->net);
    free(in->count);
    free(in->others);
    free(in);
    return status;
}

orth_status orth_live_log_read_trades(orth_live_log *log, const char *file, orth_error *error)
{
    return orth_live_log_parse_trades(log, NULL, 0, file, error);
}
