/* A paragraph for a terminal. */
#ifndef ORTH_BASE_PARAGRAPH_H
#define ORTH_BASE_PARAGRAPH_H

#include <stddef.h>
#include <stdio.h>

/* `text` in lines of at most so many bytes, broken between words, of which longer ones have a line
 * of their own; several blanks count as one. Ends with a line break. */
void orth_paragraph(FILE *stream, const char *text, size_t columns);

#endif
