#include "base/csv_out.h"

#include <stdbool.h>
#include <string.h>

#include "base/double_text.h"

void orth_csv_text(FILE *stream, const char *text)
{
    bool runs = *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
    if (!runs && strpbrk(text, ",\"\r\n") == NULL && *text != ' ' && *text != '\0') {
        fputs(text, stream);
        return;
    }
    fputs(runs ? "\"'" : "\"", stream);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            fputc('"', stream);
        fputc(*text, stream);
    }
    fputc('"', stream);
}

void orth_csv_double(FILE *stream, double value)
{
    char text[ORTH_DOUBLE_TEXT_MAX];
    fputs(orth_double_text(text, value), stream);
}
