#include "market/line_in.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file_in.h"

/* Makes the buffer hold more of the file, or sets `ended`. One byte stays free for a NUL. */
static orth_status refill(orth_line_in *in, orth_error *error)
{
    if (in->at > 0) {
        memmove(in->buffer, in->buffer + in->at, in->end - in->at);
        in->end -= in->at;
        in->at = 0;
    }
    while (!in->ended && in->end + 1 < in->room) {
        ssize_t got = read(in->descriptor, in->buffer + in->end, in->room - 1 - in->end);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return orth_fail(error, ORTH_IO, "%s: cannot read: %s", in->label, strerror(errno));
        in->ended = got == 0;
        in->end += (size_t)got;
        if (got > 0)
            break;
    }
    return ORTH_OK;
}

static bool starts(const orth_line_in *in, const char *bytes, size_t count)
{
    return in->end - in->at >= count && memcmp(in->buffer + in->at, bytes, count) == 0;
}

static orth_status check_start(orth_line_in *in, orth_error *error)
{
    const char *what = NULL;
    if (starts(in, "PK\003\004", 4) || starts(in, "\x1f\x8b", 2))
        what = "a compressed file; permitted: text, so unpack it first";
    else if (starts(in, "\xff\xfe", 2) || starts(in, "\xfe\xff", 2))
        what = "UTF-16; permitted: text in UTF-8";
    else if (orth_line_in_peek(in) == '<')
        what = "a page of HTML or XML; permitted: prices as CSV or JSON";
    if (what != NULL)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: %s", in->label, what);
    if (starts(in, "\xef\xbb\xbf", 3))
        in->at += 3;
    return ORTH_OK;
}

orth_status orth_line_in_open(orth_line_in *in, const char *file, const char *text, size_t length,
                              orth_error *error)
{
    memset(in, 0, sizeof *in);
    in->label = orth_file_label(file);
    in->descriptor = -1;
    if (text == NULL) {
        in->opened = strcmp(file, "-") != 0;
        in->descriptor = in->opened ? open(file, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
        if (in->descriptor < 0)
            return orth_fail(error, ORTH_IO, "%s: cannot open: %s", in->label, strerror(errno));
    }
    in->room = text == NULL ? ORTH_LINE_MAX : length + 1;
    in->buffer = calloc(1, in->room + ORTH_TEXT_SLACK);
    if (in->buffer == NULL)
        return orth_fail_memory(error, (double)in->room + ORTH_TEXT_SLACK);
    if (text != NULL) {
        memcpy(in->buffer, text, length);
        in->end = length;
        in->ended = true;
    }
    for (size_t before = 0; !in->ended && in->end < 16;) { /* a pipe may give little at a time */
        orth_status status = refill(in, error);
        if (status != ORTH_OK)
            return status;
        if (in->end == before)
            break;
        before = in->end;
    }
    return check_start(in, error);
}

void orth_line_in_close(orth_line_in *in)
{
    if (in->opened && in->descriptor >= 0)
        close(in->descriptor);
    free(in->buffer);
    in->buffer = NULL;
}

orth_status orth_line_in_next(orth_line_in *in, char **line, size_t *length, orth_error *error)
{
    char *start = in->buffer + in->at, *stop = memchr(start, '\n', in->end - in->at);
    while (stop == NULL && !in->ended) {
        size_t seen = in->end - in->at;
        if (seen + 1 >= in->room)
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s: line %zu is longer than %zu bytes, the most permitted", in->label,
                             in->line + 1, in->room - 1);
        orth_status status = refill(in, error);
        if (status != ORTH_OK)
            return status;
        start = in->buffer;
        stop = memchr(start + seen, '\n', in->end - seen);
    }
    *line = NULL;
    if (stop == NULL && in->at == in->end)
        return ORTH_OK;
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
        return orth_fail(error, ORTH_BAD_INPUT, "%s: line %zu: a NUL byte; permitted: text",
                         in->label, in->line);
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
        if (in->end + 1 >= in->room) {
            if (in->room > ORTH_WHOLE_MAX)
                return orth_fail(error, ORTH_BAD_INPUT,
                                 "%s: longer than %zu bytes, the most permitted for JSON",
                                 in->label, ORTH_WHOLE_MAX);
            char *more = realloc(in->buffer, 2 * in->room);
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
