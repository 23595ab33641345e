/* What is said of a log and of what was measured. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/plain_locale.h"
#include "live/live.h"

orth_status orth_live_note(char ***notes, size_t *count, orth_error *error, const char *format, ...)
{
    char text[600];
    va_list arguments;
    char **grown = realloc(*notes, (*count + 1) * sizeof *grown);
    if (grown == NULL)
        return orth_fail_memory(error, (double)((*count + 1) * sizeof *grown));
    *notes = grown;
    va_start(arguments, format);
    orth_locale outer = orth_locale_enter();
    vsnprintf(text, sizeof text, format, arguments);
    orth_locale_leave(outer);
    va_end(arguments);
    grown[*count] = strdup(text);
    if (grown[*count] == NULL)
        return orth_fail_memory(error, sizeof text);
    ++*count;
    return ORTH_OK;
}

void orth_live_notes_free(char **notes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(notes[i]);
    free(notes);
}
