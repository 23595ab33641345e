/* Pictures through gnuplot. The caller writes a script with stdio and the helpers below; plot.c
 * runs it. The script goes to gnuplot's standard input and the picture comes from its standard
 * output, both through unnamed temporary files, so that no name from outside is ever a command
 * line, and the target appears whole or not at all.
 *
 * Every text from outside goes through orth_plot_text or orth_plot_tic: between single quotes
 * gnuplot substitutes nothing (no backquotes, no macros, no escapes), and enhanced text is off. */
#ifndef ORTH_REPORT_PLOT_H
#define ORTH_REPORT_PLOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/colours.h"
#include "base/plain_locale.h"
#include "orthant/status.h"

/* Texts are cut to so many characters: a legend's entry, a title. */
#define ORTH_PLOT_NAME_MAX 28
#define ORTH_PLOT_TITLE_MAX 72
/* Pictures are so wide, in SVG pixels, and their letters so high: at 480 pixels, in a page or on a
 * telephone, letters still have 9.5. */
#define ORTH_PLOT_WIDTH 760
#define ORTH_PLOT_LETTERS 15
/* More lines than this share one grey style, and one entry of the legend. */
#define ORTH_PLOT_LEGEND_MAX 16

typedef struct orth_plot {
    FILE *script; /* unnamed; its errors are looked at by orth_plot_finish */
    const char *file;
    bool png;
    int height; /* in SVG pixels */
    orth_locale outer;
} orth_plot;

/* Begins a picture of width x height (SVG pixels; a PNG has twice as many each way): terminal,
 * output, common looks and the title (NULL or "": none). Numbers may be printed with any printf
 * conversion until orth_plot_finish, which must follow. On failure nothing is held. */
orth_status orth_plot_begin(orth_plot *plot, const char *file, int width, int height,
                            const char *title, orth_error *error);

/* The title in two lines, in the middle of the picture: `title` (NULL or "": none), and `what` is
 * drawn, in the picture's own words, or a text from outside. In a multiplot orth_plot_untitle
 * follows the first part. */
void orth_plot_caption(orth_plot *plot, const char *title, const char *what);
void orth_plot_untitle(orth_plot *plot);
/* Frames that are placed by hand begin so far below the picture's upper end, or more. */
#define ORTH_PLOT_HEAD 56
/* Letters of so many SVG pixels, in the unit of the terminal's fonts. */
double orth_plot_letters(const orth_plot *plot, double pixels);

/* `text` as a quoted string, cut to `most` characters. Control characters become blanks, bad UTF-8
 * question marks, and in a PNG also what is beyond Latin, Greek, Cyrillic and common symbols.
 * orth_plot_tic is for labels of tics, in which gnuplot looks for printf conversions. */
void orth_plot_text(orth_plot *plot, const char *text, size_t most);
void orth_plot_tic(orth_plot *plot, const char *text, size_t most);

/* The name of a file as a quoted string, byte for byte. Before "|" (a command to gnuplot) and "~"
 * goes "./". */
void orth_plot_file_name(FILE *script, const char *file);
/* A new picture begins: orth_picture_note (orthant/report.h) has nothing to say of it yet. */
void orth_picture_note_forget(void);

/* How a line is drawn, from base/colours.h, in gnuplot's words. Beyond the legend's end all are
 * alike: draw those first, under the others. */
#define ORTH_PLOT_DASH_MAX 24
typedef struct orth_plot_look {
    const char *colour;
    char dash[ORTH_PLOT_DASH_MAX];
    int point;
} orth_plot_look;

/* Of line i of several that are told by their place: tokens, strategies. */
orth_plot_look orth_plot_look_of_series(size_t i);
/* Of line i of several whose paths are known by name: those of one colour have different dashes. */
typedef const char *orth_plot_path_of(const void *of, size_t i);
orth_plot_look orth_plot_look_of_path(orth_plot_path_of *name, const void *of, size_t i);
orth_plot_look orth_plot_look_of_benchmark(size_t i);
/* Colour of line i of several that are told by their place, beyond the legend's end too. */
const char *orth_plot_colour(size_t i);

/* Goes on with the plot command: the legend's entry for the lines beyond its end, if any. */
void orth_plot_rest(orth_plot *plot, size_t lines);

/* Draws, writes the picture and, when asked, the script as FILE.gp; frees in any case. */
orth_status orth_plot_finish(orth_plot *plot, bool keep_script, orth_error *error);

#endif
