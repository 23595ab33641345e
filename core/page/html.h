/* The page as HTML, out of its facts and nothing else. */
#ifndef ORTH_PAGE_HTML_H
#define ORTH_PAGE_HTML_H

#include <jansson.h>
#include <stdio.h>

#include "base/money_text.h"

/* Of a column, or of an axis: how its `count` numbers are written. `as` is one of page/facts.h, and
 * stays the caller's. */
typedef struct orth_html_format {
    const char *as;
    int decimals, scientific;
} orth_html_format;
orth_html_format orth_html_format_of(const char *as, size_t count, orth_money_figure *figure,
                                     const void *of);
/* The figure of a list of doubles. */
double orth_html_number_at(const void *numbers, size_t i);
#define ORTH_HTML_NUMBER_MAX 96
/* One of the numbers, plain text; returns out. */
const char *orth_html_number(char out[ORTH_HTML_NUMBER_MAX], const orth_html_format *format,
                             double number);

/* A text of the facts; "" where there is none. */
const char *orth_html_text(const json_t *object, const char *key);

/* The style sheet, which the head holds. */
extern const char orth_html_style[];

/* A paragraph for each text of a list; `kind` is their class, or NULL. */
void orth_html_lines(FILE *stream, const json_t *lines, const char *kind);
void orth_html_part(FILE *stream, const json_t *part);
void orth_html_table(FILE *stream, const char *part, const json_t *table);
void orth_html_picture(FILE *stream, const char *part, const json_t *picture);

/* A picture's drawing, of so many units. */
void orth_svg_write(FILE *stream, const json_t *picture, double width, double height);
/* Attributes of a group that draws one of a picture's series: its colour by light and by dark, as
 * the variables --l and --d, and its dashes. */
void orth_svg_colour(FILE *stream, const json_t *all, size_t at);

#endif
