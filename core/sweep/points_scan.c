#include "sweep/points_scan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sweep/points_line.h"

#define ROOM_FIRST ((size_t)1 << 16)
/* Longer than any line that is written: of a file without newlines no more is held. */
#define LINE_MOST ((size_t)1 << 26)

void orth_scan_begin(orth_scan *scan, int descriptor, const char *file)
{
    *scan = (orth_scan){.descriptor = descriptor, .file = file};
}

void orth_scan_go(orth_scan *scan, uint64_t place)
{
    /* What was read is written into: what is behind it is held as it was. */
    if (place >= scan->base + scan->at && place < scan->base + scan->filled) {
        scan->at = (size_t)(place - scan->base);
    } else {
        scan->at = scan->filled = 0;
        scan->base = place;
    }
    scan->end = place;
    scan->ended = false;
    scan->number = 0;
}

void orth_scan_end(orth_scan *scan)
{
    free(scan->buffer);
    scan->buffer = NULL;
}

/* More bytes behind those of the line that has begun, which moves to the buffer's beginning. */
static orth_status fill(orth_scan *scan, orth_error *error)
{
    if (scan->at > 0) {
        memmove(scan->buffer, scan->buffer + scan->at, scan->filled - scan->at);
        scan->base += scan->at;
        scan->filled -= scan->at;
        scan->at = 0;
    }
    if (scan->filled == scan->room) {
        size_t room = scan->room == 0 ? ROOM_FIRST : 2 * scan->room;
        char *buffer = realloc(scan->buffer, room);
        if (buffer == NULL)
            return orth_fail_memory(error, (double)room);
        scan->buffer = buffer;
        scan->room = room;
    }
    ssize_t got;
    do {
        got = pread(scan->descriptor, scan->buffer + scan->filled, scan->room - scan->filled,
                    (off_t)(scan->base + scan->filled));
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        return orth_fail(error, ORTH_IO, "%s: cannot read: %s", scan->file, strerror(errno));
    scan->filled += (size_t)got;
    scan->ended = got == 0;
    return ORTH_OK;
}

static bool is_blank(const char *line, size_t length)
{
    size_t n = 0;
    while (n < length && line[n] == ' ')
        n++;
    return n == length;
}

static orth_line_kind kind_of(orth_scan *scan)
{
    if (is_blank(scan->line, scan->length))
        return ORTH_LINE_BLANK;
    size_t sealed = scan->length;
    if (!orth_line_sealed(scan->line, &sealed))
        return ORTH_LINE_BAD;
    scan->length = sealed;
    return ORTH_LINE_GOOD;
}

orth_status orth_scan_next(orth_scan *scan, orth_line_kind *kind, orth_error *error)
{
    size_t looked = 0;
    char *newline = NULL;
    bool too_long = false;
    scan->place = scan->base + scan->at;
    for (;;) {
        size_t held = scan->filled - scan->at;
        if (held > looked)
            newline = memchr(scan->buffer + scan->at + looked, '\n', held - looked);
        if (newline != NULL || scan->ended)
            break;
        looked = held;
        if (held > LINE_MOST) { /* nobody's line: what is held of it is let go */
            too_long = true;
            scan->at = scan->filled;
            looked = 0;
        }
        orth_status status = fill(scan, error);
        if (status != ORTH_OK)
            return status;
    }
    scan->line = scan->buffer + scan->at;
    scan->length = newline != NULL ? (size_t)(newline - scan->line) : scan->filled - scan->at;
    scan->at += scan->length + (newline != NULL);
    scan->end = scan->base + scan->at;
    scan->number++;
    if (newline == NULL)
        *kind = scan->end == scan->place ? ORTH_LINE_END : ORTH_LINE_TORN;
    else
        *kind = too_long ? ORTH_LINE_BAD : kind_of(scan);
    return ORTH_OK;
}
