/* A file that one process at a time appends to. */
#ifndef ORTH_SWEEP_POINTS_LOCK_H
#define ORTH_SWEEP_POINTS_LOCK_H

#include "orthant/status.h"

/* Opens `file` for reading and appending, makes it where it is not there, and locks it for as long
 * as the descriptor, and thus the process, lives. ORTH_IO where another has it, where it is no
 * regular file, or where nothing can be written or locked there. */
orth_status orth_lock_open(int *descriptor, const char *file, orth_error *error);

/* ORTH_IO where another process has the file locked; ORTH_OK also where there is none. */
orth_status orth_lock_probe(const char *file, orth_error *error);
/* Removes the file unless another process has it locked, which is ORTH_IO. That there is none is
 * ORTH_OK. */
orth_status orth_lock_remove(const char *file, orth_error *error);

/* Opens the file for reading, without a lock; *descriptor is -1 where there is none. ORTH_IO where
 * it is no regular file. */
orth_status orth_lock_read(int *descriptor, const char *file, orth_error *error);

/* ORTH_IO where the name no longer leads to the open file, so that what was written is lost. */
orth_status orth_lock_kept(int descriptor, const char *file, orth_error *error);

/* The file's name lasts through a power cut, where the file system can do that. */
void orth_lock_sync_folder(const char *file);

#endif
