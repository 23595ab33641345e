/* A line into fields. */
#include <assert.h>
#include <emmintrin.h> /* SSE2, which every x86-64 has */
#include <string.h>

#include "market/price_sample.h"

#define BLOCK 64 /* bytes looked at together */
static_assert(BLOCK <= ORTH_TEXT_SLACK, "a block may end after the line");

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

void orth_field_cut_blanks(orth_field *field)
{
    while (field->length > 0 && is_blank(field->text[0])) {
        field->text++;
        field->length--;
    }
    while (field->length > 0 && is_blank(field->text[field->length - 1]))
        field->length--;
}

/* Any line, byte by byte. */
static size_t split_quoted(char *line, char separator, orth_field *fields, size_t wanted,
                           size_t most)
{
    size_t count = 0;
    for (char *at = line;; at++) {
        if (count == most)
            return most + 1;
        while (is_blank(*at) && *at != separator)
            at++;
        orth_field field = {.text = at};
        if (*at == '"') {
            field = quoted_field(field.text, separator, &at);
            if (at == NULL)
                return 0;
        } else {
            while (*at != separator && *at != '\0')
                at++;
            field.length = (size_t)(at - field.text);
        }
        if (count < wanted)
            fields[count] = field;
        count++;
        if (*at == '\0')
            return count;
    }
}

/* Which of the BLOCK bytes at `at` are `wanted`, one bit a byte. */
static inline uint64_t find_byte(const char *at, char wanted)
{
    uint64_t found = 0;
    for (int part = 0; part < BLOCK / 16; part++) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at + part);
        unsigned mask = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(wanted)));
        found |= (uint64_t)mask << (16 * part);
    }
    return found;
}

size_t orth_fields_split(char *line, size_t length, char separator, orth_field *fields,
                         size_t wanted, size_t most)
{
    size_t count = 0, start = 0;
    for (size_t at = 0; at < length; at += BLOCK) {
        size_t left = length - at;
        uint64_t inside = left < BLOCK ? ((uint64_t)1 << left) - 1 : UINT64_MAX;
        if ((find_byte(line + at, '"') & inside) != 0)
            return split_quoted(line, separator, fields, wanted, most);
        uint64_t found = find_byte(line + at, separator) & inside;
        for (; found != 0 && count < wanted; found &= found - 1) {
            size_t end = at + (size_t)__builtin_ctzll(found);
            fields[count++] = (orth_field){line + start, end - start};
            start = end + 1;
        }
        count += (size_t)__builtin_popcountll(found);
    }
    if (count < wanted)
        fields[count] = (orth_field){line + start, length - start};
    return count < most ? count + 1 : most + 1;
}
