/* Small multiples: panels of one size in a grid, under a strip with the picture's title and its one
 * legend. */
#ifndef ORTH_REPORT_PLOT_PANELS_H
#define ORTH_REPORT_PLOT_PANELS_H

#include "report/plot.h"

typedef struct orth_plot_panels {
    int columns, rows;
    int width, height; /* of a panel with its labels, in pixels */
    int entries;       /* of the legend, */
    int abreast;       /* so many side by side */
} orth_plot_panels;

int orth_plot_panels_width(const orth_plot_panels *panels);
int orth_plot_panels_height(const orth_plot_panels *panels);

/* Begins such a picture: its title, which may be long, stands in the strip. */
orth_status orth_plot_panels_begin(orth_plot *plot, const orth_plot_panels *panels,
                                   const char *file, const char *title, orth_error *error);

/* The legend of the strip, each entry by orth_plot_panels_entry with gnuplot's words of a keyentry
 * up to its title; then orth_plot_panels_legend_end. */
void orth_plot_panels_legend(orth_plot *plot, const orth_plot_panels *panels);
void orth_plot_panels_entry(orth_plot *plot, const char *look, const char *title);
void orth_plot_panels_legend_end(orth_plot *plot);

/* The next plot command is that of panel `at`, row by row. */
void orth_plot_panels_place(orth_plot *plot, const orth_plot_panels *panels, size_t at);

/* `name`, cut, and what is drawn of it (the picture's own words) as the panel's title. */
void orth_plot_panels_title(orth_plot *plot, const char *name, const char *rest);

/* In place of a plot command: the panel is empty, and says why. */
void orth_plot_panels_empty(orth_plot *plot, const char *why);

#endif
