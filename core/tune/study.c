/* A study from its file to what a search can ask. */
#include "tune/study.h"

#include <sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/digest.h"
#include "base/file_in.h"
#include "base/json_in.h"
#include "base/plain_locale.h"
#include "sweep/json_text.h"

/* ---------------------------------------------------------------- its own text */

static json_t *axes_json(const orth_study *study)
{
    json_t *axes = json_object();
    for (size_t i = 0; axes != NULL && i < study->axis_count; i++) {
        const orth_search_range *range = &study->axes[i].range;
        json_t *axis =
            json_pack("{s:f, s:f, s:s, s:b}", "from", range->from, "to", range->to, "scale",
                      range->logarithmic ? "log" : "linear", "whole", range->whole);
        if (json_object_set_new(axes, study->axes[i].pointer, axis) == 0)
            continue;
        json_decref(axes);
        return NULL;
    }
    return axes;
}

static json_t *validation_json(const orth_study *study)
{
    switch (study->validation) {
    case ORTH_TUNE_WALK_FORWARD:
        return json_pack("{s:{s:I, s:I, s:I}}", "walk_forward_us", "train",
                         (json_int_t)study->train.micros, "test", (json_int_t)study->test.micros,
                         "step", (json_int_t)study->step.micros);
    case ORTH_TUNE_FRESH_PATHS:
        return json_pack("{s:I}", "fresh_paths", (json_int_t)study->fresh_paths);
    case ORTH_TUNE_EXACT:
        break;
    }
    return json_null();
}

/* Two tables with the same rows are the same prices, wherever they lie. */
static void digest_table(char digest[65], const orth_prices *table)
{
    const uint64_t shape[] = {table->n, table->rows, table->dated};
    orth_digest of;
    orth_digest_begin(&of);
    orth_digest_add(&of, shape, sizeof shape);
    orth_digest_add(&of, table->prices, table->n * table->rows * sizeof *table->prices);
    orth_digest_add(&of, table->times, table->rows * sizeof *table->times);
    orth_digest_end(&of, digest);
}

static orth_status write_text(orth_study *study, json_t *scenario, orth_error *error)
{
    json_t *all =
        json_pack("{s:i, s:s, s:o, s:s, s:b, s:o, s:I, s:s, s:I, s:O}", "orthant", 1, "command",
                  study->command, "parameters", axes_json(study), "objective", study->pointer,
                  "maximise", study->maximise, "validate", validation_json(study), "budget",
                  (json_int_t)study->budget, "method", orth_search_method_name(study->method),
                  "seed", (json_int_t)study->seed, "scenario", scenario);
    size_t length;
    char digest[65];
    if (all != NULL && study->table != NULL) {
        digest_table(digest, study->table);
        if (json_object_set_new(all, "prices_sha256", json_string(digest)) != 0) {
            json_decref(all);
            all = NULL;
        }
    }
    orth_status status = orth_json_text(&study->text, &length, all, error);
    json_decref(all);
    if (status == ORTH_OK)
        SHA256Data((const uint8_t *)study->text, length, study->sha256);
    return status;
}

/* ---------------------------------------------------------------- the file */

orth_status orth_study_parse_with_prices(orth_study **study, const char *text, size_t length,
                                         const char *file, const orth_prices *table,
                                         orth_error *error)
{
    *study = NULL;
    orth_study *made = calloc(1, sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, (double)sizeof *made);
    json_t *tree = NULL, *scenario = NULL;
    orth_locale outer = orth_locale_enter();
    made->table = table;
    made->file = strdup(orth_file_label(file));
    orth_status status = made->file != NULL ? orth_json_parse(&tree, text, length, file, error)
                                            : orth_fail_memory(error, (double)strlen(file));
    if (status == ORTH_OK)
        status = orth_study_read(made, &scenario, tree, error);
    if (status == ORTH_OK)
        status = orth_study_check(made, scenario, error);
    if (status == ORTH_OK)
        status = write_text(made, scenario, error);
    json_decref(scenario);
    json_decref(tree);
    orth_locale_leave(outer);
    if (status != ORTH_OK) {
        orth_study_free(made);
        return status;
    }
    *study = made;
    return ORTH_OK;
}

orth_status orth_study_load_with_prices(orth_study **study, const char *file,
                                        const orth_prices *table, orth_error *error)
{
    *study = NULL;
    char *text;
    size_t length;
    orth_status status = orth_file_read(&text, &length, file, ORTH_FILE_BYTES_MAX, error);
    if (status == ORTH_OK)
        status = orth_study_parse_with_prices(study, text, length, file, table, error);
    free(text);
    return status;
}

orth_status orth_study_parse(orth_study **study, const char *text, size_t length, const char *file,
                             orth_error *error)
{
    return orth_study_parse_with_prices(study, text, length, file, NULL, error);
}

orth_status orth_study_load(orth_study **study, const char *file, orth_error *error)
{
    return orth_study_load_with_prices(study, file, NULL, error);
}

void orth_study_free(orth_study *study)
{
    if (study == NULL)
        return;
    for (size_t i = 0; i < study->axis_count; i++)
        free(study->axes[i].pointer);
    orth_scenario_free(study->usual);
    orth_splice_free(study->splice);
    free(study->usual_text);
    free(study->scenario_file);
    free(study->command);
    free(study->pointer);
    free(study->file);
    free(study->text);
    free(study);
}

/* ---------------------------------------------------------------- what it says */

size_t orth_study_parameter_count(const orth_study *study)
{
    return study->axis_count;
}

const char *orth_study_parameter(const orth_study *study, size_t parameter)
{
    ORTH_CHECK(parameter < study->axis_count);
    return study->axes[parameter].pointer;
}

const char *orth_study_text(const orth_study *study)
{
    return study->text;
}

const char *orth_study_sha256(const orth_study *study)
{
    return study->sha256;
}

const char *orth_study_scenario_file(const orth_study *study)
{
    return study->scenario_file;
}

size_t orth_study_input_count(const orth_study *study)
{
    return study->input_count;
}

const char *orth_study_input(const orth_study *study, size_t input)
{
    ORTH_CHECK(input < study->input_count);
    return study->inputs[input];
}
