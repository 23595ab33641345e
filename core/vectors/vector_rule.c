/* Cases of an update rule's run: its values, and the prices and weights of each step. */
#include "vectors/arguments_json.h"
#include "vectors/vector_case.h"

/* The case's own values, then the prices of all steps as one value of rows. */
orth_status orth_vector_read_rule(orth_vector_case *check, const char *path, const json_t *item)
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
            status = orth_vector_bad(check, place, "is missing");
        else if (orth_arguments_add_json(&check->arguments, &check->types[i], value, &reason) !=
                 ORTH_OK)
            status = orth_vector_bad(check, place, reason.text);
    }
    snprintf(place, sizeof place, "%s/steps", path);
    if (status == ORTH_OK && json_array_size(steps) == 0)
        status = orth_vector_bad(check, place, "must be an array of at least one step");
    for (size_t i = 0; i < json_array_size(steps) && status == ORTH_OK; i++) {
        json_t *prices = json_object_get(json_array_get(steps, i), "prices");
        snprintf(place, sizeof place, "%s/steps/%zu/prices", path, i);
        if (prices == NULL)
            status = orth_vector_bad(check, place, "is missing");
        else
            json_array_append(rows, prices);
    }
    snprintf(place, sizeof place, "%s/steps", path);
    if (status == ORTH_OK &&
        orth_arguments_add_json(&check->arguments, &check->types[check->type_count - 1], rows,
                                &reason) != ORTH_OK)
        status = orth_vector_bad(check, place, reason.text);
    json_decref(rows);
    return status;
}

/* One step: its weights, or its revert, which ends the run. */
static orth_status check_step(orth_vector_case *check, const char *path, const json_t *step,
                              size_t i, bool *same)
{
    const orth_contract_result *result = &check->result;
    const json_t *weights = json_object_get(step, "weights");
    const json_t *revert = json_object_get(step, "revert");
    char place[192];
    bool valid = true;
    if ((weights == NULL) == (revert == NULL))
        return orth_vector_bad(check, path, "must have one of \"weights\" and \"revert\"");
    if (revert != NULL) {
        *same = orth_vector_same_revert(&result->evm, revert, &valid) && i == result->rows;
        snprintf(place, sizeof place, "%s/revert", path);
        return valid ? ORTH_OK
                     : orth_vector_bad(check, place, "must be hexadecimal digits, or empty");
    }
    if (i >= result->rows) {
        *same = false;
        return ORTH_OK;
    }
    snprintf(place, sizeof place, "%s/weights", path);
    size_t n = result->lengths[i];
    return orth_vector_same_words(check, place, weights, 1, true, result->words + i * n, n, same);
}

orth_status orth_vector_check_rule(orth_vector_case *check, const char *path, const json_t *item)
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
            orth_vector_mismatched(check, place, item, step,
                                   i < result->rows ? result->words + i * n : NULL, n);
            return ORTH_OK;
        }
        if (json_object_get(step, "revert") != NULL)
            break;
    }
    check->tally->passed++;
    return ORTH_OK;
}
