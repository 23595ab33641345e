#include "sweep/sweep.h"

#include <inttypes.h>
#include <sha256.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/file_in.h"
#include "base/json_in.h"
#include "base/plain_locale.h"
#include "base/text_out.h"
#include "sweep/check.h"
#include "sweep/json_text.h"
#include "sweep/keys.h"

void orth_sweep_free(orth_sweep *sweep)
{
    if (sweep == NULL)
        return;
    free(sweep->file);
    free(sweep->scenario_file);
    free(sweep->command);
    orth_design_free(&sweep->design);
    for (size_t f = 0; f < sweep->figure_count; f++)
        free(sweep->figures[f]);
    orth_splice_free(sweep->splice);
    for (size_t i = 0; i < sweep->input_count; i++)
        free(sweep->inputs[i]);
    free(sweep->inputs);
    free(sweep->text);
    free(sweep);
}

static json_t *pointers_of(const orth_sweep *sweep)
{
    json_t *list = json_array();
    for (size_t f = 0; f < sweep->figure_count; f++)
        if (json_array_append_new(list, json_string(sweep->figures[f])) != 0) {
            json_decref(list);
            return NULL;
        }
    return list;
}

/* The whole sweep as a tree, the scenario in its place, members in the order of the manual. */
static json_t *whole_tree(const orth_sweep_reader *r, const json_t *tree)
{
    static const char *const order[] = {"orthant", "scenario", "command", "vary",
                                        "design",  "points",   "seed",    "collect"};
    json_t *whole = json_object();
    for (size_t k = 0; k < sizeof order / sizeof order[0]; k++) {
        json_t *given = json_object_get(tree, order[k]), *value;
        if (strcmp(order[k], "scenario") == 0)
            value = json_incref(r->scenario);
        else if (strcmp(order[k], "collect") == 0)
            value = pointers_of(r->sweep);
        else if (strcmp(order[k], "orthant") == 0)
            value = json_integer(1);
        else if (strcmp(order[k], "design") == 0 && given == NULL)
            value = json_string("grid");
        else if (given != NULL)
            value = json_incref(given);
        else
            continue;
        if (json_object_set_new(whole, order[k], value) != 0) {
            json_decref(whole);
            return NULL;
        }
    }
    return whole;
}

static orth_status write_tree(char **text, const json_t *tree, orth_error *error)
{
    size_t length;
    orth_text_out out;
    if (tree == NULL)
        return orth_fail_memory(error, 4096);
    orth_status status = orth_text_open(&out, error);
    if (status != ORTH_OK)
        return status;
    bool fine = orth_json_text_write(out.stream, tree, 0, NULL, NULL);
    putc('\n', out.stream);
    status = orth_text_close(&out, text, &length, error);
    return status != ORTH_OK || fine ? status : orth_fail_memory(error, (double)length + 1);
}

/* The sweep's text, and the hash of a scenario that has no file. */
static orth_status set_texts(orth_sweep_reader *r, const json_t *tree)
{
    orth_sweep *sweep = r->sweep;
    json_t *whole = whole_tree(r, tree);
    orth_status status = write_tree(&sweep->text, whole, r->reader.error);
    json_decref(whole);
    if (status != ORTH_OK)
        return status;
    SHA256Data((const uint8_t *)sweep->text, strlen(sweep->text), sweep->sha256);
    if (sweep->scenario_sha256[0] != '\0')
        return ORTH_OK;
    char *text = NULL;
    status = write_tree(&text, r->scenario, r->reader.error);
    if (status == ORTH_OK)
        SHA256Data((const uint8_t *)text, strlen(text), sweep->scenario_sha256);
    free(text);
    return status;
}

static orth_status make_splice(orth_sweep_reader *r)
{
    orth_sweep *sweep = r->sweep;
    const char *pointers[ORTH_SWEEP_PARAMETERS_MAX];
    size_t failed = 0;
    orth_error reason;
    for (size_t p = 0; p < sweep->design.axis_count; p++)
        pointers[p] = sweep->design.axes[p].pointer;
    json_t *with_gaps = json_deep_copy(r->scenario);
    orth_status status = orth_splice_create(&sweep->splice, with_gaps, sweep->scenario_file,
                                            sweep->design.axis_count, pointers, &failed, &reason);
    json_decref(with_gaps);
    if (status != ORTH_BAD_INPUT)
        return status == ORTH_OK ? status : orth_fail(r->reader.error, status, "%s", reason.text);
    orth_read_enter(&r->reader, "vary");
    orth_sweep_enter_parameter(&r->reader, pointers[failed]);
    return orth_read_fail(&r->reader, "leads nowhere in %s: %s",
                          sweep->inside ? "the scenario" : sweep->scenario_file, reason.text);
}

static orth_status read_sweep(orth_sweep_reader *r, const json_t *tree)
{
    orth_error reason;
    orth_sweep *sweep = r->sweep;
    sweep->file = strdup(r->reader.file);
    if (sweep->file == NULL)
        return orth_fail_memory(r->reader.error, (double)strlen(r->reader.file));
    orth_status status = orth_sweep_read_keys(r, tree);
    if (status != ORTH_OK)
        return status;
    status = orth_design_prepare(&sweep->design, &reason);
    if (status == ORTH_BAD_INPUT) {
        orth_read_enter(&r->reader, "vary");
        return orth_read_fail(&r->reader, "%s", reason.text);
    }
    if (status != ORTH_OK)
        return orth_fail(r->reader.error, status, "%s", reason.text);
    status = make_splice(r);
    if (status == ORTH_OK)
        status = orth_sweep_check(r);
    return status == ORTH_OK ? set_texts(r, tree) : status;
}

orth_status orth_sweep_parse(orth_sweep **sweep, const char *text, size_t length, const char *file,
                             orth_error *error)
{
    *sweep = NULL;
    orth_sweep *made = calloc(1, sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, (double)sizeof *made);
    orth_sweep_reader reader = {.reader = {.file = file, .error = error}, .sweep = made};
    orth_locale outer = orth_locale_enter();
    json_t *tree;
    orth_status status = orth_json_parse(&tree, text, length, file, error);
    reader.reader.tree = tree;
    if (status == ORTH_OK)
        status = read_sweep(&reader, tree);
    json_decref(tree);
    json_decref(reader.scenario);
    orth_locale_leave(outer);
    if (status != ORTH_OK) {
        orth_sweep_free(made);
        return status;
    }
    *sweep = made;
    return ORTH_OK;
}

orth_status orth_sweep_load(orth_sweep **sweep, const char *file, orth_error *error)
{
    *sweep = NULL;
    char *text;
    size_t length;
    orth_status status = orth_file_read(&text, &length, file, ORTH_FILE_BYTES_MAX, error);
    if (status == ORTH_OK)
        status = orth_sweep_parse(sweep, text, length, file, error);
    free(text);
    return status;
}

/* ---------------------------------------------------------------- what it holds */

const char *orth_sweep_command(const orth_sweep *sweep)
{
    return sweep->command;
}

uint64_t orth_sweep_count(const orth_sweep *sweep)
{
    return sweep->design.count;
}

size_t orth_sweep_parameter_count(const orth_sweep *sweep)
{
    return sweep->design.axis_count;
}

const char *orth_sweep_parameter(const orth_sweep *sweep, size_t parameter)
{
    ORTH_CHECK(parameter < sweep->design.axis_count);
    return sweep->design.axes[parameter].pointer;
}

size_t orth_sweep_figure_count(const orth_sweep *sweep)
{
    return sweep->figure_count;
}

const char *orth_sweep_figure(const orth_sweep *sweep, size_t figure)
{
    ORTH_CHECK(figure < sweep->figure_count);
    return sweep->figures[figure];
}

const char *orth_sweep_text(const orth_sweep *sweep)
{
    return sweep->text;
}

const char *orth_sweep_sha256(const orth_sweep *sweep)
{
    return sweep->sha256;
}

const char *orth_sweep_scenario_sha256(const orth_sweep *sweep)
{
    return sweep->scenario_sha256;
}

size_t orth_sweep_input_count(const orth_sweep *sweep)
{
    return sweep->input_count;
}

const char *orth_sweep_input(const orth_sweep *sweep, size_t input)
{
    ORTH_CHECK(input < sweep->input_count);
    return sweep->inputs[input];
}
