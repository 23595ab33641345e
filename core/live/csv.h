/* Inside the room: a CSV file, row by row. */
#ifndef ORTH_LIVE_CSV_H
#define ORTH_LIVE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "market/line_in.h"
#include "orthant/live.h"

/* Three columns a token, and those of a recording, with room for others. */
#define ORTH_LIVE_CELLS_MAX (3 * ORTH_LIVE_TOKENS_MAX + 64)

typedef struct orth_live_csv {
    orth_line_in in;
    const char *label; /* of the file, for messages */
    char separator;    /* the one of , ; tab | that the line of names has most of */
    size_t line, count;
    char *head;                                                    /* the line of names, cut */
    char *names[ORTH_LIVE_CELLS_MAX], *cells[ORTH_LIVE_CELLS_MAX]; /* `count` of each */
    size_t points, commas; /* the lines in which a number first had such a decimal mark, or 0 */
} orth_live_csv;

/* `text`, unless NULL, is the whole file. Reads the line of names; `what` is what the file needs
 * beside it, for the message of one that is empty or no text. To be closed even after a failure. */
orth_status orth_live_csv_open(orth_live_csv *csv, const char *file, const char *text,
                               size_t length, const char *what, orth_error *error);
/* The next row that is not blank into `cells`; *row is false after the last. */
orth_status orth_live_csv_next(orth_live_csv *csv, bool *row, orth_error *error);
void orth_live_csv_close(orth_live_csv *csv);

/* A cell as a finite number, with a decimal comma where commas do not separate; and at the end
 * whether all had the same mark. The thread's locale must be the C locale. */
bool orth_live_csv_number(orth_live_csv *csv, char *cell, double *value);
orth_status orth_live_csv_check_marks(const orth_live_csv *csv, orth_error *error);
/* A whole number below 2^53. */
bool orth_live_csv_whole(const char *cell, uint64_t *value);

/* ORTH_BAD_INPUT with file, line, column, value and what is permitted. */
orth_status orth_live_csv_fail(const orth_live_csv *csv, size_t column, const char *permitted,
                               orth_error *error);

/* Whether a name begins with a word, in capitals or not, _ for a blank or not; what follows. */
const char *orth_live_csv_after(const char *name, const char *word);

#endif
