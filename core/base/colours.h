/* What a thing looks like in pictures, whoever draws them: the same path has one colour, one kind
 * of line and one mark everywhere, and so has a token, or a strategy, by its place.
 *
 * Colours are "#RRGGBB", each with a twin for dark ground. Lines of these colours have a contrast
 * of 3:1 or more (WCAG 2) against white, the twins against #14171C. Any two of one table are told
 * apart, also by people who see no red or no green (tests/unit/colours.c says by how much). */
#ifndef ORTH_BASE_COLOURS_H
#define ORTH_BASE_COLOURS_H

#include <stddef.h>

/* The first three series, paler ones for areas under their lines, and holding: for who puts them
 * into longer strings. */
#define ORTH_COLOUR_FIRST "#6587FE"
#define ORTH_COLOUR_SECOND "#D17B04"
#define ORTH_COLOUR_THIRD "#14A097"
#define ORTH_COLOUR_FIRST_PALE "#DCE4FF"
#define ORTH_COLOUR_SECOND_PALE "#F5DFC0"
#define ORTH_COLOUR_HOLD "#707070"

/* Open shapes, which are seen where marks fall on each other. */
typedef enum orth_mark {
    ORTH_MARK_CIRCLE,
    ORTH_MARK_SQUARE,
    ORTH_MARK_TRIANGLE,
    ORTH_MARK_TRIANGLE_DOWN,
    ORTH_MARK_DIAMOND,
    ORTH_MARK_PENTAGON,
    ORTH_MARK_CROSS, /* as an x */
    ORTH_MARK_PLUS,
    ORTH_MARKS
} orth_mark;

/* Of a path by its name; what follows a colon changes nothing ("power:0.5" is drawn as "power:2"
 * is). A name that is no family's is drawn as "file:" is. */
const char *orth_colour_of_path(const char *name);
const char *orth_colour_of_path_dark(const char *name);
orth_mark orth_mark_of_path(const char *name);
/* "" for a line without gaps, else lengths of dashes and gaps, "9,4": as stroke-dasharray has them.
 * `place` is how many lines of the same colour stand before it in the picture: the first six
 * differ. */
const char *orth_dash_of_path(const char *name, size_t place);

/* How many of names[0] .. names[at - 1] have the colour of names[at]. */
size_t orth_place_of_path(const char *const *names, size_t at);

/* Of what is told by its place: tokens, strategies, sales. The same colours come again after
 * ORTH_SERIES_COLOURS, with other dashes. */
#define ORTH_SERIES_COLOURS 8
const char *orth_colour_of_series(size_t index);
const char *orth_colour_of_series_dark(size_t index);
const char *orth_dash_of_series(size_t index);
orth_mark orth_mark_of_series(size_t index);

/* Of what others are held against: 0 holding, 1 what is rebalanced. Greys, with dashes. */
const char *orth_colour_of_benchmark(size_t index);
const char *orth_colour_of_benchmark_dark(size_t index);
const char *orth_dash_of_benchmark(size_t index);

#endif
