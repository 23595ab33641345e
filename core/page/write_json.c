/* The facts as JSON: the tree as it is, numbers with all their digits. */
#include "base/json_out.h"
#include "orthant/page.h"
#include "page/page.h"

static bool is_plain(const json_t *value)
{
    return !json_is_object(value) && !json_is_array(value);
}

static void write_value(orth_json_out *json, const char *key, const json_t *value);

static void write_array(orth_json_out *json, const char *key, const json_t *array)
{
    if (is_plain(json_array_get(array, 0)))
        orth_json_open_inline_array(json, key);
    else
        orth_json_open_array(json, key);
    for (size_t i = 0; i < json_array_size(array); i++)
        write_value(json, NULL, json_array_get(array, i));
    orth_json_close_array(json);
}

static void write_members(orth_json_out *json, json_t *object)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value) write_value(json, key, value);
}

static void write_value(orth_json_out *json, const char *key, const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        orth_json_open_object(json, key);
        write_members(json, (json_t *)(uintptr_t)value);
        orth_json_close_object(json);
        return;
    case JSON_ARRAY:
        write_array(json, key, value);
        return;
    case JSON_STRING:
        orth_json_string(json, key, json_string_value(value));
        return;
    case JSON_INTEGER:
        orth_json_integer(json, key, json_integer_value(value));
        return;
    case JSON_REAL:
        orth_json_double(json, key, json_real_value(value));
        return;
    case JSON_TRUE:
    case JSON_FALSE:
        orth_json_bool(json, key, json_is_true(value));
        return;
    case JSON_NULL:
        orth_json_null(json, key);
        return;
    }
}

void orth_page_write_json(const orth_page *page, FILE *stream)
{
    orth_json_out json;
    orth_json_begin_result(&json, stream, "page");
    orth_json_string(&json, "version", ORTH_VERSION);
    write_members(&json, json_object_get(page->facts.root, "head"));
    write_value(&json, "decision", json_object_get(page->facts.root, "decision"));
    write_value(&json, "parts", json_object_get(page->facts.root, "parts"));
    orth_json_end_result(&json);
}
