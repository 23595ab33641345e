#include "base/csv_in.h"

#include <string.h>

bool orth_csv_line(char **text, char **line)
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

/* Moves a cell down over its quotes and ends it; returns what follows its comma, NULL behind the
 * last. */
static char *take_cell(char *cell)
{
    char *from = cell, *to = cell;
    if (*from == '"')
        for (from++; *from != '\0'; *to++ = *from++)
            if (*from == '"' && *++from != '"')
                break;
    char *least = to; /* blanks within quotes stay */
    while (*from != '\0' && *from != ',')
        *to++ = *from++;
    while (to > least && (to[-1] == ' ' || to[-1] == '\t'))
        to--;
    char *next = *from == ',' ? from + 1 : NULL;
    *to = '\0';
    return next;
}

size_t orth_csv_cut(char *line, char **cells, size_t most)
{
    size_t count = 0;
    for (char *at = line; at != NULL; count++) {
        at += strspn(at, " \t");
        if (count < most)
            cells[count] = at;
        at = take_cell(at);
    }
    return count;
}
