#include "base/paragraph.h"

#include <string.h>

void orth_paragraph(FILE *stream, const char *text, size_t columns)
{
    size_t column = 0;
    for (const char *at = text + strspn(text, " "); *at != '\0';) {
        size_t word = strcspn(at, " ");
        if (column > 0 && column + 1 + word > columns) {
            fputc('\n', stream);
            column = 0;
        }
        fprintf(stream, "%s%.*s", column > 0 ? " " : "", (int)word, at);
        column += (column > 0) + word;
        at += word + strspn(at + word, " ");
    }
    fputc('\n', stream);
}
