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

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Moves a cell down over its quotes and ends it; returns what follows its separator, NULL behind
 * the last. *clean becomes false where quotes are not as they should be. */
static char *take_cell(char *cell, char separator, bool *clean)
{
    char *from = cell, *to = cell;
    bool quoted = *from == '"', ended = !quoted;
    if (quoted)
        for (from++; *from != '\0' && !ended;) {
            ended = *from == '"' && *++from != '"';
            if (!ended)
                *to++ = *from++;
        }
    char *least = to; /* blanks within quotes stay */
    while (*from != '\0' && *from != separator)
        *to++ = *from++;
    while (to > least && is_blank(to[-1]))
        to--;
    *clean &= ended && (!quoted || to == least);
    char *next = *from == separator ? from + 1 : NULL;
    *to = '\0';
    return next;
}

bool orth_csv_cut_at(size_t *count, char *line, char separator, char **cells, size_t most)
{
    bool clean = true;
    *count = 0;
    for (char *at = line; at != NULL; ++*count) {
        while (is_blank(*at) && *at != separator)
            at++;
        if (*count < most)
            cells[*count] = at;
        at = take_cell(at, separator, &clean);
    }
    return clean;
}

size_t orth_csv_cut(char *line, char **cells, size_t most)
{
    size_t count;
    orth_csv_cut_at(&count, line, ',', cells, most);
    return count;
}
