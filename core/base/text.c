#include "base/text.h"

#include <stdio.h>
#include <string.h>

size_t orth_character(const char *text, size_t room, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *bytes = (const unsigned char *)text;
    size_t length = bytes[0] < 0x80              ? 1
                    : (bytes[0] & 0xe0u) == 0xc0 ? 2
                    : (bytes[0] & 0xf0u) == 0xe0 ? 3
                    : (bytes[0] & 0xf8u) == 0xf0 ? 4
                                                 : 0;
    *code = length < 2 ? bytes[0] : bytes[0] & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        if (i == room || (bytes[i] & 0xc0u) != 0x80)
            return 0;
        *code = *code << 6 | (bytes[i] & 0x3fu);
    }
    bool good = *code >= least[length] && *code <= 0x10ffff && !(*code >= 0xd800 && *code < 0xe000);
    return good ? length : 0;
}

bool orth_is_obeyed(uint32_t code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x61c || code == 0x200e ||
           code == 0x200f || (code >= 0x2028 && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069);
}

bool orth_is_line(const char *text)
{
    size_t left = strlen(text);
    while (left > 0) {
        uint32_t code;
        size_t bytes = orth_character(text, left, &code);
        if (bytes == 0 || orth_is_obeyed(code))
            return false;
        text += bytes;
        left -= bytes;
    }
    return true;
}

size_t orth_escape_character(char out[ORTH_ESCAPE_MAX], const char *text, size_t room, size_t *used)
{
    uint32_t code;
    size_t bytes = orth_character(text, room, &code);
    *used = bytes > 0 ? bytes : 1;
    if (bytes > 0 && !orth_is_obeyed(code)) {
        memcpy(out, text, bytes);
        return bytes;
    }
    char piece[ORTH_ESCAPE_MAX + 1];
    if (bytes == 0)
        snprintf(piece, sizeof piece, "\\x%02x", (unsigned)(unsigned char)*text);
    else
        snprintf(piece, sizeof piece, "\\u%04x", (unsigned)code & 0xffffu);
    memcpy(out, piece, strlen(piece));
    return strlen(piece);
}

char *orth_escape(char *out, size_t size, const char *text)
{
    size_t filled = 0, left = strlen(text);
    while (left > 0) {
        char piece[ORTH_ESCAPE_MAX];
        size_t used, bytes = orth_escape_character(piece, text, left, &used);
        if (filled + bytes >= size)
            break;
        memcpy(out + filled, piece, bytes);
        filled += bytes;
        text += used;
        left -= used;
    }
    out[filled] = '\0';
    return out;
}

const char *orth_quote(char *out, size_t size, const char *text)
{
    static const char cut[] = "...\"";
    size_t filled = 0, left = strlen(text);
    out[filled++] = '"';
    while (left > 0) {
        char piece[ORTH_ESCAPE_MAX + 1] = "\\";
        size_t used = 1, bytes = 2;
        if (*text == '"' || *text == '\\')
            piece[1] = *text;
        else
            bytes = orth_escape_character(piece, text, left, &used);
        if (filled + bytes + sizeof cut > size) {
            memcpy(out + filled, cut, sizeof cut);
            return out;
        }
        memcpy(out + filled, piece, bytes);
        filled += bytes;
        text += used;
        left -= used;
    }
    memcpy(out + filled, "\"", 2);
    return out;
}
