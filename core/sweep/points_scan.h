/* The lines of a file of points one after the other, whatever is in it. */
#ifndef ORTH_SWEEP_POINTS_SCAN_H
#define ORTH_SWEEP_POINTS_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/status.h"

typedef enum orth_line_kind {
    ORTH_LINE_END,   /* no more lines */
    ORTH_LINE_GOOD,  /* sealed */
    ORTH_LINE_BLANK, /* nothing but blanks: a damaged line that was blanked out */
    ORTH_LINE_BAD,   /* damaged */
    ORTH_LINE_TORN   /* without a newline: the last */
} orth_line_kind;

typedef struct orth_scan {
    int descriptor;
    const char *file; /* for messages */
    char *buffer;
    size_t room, filled, at;
    uint64_t base; /* the place of the buffer's first byte in the file */
    bool ended;    /* nothing is behind what the buffer has */
    /* Of the last line: */
    char *line;
    size_t length;   /* what is sealed of a good line; else all of it but its newline */
    uint64_t place;  /* where it begins */
    uint64_t end;    /* where what follows it begins */
    uint64_t number; /* from 1 */
} orth_scan;

void orth_scan_begin(orth_scan *scan, int descriptor, const char *file);
/* The next line, in scan->line. ORTH_IO, ORTH_NO_MEMORY. */
orth_status orth_scan_next(orth_scan *scan, orth_line_kind *kind, orth_error *error);
/* The next line will be the one at that place; its number is unknown then, 0. */
void orth_scan_go(orth_scan *scan, uint64_t place);
void orth_scan_end(orth_scan *scan);

#endif
