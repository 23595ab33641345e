/* Whole files read into memory. */
#ifndef ORTH_BASE_FILE_IN_H
#define ORTH_BASE_FILE_IN_H

#include <stdbool.h>
#include <stddef.h>

#include "orthant/status.h"

/* What a message calls a file: "-" is standard input. */
const char *orth_file_label(const char *file);

/* Reads `file` ("-" for standard input; a pipe will do) to its end. *text, to be freed by the
 * caller, has *length bytes and then a NUL; it is NULL on failure. ORTH_IO with the system's reason
 * when it cannot be read or is a folder, ORTH_BAD_INPUT when it is longer than `most` bytes. */
orth_status orth_file_read(char **text, size_t *length, const char *file, size_t most,
                           orth_error *error);

/* The same of a file in a folder that a run has made, where a pipe would be waited for without end:
 * ORTH_IO where it is no regular file. */
orth_status orth_file_read_kept(char **text, size_t *length, const char *file, size_t most,
                                orth_error *error);

/* Whether both names lead to one file that is there. */
bool orth_file_same(const char *one, const char *other);

#endif
