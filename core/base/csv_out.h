/* One field of a CSV file (RFC 4180): quoted only where it must be. A text that a spreadsheet would
 * run as a formula, one that begins with = + - @ or a tab, gets an apostrophe before it, which
 * spreadsheets do not show; numbers stay numbers. */
#ifndef ORTH_BASE_CSV_OUT_H
#define ORTH_BASE_CSV_OUT_H

#include <stdio.h>

void orth_csv_text(FILE *stream, const char *text);
void orth_csv_double(FILE *stream, double value); /* 17 significant digits */

#endif
