/* What people read goes to their screen through one filter: names, values and files may hold
 * characters that a terminal would obey, and these are shown escaped (core/base/text.h). Standard
 * error always; standard output where it is a table or a terminal. Programs that read JSON or CSV
 * from a pipe or a file get the bytes as they are. */
#include "screen.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "cli.h"

#define BUFFER 16384
#define PLAIN_LEAST 256 /* bytes that are written without a copy */

typedef struct screen {
    int descriptor;
    bool terminal;
    char rest[4]; /* the beginning of a character whose end is still to come */
    size_t rests;
    char buffer[BUFFER]; /* of the stream */
} screen;

static screen errors = {.descriptor = STDERR_FILENO}, results = {.descriptor = STDOUT_FILENO};

static bool write_whole(const screen *to, const char *text, size_t length)
{
    while (length > 0) {
        ssize_t written = write(to->descriptor, text, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        text += written;
        length -= (size_t)written;
    }
    return true;
}

/* Whether these bytes, at the end of a piece, may be the beginning of a character. */
static bool may_go_on(const char *text, size_t room)
{
    unsigned char first = (unsigned char)text[0];
    size_t wanted = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
    for (size_t i = 1; i < room; i++)
        if (((unsigned char)text[i] & 0xc0u) != 0x80)
            return false;
    return room < wanted && first < 0xf5;
}

/* How many bytes are ASCII that shows, or ends of lines. */
static size_t plain_run(const char *text, size_t length)
{
    size_t n = 0;
    while (n < length && ((text[n] >= 0x20 && text[n] < 0x7f) || text[n] == '\n'))
        n++;
    return n;
}

/* Escapes text and writes it. */
static bool write_escaped(const screen *to, const char *text, size_t length)
{
    char out[1024];
    size_t filled = 0;
    while (length > 0) {
        size_t plain = plain_run(text, length);
        if (plain >= PLAIN_LEAST) {
            if (!write_whole(to, out, filled) || !write_whole(to, text, plain))
                return false;
            filled = 0;
            text += plain;
            length -= plain;
            continue;
        }
        size_t used = 1, bytes = 1;
        if (*text == '\n')
            out[filled] = '\n';
        else
            bytes = orth_escape_character(out + filled, text, length, &used);
        filled += bytes;
        text += used;
        length -= used;
        if (filled + ORTH_ESCAPE_MAX > sizeof out) {
            if (!write_whole(to, out, filled))
                return false;
            filled = 0;
        }
    }
    return write_whole(to, out, filled);
}

/* How many bytes at the end are the beginning of a character. */
static size_t unfinished(const char *text, size_t length)
{
    for (size_t back = 1; back <= 3 && back <= length; back++)
        if (may_go_on(text + length - back, back))
            return back;
    return 0;
}

/* 0 is how a cookie's function tells of an error; errno is the system's. */
static ssize_t take(void *cookie, const char *text, size_t length)
{
    screen *to = cookie;
    char joined[2 * sizeof to->rest];
    size_t taken = 0, begun = to->rests, left = length;
    if (to->terminal)
        cli_progress_hide(to->descriptor == STDOUT_FILENO);
    if (begun > 0) { /* the character that began before, byte by byte until it is whole or none */
        memcpy(joined, to->rest, begun);
        while (taken < length && may_go_on(joined, begun + taken)) {
            joined[begun + taken] = text[taken];
            taken++;
        }
        left -= taken;
        to->rests = 0;
        if (left == 0 && may_go_on(joined, begun + taken)) {
            memcpy(to->rest, joined, begun + taken);
            to->rests = begun + taken;
        } else if (!write_escaped(to, joined, begun + taken)) {
            return 0;
        }
    }
    size_t end = unfinished(text + taken, left);
    if (end > 0) {
        memcpy(to->rest, text + length - end, end);
        to->rests = end;
    }
    return write_escaped(to, text + taken, left - end) ? (ssize_t)length : 0;
}

static FILE *filtered(screen *to)
{
    static const cookie_io_functions_t functions = {.write = take};
    to->terminal = isatty(to->descriptor) == 1;
    FILE *stream = fopencookie(to, "w", functions);
    if (stream == NULL)
        return NULL;
    bool by_line = to->terminal || to == &errors;
    setvbuf(stream, to->buffer, by_line ? _IOLBF : _IOFBF, sizeof to->buffer);
    return stream;
}

bool cli_screen_errors(void)
{
    FILE *stream = filtered(&errors);
    if (stream != NULL)
        stderr = stream;
    return stream != NULL;
}

void cli_screen_results(bool table)
{
    static bool decided;
    if (decided)
        return;
    decided = true;
    if (!table && isatty(STDOUT_FILENO) != 1)
        return;
    FILE *stream = filtered(&results);
    if (stream == NULL) {
        fputs("orthant: out of memory\n", stderr);
        exit(CLI_RESOURCE);
    }
    stdout = stream;
}
