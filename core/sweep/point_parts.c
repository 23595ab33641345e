/* What the commands of points have in common. */
#include "sweep/point.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* A copy of the text at the end of a list of so many. */
static orth_status append(char ***list, size_t *count, const char *text, orth_error *error)
{
    char **more = realloc(*list, (*count + 1) * sizeof *more);
    if (more == NULL)
        return orth_fail_memory(error, (double)((*count + 1) * sizeof *more));
    *list = more;
    more[*count] = strdup(text);
    if (more[*count] == NULL)
        return orth_fail_memory(error, (double)strlen(text) + 1);
    (*count)++;
    return ORTH_OK;
}

orth_status orth_point_note(const orth_point_job *job, const char *text, orth_error *error)
{
    if (job->result == NULL || text[0] == '\0')
        return ORTH_OK;
    return append(&job->result->notes, &job->result->note_count, text, error);
}

orth_status orth_point_notes(const orth_point_job *job, size_t count, char *const *texts,
                             orth_error *error)
{
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < count; i++)
        status = orth_point_note(job, texts[i], error);
    return status;
}

orth_status orth_pointer_add(orth_pointer_list *list, orth_error *error, const char *format, ...)
{
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return append(&list->pointers, &list->count, text, error);
}

size_t orth_point_results(const orth_scenario *scenario)
{
    return scenario->strategy_count > 0 ? scenario->strategy_count
                                        : scenario->step_count * scenario->path_count;
}
