/* The files of a market's prices: names of files, of their columns, and of the numeraire. */
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

/* A line that is not empty, to a member of the specification. */
static orth_status read_text(orth_reader *reader, const json_t *value, const char **text)
{
    char *line = NULL;
    orth_status status = orth_read_line(reader, value, true, &line);
    *text = line;
    return status;
}

orth_status orth_read_numeraire(orth_reader *reader, const json_t *value)
{
    orth_status status = read_text(reader, value, &reader->scenario->market->numeraire);
    if (status == ORTH_OK && !is_token(reader->scenario, reader->scenario->market->numeraire))
        return fail_token(reader, reader->scenario->market->numeraire);
    return status;
}

/* A name as it is to be opened: beside the scenario where there is such a file. */
static orth_status read_file_name(orth_reader *reader, const json_t *value, const char **file)
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

orth_status orth_read_price_file(orth_reader *reader, const json_t *value)
{
    return read_file_name(reader, value, &reader->scenario->market->file);
}

/* ---------------------------------------------------------------- a file a token */

/* The file whose keys are read, the last one; the list is the scenario's own, and not constant. */
static orth_price_file *entry(const orth_reader *reader)
{
    const orth_market_spec *market = reader->scenario->market;
    return (orth_price_file *)&market->files[market->file_count - 1];
}

static orth_status read_entry_file(orth_reader *reader, const json_t *value)
{
    return read_file_name(reader, value, &entry(reader)->file);
}

static orth_status read_time_column(orth_reader *reader, const json_t *value)
{
    return read_text(reader, value, &entry(reader)->time_column);
}

static orth_status read_price_column(orth_reader *reader, const json_t *value)
{
    return read_text(reader, value, &entry(reader)->price_column);
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
