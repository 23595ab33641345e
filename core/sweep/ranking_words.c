#include "sweep/ranking_words.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "sweep/cell.h"

/* The end of a pointer from its `parts`-th stroke from behind; all of it where it has fewer. */
static const char *end_of(const char *pointer, size_t parts)
{
    const char *at = pointer + strlen(pointer);
    while (at > pointer && parts > 0)
        parts -= *--at == '/';
    return at;
}

static bool is_shared(const orth_sweep_ranking *ranking, size_t parameter, size_t parts)
{
    for (size_t p = 0; p < ranking->parameters; p++)
        if (p != parameter &&
            strcmp(end_of(ranking->names[p], parts), end_of(ranking->names[parameter], parts)) == 0)
            return true;
    return false;
}

const char *orth_parameter_text(char text[ORTH_PARAMETER_TEXT_MAX],
                                const orth_sweep_ranking *ranking, size_t parameter)
{
    size_t parts = 1, most = strlen(ranking->names[parameter]);
    while (parts < most && is_shared(ranking, parameter, parts))
        parts++;
    const char *end = end_of(ranking->names[parameter], parts);
    return orth_escape(text, ORTH_PARAMETER_TEXT_MAX, end + (parts < most && *end == '/'));
}

const char *orth_short_text(char *text, size_t size, const char *json)
{
    double number;
    if (orth_cell_number(&number, json))
        snprintf(text, size, "%.6g", number);
    else
        orth_cell_text(text, size, json);
    return text;
}

int orth_ranking_mark(const orth_sweep_ranked *row)
{
    return row->unmade ? -1 : !row->told;
}
