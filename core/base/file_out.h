/* Files that are written whole or not at all: a temporary file beside the target, synced, renamed,
 * and the folder synced. A symbolic link stays one: what it leads to is replaced. */
#ifndef ORTH_BASE_FILE_OUT_H
#define ORTH_BASE_FILE_OUT_H

#include <stdio.h>

#include "orthant/status.h"

#define ORTH_PATH_MAX 4096

typedef struct orth_output {
    FILE *stream;
    char path[ORTH_PATH_MAX];      /* as given, for messages */
    char target[ORTH_PATH_MAX];    /* where its links lead */
    char temporary[ORTH_PATH_MAX]; /* empty: written in place (a device, a pipe) */
    int lock;                      /* of orth_output_open_alone; else -1 */
} orth_output;

/* Opens `path` for writing through output->stream. An older file's mode and owner are kept; where
 * they cannot be, or it may not be written, nothing is. On failure nothing is left behind. */
orth_status orth_output_open(orth_output *output, const char *path, orth_error *error);

/* The same by one process at a time, and with a temporary file that has the same name each time, so
 * that what a killed process left of it is written over: ORTH_IO where another process is at it. */
orth_status orth_output_open_alone(orth_output *output, const char *path, orth_error *error);

/* Flushes, syncs and renames; on failure (a full disk, a failed earlier write) removes the
 * temporary file and leaves an older file of that name as it was. */
orth_status orth_output_commit(orth_output *output, orth_error *error);

/* Drops what was written. */
void orth_output_abandon(orth_output *output);

/* Removes the temporary files that are open now. Safe in a signal handler. */
void orth_output_abandon_all(void);

/* *out (ORTH_PATH_MAX) is `path` with the symbolic links of its last part followed, whether or not
 * there is such a file; ORTH_IO when they go in a circle or the name becomes too long. */
orth_status orth_path_follow(char *out, const char *path, orth_error *error);

/* Length of the part of `path` before its last name, the slash included. */
size_t orth_path_folder(const char *path);

#endif
