/* Files that are written whole or not at all: a temporary file beside the target, synced, renamed.
 * At most one file of a process may be open at a time for each orth_output. */
#ifndef ORTH_BASE_FILE_OUT_H
#define ORTH_BASE_FILE_OUT_H

#include <stdio.h>

#include "orthant/status.h"

#define ORTH_PATH_MAX 4096

typedef struct orth_output {
    FILE *stream;
    char path[ORTH_PATH_MAX];
    char temporary[ORTH_PATH_MAX];
} orth_output;

/* Opens `path` for writing through output->stream. On failure nothing is left behind. */
orth_status orth_output_open(orth_output *output, const char *path, orth_error *error);

/* Flushes, syncs and renames; on failure (a full disk, a failed earlier write) removes the
 * temporary file and leaves an older file of that name as it was. */
orth_status orth_output_commit(orth_output *output, orth_error *error);

/* Drops what was written. */
void orth_output_abandon(orth_output *output);

/* Removes the temporary files that are open now. Safe in a signal handler. */
void orth_output_abandon_all(void);

#endif
