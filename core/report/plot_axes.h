/* Axes of pictures: their tics, with thousands separated. */
#ifndef ORTH_REPORT_PLOT_AXES_H
#define ORTH_REPORT_PLOT_AXES_H

#include <stdint.h>

#include "report/plot.h"

/* The x axis over numbers of steps, ascending: a tic at each, but for those that would stand too
 * close. */
void orth_plot_step_axis(orth_plot *plot, size_t count, const uint64_t *steps);

/* The y axis from `least` to `greatest` (both above 0) with a margin, not above `highest`; it spans
 * at least a factor of six, so that it has two tics or more (1, 2, 5, 10, ...). */
void orth_plot_logarithmic_axis(orth_plot *plot, double least, double greatest, double highest);

/* Axis 'x' or 'y' from `low` to `high` (low < high) with round tics, `most` of them or fewer. */
void orth_plot_linear_axis(orth_plot *plot, char axis, double low, double high, int most);

/* The x axis from 0 to a number of steps or blocks, with whole tics. */
void orth_plot_count_axis(orth_plot *plot, uint64_t most);
/* The same from block `first` to `last`, first < last. */
void orth_plot_block_axis(orth_plot *plot, uint64_t first, uint64_t last);

/* Where a time (Unix seconds, UTC) stands on the x axis. */
typedef double orth_plot_place(const void *of, uint64_t seconds);

/* Tics of the x axis at round times from `first` to `last`, with their dates where `labelled`. In
 * how many lines: gnuplot sets an axis title below the first one, see orth_plot_time_title. */
int orth_plot_time_tics(orth_plot *plot, uint64_t first, uint64_t last, orth_plot_place *place,
                        const void *of, bool labelled);

/* The x axis's title under tics of so many lines (1 or 2); `bottom`: with room for both. */
void orth_plot_time_title(orth_plot *plot, const char *title, int lines, bool bottom);

/* What values of a plot span, and an axis over that with a margin of 4 % (where nothing was noted:
 * 0 to 1). From 0, where they begin near it and none is below. */
typedef struct orth_plot_span {
    double low, high;
    bool any;
} orth_plot_span;
void orth_plot_span_note(orth_plot_span *span, double value); /* NaN is left out */
void orth_plot_span_axis(orth_plot *plot, char axis, const orth_plot_span *span, int most);

/* How many letters the longest label of that axis has, and where frames begin on the left of a
 * picture of `width` so that it stands beside them. */
size_t orth_plot_span_width(const orth_plot_span *span, int most);
double orth_plot_left_end(int width, size_t letters);

/* Lets the legend have smaller letters where so many entries would not stand in so many pixels: it
 * would spread over the picture else. */
void orth_plot_key_height(orth_plot *plot, size_t entries, double pixels);

/* A number with its thousands apart: "1,234.5", "-20,000"; small and huge ones with an exponent.
 * `decimals` behind the point; returns text. */
#define ORTH_PLOT_NUMBER_MAX 64
const char *orth_plot_number(char text[ORTH_PLOT_NUMBER_MAX], double value, int decimals);

/* Where frames end on the right, as a part of a picture of `width`, so that a legend whose longest
 * entry has so many columns stands beside them. */
double orth_plot_right_end(int width, size_t columns);
/* The columns that a text takes when it is cut to `most` characters: two for East Asian ones. */
size_t orth_plot_columns(const char *text, size_t most);

#endif
