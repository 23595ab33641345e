/* Lines and cells of a log, and its notes. */
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

bool orth_live_next_line(char **text, char **line)
{
    if (**text == '\0')
        return false;
    *line = *text;
    size_t length = strcspn(*text, "\n");
    *text += length + ((*text)[length] != '\0');
    (*line)[length] = '\0';
    if (length > 0 && (*line)[length - 1] == '\r')
        (*line)[length - 1] = '\0';
    return true;
}

/* A quoted cell, of which `from` is the first quote, moved down over its quotes. Returns what
 * follows the last one. */
static char *unquote(char *from)
{
    char *to = from++;
    for (; *from != '\0'; from++) {
        if (*from == '"' && *++from != '"')
            break;
        *to++ = *from;
    }
    char *rest = from;
    if (to < rest)
        *to = '\0';
    return rest;
}

size_t orth_live_cut(char *line, char **cells, size_t most)
{
    size_t count = 0;
    for (char *at = line; at != NULL; count++) {
        at += strspn(at, " \t");
        char *cell = at, *end = at;
        if (*at == '"')
            end = unquote(at);
        char *comma = strchr(end, ',');
        if (comma != NULL)
            *comma = '\0';
        if (end == cell)
            for (size_t length = strlen(cell);
                 length > 0 && (cell[length - 1] == ' ' || cell[length - 1] == '\t'); length--)
                cell[length - 1] = '\0';
        if (count < most)
            cells[count] = cell;
        at = comma == NULL ? NULL : comma + 1;
    }
    return count;
}
