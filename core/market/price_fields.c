/* A line into fields. */
#include <emmintrin.h> /* SSE2, which every x86-64 has */
#include <string.h>

#include "market/price_header.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* A field that starts with a quote, cut in place; *end is where its separator or the NUL is, NULL
 * where the quote has no end or text after it. */
static orth_field quoted_field(char *at, char separator, char **end)
{
    orth_field field = {.text = at};
    char *out = at++;
    while (*at != '\0' && (at[0] != '"' || at[1] == '"')) {
        at += *at == '"';
        *out++ = *at++;
    }
    field.length = (size_t)(out - field.text);
    bool ended = *at == '"';
    at += ended;
    while (is_blank(*at) && *at != separator)
        at++;
    *end = ended && (*at == separator || *at == '\0') ? at : NULL;
    return field;
}

static void trim(orth_field *field)
{
    while (field->length > 0 && is_blank(field->text[0])) {
        field->text++;
        field->length--;
    }
    while (field->length > 0 && is_blank(field->text[field->length - 1]))
        field->length--;
}

/* Any line, byte by byte. */
static size_t split_quoted(char *line, char separator, orth_field *fields, size_t most)
{
    size_t count = 0;
    for (char *at = line;; at++) {
        if (count == most)
            return most + 1;
        while (is_blank(*at) && *at != separator)
            at++;
        orth_field *field = &fields[count++];
        if (*at == '"') {
            char *start = at;
            *field = quoted_field(start, separator, &at);
            if (at == NULL)
                return 0;
        } else {
            field->text = at;
            while (*at != separator && *at != '\0')
                at++;
            field->length = (size_t)(at - field->text);
        }
        trim(field);
        if (*at == '\0')
            return count;
    }
}

#define BLOCK 16

/* Where the separators of the next `count` <= BLOCK bytes are, one bit a byte; *quotes likewise. */
static inline unsigned find_bytes(const char *at, size_t count, char separator, unsigned *quotes)
{
    __m128i bytes;
    if (count >= BLOCK) {
        bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    } else {
        char part[BLOCK] = {0};
        memcpy(part, at, count);
        bytes = _mm_loadu_si128((const __m128i *)(const void *)part);
    }
    *quotes |= (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(separator)));
}

size_t orth_fields_split(char *line, size_t length, char separator, orth_field *fields, size_t most)
{
    size_t count = 0, start = 0;
    unsigned quotes = 0;
    for (size_t at = 0; at < length && quotes == 0; at += BLOCK)
        for (unsigned found = find_bytes(line + at, length - at, separator, &quotes); found != 0;
             found &= found - 1) {
            size_t end = at + (size_t)__builtin_ctz(found);
            if (count < most) {
                fields[count] = (orth_field){line + start, end - start};
                trim(&fields[count]);
            }
            count++;
            start = end + 1;
        }
    if (quotes != 0)
        return split_quoted(line, separator, fields, most);
    if (count < most) {
        fields[count] = (orth_field){line + start, length - start};
        trim(&fields[count]);
    }
    return count < most ? count + 1 : most + 1;
}
