/* The keys of a study's file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file_in.h"
#include "base/json_in.h"
#include "base/text.h"
#include "scenario/read.h"
#include "sweep/json_pointer.h"
#include "tune/study_reader.h"

static orth_study *study_of(orth_reader *base)
{
    return ((orth_study_reader *)base)->study;
}

/* ---------------------------------------------------------------- simple keys */

static orth_status read_version(orth_reader *base, const json_t *value)
{
    return json_is_integer(value) && json_integer_value(value) == 1
               ? ORTH_OK
               : orth_read_fail_range(base, value, "1, the version of the format");
}

static orth_status read_command(orth_reader *base, const json_t *value)
{
    static const char *const names[] = {"simulate", "compare", "fee"};
    orth_study *study = study_of(base);
    orth_status status = orth_read_line(base, value, true, &study->command);
    for (size_t i = 0; status == ORTH_OK && i < 3; i++)
        if (strcmp(study->command, names[i]) == 0)
            return ORTH_OK;
    return status == ORTH_OK ? orth_read_fail_name(base, value, 3, names) : status;
}

static orth_status read_objective(orth_reader *base, const json_t *value)
{
    static const char *const names[] = {"growth", "sharpe", "shortfall"};
    orth_study *study = study_of(base);
    orth_status status = orth_read_line(base, value, true, &study->pointer);
    if (status != ORTH_OK)
        return status;
    study->objective = ORTH_TUNE_POINTER;
    for (size_t i = 0; i < 3; i++)
        if (strcmp(study->pointer, names[i]) == 0)
            study->objective = (orth_tune_objective)i;
    if (study->objective != ORTH_TUNE_POINTER)
        return ORTH_OK;
    if (study->pointer[0] != '/')
        return orth_read_fail_name(base, value, 3, names);
    return orth_json_pointer_valid(study->pointer)
               ? ORTH_OK
               : orth_read_fail_range(base, value,
                                      "growth, sharpe, shortfall, or a JSON pointer (RFC 6901)");
}

static orth_status read_maximise(orth_reader *base, const json_t *value)
{
    if (!json_is_boolean(value))
        return orth_read_fail_type(base, value, "true or false");
    study_of(base)->maximise = json_is_true(value);
    study_of(base)->said_maximise = true;
    return ORTH_OK;
}

static orth_status read_budget(orth_reader *base, const json_t *value)
{
    return orth_read_whole(base, value, 2, ORTH_SEARCH_BUDGET_MAX,
                           "whole numbers from 2 to 1000000", &study_of(base)->budget);
}

static orth_status read_seed(orth_reader *base, const json_t *value)
{
    return orth_read_whole(base, value, 0, ORTH_SEED_MAX,
                           "whole numbers from 0 to " ORTH_LIMIT_TEXT(ORTH_SEED_MAX),
                           &study_of(base)->seed);
}

static orth_status read_method(orth_reader *base, const json_t *value)
{
    const char *names[ORTH_SEARCH_METHODS];
    for (size_t i = 0; i < ORTH_SEARCH_METHODS; i++)
        names[i] = orth_search_method_name((orth_search_method)i);
    if (!json_is_string(value))
        return orth_read_fail_type(base, value, "the name of a method");
    return orth_search_method_of(&study_of(base)->method, json_string_value(value))
               ? ORTH_OK
               : orth_read_fail_name(base, value, ORTH_SEARCH_METHODS, names);
}

/* ---------------------------------------------------------------- validation */

static orth_status read_length(orth_reader *base, const json_t *value, orth_span *span)
{
    if (!json_is_string(value))
        return orth_read_fail_type(base, value, "a length of time such as \"90d\"");
    return orth_span_parse(span, json_string_value(value)) && span->months == 0
               ? ORTH_OK
               : orth_read_fail_range(base, value,
                                      "1 to 1000 of s, m, h, d or w (months differ in length)");
}

static orth_status read_train(orth_reader *base, const json_t *value)
{
    return read_length(base, value, &study_of(base)->train);
}

static orth_status read_test(orth_reader *base, const json_t *value)
{
    return read_length(base, value, &study_of(base)->test);
}

static orth_status read_step(orth_reader *base, const json_t *value)
{
    orth_study *study = study_of(base);
    orth_status status = read_length(base, value, &study->step);
    return status == ORTH_OK && study->step.micros < study->test.micros
               ? orth_read_fail_range(base, value,
                                      "at least as long as \"test\": what is tested twice is no "
                                      "new evidence")
               : status;
}

static orth_status read_walk_forward(orth_reader *base, const json_t *value)
{
    static const orth_key keys[] = {{"train", true, read_train},
                                    {"test", true, read_test},
                                    {"step", false, read_step},
                                    {NULL, false, NULL}};
    orth_study *study = study_of(base);
    study->validation = ORTH_TUNE_WALK_FORWARD;
    orth_status status = orth_read_object(base, value, keys);
    if (status == ORTH_OK && study->step.micros == 0)
        study->step = study->test;
    return status;
}

static orth_status read_fresh_paths(orth_reader *base, const json_t *value)
{
    study_of(base)->validation = ORTH_TUNE_FRESH_PATHS;
    return orth_read_whole(base, value, 32, ORTH_PRICE_PATHS_MAX,
                           "whole numbers from 32 to " ORTH_LIMIT_TEXT(ORTH_PRICE_PATHS_MAX),
                           &study_of(base)->fresh_paths);
}

static orth_status read_validate(orth_reader *base, const json_t *value)
{
    static const orth_key keys[] = {{"walk_forward", false, read_walk_forward},
                                    {"fresh_paths", false, read_fresh_paths},
                                    {NULL, false, NULL}};
    if (json_is_object(value) && json_object_size(value) != 1)
        return orth_read_fail(base, "permitted: one of walk_forward and fresh_paths");
    return orth_read_object(base, value, keys);
}

/* ---------------------------------------------------------------- the scenario, and all of it */

static orth_status read_scenario(orth_reader *base, const json_t *value)
{
    orth_study *study = study_of(base);
    json_t **tree = ((orth_study_reader *)base)->scenario;
    if (json_is_object(value)) {
        *tree = json_deep_copy(value);
        study->scenario_file = strdup(study->file);
        return *tree != NULL && study->scenario_file != NULL ? ORTH_OK
                                                             : orth_fail_memory(base->error, 1);
    }
    if (!json_is_string(value))
        return orth_read_fail_type(base, value, "the name of a file or an object");
    orth_status status = orth_read_file_name(base, value, &study->scenario_file);
    char *text = NULL;
    size_t length = 0;
    if (status == ORTH_OK)
        status =
            orth_file_read(&text, &length, study->scenario_file, ORTH_FILE_BYTES_MAX, base->error);
    if (status == ORTH_OK)
        status = orth_json_parse(tree, text, length, study->scenario_file, base->error);
    free(text);
    return status;
}

static const orth_key study_keys[] = {{"orthant", true, read_version},
                                      {"scenario", true, read_scenario},
                                      {"command", false, read_command},
                                      {"parameters", true, orth_study_read_parameters},
                                      {"objective", true, read_objective},
                                      {"maximise", false, read_maximise},
                                      {"validate", false, read_validate},
                                      {"budget", true, read_budget},
                                      {"method", false, read_method},
                                      {"seed", false, read_seed},
                                      {NULL, false, NULL}};

/* The names say themselves what is better. */
static orth_status settle_direction(orth_reader *base)
{
    orth_study *study = study_of(base);
    bool natural = study->objective != ORTH_TUNE_SHORTFALL;
    orth_read_enter(base, "maximise");
    if (study->objective == ORTH_TUNE_POINTER && !study->said_maximise)
        return orth_read_fail(base, "this key is missing: an objective that is a pointer does not "
                                    "say whether more is better");
    if (study->objective != ORTH_TUNE_POINTER && study->said_maximise && study->maximise != natural)
        return orth_read_fail(base,
                              "%s, but of %s %s is better; permitted: the other, or a "
                              "pointer as objective",
                              study->maximise ? "true" : "false", study->pointer,
                              natural ? "more" : "less");
    if (study->objective != ORTH_TUNE_POINTER)
        study->maximise = natural;
    base->pointer[0] = '\0';
    if (study->objective == ORTH_TUNE_POINTER || strcmp(study->command, "simulate") == 0)
        return ORTH_OK;
    orth_read_enter(base, "objective");
    return orth_read_fail(base, "\"%s\" is of simulations; permitted with \"%s\": a JSON pointer",
                          study->pointer, study->command);
}

orth_status orth_study_read(orth_study *study, json_t **scenario, const json_t *tree,
                            orth_error *error)
{
    orth_study_reader all = {.base = {.file = study->file, .error = error, .tree = tree},
                             .study = study,
                             .scenario = scenario};
    study->validation = ORTH_TUNE_EXACT;
    study->method = ORTH_SEARCH_SOBOL;
    orth_status status = orth_read_object(&all.base, tree, study_keys);
    if (status == ORTH_OK && study->command == NULL) {
        study->command = strdup("simulate");
        if (study->command == NULL)
            status = orth_fail_memory(error, 9);
    }
    return status == ORTH_OK ? settle_direction(&all.base) : status;
}
