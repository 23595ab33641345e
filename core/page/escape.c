#include "page/escape.h"

#include <string.h>

#include "base/text.h"

static const char *reference(char character)
{
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void orth_escape_html(FILE *stream, const char *text)
{
    size_t left = strlen(text);
    while (left > 0) {
        char escaped[ORTH_ESCAPE_MAX];
        size_t used, bytes = orth_escape_character(escaped, text, left, &used);
        const char *instead = bytes == 1 ? reference(escaped[0]) : NULL;
        if (instead != NULL)
            fputs(instead, stream);
        else
            fwrite(escaped, 1, bytes, stream);
        text += used;
        left -= used;
    }
}
