/* Text in HTML and in the SVG within it: the one way by which any text comes into a page. */
#ifndef ORTH_PAGE_ESCAPE_H
#define ORTH_PAGE_ESCAPE_H

#include <stdio.h>

/* Writes `text` so that it is shown and never obeyed, as content or between double quotes: & < > "
 * ' as references, what a terminal or a browser would obey (controls, turns of the direction of
 * writing) as in messages (base/text.h), bytes that are no UTF-8 as \xff. */
void orth_escape_html(FILE *stream, const char *text);

#endif
