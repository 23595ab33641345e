/* Cases of lists, schedules and bounds. */
#include "base/plural.h"
#include "vectors/arguments_json.h"
#include "vectors/vector_case.h"

orth_status orth_vector_read_inputs(orth_vector_case *check, const char *path, const json_t *in)
{
    char place[128];
    bool by_name = check->function->layout == ORTH_CONTRACT_LAYOUT_SCHEDULE;
    if (by_name ? !json_is_object(in) : !json_is_array(in)) {
        snprintf(place, sizeof place, "%s/in", path);
        return orth_vector_bad(check, place,
                               in == NULL ? "is missing"
                               : by_name  ? "must be an object"
                                          : "must be an array");
    }
    if (!by_name && json_array_size(in) != check->type_count) {
        char reason[160];
        snprintf(place, sizeof place, "%s/in", path);
        snprintf(reason, sizeof reason, "has %zu value%s, %s takes %zu", json_array_size(in),
                 orth_plural(json_array_size(in), "", "s"), check->function->name,
                 check->type_count);
        return orth_vector_bad(check, place, reason);
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
            return orth_vector_bad(check, place, "is missing");
        if (orth_arguments_add_json(&check->arguments, &check->types[i], value, &reason) != ORTH_OK)
            return orth_vector_bad(check, place, reason.text);
    }
    return ORTH_OK;
}

static orth_status compare_schedule(orth_vector_case *check, const char *path, const json_t *out,
                                    bool *same)
{
    static const char *const names[] = {"seconds_to_freeze", "stored_weights",
                                        "stored_multipliers"};
    const orth_contract_result *result = &check->result;
    const orth_word *at = result->words;
    char place[160];
    orth_status status = ORTH_OK;
    for (size_t i = 0; i < 3 && status == ORTH_OK; at += result->lengths[i++]) {
        snprintf(place, sizeof place, "%s/out/%s", path, names[i]);
        status = orth_vector_same_words(check, place, json_object_get(out, names[i]), i > 0, true,
                                        at, result->lengths[i], same);
    }
    const json_t *rows = json_object_get(out, "weights_at");
    snprintf(place, sizeof place, "%s/out/weights_at", path);
    if (status == ORTH_OK && !json_is_array(rows))
        return orth_vector_bad(check, place, rows == NULL ? "is missing" : "must be an array");
    if (json_array_size(rows) != result->rows - 3)
        *same = false;
    for (size_t i = 3; i < result->rows && status == ORTH_OK && *same; at += result->lengths[i++]) {
        snprintf(place, sizeof place, "%s/out/weights_at/%zu", path, i - 3);
        status = orth_vector_same_words(check, place, json_array_get(rows, i - 3), 1, true, at,
                                        result->lengths[i], same);
    }
    return status;
}

static orth_status compare_bounds(orth_vector_case *check, const char *path, const json_t *out,
                                  bool *same)
{
    static const char *const names[] = {"floor", "ceil"};
    const orth_contract_result *result = &check->result;
    const orth_word *at = result->words;
    orth_status status = ORTH_OK;
    for (size_t i = 0; i < 2 && status == ORTH_OK; at += result->lengths[i++]) {
        char place[160];
        snprintf(place, sizeof place, "%s/out/%s", path, names[i]);
        status = orth_vector_same_words(check, place, json_object_get(out, names[i]), 1, true, at,
                                        result->lengths[i], same);
    }
    return status;
}

orth_status orth_vector_check_result(orth_vector_case *check, const char *path, const json_t *item)
{
    const json_t *in = json_object_get(item, "in"), *out = json_object_get(item, "out");
    const json_t *revert = json_object_get(item, "revert");
    char place[128];
    bool same = true, valid = true;
    if ((out == NULL) == (revert == NULL))
        return orth_vector_bad(check, path, "must have one of \"out\" and \"revert\"");
    if (revert != NULL) {
        same = orth_vector_same_revert(&check->result.evm, revert, &valid);
        snprintf(place, sizeof place, "%s/revert", path);
        if (!valid)
            return orth_vector_bad(check, place, "must be hexadecimal digits, or empty");
    } else if (check->result.evm.reverted) {
        same = false;
    } else {
        orth_status status;
        snprintf(place, sizeof place, "%s/out", path);
        if (check->function->layout == ORTH_CONTRACT_LAYOUT_SCHEDULE)
            status = compare_schedule(check, path, out, &same);
        else if (check->function->layout == ORTH_CONTRACT_LAYOUT_BOUNDS)
            status = compare_bounds(check, path, out, &same);
        else
            status = orth_vector_same_words(check, place, out, check->result_type.dimensions,
                                            check->result_type.is_signed, check->result.words,
                                            check->result.count, &same);
        if (status != ORTH_OK)
            return status;
    }
    if (same) {
        check->tally->passed++;
        return ORTH_OK;
    }
    orth_vector_mismatched(check, path, in, out != NULL ? out : revert, NULL, 0);
    return ORTH_OK;
}
