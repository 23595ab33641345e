#include "base/text.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Bytes of the UTF-8 character at c (1 for what is no start of one). */
static size_t character_bytes(const unsigned char *c)
{
    size_t want = *c >= 0xf0 ? 4 : *c >= 0xe0 ? 3 : *c >= 0xc0 ? 2 : 1;
    size_t have = 1;
    while (have < want && (c[have] & 0xc0) == 0x80)
        have++;
    return have;
}

/* U+0000..U+001F, U+007F..U+009F: terminals may obey them. */
static bool is_control(const unsigned char *c)
{
    return *c < 0x20 || *c == 0x7f || (*c == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0);
}

const char *orth_quote(char *out, size_t size, const char *text)
{
    static const char cut[] = "...\"";
    size_t used = 0;
    out[used++] = '"';
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0';) {
        char piece[8];
        size_t bytes = character_bytes(c);
        if (is_control(c)) {
            snprintf(piece, sizeof piece, "\\u%04x", bytes == 2 ? c[1] : *c);
        } else if (*c == '"' || *c == '\\') {
            piece[0] = '\\';
            piece[1] = (char)*c;
            piece[2] = '\0';
        } else {
            memcpy(piece, c, bytes);
            piece[bytes] = '\0';
        }
        if (used + strlen(piece) + sizeof cut > size) {
            memcpy(out + used, cut, sizeof cut);
            return out;
        }
        memcpy(out + used, piece, strlen(piece));
        used += strlen(piece);
        c += bytes;
    }
    memcpy(out + used, "\"", 2);
    return out;
}
