/* What points say beside their results, each text once. */
#ifndef ORTH_SWEEP_RUN_NOTES_H
#define ORTH_SWEEP_RUN_NOTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/sweep_run.h"

typedef struct orth_run_notes {
    size_t count;
    char *texts[ORTH_SWEEP_NOTES_MAX];
    uint64_t left; /* texts there was no room for */
} orth_run_notes;

/* Whether the text is new and is kept; without memory it counts as left. */
bool orth_run_notes_add(orth_run_notes *notes, const char *text);
void orth_run_notes_free(orth_run_notes *notes);

#endif
