/* What a study assumed. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "likeness/subject.h"

orth_status orth_likeness_start_notes(orth_likeness_subject *of, orth_error *error)
{
    size_t room = of->prices->note_count + ORTH_MARKET_FIT_NOTES + ORTH_LIKENESS_NOTES;
    of->study.notes = malloc(room * sizeof *of->study.notes);
    if (of->study.notes == NULL)
        return orth_fail_memory(error, (double)room * sizeof *of->study.notes);
    for (size_t i = 0; i < of->prices->note_count; i++)
        of->study.notes[of->study.note_count++] = of->prices->notes[i];
    return ORTH_OK;
}

void orth_likeness_keep(orth_likeness_subject *of, const char *note)
{
    of->study.notes[of->study.note_count++] = note;
    if (of->terms.note != NULL)
        of->terms.note(of->terms.user, note);
}

void orth_likeness_note(orth_likeness_subject *of, const char *format, ...)
{
    char *own = of->own[of->own_count++];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(own, sizeof of->own[0], format, arguments);
    va_end(arguments);
    orth_likeness_keep(of, own);
}
