#include "market/line_in.h"

#include <stdlib.h>
#include <string.h>

#include "base/stop.h"

#define LINES 256 /* between two looks at the stop flag */

/* Makes the buffer hold more of the file, or sets `ended`. One byte stays free for a NUL. */
static orth_status refill(orth_line_in *in, orth_error *error)
{
    if (in->at > 0) {
        memmove(in->buffer, in->buffer + in->at, in->end - in->at);
        in->end -= in->at;
        in->at = 0;
    }
    size_t got = 0;
    if (in->ended || in->end + 5 > in->room)
        return ORTH_OK;
    orth_status status =
        orth_bytes_read(&in->bytes, in->buffer + in->end, in->room - 1 - in->end, &got, error);
    if (status != ORTH_OK)
        return status;
    in->ended = got == 0;
    in->end += got;
    return ORTH_OK;
}

static bool starts(const orth_line_in *in, const char *bytes, size_t count)
{
    return in->end - in->at >= count && memcmp(in->buffer + in->at, bytes, count) == 0;
}

/* MetaTrader, Finam and Stooq put the names of columns between < and >. */
static bool is_header(const orth_line_in *in)
{
    size_t at = in->at;
    while (at < in->end && strchr(" \t\r\n", in->buffer[at]) != NULL)
        at++;
    for (at++; at < in->end && in->buffer[at] >= 'A' && in->buffer[at] <= 'Z'; at++)
        ;
    return at + 1 < in->end && in->buffer[at] == '>' && strchr(",;\t|", in->buffer[at + 1]) != NULL;
}

static orth_status check_start(orth_line_in *in, const char *permitted, orth_error *error)
{
    if (orth_line_in_peek(in) == '<' && !is_header(in))
        return orth_fail(error, ORTH_BAD_INPUT, "%s: a page of HTML or XML; permitted: %s",
                         in->label, permitted);
    if (starts(in, "\xef\xbb\xbf", 3))
        in->at += 3;
    return ORTH_OK;
}

orth_status orth_line_in_open(orth_line_in *in, const char *file, const char *text, size_t length,
                              const char *permitted, bool digest, orth_error *error)
{
    memset(in, 0, sizeof *in);
    orth_status status = orth_bytes_open(&in->bytes, file, text, length, digest, error);
    in->label = in->bytes.label;
    if (status != ORTH_OK)
        return status;
    bool plain = in->bytes.packing == ORTH_UNPACKED && in->bytes.encoding == ORTH_UTF8;
    in->room = (text != NULL && plain ? length + 4 : ORTH_LINE_MAX) + 4;
    in->buffer = calloc(1, in->room + ORTH_TEXT_SLACK);
    if (in->buffer == NULL)
        return orth_fail_memory(error, (double)in->room + ORTH_TEXT_SLACK);
    while (status == ORTH_OK && !in->ended && in->end < 16)
        status = refill(in, error);
    return status == ORTH_OK ? check_start(in, permitted, error) : status;
}

orth_status orth_line_in_finish(orth_line_in *in, char *sha256, orth_error *error)
{
    return orth_bytes_finish(&in->bytes, sha256, error);
}

void orth_line_in_close(orth_line_in *in)
{
    orth_bytes_close(&in->bytes);
    free(in->buffer);
    in->buffer = NULL;
}

/* What a file with NUL bytes in its first line is. */
static orth_status fail_nul(const orth_line_in *in, const char *line, orth_error *error)
{
    const char *what = "a NUL byte; permitted: text";
    if (in->line == 1 && (memcmp(line, "\x1f\x8b", 2) == 0 || memcmp(line, "PK\3\4", 4) == 0))
        what = "a compressed file in a compressed file; permitted: text in one, so unpack it";
    else if (in->line == 1 && (line[0] == '\0' || line[1] == '\0'))
        what = "a NUL byte, as in UTF-16 or UTF-32 without its mark; permitted: UTF-8, or UTF-16 "
               "with a byte order mark";
    return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: %s", in->label, in->line, what);
}

/* A packed file of megabytes may hold gigabytes of ends of lines. */
static void skip_empty(orth_line_in *in)
{
    for (;;) {
        const char *at = in->buffer + in->at;
        size_t left = in->end - in->at, width = left > 1 && at[0] == '\r' ? 2 : 1;
        if (left == 0 || at[width - 1] != '\n')
            return;
        in->at += width;
        in->line++;
    }
}

orth_status orth_line_in_next(orth_line_in *in, char **line, size_t *length, orth_error *error)
{
    skip_empty(in);
    char *start = in->buffer + in->at, *stop = memchr(start, '\n', in->end - in->at);
    while (stop == NULL && !in->ended) {
        size_t seen = in->end - in->at;
        if (seen + 5 > in->room)
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s: line %zu is longer than %zu bytes, the most permitted", in->label,
                             in->line + 1, in->room - 5);
        orth_status status = refill(in, error);
        if (status != ORTH_OK)
            return status;
        start = in->buffer;
        stop = memchr(start + seen, '\n', in->end - seen);
    }
    *line = NULL;
    if (stop == NULL && in->at == in->end)
        return ORTH_OK;
    if (in->line % LINES == 0 && orth_stopped())
        return orth_go_on(error);
    in->line++;
    if (stop == NULL) {
        stop = in->buffer + in->end;
        in->at = in->end;
    } else {
        in->at = (size_t)(stop + 1 - in->buffer);
    }
    if (stop > start && stop[-1] == '\r')
        stop--;
    *stop = '\0';
    *length = (size_t)(stop - start);
    if (memchr(start, '\0', *length) != NULL)
        return fail_nul(in, start, error);
    *line = start;
    return ORTH_OK;
}

char orth_line_in_peek(const orth_line_in *in)
{
    size_t at = in->at + (starts(in, "\xef\xbb\xbf", 3) ? 3 : 0);
    for (; at < in->end; at++)
        if (strchr(" \t\r\n", in->buffer[at]) == NULL)
            return in->buffer[at];
    return 0;
}

orth_status orth_line_in_rest(orth_line_in *in, const char **text, size_t *length,
                              orth_error *error)
{
    while (!in->ended) {
        if (in->end + 5 > in->room) {
            if (in->room > ORTH_WHOLE_MAX)
                return orth_fail(error, ORTH_BAD_INPUT,
                                 "%s: longer than %zu bytes, the most permitted for JSON",
                                 in->label, ORTH_WHOLE_MAX);
            char *more = realloc(in->buffer, 2 * in->room + ORTH_TEXT_SLACK);
            if (more == NULL)
                return orth_fail_memory(error, 2.0 * (double)in->room);
            in->buffer = more;
            in->room *= 2;
        }
        orth_status status = refill(in, error);
        if (status != ORTH_OK)
            return status;
    }
    *text = in->buffer + in->at;
    *length = in->end - in->at;
    in->at = in->end;
    return ORTH_OK;
}
