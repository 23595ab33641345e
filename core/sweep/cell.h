/* A JSON text as a cell of a table. A number is one, and so is a string that is a decimal, since a
 * scenario takes both for the same; what else is a string is its text; true and false are 1 and 0;
 * lists and objects are their JSON. */
#ifndef ORTH_SWEEP_CELL_H
#define ORTH_SWEEP_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "orthant/status.h"

enum { ORTH_CELL_EMPTY = 0, ORTH_CELL_WHOLE = 1, ORTH_CELL_REAL = 2, ORTH_CELL_TEXT = 4 };

typedef struct orth_cell {
    int kind;         /* one of these; null and NULL are empty */
    int64_t whole;    /* WHOLE */
    double real;      /* WHOLE and REAL */
    const char *text; /* not empty: a string's own text, or the JSON */
    size_t length;
    char *own; /* what `text` lies in, ended by a NUL, where it is not the JSON */
} orth_cell;

/* `json` (which may be NULL) must outlive the cell. ORTH_NO_MEMORY, ORTH_BAD_INPUT for what is no
 * JSON. To be freed in any case. The C locale must be entered (base/plain_locale.h). */
orth_status orth_cell_of(orth_cell *cell, const char *json, orth_error *error);
void orth_cell_free(orth_cell *cell);
/* Whether `real` is the decimal that was written: as digits, it comes back so. Takes as long as
 * reading the cell, several times. The C locale, likewise. */
bool orth_cell_same(const orth_cell *cell);
/* As a field of CSV, numbers digit for digit as they were written. */
void orth_cell_csv(const orth_cell *cell, FILE *stream);

/* Without memory: a number, or a string that is one; false for all else. The C locale, likewise. */
bool orth_cell_number(double *number, const char *json);
/* What people see of a JSON text, in `size` bytes: a string without its quotes; returns out. */
const char *orth_cell_text(char *out, size_t size, const char *json);

#endif
