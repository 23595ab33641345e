#include "base/double_text.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

const char *orth_double_text(char text[ORTH_DOUBLE_TEXT_MAX], double value)
{
    snprintf(text, ORTH_DOUBLE_TEXT_MAX, "%.17g", value);
    const char *point = localeconv()->decimal_point;
    char *at = strcmp(point, ".") == 0 ? NULL : strstr(text, point);
    if (at != NULL) {
        *at = '.';
        memmove(at + 1, at + strlen(point), strlen(at + strlen(point)) + 1);
    }
    if (strpbrk(text, ".en") == NULL)
        strcat(text, ".0");
    return text;
}
