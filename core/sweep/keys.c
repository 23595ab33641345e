#include "sweep/keys.h"

#include <sha256.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/file_in.h"
#include "base/json_in.h"
#include "base/text.h"
#include "orthant/sweep_point.h"
#include "sweep/json_pointer.h"

#define COMMANDS_MAX 32

static orth_sweep *sweep_of(orth_reader *reader)
{
    return ((orth_sweep_reader *)reader)->sweep;
}

static orth_status read_version(orth_reader *reader, const json_t *value)
{
    uint64_t version;
    return orth_read_whole(reader, value, 1, 1, "1, the format's version", &version);
}

static orth_status read_scenario_file(orth_reader *reader, const json_t *value)
{
    orth_sweep_reader *r = (orth_sweep_reader *)reader;
    char *text;
    size_t length;
    if (strcmp(json_string_value(value), "-") == 0)
        return orth_read_fail(reader, "\"-\" is no file; permitted: the name of a file, or the "
                                      "scenario itself");
    orth_status status = orth_read_file_name(reader, value, &r->sweep->scenario_file);
    if (status != ORTH_OK)
        return status;
    const char *file = r->sweep->scenario_file;
    status = orth_file_read(&text, &length, file, ORTH_FILE_BYTES_MAX, reader->error);
    if (status == ORTH_OK) {
        SHA256Data((const uint8_t *)text, length, r->sweep->scenario_sha256);
        status = orth_json_parse(&r->scenario, text, length, file, reader->error);
    }
    free(text);
    if (status == ORTH_OK && !json_is_object(r->scenario))
        status =
            orth_fail(reader->error, ORTH_BAD_INPUT, "%s: must be an object, the scenario", file);
    return status;
}

static orth_status read_scenario(orth_reader *reader, const json_t *value)
{
    orth_sweep_reader *r = (orth_sweep_reader *)reader;
    if (json_is_string(value))
        return read_scenario_file(reader, value);
    if (!json_is_object(value))
        return orth_read_fail_type(reader, value, "the name of a file, or an object");
    r->scenario = json_deep_copy(value);
    r->sweep->scenario_file = strdup(reader->file);
    r->sweep->inside = true;
    return r->scenario != NULL && r->sweep->scenario_file != NULL
               ? ORTH_OK
               : orth_fail_memory(reader->error, (double)strlen(reader->file));
}

/* The number of the name that the value is; `count` with an error. */
static size_t choose(orth_reader *reader, const json_t *value, size_t count,
                     const char *const *names)
{
    size_t i = 0;
    if (!json_is_string(value)) {
        orth_read_fail_type(reader, value, "a string");
        return count;
    }
    while (i < count && strcmp(json_string_value(value), names[i]) != 0)
        i++;
    if (i == count)
        orth_read_fail_name(reader, value, count, names);
    return i;
}

static orth_status read_command(orth_reader *reader, const json_t *value)
{
    const orth_point_command *const *commands = orth_point_commands();
    const char *names[COMMANDS_MAX];
    size_t count = 0;
    for (; commands[count] != NULL; count++) {
        ORTH_CHECK(count < COMMANDS_MAX);
        names[count] = commands[count]->name;
    }
    size_t i = choose(reader, value, count, names);
    if (i == count)
        return ORTH_BAD_INPUT;
    sweep_of(reader)->command = strdup(names[i]);
    return sweep_of(reader)->command != NULL ? ORTH_OK : orth_fail_memory(reader->error, 16);
}

static orth_status read_design(orth_reader *reader, const json_t *value)
{
    size_t i = choose(reader, value, ORTH_DESIGN_KINDS, orth_design_names);
    if (i == ORTH_DESIGN_KINDS)
        return ORTH_BAD_INPUT;
    sweep_of(reader)->design.kind = (orth_design_kind)i;
    return ORTH_OK;
}

/* For points and seed, which a grid and a zip have no use for. */
static orth_status check_drawn(orth_reader *reader)
{
    orth_design_kind kind = sweep_of(reader)->design.kind;
    if (kind == ORTH_DESIGN_SOBOL || kind == ORTH_DESIGN_LATIN)
        return ORTH_OK;
    return orth_read_fail(reader,
                          "is for the designs \"sobol\" and \"latin\", and this one is \"%s\"; "
                          "permitted: no such key",
                          orth_design_names[kind]);
}

static orth_status read_points(orth_reader *reader, const json_t *value)
{
    orth_status status = check_drawn(reader);
    return status != ORTH_OK
               ? status
               : orth_read_whole(reader, value, 1, ORTH_SWEEP_MAX,
                                 "whole numbers from 1 to " ORTH_LIMIT_TEXT(ORTH_SWEEP_MAX),
                                 &sweep_of(reader)->design.points);
}

static orth_status read_seed(orth_reader *reader, const json_t *value)
{
    orth_status status = check_drawn(reader);
    return status != ORTH_OK
               ? status
               : orth_read_whole(reader, value, 0, ORTH_SEED_MAX,
                                 "whole numbers from 0 to " ORTH_LIMIT_TEXT(ORTH_SEED_MAX),
                                 &sweep_of(reader)->design.seed);
}

static orth_status read_figure(orth_reader *reader, const json_t *value)
{
    orth_sweep *sweep = sweep_of(reader);
    if (!json_is_string(value))
        return orth_read_fail_type(reader, value, "a JSON pointer into the command's result");
    const char *pointer = json_string_value(value);
    char quoted[ORTH_QUOTE_MAX];
    if (*pointer == '\0' || !orth_json_pointer_valid(pointer))
        return orth_read_fail(reader,
                              "%s is no JSON pointer; permitted: a place in the command's result "
                              "such as \"/results/0/log_loss\", of at most %d bytes",
                              orth_quote(quoted, sizeof quoted, pointer), ORTH_SWEEP_POINTER_MAX);
    for (size_t f = 0; f < sweep->figure_count; f++)
        if (strcmp(sweep->figures[f], pointer) == 0)
            return orth_read_fail(reader, "is the same as /collect/%zu; permitted: each once", f);
    sweep->figures[sweep->figure_count] = strdup(pointer);
    if (sweep->figures[sweep->figure_count] == NULL)
        return orth_fail_memory(reader->error, (double)strlen(pointer));
    sweep->figure_count++;
    return ORTH_OK;
}

static orth_status read_collect(orth_reader *reader, const json_t *value)
{
    size_t count = json_array_size(value);
    if (!json_is_array(value))
        return orth_read_fail_type(reader, value, "a list of JSON pointers");
    if (count == 0 || count > ORTH_SWEEP_FIGURES_MAX)
        return orth_read_fail(reader, "%zu figures; permitted: from 1 to %d", count,
                              ORTH_SWEEP_FIGURES_MAX);
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < count; i++) {
        size_t outer = orth_read_enter_index(reader, i);
        status = read_figure(reader, json_array_get(value, i));
        orth_read_leave(reader, outer);
    }
    return status;
}

/* The design stands before what depends on it. */
static const orth_key keys[] = {
    {"orthant", true, read_version},
    {"command", true, read_command},
    {"design", false, read_design},
    {"points", false, read_points},
    {"seed", false, read_seed},
    {"vary", true, orth_sweep_read_vary},
    {"collect", false, read_collect},
    {"scenario", true, read_scenario},
    {NULL, false, NULL},
};

orth_status orth_sweep_read_keys(orth_sweep_reader *r, const json_t *tree)
{
    orth_reader *reader = &r->reader;
    orth_status status = ORTH_OK;
    const json_t *version = json_object_get(tree, "orthant");
    if (version != NULL) { /* before keys that a later version may have */
        size_t outer = orth_read_enter(reader, "orthant");
        status = read_version(reader, version);
        orth_read_leave(reader, outer);
    }
    if (status == ORTH_OK)
        status = orth_read_object(reader, tree, keys);
    const orth_design *design = &r->sweep->design;
    bool drawn = design->kind == ORTH_DESIGN_SOBOL || design->kind == ORTH_DESIGN_LATIN;
    if (status == ORTH_OK && drawn && design->points == 0) {
        orth_read_enter(reader, "points");
        return orth_read_fail(reader, "this key is missing: how many points the design \"%s\" has",
                              orth_design_names[design->kind]);
    }
    return status;
}
