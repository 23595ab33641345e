/* The header of a file of points as a line. */
#ifndef ORTH_SWEEP_POINTS_HEADER_H
#define ORTH_SWEEP_POINTS_HEADER_H

#include "sweep/points_file.h"
#include "sweep/points_line.h"
#include "sweep/points_scan.h"

/* The header's line, sealed and with its newline: the caller's. ORTH_NO_MEMORY. */
orth_status orth_header_line(char **line, size_t *length, const orth_kept_header *header,
                             orth_error *error);

/* Reads the header, the first line of what is scanned. *found is false where there is nothing but a
 * torn line, or nothing at all: nothing was finished in such a file. ORTH_BAD_INPUT where it is a
 * file of another kind, or its header is damaged and lines follow. *header is to be freed where it
 * was found. */
orth_status orth_header_scan(orth_kept_header *header, bool *found, orth_scan *scan,
                             const char *kind, orth_error *error);

/* The point of the good line that was scanned last; a line that is no point, though its seal is
 * right, is ORTH_BAD_INPUT. */
orth_status orth_point_scan(orth_kept_point *point, orth_line_room *room, const orth_scan *scan,
                            orth_error *error);

#endif
