#include "sweep/json_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/plain_locale.h"
#include "base/text_out.h"

const char *orth_json_text_number(char text[ORTH_DOUBLE_TEXT_MAX], double value)
{
    orth_locale outer = orth_locale_enter();
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, ORTH_DOUBLE_TEXT_MAX, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    orth_locale_leave(outer);
    return text;
}

typedef struct writer {
    FILE *stream;
    size_t count;
    json_t *const *marks;
    size_t *offsets;
    size_t written;
    bool cut; /* the stream did not take all: one into memory says so here and nowhere else */
} writer;

static void put(writer *w, const char *text)
{
    size_t length = strlen(text);
    w->cut = fwrite(text, 1, length, w->stream) != length || w->cut;
    w->written += length;
}

static bool put_string(writer *w, const char *string)
{
    json_t *value = json_string(string);
    char *text = value == NULL ? NULL : json_dumps(value, JSON_ENCODE_ANY);
    if (text != NULL)
        put(w, text);
    free(text);
    json_decref(value);
    return text != NULL;
}

static bool put_scalar(writer *w, const json_t *value)
{
    char text[ORTH_DOUBLE_TEXT_MAX];
    switch (json_typeof(value)) {
    case JSON_STRING:
        return put_string(w, json_string_value(value));
    case JSON_INTEGER:
        snprintf(text, sizeof text, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        put(w, text);
        return true;
    case JSON_REAL: /* it stays a real: where columns are asked for, 1 and 1.0 are two things */
        put(w, orth_json_text_number(text, json_real_value(value)));
        if (strpbrk(text, ".e") == NULL)
            put(w, ".0");
        return true;
    default:
        put(w, json_is_null(value) ? "null" : json_is_true(value) ? "true" : "false");
        return true;
    }
}

static bool is_mark(writer *w, const json_t *value)
{
    for (size_t m = 0; m < w->count; m++)
        if (w->marks[m] == value) {
            w->offsets[m] = w->written;
            return true;
        }
    return false;
}

static bool put_value(writer *w, const json_t *value)
{
    bool fine = true, first = true;
    if (is_mark(w, value))
        return true;
    if (json_is_object(value)) {
        const char *name;
        json_t *member;
        json_object_foreach((json_t *)value, name, member)
        {
            put(w, first ? "{" : ",");
            first = false;
            fine = fine && put_string(w, name);
            put(w, ":");
            fine = fine && put_value(w, member);
        }
        put(w, first ? "{}" : "}");
        return fine;
    }
    if (!json_is_array(value))
        return put_scalar(w, value);
    for (size_t i = 0; i < json_array_size(value); i++, first = false) {
        put(w, first ? "[" : ",");
        fine = fine && put_value(w, json_array_get(value, i));
    }
    put(w, first ? "[]" : "]");
    return fine;
}

bool orth_json_text_write(FILE *stream, const json_t *tree, size_t count, json_t *const *marks,
                          size_t *offsets)
{
    writer w = {.stream = stream, .count = count, .marks = marks, .offsets = offsets};
    return put_value(&w, tree) && !w.cut;
}

orth_status orth_json_text(char **text, size_t *length, const json_t *tree, orth_error *error)
{
    orth_text_out out;
    *text = NULL;
    if (tree == NULL)
        return orth_fail_memory(error, 4096);
    orth_status status = orth_text_open(&out, error);
    if (status != ORTH_OK)
        return status;
    bool whole = orth_json_text_write(out.stream, tree, 0, NULL, NULL);
    status = orth_text_close(&out, text, length, error);
    if (status == ORTH_OK && !whole) {
        free(*text);
        *text = NULL;
        status = orth_fail_memory(error, (double)*length);
    }
    return status;
}
