#include "sweep/points_line.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"

#define CHECK_DIGITS 16

static const char seal_begin[] = ",\"check\":\"";
#define SEAL_BEGIN (sizeof seal_begin - 1)

static void digits_of(char out[65], const char *line, size_t length)
{
    orth_digest digest;
    orth_digest_begin(&digest);
    orth_digest_add(&digest, line, length);
    orth_digest_end(&digest, out);
}

void orth_line_seal(char *line, size_t length)
{
    char digits[65];
    digits_of(digits, line, length);
    char *at = line + length;
    memcpy(at, seal_begin, SEAL_BEGIN);
    memcpy(at + SEAL_BEGIN, digits, CHECK_DIGITS);
    memcpy(at + SEAL_BEGIN + CHECK_DIGITS, "\"}\n", 3);
}

bool orth_line_sealed(const char *line, size_t *length)
{
    char digits[65];
    if (*length < ORTH_SEAL_LENGTH)
        return false;
    size_t body = *length - (ORTH_SEAL_LENGTH - 1);
    const char *at = line + body;
    if (memcmp(at, seal_begin, SEAL_BEGIN) != 0 ||
        memcmp(at + SEAL_BEGIN + CHECK_DIGITS, "\"}", 2) != 0)
        return false;
    digits_of(digits, line, body);
    *length = body;
    return memcmp(at + SEAL_BEGIN, digits, CHECK_DIGITS) == 0;
}

/* ---------------------------------------------------------------- writing */

static size_t text_bytes(const char *text)
{
    return text == NULL ? 0 : strlen(text);
}

/* No fewer bytes than the line takes: each name and sign below is counted with more than it has. */
static size_t bytes_of(const orth_kept_point *point)
{
    size_t bytes = 128 + ORTH_SEAL_LENGTH + 6 * text_bytes(point->failed);
    for (size_t i = 0; i < point->value_count; i++)
        bytes += text_bytes(point->values[i]) + 1;
    for (size_t i = 0; i < point->figure_count; i++) {
        const orth_kept_figure *figure = &point->figures[i];
        bytes += 64 + text_bytes(figure->text) + text_bytes(figure->low) +
                 text_bytes(figure->high) + 16 * figure->groups;
    }
    return bytes;
}

static char *put(char *at, const char *text)
{
    size_t length = strlen(text);
    memcpy(at, text, length);
    return at + length;
}

/* A text of JSON, in which a line break can only stand between its parts. */
static char *put_json(char *at, const char *text)
{
    for (; *text != '\0'; text++)
        *at++ = *text == '\n' || *text == '\r' ? ' ' : *text;
    return at;
}

static char *put_string(char *at, const char *text)
{
    static const char hex[] = "0123456789abcdef";
    *at++ = '"';
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < 0x20) {
            at = put(at, "\\u00");
            *at++ = hex[c >> 4];
            *at++ = hex[c & 15];
            continue;
        }
        if (c == '"' || c == '\\')
            *at++ = '\\';
        *at++ = *text;
    }
    *at++ = '"';
    return at;
}

static char *put_bits(char *at, double value)
{
    static const char hex[] = "0123456789abcdef";
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    for (int shift = 60; shift >= 0; shift -= 4)
        *at++ = hex[bits >> shift & 15];
    return at;
}

static char *put_figure(char *at, const orth_kept_figure *figure)
{
    if (figure->text == NULL)
        return put(at, "null");
    at = put_json(put(at, "{\"value\":"), figure->text);
    if (figure->low != NULL && figure->high != NULL) {
        at = put_json(put(at, ",\"low\":"), figure->low);
        at = put_json(put(at, ",\"high\":"), figure->high);
    }
    if (figure->groups > 0) {
        at = put(at, ",\"groups\":\"");
        for (size_t i = 0; i < figure->groups; i++)
            at = put_bits(at, figure->group_means[i]);
        *at++ = '"';
    }
    *at++ = '}';
    return at;
}

orth_status orth_kept_line(char **text, size_t *length, const orth_kept_point *point,
                           orth_error *error)
{
    size_t bytes = bytes_of(point);
    *length = 0;
    *text = malloc(bytes);
    if (*text == NULL)
        return orth_fail_memory(error, (double)bytes);
    char *at = *text + sprintf(*text, "{\"point\":%" PRIu64 ",\"values\":[", point->point);
    for (size_t i = 0; i < point->value_count; i++) {
        if (i > 0)
            *at++ = ',';
        at = put_json(at, point->values[i]);
    }
    *at++ = ']';
    if (point->failed != NULL) {
        at = put_string(put(at, ",\"failed\":"), point->failed);
    } else {
        at = put(at, ",\"figures\":[");
        for (size_t i = 0; i < point->figure_count; i++) {
            if (i > 0)
                *at++ = ',';
            at = put_figure(at, &point->figures[i]);
        }
        *at++ = ']';
    }
    orth_line_seal(*text, (size_t)(at - *text));
    *length = (size_t)(at - *text) + ORTH_SEAL_LENGTH;
    return ORTH_OK;
}
