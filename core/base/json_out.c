#include "base/json_out.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/check.h"
#include "base/double_text.h"
#include "base/text.h"

void orth_json_begin(orth_json_out *json, FILE *stream)
{
    json->stream = stream;
    json->compact = false;
    json->depth = 0;
    json->first[0] = true;
    json->inline_[0] = false;
}

void orth_json_begin_compact(orth_json_out *json, FILE *stream)
{
    orth_json_begin(json, stream);
    json->compact = true;
}

void orth_json_end(orth_json_out *json)
{
    ORTH_CHECK(json->depth == 0);
    fputc('\n', json->stream);
}

static void write_escaped(FILE *stream, const char *text)
{
    size_t left = strlen(text);
    fputc('"', stream);
    while (left > 0) {
        uint32_t code;
        size_t bytes = orth_character(text, left, &code);
        if (bytes == 0) /* a file's name may be any bytes, JSON is UTF-8 */
            fputs("\\ufffd", stream);
        else if (orth_is_obeyed(code))
            fprintf(stream, "\\u%04x", (unsigned)code);
        else if (code == '"' || code == '\\')
            fprintf(stream, "\\%c", (char)code);
        else
            fwrite(text, 1, bytes, stream);
        text += bytes > 0 ? bytes : 1;
        left -= bytes > 0 ? bytes : 1;
    }
    fputc('"', stream);
}

static void newline(const orth_json_out *json, int depth)
{
    if (json->compact)
        return;
    fputc('\n', json->stream);
    for (int i = 0; i < depth; i++)
        fputs("  ", json->stream);
}

/* Comma, line break and key: all that stands before a value. */
static void lead(orth_json_out *json, const char *key)
{
    int depth = json->depth;
    bool first = json->first[depth];
    json->first[depth] = false;
    if (!first)
        fputc(',', json->stream);
    if (depth > 0) {
        if (!json->inline_[depth])
            newline(json, depth);
        else if (!first && !json->compact)
            fputc(' ', json->stream);
    }
    if (key != NULL) {
        write_escaped(json->stream, key);
        fputs(json->compact ? ":" : ": ", json->stream);
    }
}

static void open_container(orth_json_out *json, const char *key, char bracket, bool on_one_line)
{
    lead(json, key);
    fputc(bracket, json->stream);
    ORTH_CHECK(json->depth + 1 < ORTH_JSON_DEPTH_MAX);
    bool outer = json->inline_[json->depth];
    json->depth++;
    json->first[json->depth] = true;
    json->inline_[json->depth] = on_one_line || outer;
}

static void close_container(orth_json_out *json, char bracket)
{
    bool empty = json->first[json->depth];
    bool on_one_line = json->inline_[json->depth];
    json->depth--;
    if (!empty && !on_one_line)
        newline(json, json->depth);
    fputc(bracket, json->stream);
}

void orth_json_open_object(orth_json_out *json, const char *key)
{
    open_container(json, key, '{', false);
}

void orth_json_open_array(orth_json_out *json, const char *key)
{
    open_container(json, key, '[', false);
}

void orth_json_open_inline_object(orth_json_out *json, const char *key)
{
    open_container(json, key, '{', true);
}

void orth_json_open_inline_array(orth_json_out *json, const char *key)
{
    open_container(json, key, '[', true);
}

void orth_json_close_object(orth_json_out *json)
{
    close_container(json, '}');
}

void orth_json_close_array(orth_json_out *json)
{
    close_container(json, ']');
}

void orth_json_string(orth_json_out *json, const char *key, const char *value)
{
    lead(json, key);
    write_escaped(json->stream, value);
}

void orth_json_integer(orth_json_out *json, const char *key, int64_t value)
{
    lead(json, key);
    fprintf(json->stream, "%" PRId64, value);
}

void orth_json_bool(orth_json_out *json, const char *key, bool value)
{
    orth_json_raw(json, key, value ? "true" : "false");
}

void orth_json_null(orth_json_out *json, const char *key)
{
    orth_json_raw(json, key, "null");
}

void orth_json_double(orth_json_out *json, const char *key, double value)
{
    char text[ORTH_DOUBLE_TEXT_MAX];
    ORTH_CHECK(isfinite(value));
    orth_json_raw(json, key, isfinite(value) ? orth_double_text(text, value) : "null");
}

void orth_json_known(orth_json_out *json, const char *key, bool known, double value)
{
    if (known)
        orth_json_double(json, key, value);
    else
        orth_json_null(json, key);
}

void orth_json_raw(orth_json_out *json, const char *key, const char *text)
{
    lead(json, key);
    fputs(text, json->stream);
}

void orth_json_doubles(orth_json_out *json, const char *key, size_t n, const double *values)
{
    orth_json_open_inline_array(json, key);
    for (size_t i = 0; i < n; i++)
        orth_json_double(json, NULL, values[i]);
    orth_json_close_array(json);
}

void orth_json_strings(orth_json_out *json, const char *key, size_t n, const char *const *values)
{
    orth_json_open_inline_array(json, key);
    for (size_t i = 0; i < n; i++)
        orth_json_string(json, NULL, values[i]);
    orth_json_close_array(json);
}

void orth_json_begin_result(orth_json_out *json, FILE *stream, const char *kind)
{
    orth_json_begin(json, stream);
    orth_json_open_object(json, NULL);
    orth_json_integer(json, "orthant", 1);
    orth_json_string(json, "kind", kind);
}

void orth_json_end_result(orth_json_out *json)
{
    orth_json_close_object(json);
    orth_json_end(json);
}
