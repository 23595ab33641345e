#include "vectors/vector_case.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "base/text_out.h"
#include "vectors/arguments_json.h"
#include "vectors/case_json.h"

orth_status orth_vector_bad(orth_vector_case *check, const char *path, const char *reason)
{
    return orth_fail(check->error, ORTH_BAD_INPUT, "%.300s: %s: %.500s", check->file, path, reason);
}

void orth_vector_assume(orth_vector_case *check, const char *format, ...)
{
    char *text = check->tally->assumed;
    size_t length = strlen(text);
    va_list arguments;
    if (length > 0)
        length += (size_t)snprintf(text + length, ORTH_VECTOR_ASSUMED_MAX - length, "; ");
    if (length >= ORTH_VECTOR_ASSUMED_MAX)
        return;
    va_start(arguments, format);
    vsnprintf(text + length, ORTH_VECTOR_ASSUMED_MAX - length, format, arguments);
    va_end(arguments);
}

/* What the emulator gave, as JSON: the revert, the words of one step, or the whole result. NULL
 * without memory. */
static char *got_text(const orth_vector_case *check, const orth_word *step, size_t n)
{
    char *text;
    size_t size;
    orth_json_out json;
    orth_text_out out;
    if (orth_text_open(&out, NULL) != ORTH_OK)
        return NULL;
    orth_json_begin_compact(&json, out.stream);
    if (step != NULL) {
        orth_json_words(&json, NULL, step, n, true);
    } else if (check->result.evm.reverted) {
        orth_json_open_object(&json, NULL);
        orth_json_revert(&json, &check->result.evm);
        orth_json_close_object(&json);
    } else {
        orth_json_result(&json, NULL, check->function, &check->result);
    }
    orth_text_close(&out, &text, &size, NULL);
    return text;
}

void orth_vector_mismatched(orth_vector_case *check, const char *path, const json_t *inputs,
                            const json_t *expected, const orth_word *step, size_t n)
{
    size_t flags = JSON_COMPACT | JSON_ENCODE_ANY;
    char *in = json_dumps(inputs, flags), *want = json_dumps(expected, flags);
    char *have = got_text(check, step, n);
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

bool orth_vector_same_revert(const orth_evm *evm, const json_t *json, bool *valid)
{
    char text[ORTH_EVM_PAYLOAD_TEXT_MAX];
    const char *want = json_string_value(json);
    *valid = want != NULL;
    if (want == NULL)
        return false;
    if (want[0] == '0' && want[1] == 'x')
        want += 2;
    *valid = strspn(want, "0123456789abcdefABCDEF") == strlen(want) && strlen(want) % 2 == 0;
    return evm->reverted &&
           (*want == '\0' || strcasecmp(want, orth_evm_payload_text(text, evm)) == 0);
}

orth_status orth_vector_same_words(orth_vector_case *check, const char *path, const json_t *json,
                                   int dimensions, bool is_signed, const orth_word *words,
                                   size_t count, bool *same)
{
    orth_contract_type type = {.is_signed = is_signed, .dimensions = dimensions};
    orth_error reason;
    if (dimensions == 1 && count == 1 && !json_is_array(json))
        type.dimensions = 0; /* one value, written alone */
    orth_contract_arguments_clear(&check->expected);
    if (json == NULL)
        return orth_vector_bad(check, path, "is missing");
    if (orth_arguments_add_json(&check->expected, &type, json, &reason) != ORTH_OK)
        return orth_vector_bad(check, path, reason.text);
    const orth_contract_value *value = &check->expected.values[0];
    if (value->count != count || memcmp(value->words, words, count * sizeof *words) != 0)
        *same = false;
    return ORTH_OK;
}

orth_status orth_vector_is_value(orth_vector_case *check, const char *path, const json_t *json,
                                 int dimensions, bool is_signed, size_t count)
{
    orth_contract_type type = {.is_signed = is_signed, .dimensions = dimensions};
    orth_error reason;
    if (json == NULL)
        return orth_vector_bad(check, path, "is missing");
    orth_contract_arguments_clear(&check->expected);
    if (orth_arguments_add_json(&check->expected, &type, json, &reason) != ORTH_OK)
        return orth_vector_bad(check, path, reason.text);
    if (count > 0 && check->expected.values[0].count != count) {
        char text[96];
        snprintf(text, sizeof text, "has %zu value%s, must have %zu",
                 check->expected.values[0].count,
                 orth_plural(check->expected.values[0].count, "", "s"), count);
        return orth_vector_bad(check, path, text);
    }
    return ORTH_OK;
}
