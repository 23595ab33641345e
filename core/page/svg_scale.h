/* An axis of a picture: the range of what is drawn, and where its ticks are. */
#ifndef ORTH_PAGE_SVG_SCALE_H
#define ORTH_PAGE_SVG_SCALE_H

#include <jansson.h>
#include <stdbool.h>

#include "page/html.h"

#define ORTH_SVG_TICKS_MAX 16

typedef struct orth_svg_scale {
    bool log;
    double low, high; /* of the values; low < high */
    double from, to;  /* where these lie in the drawing */
    size_t count;     /* of ticks */
    double ticks[ORTH_SVG_TICKS_MAX];
    orth_html_format format; /* of the ticks */
} orth_svg_scale;

/* The axis "x" or "y" of a picture, over all its series, their intervals and its marks, with about
 * so many ticks; from and to are the caller's to set. A picture without any value has 0 to 1. */
orth_svg_scale orth_svg_scale_of(const json_t *picture, const char *axis, size_t ticks);
/* What stands at a tick; returns out. */
const char *orth_svg_tick(char out[ORTH_HTML_NUMBER_MAX], const orth_svg_scale *scale, size_t i);
/* Whether it can be drawn, and where it lies in the drawing. */
bool orth_svg_is_drawn(const orth_svg_scale *scale, double value);
double orth_svg_at(const orth_svg_scale *scale, double value);

#endif
