/* Text for messages: values quoted safely on one line, and the nearest of some known names. */
#ifndef ORTH_NUMERIC_TEXT_H
#define ORTH_NUMERIC_TEXT_H

#include <stddef.h>

#define ORTH_QUOTE_MAX 80
#define ORTH_NAME_DISTANCE_MAX 48

/* `text` (UTF-8) between double quotes, quotes and control characters escaped as in JSON, cut with
 * "..." where it would not fit in `size` (at least 16) bytes; returns out. */
const char *orth_quote(char *out, size_t size, const char *text);

/* Number of letters to insert, delete, change or swap with their neighbour to turn one name into
 * the other; ORTH_NAME_DISTANCE_MAX when either is that long or longer. */
size_t orth_name_distance(const char *a, const char *b);

/* Whether names that far apart are likely a slip of the pen for a word of `length` letters. */
#define ORTH_NAME_IS_NEAR(distance, length) ((distance) <= 1 + (length) / 4)

#endif
