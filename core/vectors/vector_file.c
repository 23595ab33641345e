#include "orthant/vectors.h"

#include <stdlib.h>

#include "base/file_in.h"
#include "base/stop.h"
#include "base/text.h"
#include "vectors/vector_case.h"

static orth_status check_root(orth_vector_case *check, const json_t *root)
{
    const json_t *name = json_object_get(root, "function"), *cases = json_object_get(root, "cases");
    const json_t *digits = json_object_get(root, "digits");
    if (!json_is_object(root))
        return orth_vector_bad(check, "/", "must be an object");
    if (json_is_object(json_object_get(root, "pool")))
        return orth_vector_check_recorded(check, root);
    if (!json_is_string(name))
        return orth_vector_bad(check, "/function",
                               name == NULL ? "is missing" : "must be a string");
    orth_status status = orth_vector_set_function(check, json_string_value(name));
    if (status != ORTH_OK)
        return status;
    if (json_object_get(root, "rows") != NULL || json_object_get(root, "stored") != NULL)
        return orth_vector_check_rows(check, root);
    if (cases == NULL && json_is_string(json_object_get(root, "count")))
        return orth_vector_bad(
            check, "/cases",
            "is missing: this is the file of a Solidity test, of export --format "
            "foundry, which forge checks; --format json is checked here");
    if (!json_is_array(cases))
        return orth_vector_bad(check, "/cases", cases == NULL ? "is missing" : "must be an array");
    if (digits != NULL && (!json_is_integer(digits) || json_integer_value(digits) < 0 ||
                           json_integer_value(digits) > ORTH_VECTOR_DIGITS_READ_MAX))
        return orth_vector_bad(
            check, "/digits",
            "must be an integer from 0 to " ORTH_LIMIT_TEXT(ORTH_VECTOR_DIGITS_READ_MAX));
    check->result.digits = digits == NULL ? 18 : (unsigned)json_integer_value(digits);
    for (size_t i = 0; i < json_array_size(cases); i++) {
        char path[64];
        snprintf(path, sizeof path, "/cases/%zu", i);
        status = orth_stopped() ? orth_go_on(check->error)
                                : orth_vector_check_case(check, path, json_array_get(cases, i));
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
    tally->assumed[0] = '\0';
    orth_status status = orth_json_parse(&root, text, length, file, error);
    if (status != ORTH_OK)
        return status;
    orth_vector_case *check = malloc(sizeof *check);
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
    orth_status status = orth_file_read(&text, &length, file, ORTH_PROOF_BYTES_MAX, error);
    if (status == ORTH_OK)
        status = orth_vector_check_text(text, length, file, tally, report, context, error);
    free(text);
    return status;
}
