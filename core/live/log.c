/* A pool's log, read from CSV. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/plain_locale.h"
#include "base/plural.h"
#include "live/reader.h"

void orth_live_log_free(orth_live_log *log)
{
    if (log == NULL)
        return;
    for (size_t i = 0; log->tokens != NULL && i < log->n; i++)
        free(log->tokens[i]);
    free(log->tokens);
    free(log->file);
    free(log->blocks);
    free(log->times);
    free(log->weights);
    free(log->prices);
    free(log->reserves);
    free(log->fees);
    free(log->others);
    orth_live_notes_free(log->notes, log->note_count);
    free(log);
}

#define NOTE(...) orth_live_note(&in->log->notes, &in->log->note_count, error, __VA_ARGS__)

/* Reserves before a row's trades are those after the trades of the row before it. */
static orth_status move_reserves(orth_live_reader *in, orth_error *error)
{
    orth_live_log *log = in->log;
    if (!log->before)
        return ORTH_OK;
    log->rows--;
    memmove(log->reserves, log->reserves + log->n, log->rows * log->n * sizeof *log->reserves);
    return NOTE("%.200s: reserves are read as those before the trades of a row's block; the last "
                "row says what the trades of the row before it left, and no more",
                in->csv.label);
}

static orth_status tell_weights(orth_live_reader *in, orth_error *error)
{
    orth_status status = ORTH_OK;
    if (fabs(in->sum - 1) > 1e-6)
        status = NOTE("%.200s: weights sum to %.9g in the first row; they are divided by their sum",
                      in->csv.label, in->sum);
    if (status == ORTH_OK && in->other_sums > 0)
        status = NOTE("%.200s: weights have another sum than in the first row in %zu row%s, first "
                      "in line %zu, as where a token is left out; each row is divided by its own",
                      in->csv.label, in->other_sums, orth_plural(in->other_sums, "", "s"),
                      in->other_sums_line);
    return status;
}

static orth_status tell_blocks(orth_live_reader *in, orth_error *error)
{
    if (in->has[ORTH_LIVE_BLOCK] || in->pick->block_seconds > 0)
        return ORTH_OK;
    if (in->has[ORTH_LIVE_TIME] && in->closest != in->widest)
        return NOTE("%.200s: no column block: each row is taken as a block, though rows are %.9g "
                    "to %.9g s apart (--block-seconds counts blocks by their times)",
                    in->csv.label, (double)in->closest * 1e-6, (double)in->widest * 1e-6);
    return NOTE("%.200s: no column block: each row is taken as a block", in->csv.label);
}

static orth_status check_end(orth_live_reader *in, orth_error *error)
{
    size_t needed = ORTH_LIVE_ROWS_MIN + in->log->before, rows = in->log->rows;
    if (rows >= needed)
        return orth_live_csv_check_marks(&in->csv, error);
    return orth_fail(
        error, ORTH_BAD_INPUT, "%s: %zu row%s%s; %zu are needed", in->csv.label, rows,
        rows == 1 ? "" : "s",
        in->pick->path != NULL || in->pick->steps != NULL ? " of that path and those steps" : "",
        needed);
}

static orth_status read_all(orth_live_reader *in, orth_error *error)
{
    bool row = true;
    orth_status status = orth_live_read_header(in, error);
    in->timed = in->has[ORTH_LIVE_TIME];
    while (status == ORTH_OK && row) {
        status = orth_live_csv_next(&in->csv, &row, error);
        if (status == ORTH_OK && row)
            status = orth_live_read_row(in, error);
    }
    if (status == ORTH_OK)
        status = check_end(in, error);
    if (status == ORTH_OK)
        status = tell_weights(in, error);
    if (status == ORTH_OK)
        status = tell_blocks(in, error);
    if (status == ORTH_OK && in->csv.commas > 0)
        status =
            NOTE("%.200s: the comma in its numbers is read as the decimal mark", in->csv.label);
    return status == ORTH_OK ? move_reserves(in, error) : status;
}

static orth_status check_pick(const orth_live_pick *pick, orth_error *error)
{
    return pick->block_seconds >= 0 && pick->block_seconds <= 1e9
               ? ORTH_OK
               : orth_fail(error, ORTH_DOMAIN, "a block lasts %.17g s; permitted: up to 1e9",
                           pick->block_seconds);
}

static orth_status make_log(orth_live_reader *in, const char *label, orth_error *error)
{
    orth_live_log *log = in->log;
    log->file = strdup(label);
    log->tokens = calloc(ORTH_LIVE_TOKENS_MAX, sizeof *log->tokens);
    log->only_traded = in->pick->only_traded;
    log->before = in->pick->reserves == ORTH_LIVE_RESERVES_BEFORE;
    log->reserves_said = in->pick->reserves != ORTH_LIVE_RESERVES_UNSAID;
    return log->file != NULL && log->tokens != NULL ? ORTH_OK
                                                    : orth_fail_memory(error, sizeof *log);
}

/* `text` as orth_live_csv_open has it. */
static orth_status read_log(orth_live_log **made, const char *file, const char *text, size_t length,
                            const orth_live_pick *pick, orth_error *error)
{
    static const orth_live_pick any = {.path = NULL};
    *made = NULL;
    orth_live_reader *in = calloc(1, sizeof *in);
    orth_live_log *log = calloc(1, sizeof *log);
    if (in == NULL || log == NULL) {
        free(in);
        free(log);
        return orth_fail_memory(error, sizeof *in + sizeof *log);
    }
    in->log = log;
    in->pick = pick == NULL ? &any : pick;
    orth_locale outer = orth_locale_enter();
    orth_status status = check_pick(in->pick, error);
    if (status == ORTH_OK) {
        status = orth_live_csv_open(&in->csv, file, text, length, "a line a block", error);
        if (status == ORTH_OK)
            status = make_log(in, in->csv.label, error);
        if (status == ORTH_OK)
            status = read_all(in, error);
        orth_live_csv_close(&in->csv);
    }
    orth_locale_leave(outer);
    free(in->path);
    free(in->steps);
    free(in);
    if (status == ORTH_OK)
        *made = log;
    else
        orth_live_log_free(log);
    return status;
}

orth_status orth_live_log_parse(orth_live_log **log, const char *text, size_t length,
                                const char *file, const orth_live_pick *pick, orth_error *error)
{
    return read_log(log, file, text, length, pick, error);
}

orth_status orth_live_log_read(orth_live_log **log, const char *file, const orth_live_pick *pick,
                               orth_error *error)
{
    return read_log(log, file, NULL, 0, pick, error);
}
