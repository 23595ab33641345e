/* A stream into memory that says when there was none: of open_memstream, a write that finds no
 * memory leaves a hole in the text, and neither the stream's error nor fclose() tells. */
#ifndef ORTH_BASE_TEXT_OUT_H
#define ORTH_BASE_TEXT_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "orthant/status.h"

typedef struct orth_text_out {
    FILE *stream;
    char *text;
    size_t length, room;
    bool failed;
} orth_text_out;

/* Opens out->stream; `out` stays where it is until it is closed. ORTH_NO_MEMORY. */
orth_status orth_text_open(orth_text_out *out, orth_error *error);
/* Closes it. *text has *length bytes and then a NUL, and is the caller's; NULL, and ORTH_NO_MEMORY,
 * where any of it was lost. */
orth_status orth_text_close(orth_text_out *out, char **text, size_t *length, orth_error *error);

#endif
