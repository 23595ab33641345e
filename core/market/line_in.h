/* A text file line by line, through a buffer of fixed size. */
#ifndef ORTH_MARKET_LINE_IN_H
#define ORTH_MARKET_LINE_IN_H

#include <stdbool.h>
#include <stddef.h>

#include "market/price_bytes.h"
#include "market/price_text.h" /* ORTH_TEXT_SLACK */
#include "orthant/status.h"

#define ORTH_LINE_MAX ((size_t)1 << 20)
#define ORTH_WHOLE_MAX ((size_t)1 << 28)

typedef struct orth_line_in {
    const char *label; /* for messages */
    orth_bytes bytes;
    bool ended; /* nothing comes after what is in the buffer */
    char *buffer;
    size_t room, at, end;
    size_t line; /* number of the line last handed out, from 1 */
} orth_line_in;

/* `text`, unless NULL, is the whole file. A UTF-8 byte order mark is skipped, gzip and zip are
 * unpacked, UTF-16 with a mark is turned; what is no text by its first bytes (other packings, HTML)
 * is refused, where `permitted` says what the file ought to be. `digest`: orth_line_in_finish is
 * asked for the SHA-256. To be closed even after a failure. */
orth_status orth_line_in_open(orth_line_in *in, const char *file, const char *text, size_t length,
                              const char *permitted, bool digest, orth_error *error);
/* After the last line. */
orth_status orth_line_in_finish(orth_line_in *in, char *sha256, orth_error *error);
void orth_line_in_close(orth_line_in *in);

/* The next line, without its end and followed by a NUL and ORTH_TEXT_SLACK bytes of any kind that
 * can be read, in memory of the reader's own until the next call; *line is NULL after the last one.
 * Empty lines are counted, and most of them passed over. */
orth_status orth_line_in_next(orth_line_in *in, char **line, size_t *length, orth_error *error);

/* The first byte that is neither blank nor an end of line, without taking it; 0 if none is in the
 * buffer. */
char orth_line_in_peek(const orth_line_in *in);
/* All that is left, up to ORTH_WHOLE_MAX bytes, in the same memory. */
orth_status orth_line_in_rest(orth_line_in *in, const char **text, size_t *length,
                              orth_error *error);

#endif
