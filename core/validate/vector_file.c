#include "validate/vector_file.h"

#include <stdlib.h>
#include <string.h>

#include "numeric/file_in.h"
#include "numeric/json_in.h"
#include "validate/value_json.h"

#define FILE_MAX ((size_t)1 << 30)

/* What one check holds; allocated once a file, for its values are large. */
typedef struct checker {
    const char *file;
    const orth_contract_function *function;
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], result_type;
    size_t type_count;
    orth_vector_tally *tally;
    orth_vector_report *report;
    void *context;
    orth_error *error;
    orth_arguments arguments, expected;
    orth_contract_result result;
} checker;

static orth_status bad(checker *check, const char *path, const char *reason)
{
    return orth_fail(check->error, ORTH_BAD_INPUT, "%.300s: %s: %.500s", check->file, path, reason);
}

/* Reports a mismatch of the case at `path`. */
static void mismatch(checker *check, const char *path, const json_t *inputs, const json_t *expected,
                     json_t *got)
{
    size_t flags = JSON_COMPACT | JSON_ENCODE_ANY;
    char *in = json_dumps(inputs, flags), *want = json_dumps(expected, flags);
    char *have = json_dumps(got, flags);
    orth_vector_mismatch found = {check->file,
                                  path,
                                  check->function->name,
                                  in == NULL ? "" : in,
                                  want == NULL ? "" : want,
                                  have == NULL ? "" : have};
    check->tally->failed++;
    if (check->report != NULL)
        check->report(check->context, &found);
    free(in);
    free(want);
    free(have);
}

/* {"revert": "..."} of what the emulator gave. */
static json_t *revert_object(const orth_evm *evm)
{
    char text[ORTH_PAYLOAD_TEXT_MAX];
    json_t *object = json_object();
    json_object_set_new(object, "revert", json_string(orth_payload_text(text, evm)));
    return object;
}

/* Whether the revert is the expected one; *valid is false when `json` is no hexadecimal text. An
 * empty text accepts any revert. */
static bool same_revert(const orth_evm *evm, const json_t *json, bool *valid)
{
    char text[ORTH_PAYLOAD_TEXT_MAX];
    const char *want = json_string_value(json);
    *valid = want != NULL;
    if (want == NULL)
        return false;
    if (want[0] == '0' && want[1] == 'x')
        want += 2;
    *valid = strspn(want, "0123456789abcdefABCDEF") == strlen(want) && strlen(want) % 2 == 0;
    return evm->reverted && (*want == '\0' || strcasecmp(want, orth_payload_text(text, evm)) == 0);
}

/* Reads what is expected, of `dimensions`, and compares with words of the result. */
static orth_status same_words(checker *check, const char *path, const json_t *json, int dimensions,
                              bool is_signed, const orth_word *words, size_t count, bool *same)
{
    orth_contract_type type = {.is_signed = is_signed, .dimensions = dimensions};
    orth_error reason;
    if (dimensions == 1 && count == 1 && !json_is_array(json))
        type.dimensions = 0; /* one value, written alone */
    orth_arguments_clear(&check->expected);
    if (json == NULL)
        return bad(check, path, "is missing");
    if (orth_arguments_add_json(&check->expected, &type, json, &reason) != ORTH_OK)
        return bad(check, path, reason.text);
    const orth_contract_value *value = &check->expected.values[0];
    if (value->count != count || memcmp(value->words, words, count * sizeof *words) != 0)
        *same = false;
    return ORTH_OK;
}

static orth_status call(checker *check, const char *path)
{
    orth_error reason;
    if (orth_contract_call(&check->result, check->function, check->arguments.values,
                           check->arguments.count, &reason) != ORTH_OK)
        return bad(check, path, reason.text);
    return ORTH_OK;
}

/* ------------------------------------------------------------- lists, schedules, bounds */

static orth_status read_inputs(checker *check, const char *path, const json_t *in)
{
    char place[128];
    bool by_name = check->function->layout == ORTH_LAYOUT_SCHEDULE;
    if (by_name ? !json_is_object(in) : !json_is_array(in)) {
        snprintf(place, sizeof place, "%s/in", path);
        return bad(check, place,
                   in == NULL ? "is missing"
                   : by_name  ? "must be an object"
                              : "must be an array");
    }
    if (!by_name && json_array_size(in) != check->type_count) {
        char reason[160];
        snprintf(place, sizeof place, "%s/in", path);
        snprintf(reason, sizeof reason, "has %zu values, %s takes %zu", json_array_size(in),
                 check->function->name, check->type_count);
        return bad(check, place, reason);
    }
    for (size_t i = 0; i < check->type_count; i++) {
        orth_error reason;
        const json_t *value =
            by_name ? json_object_get(in, check->types[i].name) : json_array_get(in, i);
        if (by_name)
            snprintf(place, sizeof place, "%s/in/%s", path, check->types[i].name);
        else
            snprintf(place, sizeof place, "%s/in/%zu", path, i);
        if (value == NULL)
            return bad(check, place, "is missing");
        if (orth_arguments_add_json(&check->arguments, &check->types[i], value, &reason) != ORTH_OK)
            return bad(check, place, reason.text);
    }
    return ORTH_OK;
}

static orth_status compare_schedule(checker *check, const char *path, const json_t *out, bool *same)
{
    static const char *const names[] = {"seconds_to_freeze", "stored_weights",
                                        "stored_multipliers"};
    const orth_contract_result *result = &check->result;
    const orth_word *at = result->words;
    char place[160];
    orth_status status = ORTH_OK;
    for (size_t i = 0; i < 3 && status == ORTH_OK; at += result->lengths[i++]) {
        snprintf(place, sizeof place, "%s/out/%s", path, names[i]);
        status = same_words(check, place, json_object_get(out, names[i]), i > 0, true, at,
                            result->lengths[i], same);
    }
    const json_t *rows = json_object_get(out, "weights_at");
    snprintf(place, sizeof place, "%s/out/weights_at", path);
    if (status == ORTH_OK && !json_is_array(rows))
        return bad(check, place, rows == NULL ? "is missing" : "must be an array");
    if (json_array_size(rows) != result->rows - 3)
        *same = false;
    for (size_t i = 3; i < result->rows && status == ORTH_OK && *same; at += result->lengths[i++]) {
        snprintf(place, sizeof place, "%s/out/weights_at/%zu", path, i - 3);
        status = same_words(check, place, json_array_get(rows, i - 3), 1, true, at,
                            result->lengths[i], same);
    }
    return status;
}

static orth_status compare_bounds(checker *check, const char *path, const json_t *out, bool *same)
{
    static const char *const names[] = {"floor", "ceil"};
    const orth_contract_result *result = &check->result;
    const orth_word *at = result->words;
    orth_status status = ORTH_OK;
    for (size_t i = 0; i < 2 && status == ORTH_OK; at += result->lengths[i++]) {
        char place[160];
        snprintf(place, sizeof place, "%s/out/%s", path, names[i]);
        status = same_words(check, place, json_object_get(out, names[i]), 1, true, at,
                            result->lengths[i], same);
    }
    return status;
}

static orth_status check_result(checker *check, const char *path, const json_t *item)
{
    const json_t *in = json_object_get(item, "in"), *out = json_object_get(item, "out");
    const json_t *revert = json_object_get(item, "revert");
    char place[128];
    bool same = true, valid = true;
    if ((out == NULL) == (revert == NULL))
        return bad(check, path, "must have one of \"out\" and \"revert\"");
    if (revert != NULL) {
        same = same_revert(&check->result.evm, revert, &valid);
        snprintf(place, sizeof place, "%s/revert", path);
        if (!valid)
            return bad(check, place, "must be hexadecimal digits, or empty");
    } else if (check->result.evm.reverted) {
        same = false;
    } else {
        orth_status status;
        snprintf(place, sizeof place, "%s/out", path);
        if (check->function->layout == ORTH_LAYOUT_SCHEDULE)
            status = compare_schedule(check, path, out, &same);
        else if (check->function->layout == ORTH_LAYOUT_BOUNDS)
            status = compare_bounds(check, path, out, &same);
        else
            status = same_words(check, place, out, check->result_type.dimensions,
                                check->result_type.is_signed, check->result.words,
                                check->result.count, &same);
        if (status != ORTH_OK)
            return status;
    }
    if (same) {
        check->tally->passed++;
        return ORTH_OK;
    }
    json_t *got = check->result.evm.reverted ? revert_object(&check->result.evm)
                                             : orth_json_of_result(check->function, &check->result);
    mismatch(check, path, in, out != NULL ? out : revert, got);
    json_decref(got);
    return ORTH_OK;
}

/* -------------------------------------------------------------------------------- rules */

/* The case's own values, then the prices of all steps as one value of rows. */
static orth_status read_rule(checker *check, const char *path, const json_t *item)
{
    char place[128];
    orth_error reason;
    json_t *rows = json_array();
    const json_t *steps = json_object_get(item, "steps");
    orth_status status = ORTH_OK;
    for (size_t i = 0; i + 1 < check->type_count && status == ORTH_OK; i++) {
        const json_t *value = json_object_get(item, check->types[i].name);
        snprintf(place, sizeof place, "%s/%s", path, check->types[i].name);
        if (value == NULL)
            status = bad(check, place, "is missing");
        else if (orth_arguments_add_json(&check->arguments, &check->types[i], value, &reason) !=
                 ORTH_OK)
            status = bad(check, place, reason.text);
    }
    snprintf(place, sizeof place, "%s/steps", path);
    if (status == ORTH_OK && json_array_size(steps) == 0)
        status = bad(check, place, "must be an array of at least one step");
    for (size_t i = 0; i < json_array_size(steps) && status == ORTH_OK; i++) {
        json_t *prices = json_object_get(json_array_get(steps, i), "prices");
        snprintf(place, sizeof place, "%s/steps/%zu/prices", path, i);
        if (prices == NULL)
            status = bad(check, place, "is missing");
        else
            json_array_append(rows, prices);
    }
    snprintf(place, sizeof place, "%s/steps", path);
    if (status == ORTH_OK &&
        orth_arguments_add_json(&check->arguments, &check->types[check->type_count - 1], rows,
                                &reason) != ORTH_OK)
        status = bad(check, place, reason.text);
    json_decref(rows);
    return status;
}

/* One step: its weights, or its revert, which ends the run. */
static orth_status check_step(checker *check, const char *path, const json_t *step, size_t i,
                              bool *same)
{
    const orth_contract_result *result = &check->result;
    const json_t *weights = json_object_get(step, "weights");
    const json_t *revert = json_object_get(step, "revert");
    char place[192];
    bool valid = true;
    if ((weights == NULL) == (revert == NULL))
        return bad(check, path, "must have one of \"weights\" and \"revert\"");
    if (revert != NULL) {
        *same = same_revert(&result->evm, revert, &valid) && i == result->rows;
        snprintf(place, sizeof place, "%s/revert", path);
        return valid ? ORTH_OK : bad(check, place, "must be hexadecimal digits, or empty");
    }
    if (i >= result->rows) {
        *same = false;
        return ORTH_OK;
    }
    snprintf(place, sizeof place, "%s/weights", path);
    size_t n = result->lengths[i];
    return same_words(check, place, weights, 1, true, result->words + i * n, n, same);
}

static orth_status check_rule(checker *check, const char *path, const json_t *item)
{
    const json_t *steps = json_object_get(item, "steps");
    const orth_contract_result *result = &check->result;
    for (size_t i = 0; i < json_array_size(steps); i++) {
        const json_t *step = json_array_get(steps, i);
        char place[160];
        bool same = true;
        snprintf(place, sizeof place, "%s/steps/%zu", path, i);
        orth_status status = check_step(check, place, step, i, &same);
        if (status != ORTH_OK)
            return status;
        if (!same) {
            size_t n = i < result->rows ? result->lengths[i] : 0;
            json_t *got = i < result->rows ? orth_json_of_words(result->words + i * n, n, true)
                                           : revert_object(&result->evm);
            mismatch(check, place, item, step, got);
            json_decref(got);
            return ORTH_OK;
        }
        if (json_object_get(step, "revert") != NULL)
            break;
    }
    check->tally->passed++;
    return ORTH_OK;
}

/* ---------------------------------------------------------------------------- the file */

static orth_status check_case(checker *check, const char *path, const json_t *item)
{
    bool rule = check->function->layout == ORTH_LAYOUT_RULE;
    if (!json_is_object(item))
        return bad(check, path, "must be an object");
    orth_arguments_clear(&check->arguments);
    orth_status status =
        rule ? read_rule(check, path, item) : read_inputs(check, path, json_object_get(item, "in"));
    if (status == ORTH_OK)
        status = call(check, path);
    if (status != ORTH_OK)
        return status;
    return rule ? check_rule(check, path, item) : check_result(check, path, item);
}

static orth_status check_root(checker *check, const json_t *root)
{
    const json_t *name = json_object_get(root, "function"), *cases = json_object_get(root, "cases");
    const json_t *digits = json_object_get(root, "digits");
    orth_error reason;
    if (!json_is_object(root))
        return bad(check, "/", "must be an object");
    if (!json_is_string(name))
        return bad(check, "/function", name == NULL ? "is missing" : "must be a string");
    check->function = orth_contract_find(json_string_value(name), &reason);
    if (check->function == NULL)
        return bad(check, "/function", reason.text);
    if (!json_is_array(cases))
        return bad(check, "/cases", cases == NULL ? "is missing" : "must be an array");
    if (digits != NULL && (!json_is_integer(digits) || json_integer_value(digits) < 0 ||
                           json_integer_value(digits) > 60))
        return bad(check, "/digits", "must be an integer from 0 to 60");
    check->result.digits = digits == NULL ? 18 : (unsigned)json_integer_value(digits);
    check->type_count = orth_contract_signature(check->function, check->types, &check->result_type);
    for (size_t i = 0; i < json_array_size(cases); i++) {
        char path[64];
        snprintf(path, sizeof path, "/cases/%zu", i);
        orth_status status = check_case(check, path, json_array_get(cases, i));
        if (status != ORTH_OK)
            return status;
    }
    return ORTH_OK;
}

orth_status orth_vector_check_text(const char *text, size_t length, const char *file,
                                   orth_vector_tally *tally, orth_vector_report *report,
                                   void *context, orth_error *error)
{
    json_t *root;
    orth_status status = orth_json_parse(&root, text, length, file, error);
    if (status != ORTH_OK)
        return status;
    checker *check = malloc(sizeof *check);
    if (check == NULL) {
        status = orth_fail_memory(error, (double)sizeof *check);
    } else {
        check->file = orth_file_label(file);
        check->tally = tally;
        check->report = report;
        check->context = context;
        check->error = error;
        status = check_root(check, root);
    }
    free(check);
    json_decref(root);
    return status;
}

orth_status orth_vector_check(const char *file, orth_vector_tally *tally,
                              orth_vector_report *report, void *context, orth_error *error)
{
    char *text;
    size_t length;
    orth_status status = orth_file_read(&text, &length, file, FILE_MAX, error);
    if (status == ORTH_OK)
        status = orth_vector_check_text(text, length, file, tally, report, context, error);
    free(text);
    return status;
}
