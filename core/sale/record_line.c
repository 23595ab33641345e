/* One line of recorded trades. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "market/price_text.h"
#include "numeric/decimal.h"
#include "sale/raw.h"
#include "sale/records.h"

#define AMOUNT_BITS 127
#define SECOND INT64_C(1000000)

const char *const orth_record_columns[ORTH_RECORD_COLUMNS] = {
    "time", "side", "amount_in", "amount_out", "project_balance", "reserve_balance"};

static orth_status refuse(const orth_record_line *line, size_t column, const char *permitted,
                          orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    const char *cell = line->cell[column] == NULL ? "" : line->cell[column];
    return orth_fail(error, ORTH_BAD_INPUT, "%s, line %zu: %s is %s; permitted: %s", line->file,
                     line->line, orth_record_columns[column],
                     orth_quote(quoted, sizeof quoted, cell), permitted);
}

static bool is_there(const orth_record_line *line, size_t column)
{
    return line->cell[column] != NULL && line->cell[column][0] != '\0';
}

/* Whole seconds as they are; else a date and time. */
static bool parse_time(const char *text, uint64_t *time)
{
    char padded[ORTH_TIME_TEXT_MAX + ORTH_TEXT_SLACK] = "";
    size_t length = strlen(text);
    uint64_t seconds = 0;
    int64_t micros;
    if (length > 0 && length <= 12 && strspn(text, "0123456789") == length) {
        for (size_t i = 0; i < length; i++)
            seconds = 10 * seconds + (uint64_t)(text[i] - '0');
        *time = seconds;
        return true;
    }
    if (length >= ORTH_TIME_TEXT_MAX || strchr(text, '-') == NULL)
        return false;
    memcpy(padded, text, length);
    if (!orth_time_parse(padded, length, &micros) || micros < 0 || micros % SECOND != 0)
        return false;
    *time = (uint64_t)(micros / SECOND);
    return true;
}

static orth_status read_amount(orth_sale_amount *amount, const orth_record_line *line,
                               size_t column, unsigned decimals, bool zero, orth_error *error)
{
    mpq_t value;
    bool exact = false;
    mpq_init(value);
    bool good = orth_decimal_parse(value, line->cell[column], NULL) == ORTH_OK &&
                orth_raw_of_rational(&amount->raw, value, decimals, false, AMOUNT_BITS, &exact) &&
                exact && (zero || mpq_sgn(value) > 0);
    if (good)
        amount->tokens = orth_rational_to_double(value);
    mpq_clear(value);
    if (good)
        return ORTH_OK;
    char permitted[120];
    snprintf(permitted, sizeof permitted,
             "a decimal %s 0 of whole tokens with at most %u digits after the point, below 2^%d "
             "in raw units",
             zero ? "from" : "above", decimals, AMOUNT_BITS);
    return refuse(line, column, permitted, error);
}

static orth_status read_amounts(orth_sale_record *record, const orth_record_line *line,
                                orth_error *error)
{
    bool in = is_there(line, ORTH_RECORD_IN), out = is_there(line, ORTH_RECORD_OUT);
    if (in == out)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s, line %zu: it has %s amount_in and amount_out; permitted: one of them",
                         line->file, line->line, in ? "both" : "neither");
    record->exact_out = out;
    /* T comes in with a sale, and goes out with a buy. */
    bool project = record->sells != record->exact_out;
    unsigned decimals = project ? line->project_decimals : line->reserve_decimals;
    orth_status status = read_amount(&record->amount, line, out ? ORTH_RECORD_OUT : ORTH_RECORD_IN,
                                     decimals, false, error);
    record->has_project = is_there(line, ORTH_RECORD_PROJECT);
    record->has_reserve = is_there(line, ORTH_RECORD_RESERVE);
    if (status == ORTH_OK && record->has_project)
        status = read_amount(&record->project, line, ORTH_RECORD_PROJECT, line->project_decimals,
                             true, error);
    if (status == ORTH_OK && record->has_reserve)
        status = read_amount(&record->reserve, line, ORTH_RECORD_RESERVE, line->reserve_decimals,
                             true, error);
    return status;
}

orth_status orth_record_read(orth_sale_record *record, const orth_record_line *line,
                             orth_error *error)
{
    *record = (orth_sale_record){.line = line->line};
    if (!is_there(line, ORTH_RECORD_TIME) ||
        !parse_time(line->cell[ORTH_RECORD_TIME], &record->time))
        return refuse(line, ORTH_RECORD_TIME,
                      "whole Unix seconds, or a date and time such as 2026-01-31T12:00:00Z", error);
    const char *side = is_there(line, ORTH_RECORD_SIDE) ? line->cell[ORTH_RECORD_SIDE] : "";
    record->sells = strcmp(side, "sell") == 0;
    if (!record->sells && strcmp(side, "buy") != 0)
        return refuse(line, ORTH_RECORD_SIDE, "buy or sell", error);
    return read_amounts(record, line, error);
}
