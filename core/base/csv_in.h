/* Lines of a text, and the cells of a CSV line (RFC 4180), cut in place. */
#ifndef ORTH_BASE_CSV_IN_H
#define ORTH_BASE_CSV_IN_H

#include <stdbool.h>
#include <stddef.h>

/* Takes the next line off *text, without its end; false after the last. */
bool orth_csv_line(char **text, char **line);

/* Cuts a line at a separator. Blanks around a cell, and the quotes around one, are no part of it;
 * what stands behind a closing quote is. *count is how many cells there are, of which the first
 * `most` are kept. False where a quote has no end, or something other than blanks behind it. */
bool orth_csv_cut_at(size_t *count, char *line, char separator, char **cells, size_t most);

/* The same at commas, whatever is in quotes; returns the count. */
size_t orth_csv_cut(char *line, char **cells, size_t most);

#endif
