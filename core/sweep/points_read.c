/* Reading a file of points, that another process may be writing. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sweep/points_file.h"
#include "sweep/points_header.h"
#include "sweep/points_line.h"
#include "sweep/points_lock.h"
#include "sweep/points_scan.h"

struct orth_kept_reader {
    char *file;
    orth_kept_header header;
    orth_scan scan;
    orth_line_room room;
    orth_kept_point point;
    uint64_t dropped, first_dropped;
};

const orth_kept_header *orth_kept_header_of(const orth_kept_reader *reader)
{
    return &reader->header;
}

uint64_t orth_kept_place(const orth_kept_reader *reader)
{
    return reader->scan.place;
}

void orth_kept_go(orth_kept_reader *reader, uint64_t place)
{
    orth_scan_go(&reader->scan, place);
}

uint64_t orth_kept_dropped(const orth_kept_reader *reader, uint64_t *first)
{
    if (first != NULL)
        *first = reader->first_dropped;
    return reader->dropped;
}

void orth_kept_close(orth_kept_reader *reader)
{
    if (reader == NULL)
        return;
    orth_kept_header_free(&reader->header);
    orth_scan_end(&reader->scan);
    orth_line_room_free(&reader->room);
    if (reader->scan.descriptor >= 0)
        close(reader->scan.descriptor);
    free(reader->file);
    free(reader);
}

orth_status orth_kept_open(orth_kept_reader **opened, bool *found, const char *file,
                           const char *kind, orth_error *error)
{
    *opened = NULL;
    *found = false;
    int descriptor;
    orth_status status = orth_lock_read(&descriptor, file, error);
    if (status != ORTH_OK || descriptor < 0)
        return status;
    orth_kept_reader *reader = calloc(1, sizeof *reader);
    char *name = strdup(file);
    if (reader == NULL || name == NULL) {
        close(descriptor);
        free(reader);
        free(name);
        return orth_fail_memory(error, sizeof *reader);
    }
    reader->file = name;
    orth_scan_begin(&reader->scan, descriptor, name);
    status = orth_header_scan(&reader->header, found, &reader->scan, kind, error);
    if (status == ORTH_OK && *found)
        *opened = reader;
    else
        orth_kept_close(reader);
    return status;
}

orth_status orth_kept_next(orth_kept_reader *reader, const orth_kept_point **point,
                           orth_error *error)
{
    orth_scan *scan = &reader->scan;
    orth_line_kind kind;
    *point = NULL;
    for (;;) {
        orth_status status = orth_scan_next(scan, &kind, error);
        if (status != ORTH_OK || kind == ORTH_LINE_END)
            return status;
        if (kind == ORTH_LINE_GOOD)
            break;
        if (kind == ORTH_LINE_BLANK)
            continue;
        if (reader->dropped++ == 0)
            reader->first_dropped = scan->number;
    }
    orth_status status = orth_point_scan(&reader->point, &reader->room, scan, error);
    if (status == ORTH_OK)
        *point = &reader->point;
    return status;
}
