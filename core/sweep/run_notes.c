#include "sweep/run_notes.h"

#include <stdlib.h>
#include <string.h>

bool orth_run_notes_add(orth_run_notes *notes, const char *text)
{
    for (size_t i = 0; i < notes->count; i++)
        if (strcmp(notes->texts[i], text) == 0)
            return false;
    char *copy = notes->count < ORTH_SWEEP_NOTES_MAX ? strdup(text) : NULL;
    if (copy == NULL) {
        notes->left++;
        return false;
    }
    notes->texts[notes->count++] = copy;
    return true;
}

void orth_run_notes_free(orth_run_notes *notes)
{
    for (size_t i = 0; i < notes->count; i++)
        free(notes->texts[i]);
    notes->count = 0;
}
