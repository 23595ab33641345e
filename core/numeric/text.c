#include "numeric/text.h"

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

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t orth_name_distance(const char *a, const char *b)
{
    /* Rows of the usual table: d[i][j] turns the first i letters of a into the first j of b. */
    size_t d[ORTH_NAME_DISTANCE_MAX][ORTH_NAME_DISTANCE_MAX];
    size_t m = strlen(a), n = strlen(b);
    if (m >= ORTH_NAME_DISTANCE_MAX || n >= ORTH_NAME_DISTANCE_MAX)
        return ORTH_NAME_DISTANCE_MAX;
    for (size_t j = 0; j <= n; j++)
        d[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        d[i][0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t change = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            d[i][j] = least(change, 1 + least(d[i - 1][j], d[i][j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = least(d[i][j], 1 + d[i - 2][j - 2]);
        }
    }
    return d[m][n];
}
