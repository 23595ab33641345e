#include "base/json_in.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_in.h"
#include "base/plain_locale.h"
#include "base/stop.h"
#include "base/text.h"

/* Whether an allocation of this thread has failed since the parse began (orthant/status.h). */
static _Thread_local bool allocation_failed;

void *orth_json_malloc(size_t bytes)
{
    void *block = malloc(bytes);
    if (block == NULL)
        allocation_failed = true;
    return block;
}

/* The key whose closing quote is the byte before `end`, quoted for a message. */
static const char *quote_key(char quoted[ORTH_QUOTE_MAX], const char *text, size_t end)
{
    size_t from = end - 1;
    while (from > 1 && (text[from - 1] != '"' || text[from - 2] == '\\'))
        from--;
    json_t *key = json_loadb(text + from - 1, end - from + 1, JSON_DECODE_ANY, NULL);
    orth_quote(quoted, ORTH_QUOTE_MAX, json_is_string(key) ? json_string_value(key) : "?");
    json_decref(key);
    return quoted;
}

/* jansson's own text, on one line and without what a terminal would obey. */
static void copy_detail(char *detail, size_t size, const char *text)
{
    size_t n = 0;
    for (; text[n] != '\0' && n + 1 < size; n++)
        detail[n] = text[n] < 0x20 || text[n] >= 0x7f ? '?' : text[n];
    detail[n] = '\0';
}

static orth_status fail(const json_error_t *why, const char *text, const char *file,
                        orth_error *error)
{
    char detail[JSON_ERROR_TEXT_LENGTH], quoted[ORTH_QUOTE_MAX];
    const char *label = orth_file_label(file);
    int column = why->column > 0 ? why->column : 1;
    switch (json_error_code(why)) {
    case json_error_duplicate_key:
        return orth_fail(error, ORTH_BAD_INPUT, "%s:%d:%d: the key %s is given twice", label,
                         why->line, column, quote_key(quoted, text, (size_t)why->position));
    case json_error_null_character:
    case json_error_null_byte_in_key:
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s:%d:%d: the character \\u0000; permitted: all others", label, why->line,
                         column);
    default:
        copy_detail(detail, sizeof detail, why->text);
        return orth_fail(error, ORTH_BAD_INPUT, "%s:%d:%d: %s", label, why->line, column, detail);
    }
}

/* What jansson would call by less helpful names. */
static orth_status check_bytes(const char *text, size_t length, const char *file, orth_error *error)
{
    const char *label = orth_file_label(file);
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s:1:1: a byte order mark; permitted: UTF-8 without one", label);
    const char *nul = length == 0 ? NULL : memchr(text, '\0', length);
    if (nul == NULL)
        return ORTH_OK;
    size_t line = 1, column = 1;
    for (const char *c = text; c < nul; c++) {
        column = *c == '\n' ? 1 : column + 1;
        line += *c == '\n';
    }
    return orth_fail(error, ORTH_BAD_INPUT, "%s:%zu:%zu: a NUL byte; permitted: UTF-8 text", label,
                     line, column);
}

/* What is left of a text. */
typedef struct rest {
    const char *at;
    size_t left;
} rest;

/* jansson takes a text a kilobyte at a time: it is as if it ended where the work is to stop. */
static size_t give(void *buffer, size_t room, void *of)
{
    rest *text = of;
    size_t count = text->left < room ? text->left : room;
    if (orth_stopped())
        return 0;
    memcpy(buffer, text->at, count);
    text->at += count;
    text->left -= count;
    return count;
}

orth_status orth_json_parse(json_t **json, const char *text, size_t length, const char *file,
                            orth_error *error)
{
    *json = NULL;
    orth_status status = check_bytes(text, length, file, error);
    if (status != ORTH_OK)
        return status;
    json_error_t why = {0}; /* jansson leaves it half unset when memory is out */
    orth_locale outer = orth_locale_enter();
    allocation_failed = false;
    rest of = {text, length};
    json_t *tree = json_load_callback(give, &of, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
    status = allocation_failed ? orth_fail_memory(error, (double)length) : orth_go_on(error);
    if (status != ORTH_OK) {
        json_decref(tree);
        tree = NULL;
    } else if (tree == NULL) {
        status = fail(&why, text, file, error);
    }
    orth_locale_leave(outer);
    *json = tree;
    return status;
}

/* 15 digits where they say it all, else 17. */
static void print_double(char *out, size_t size, double value)
{
    snprintf(out, size, "%.15g", value);
    if (strtod(out, NULL) != value)
        snprintf(out, size, "%.17g", value);
}

const char *orth_json_describe(char out[ORTH_QUOTE_MAX], const json_t *value)
{
    const size_t size = ORTH_QUOTE_MAX;
    switch (json_typeof(value)) {
    case JSON_STRING:
        return orth_quote(out, size, json_string_value(value));
    case JSON_INTEGER:
        snprintf(out, size, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        return out;
    case JSON_REAL:
        print_double(out, size, json_real_value(value));
        return out;
    case JSON_ARRAY:
        return json_array_size(value) == 0 ? "an empty list" : "a list";
    case JSON_OBJECT:
        return "an object";
    case JSON_TRUE:
        return "true";
    case JSON_FALSE:
        return "false";
    case JSON_NULL:
        break;
    }
    return "null";
}
