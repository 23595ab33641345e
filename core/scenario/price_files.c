/* The files of a market's prices: names of files, of their columns, and of the numeraire. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/near_name.h"
#include "base/text.h"
#include "scenario/read.h"

orth_status orth_price_files_allocate(orth_scenario_market *market, size_t room, orth_error *error)
{
    char ***const lists[] = {&market->file_tokens, &market->files, &market->time_columns,
                             &market->price_columns};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        *lists[i] = calloc(room + 1, sizeof **lists[i]);
        if (*lists[i] == NULL)
            return orth_fail_memory(error, (double)(room + 1) * sizeof **lists[i]);
    }
    return ORTH_OK;
}

void orth_price_files_free(orth_scenario_market *market)
{
    for (size_t i = 0; i < market->file_count; i++) {
        free(market->file_tokens[i]);
        free(market->files[i]);
        free(market->time_columns[i]);
        free(market->price_columns[i]);
    }
    free(market->file_tokens);
    free(market->files);
    free(market->time_columns);
    free(market->price_columns);
}

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
    char quoted[ORTH_QUOTE_MAX], nearest[ORTH_QUOTE_MAX];
    const char *best = orth_nearest(name, scenario->n, (const char *const *)scenario->tokens);
    return orth_read_fail(reader, "%s is not a token; the nearest is %s",
                          orth_quote(quoted, sizeof quoted, name),
                          orth_quote(nearest, sizeof nearest, best));
}

orth_status orth_read_numeraire(orth_reader *reader, const json_t *value)
{
    orth_status status = orth_read_line(reader, value, true, &reader->scenario->market->numeraire);
    if (status == ORTH_OK && !is_token(reader->scenario, reader->scenario->market->numeraire))
        return fail_token(reader, reader->scenario->market->numeraire);
    return status;
}

/* A name as it is to be opened: beside the scenario where there is such a file. */
static orth_status read_file_name(orth_reader *reader, const json_t *value, char **file)
{
    orth_status status = orth_read_line(reader, value, true, file);
    const char *slash = strrchr(reader->file, '/');
    if (status != ORTH_OK || (*file)[0] == '/' || strcmp(*file, "-") == 0 || slash == NULL)
        return status;
    size_t folder = (size_t)(slash - reader->file) + 1, length = strlen(*file);
    char *beside = malloc(folder + length + 1);
    if (beside == NULL)
        return orth_fail_memory(reader->error, (double)(folder + length + 1));
    memcpy(beside, reader->file, folder);
    memcpy(beside + folder, *file, length + 1);
    if (access(beside, F_OK) != 0) {
        free(beside);
        return ORTH_OK;
    }
    free(*file);
    *file = beside;
    return ORTH_OK;
}

orth_status orth_read_price_file(orth_reader *reader, const json_t *value)
{
    return read_file_name(reader, value, &reader->scenario->market->file);
}

/* ---------------------------------------------------------------- a file a token */

/* The keys of the last of the files. */
static orth_status read_entry_file(orth_reader *reader, const json_t *value)
{
    orth_scenario_market *market = reader->scenario->market;
    return read_file_name(reader, value, &market->files[market->file_count - 1]);
}

static orth_status read_time_column(orth_reader *reader, const json_t *value)
{
    orth_scenario_market *market = reader->scenario->market;
    return orth_read_line(reader, value, true, &market->time_columns[market->file_count - 1]);
}

static orth_status read_price_column(orth_reader *reader, const json_t *value)
{
    orth_scenario_market *market = reader->scenario->market;
    return orth_read_line(reader, value, true, &market->price_columns[market->file_count - 1]);
}

static orth_status read_entry(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {{"file", true, read_entry_file},
                                    {"time_column", false, read_time_column},
                                    {"price_column", false, read_price_column},
                                    {NULL, false, NULL}};
    if (json_is_string(value))
        return read_entry_file(reader, value);
    if (json_is_object(value))
        return orth_read_object(reader, value, keys);
    return orth_read_fail_type(reader, value, "a file name or an object");
}

orth_status orth_read_price_files(orth_reader *reader, const json_t *value)
{
    orth_scenario_market *market = reader->scenario->market;
    if (!json_is_object(value))
        return orth_read_fail_type(reader, value, "an object, token and file");
    orth_status status = orth_price_files_allocate(market, json_object_size(value), reader->error);
    const char *token;
    json_t *entry;
    json_object_foreach((json_t *)value, token, entry)
    {
        if (status != ORTH_OK)
            break;
        if (!is_token(reader->scenario, token))
            return fail_token(reader, token);
        size_t outer = orth_read_enter(reader, token), i = market->file_count++;
        market->file_tokens[i] = strdup(token);
        status = market->file_tokens[i] != NULL
                     ? read_entry(reader, entry)
                     : orth_fail_memory(reader->error, (double)strlen(token));
        if (status == ORTH_OK)
            orth_read_leave(reader, outer);
    }
    return status;
}
