#include "plan/plan_file_values.h"

#include "base/file_in.h"

orth_status orth_plan_read_bad(const orth_plan_reader *r, const char *where, const char *what)
{
    return orth_fail(r->error, ORTH_BAD_INPUT, "%s: %s: %s", orth_file_label(r->file), where, what);
}

orth_status orth_plan_read_integer(const orth_plan_reader *r, const json_t *object, const char *key,
                                   const char *where, int64_t least, int64_t most, uint64_t *out)
{
    const json_t *value = json_object_get(object, key);
    json_int_t number = json_integer_value(value);
    if (!json_is_integer(value) || number < least || number > most) {
        char what[120];
        snprintf(what, sizeof what, "must be a whole number from %lld to %lld", (long long)least,
                 (long long)most);
        return orth_plan_read_bad(r, where, what);
    }
    *out = (uint64_t)number;
    return ORTH_OK;
}

orth_status orth_plan_read_double(const orth_plan_reader *r, const json_t *object, const char *key,
                                  const char *where, double *out)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_number(value) || !(json_number_value(value) >= 0))
        return orth_plan_read_bad(r, where, "must be a number, 0 or more");
    *out = json_number_value(value);
    return ORTH_OK;
}

orth_status orth_plan_read_word(const orth_plan_reader *r, const json_t *value, bool is_signed,
                                const char *where, orth_word *out)
{
    orth_error reason;
    if (!json_is_string(value))
        return orth_plan_read_bad(r, where, "must be an integer in a string");
    if (orth_word_parse(out, json_string_value(value), is_signed, &reason) != ORTH_OK)
        return orth_plan_read_bad(r, where, reason.text);
    return ORTH_OK;
}

orth_status orth_plan_read_address(const orth_plan_reader *r, const json_t *value,
                                   const char *where, orth_word *out)
{
    orth_error reason;
    if (!json_is_string(value))
        return orth_plan_read_bad(r, where, "must be an address in a string");
    if (orth_address_parse(out, json_string_value(value), &reason) != ORTH_OK)
        return orth_plan_read_bad(r, where, reason.text);
    return ORTH_OK;
}
