/* One parameter of a sweep: a list of values, or a range. */
#ifndef ORTH_SWEEP_AXIS_H
#define ORTH_SWEEP_AXIS_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>

#include "orthant/status.h"

/* A number of a range as JSON text, with its quotes. */
#define ORTH_AXIS_TEXT_MAX 40

typedef struct orth_axis {
    char *pointer;
    bool range;    /* else a list */
    size_t count;  /* values of the list, or steps of the range; 0: a range without a count */
    char **values; /* JSON texts; NULL for a range without a count */
    /* Of a range: its ends, exact as the file has them, and as doubles and JSON texts. */
    mpq_t from, to;
    double low, high;
    char *low_text, *high_text;
    bool logarithmic;
    bool whole;  /* values are rounded to the nearest whole number */
    bool quoted; /* values are strings, as the ends are */
} orth_axis;

void orth_axis_free(orth_axis *axis); /* what it points to */

/* Fills the texts of the ends, and `values` of a range of `count` (from 2, or 0) values:
 *   linear  from + (to - from) i / (count - 1), exactly
 *   log     from (to / from)^(i / (count - 1))
 * each to the nearest double and then in the fewest digits that say it. */
orth_status orth_axis_fill(orth_axis *axis, orth_error *error);

/* The value at `unit` in [0, 1): element floor(unit count) of the list; or of the range
 * from + (to - from) unit, or from (to / from)^unit, to 12 significant digits and within the ends.
 * In `text` or not. */
const char *orth_axis_at(const orth_axis *axis, double unit, char text[ORTH_AXIS_TEXT_MAX]);

#endif
