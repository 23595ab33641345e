/* The files of a market's prices: names of files, of their columns, and of the numeraire. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/near_name.h"
#include "base/text.h"
#include "scenario/read.h"

static bool is_token(const orth_scenario *scenario, const char *name)
{
    for (size_t i = 0; i < scenario->n; i++)
        if (strcmp(scenario->tokens[i], name) == 0)
            return true;
    return false;
}

static orth_status fail_token(const orth_reader *reader, const char *name)
{
    const orth_scenario *scenario = reader->scenario;
    char quoted[ORTH_QUOTE_MAX], nearest[ORTH_NEAREST_MAX];
    return orth_read_fail(
        reader, "%s is not a token%s; permitted: those of /tokens",
        orth_quote(quoted, sizeof quoted, name),
        orth_nearest_text(nearest, name, scenario->n, (const char *const *)scenario->tokens));
}

orth_status orth_read_numeraire(orth_reader *reader, const json_t *value)
{
    orth_status status = orth_read_text(reader, value, &reader->scenario->market->numeraire);
    if (status == ORTH_OK && !is_token(reader->scenario, reader->scenario->market->numeraire))
        return fail_token(reader, reader->scenario->market->numeraire);
    return status;
}

orth_status orth_read_file_name(orth_reader *reader, const json_t *value, char **file)
{
    char *given = NULL;
    orth_status status = orth_read_line(reader, value, true, &given);
    *file = given;
    const char *slash = strrchr(reader->file, '/');
    if (status != ORTH_OK || given[0] == '/' || strcmp(given, "-") == 0 || slash == NULL)
        return status;
    size_t folder = (size_t)(slash - reader->file) + 1, length = strlen(given);
    char *beside = malloc(folder + length + 1);
    if (beside == NULL)
        return orth_fail_memory(reader->error, (double)(folder + length + 1));
    memcpy(beside, reader->file, folder);
    memcpy(beside + folder, given, length + 1);
    if (access(beside, F_OK) != 0) {
        free(beside);
        return ORTH_OK;
    }
    free(given);
    *file = beside;
    return ORTH_OK;
}

/* ---------------------------------------------------------------- times */

orth_status orth_read_price_time(orth_reader *reader, const json_t *value, int64_t *time)
{
    if (!json_is_string(value))
        return orth_read_fail_type(reader, value, "a time such as \"2024-05-01T12:00:00Z\"");
    return orth_price_time_parse(time, json_string_value(value))
               ? ORTH_OK
               : orth_read_fail_range(reader, value,
                                      "times of 2000 or later such as 2024-05-01T12:00:00Z");
}

orth_status orth_read_span(orth_reader *reader, const json_t *value, orth_span *span)
{
    if (!json_is_string(value))
        return orth_read_fail_type(reader, value, "a length of time such as \"1h\"");
    return orth_span_parse(span, json_string_value(value))
               ? ORTH_OK
               : orth_read_fail_range(reader, value, "1 to 1000 of s, m, h, d, w or mo");
}

/* ---------------------------------------------------------------- how a file is read */

/* Whether the file is the market's one and only, whose name stands beside its description. */
static bool is_panel(const orth_reader *reader)
{
    return reader->reserve_prices == NULL && reader->scenario->market->file_count == 0;
}

/* The file whose keys are read: that of a sale's reserve, the market's last one, or the panel. */
static orth_price_file *entry(const orth_reader *reader)
{
    orth_market_spec *market = reader->scenario->market;
    if (reader->reserve_prices != NULL)
        return reader->reserve_prices;
    return market->file_count == 0 ? &market->panel
                                   : (orth_price_file *)&market->files[market->file_count - 1];
}

static orth_status read_entry_file(orth_reader *reader, const json_t *value)
{
    char *file = NULL;
    orth_status status = orth_read_file_name(reader, value, &file);
    *(is_panel(reader) ? &reader->scenario->market->file : &entry(reader)->file) = file;
    return status;
}

static orth_status read_time_column(orth_reader *reader, const json_t *value)
{
    return orth_read_text(reader, value, &entry(reader)->time_column);
}

static orth_status read_price_column(orth_reader *reader, const json_t *value)
{
    return orth_read_text(reader, value, &entry(reader)->price_column);
}

static orth_status read_stamp(orth_reader *reader, const json_t *value)
{
    static const char *const names[] = {"start", "end"};
    if (!json_is_string(value))
        return orth_read_fail_type(reader, value, "\"start\" or \"end\"");
    for (size_t i = 0; i < 2; i++)
        if (strcmp(json_string_value(value), names[i]) == 0) {
            entry(reader)->stamp = i == 0 ? ORTH_STAMP_START : ORTH_STAMP_END;
            return ORTH_OK;
        }
    return orth_read_fail_name(reader, value, 2, names);
}

static orth_status read_dates(orth_reader *reader, const json_t *value)
{
    static const char *const names[] = {"mdy", "dmy"};
    if (!json_is_string(value))
        return orth_read_fail_type(reader, value, "\"mdy\" or \"dmy\"");
    for (size_t i = 0; i < 2; i++)
        if (strcmp(json_string_value(value), names[i]) == 0) {
            entry(reader)->dates = i == 0 ? ORTH_DATES_MDY : ORTH_DATES_DMY;
            return ORTH_OK;
        }
    return orth_read_fail_name(reader, value, 2, names);
}

static orth_status read_bar(orth_reader *reader, const json_t *value)
{
    return orth_read_span(reader, value, &entry(reader)->bar);
}

/* A value that rows must have, as text or as a whole number. */
static orth_status read_where_value(orth_reader *reader, const json_t *value, const char **text)
{
    char number[32];
    if (!json_is_integer(value))
        return orth_read_text(reader, value, text);
    snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    *text = strdup(number);
    return *text != NULL ? ORTH_OK : orth_fail_memory(reader->error, sizeof number);
}

static orth_status read_where(orth_reader *reader, const json_t *value)
{
    orth_price_file *file = entry(reader);
    if (!json_is_object(value))
        return orth_read_fail_type(reader, value, "an object, column and value");
    size_t room = json_object_size(value) + 1;
    const char **columns = calloc(room, sizeof *columns), **values = calloc(room, sizeof *values);
    file->where_columns = columns;
    file->where_values = values;
    if (columns == NULL || values == NULL)
        return orth_fail_memory(reader->error, (double)room * 2 * sizeof *values);
    orth_status status = ORTH_OK;
    const char *column;
    json_t *member;
    json_object_foreach((json_t *)value, column, member)
    {
        if (status != ORTH_OK)
            break;
        size_t outer = orth_read_enter(reader, column), i = file->where_count++;
        columns[i] = strdup(column);
        status = columns[i] != NULL ? read_where_value(reader, member, &values[i])
                                    : orth_fail_memory(reader->error, (double)strlen(column));
        if (status == ORTH_OK)
            orth_read_leave(reader, outer);
    }
    return status;
}

static orth_status read_entry(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {{"file", true, read_entry_file},
                                    {"time_column", false, read_time_column},
                                    {"price_column", false, read_price_column},
                                    {"stamp", false, read_stamp},
                                    {"bar", false, read_bar},
                                    {"dates", false, read_dates},
                                    {"where", false, read_where},
                                    {NULL, false, NULL}};
    static const orth_key panel_keys[] = {{"file", true, read_entry_file},
                                          {"time_column", false, read_time_column},
                                          {"stamp", false, read_stamp},
                                          {"bar", false, read_bar},
                                          {"dates", false, read_dates},
                                          {"where", false, read_where},
                                          {NULL, false, NULL}};
    bool panel = is_panel(reader);
    if (json_is_string(value))
        return read_entry_file(reader, value);
    if (json_is_object(value))
        return orth_read_object(reader, value, panel ? panel_keys : keys);
    return orth_read_fail_type(reader, value, "a file name or an object");
}

orth_status orth_read_price_file(orth_reader *reader, const json_t *value)
{
    return read_entry(reader, value);
}

orth_status orth_read_reserve_prices(orth_reader *reader, const json_t *value)
{
    orth_scenario_launch *launch = reader->scenario->launch;
    launch->reserve_prices = calloc(1, sizeof *launch->reserve_prices);
    if (launch->reserve_prices == NULL)
        return orth_fail_memory(reader->error, sizeof *launch->reserve_prices);
    const char *token = reader->scenario->tokens[launch->reserve];
    launch->reserve_prices->token = strdup(token);
    if (launch->reserve_prices->token == NULL)
        return orth_fail_memory(reader->error, (double)strlen(token));
    reader->reserve_prices = launch->reserve_prices;
    orth_status status = read_entry(reader, value);
    reader->reserve_prices = NULL;
    return status;
}

/* ---------------------------------------------------------------- a file a token */

orth_status orth_read_price_files(orth_reader *reader, const json_t *value)
{
    orth_market_spec *market = reader->scenario->market;
    if (!json_is_object(value))
        return orth_read_fail_type(reader, value, "an object, token and file");
    orth_status status = orth_scenario_market_room(market, json_object_size(value), reader->error);
    const char *token;
    json_t *member;
    json_object_foreach((json_t *)value, token, member)
    {
        if (status != ORTH_OK)
            break;
        if (!is_token(reader->scenario, token))
            return fail_token(reader, token);
        size_t outer = orth_read_enter(reader, token);
        market->file_count++;
        entry(reader)->token = strdup(token);
        status = entry(reader)->token != NULL
                     ? read_entry(reader, member)
                     : orth_fail_memory(reader->error, (double)strlen(token));
        if (status == ORTH_OK)
            orth_read_leave(reader, outer);
    }
    return status;
}
