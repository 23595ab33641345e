/* A streaming writer of JSON: keys in the order in which they are written, two-space indentation,
 * no memory beyond the nesting. Rows of numbers can be written on one line. Errors of the stream
 * stay in it: look at ferror() or orth_output_commit() once, at the end. */
#ifndef ORTH_BASE_JSON_OUT_H
#define ORTH_BASE_JSON_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define ORTH_JSON_DEPTH_MAX 32

typedef struct orth_json_out {
    FILE *stream;
    bool compact; /* no line breaks and no blanks */
    int depth;
    bool first[ORTH_JSON_DEPTH_MAX];   /* nothing written yet at this depth */
    bool inline_[ORTH_JSON_DEPTH_MAX]; /* this container stays on one line */
} orth_json_out;

void orth_json_begin(orth_json_out *json, FILE *stream);
/* Begins a document that is written on one line, without blanks. */
void orth_json_begin_compact(orth_json_out *json, FILE *stream);
/* Ends the document with a newline; every container must be closed. */
void orth_json_end(orth_json_out *json);

/* What every result begins with: {"orthant": 1, "kind": kind. Then the caller's own keys, and
 * the end of the object and of the document. */
void orth_json_begin_result(orth_json_out *json, FILE *stream, const char *kind);
void orth_json_end_result(orth_json_out *json);

/* A key is NULL inside an array and for the outermost value. */
void orth_json_open_object(orth_json_out *json, const char *key);
void orth_json_open_array(orth_json_out *json, const char *key);
void orth_json_open_inline_object(orth_json_out *json, const char *key);
void orth_json_open_inline_array(orth_json_out *json, const char *key);
void orth_json_close_object(orth_json_out *json);
void orth_json_close_array(orth_json_out *json);

/* UTF-8; what a terminal would obey is escaped. */
void orth_json_string(orth_json_out *json, const char *key, const char *value);
void orth_json_integer(orth_json_out *json, const char *key, int64_t value);
void orth_json_bool(orth_json_out *json, const char *key, bool value);
void orth_json_null(orth_json_out *json, const char *key);
/* 17 significant digits, which a reader gets back bit for bit. The value must be finite: another
 * one is a caller's bug, and null in the build without assertions, as JSON has no word for it. */
void orth_json_double(orth_json_out *json, const char *key, double value);
/* The same, or null where the value is not known (and then it is not looked at). */
void orth_json_known(orth_json_out *json, const char *key, bool known, double value);
/* Text that is already JSON (a number as digits, say). */
void orth_json_raw(orth_json_out *json, const char *key, const char *text);
/* Inline arrays. */
void orth_json_doubles(orth_json_out *json, const char *key, size_t n, const double *values);
void orth_json_strings(orth_json_out *json, const char *key, size_t n, const char *const *values);

#endif
