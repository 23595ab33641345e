/* The column names of a log. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "live/reader.h"

/* Figures that a recording has beside the state. */
static bool is_of_recording(const char *name)
{
    static const char *const names[] = {"value",      "hold_value", "rebalance_value", "trades",
                                        "price_move", "lvr",        "weight_loss",     "fees"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* Their tokens' names follow a blank, an underscore or a colon. */
static orth_live_role role_of_token(const char *name, const char **token)
{
    static const struct {
        const char *name;
        orth_live_role role;
    } of_token[] = {
        {"weight", ORTH_LIVE_WEIGHT}, {"price", ORTH_LIVE_PRICE}, {"reserve", ORTH_LIVE_RESERVE}};
    for (size_t i = 0; i < sizeof of_token / sizeof *of_token; i++) {
        const char *rest = orth_live_csv_after(name, of_token[i].name);
        if (rest == NULL || (*rest != ' ' && *rest != '_' && *rest != ':'))
            continue;
        rest += 1 + strspn(rest + 1, " ");
        if (*rest == '\0')
            continue;
        *token = rest;
        return of_token[i].role;
    }
    return ORTH_LIVE_PASSED_OVER;
}

static orth_live_role role_of(const char *name, const char **token)
{
    static const struct {
        const char *name;
        orth_live_role role;
    } plain[] = {{"block", ORTH_LIVE_BLOCK}, {"block number", ORTH_LIVE_BLOCK},
                 {"time", ORTH_LIVE_TIME},   {"timestamp", ORTH_LIVE_TIME},
                 {"fee", ORTH_LIVE_FEE},     {"swap fee", ORTH_LIVE_FEE},
                 {"flow", ORTH_LIVE_FLOW},   {"path", ORTH_LIVE_PATH},
                 {"steps", ORTH_LIVE_STEPS}, {"strategy", ORTH_LIVE_PATH}};
    *token = NULL;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        const char *rest = orth_live_csv_after(name, plain[i].name);
        if (rest != NULL && *rest == '\0')
            return plain[i].role;
    }
    return is_of_recording(name) ? ORTH_LIVE_PASSED_OVER : role_of_token(name, token);
}

static orth_status fail_column(const orth_live_reader *in, const char *name, const char *what,
                               orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    return orth_fail(error, ORTH_BAD_INPUT, "%s, line %zu: the column %s %s; permitted: %s",
                     in->csv.label, in->csv.line, orth_quote(quoted, sizeof quoted, name), what,
                     ORTH_LIVE_COLUMNS);
}

/* Tokens in the order of their weights. */
static orth_status add_token(orth_live_reader *in, const char *name, orth_error *error)
{
    orth_live_log *log = in->log;
    if (log->n == ORTH_LIVE_TOKENS_MAX)
        return orth_fail(error, ORTH_BAD_INPUT, "%s, line %zu: more than %d tokens", in->csv.label,
                         in->csv.line, ORTH_LIVE_TOKENS_MAX);
    if (!orth_is_line(name))
        return fail_column(in, name, "has a token that is not " ORTH_LINE, error);
    log->tokens[log->n] = strdup(name);
    if (log->tokens[log->n] == NULL)
        return orth_fail_memory(error, 64);
    log->n++;
    return ORTH_OK;
}

static size_t token_of(const orth_live_log *log, const char *name)
{
    size_t i = 0;
    while (i < log->n && strcmp(log->tokens[i], name) != 0)
        i++;
    return i;
}

static orth_status place_columns(orth_live_reader *in, orth_error *error)
{
    char **cells = in->csv.names;
    orth_live_log *log = in->log;
    const char *token, *passed = NULL;
    orth_status status = ORTH_OK;
    for (size_t c = 0; status == ORTH_OK && c < in->csv.count; c++) {
        bool weight = role_of(cells[c], &token) == ORTH_LIVE_WEIGHT;
        if (weight && token_of(log, token) < log->n)
            return fail_column(in, cells[c], "stands twice", error);
        if (weight)
            status = add_token(in, token, error);
    }
    for (size_t c = 0; status == ORTH_OK && c < in->csv.count; c++) {
        orth_live_column of = {.role = role_of(cells[c], &token)};
        if (token != NULL && (of.token = token_of(log, token)) == log->n)
            return fail_column(in, cells[c], "is of a token without a weight", error);
        for (size_t b = 0; of.role != ORTH_LIVE_PASSED_OVER && b < c; b++)
            if (in->columns[b].role == of.role && in->columns[b].token == of.token)
                return fail_column(in, cells[c], "stands twice", error);
        if (of.role == ORTH_LIVE_PASSED_OVER && !is_of_recording(cells[c]) && passed == NULL)
            passed = cells[c];
        in->has[of.role] = true;
        in->columns[c] = of;
    }
    if (status == ORTH_OK && passed != NULL) {
        char quoted[ORTH_QUOTE_MAX];
        status = orth_live_note(&log->notes, &log->note_count, error,
                                "%s: columns of other names say nothing, %s among them",
                                in->csv.label, orth_quote(quoted, sizeof quoted, passed));
    }
    return status;
}

static orth_status check_columns(const orth_live_reader *in, orth_error *error)
{
    static const struct {
        orth_live_role role;
        const char *name;
    } needed[] = {{ORTH_LIVE_PRICE, "price"}, {ORTH_LIVE_RESERVE, "reserve"}};
    const orth_live_log *log = in->log;
    if (log->n < 2)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s, line %zu: weights of %zu token%s; two or more are needed; "
                         "permitted: %s",
                         in->csv.label, in->csv.line, log->n, log->n == 1 ? "" : "s",
                         ORTH_LIVE_COLUMNS);
    for (size_t r = 0; r < 2; r++)
        for (size_t i = 0; i < log->n; i++) {
            bool found = false;
            for (size_t c = 0; c < in->csv.count; c++)
                found |= in->columns[c].role == needed[r].role && in->columns[c].token == i;
            if (!found) {
                char name[ORTH_QUOTE_MAX];
                snprintf(name, sizeof name, "%s %.60s", needed[r].name, log->tokens[i]);
                return fail_column(in, name, "is missing", error);
            }
        }
    return ORTH_OK;
}

orth_status orth_live_read_header(orth_live_reader *in, orth_error *error)
{
    orth_status status = place_columns(in, error);
    if (status == ORTH_OK)
        status = check_columns(in, error);
    if (status == ORTH_OK && in->pick->block_seconds > 0 && in->has[ORTH_LIVE_BLOCK])
        status = orth_fail(error, ORTH_BAD_INPUT,
                           "%s, line %zu: it has a column block, and a length of blocks "
                           "(--block-seconds) is given; permitted: one of them",
                           in->csv.label, in->csv.line);
    if (status == ORTH_OK && in->pick->block_seconds > 0 && !in->has[ORTH_LIVE_TIME])
        status =
            fail_column(in, "time", "is missing, which --block-seconds counts blocks by", error);
    return status;
}
