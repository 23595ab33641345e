#include "report/plot_panels.h"

#include <string.h>

/* Pixels of a panel beside its frame: labels of the upright axis, of the level one, the title. */
#define LEFT 62
#define RIGHT 14
#define ABOVE 32
#define BELOW 50
#define NAME_MAX_HERE 14
#define WHY_MAX 32 /* letters of a line */
/* Of the strip: the title, a row of the legend. */
#define TITLE 38
#define ENTRY 24

static int head_of(const orth_plot_panels *panels)
{
    return TITLE + ENTRY * ((panels->entries + panels->abreast - 1) / panels->abreast);
}

int orth_plot_panels_width(const orth_plot_panels *panels)
{
    return panels->columns * panels->width;
}

int orth_plot_panels_height(const orth_plot_panels *panels)
{
    return head_of(panels) + panels->rows * panels->height;
}

/* Letters of panels are smaller than a picture's; a PNG's are of another unit. */
static double letters(const orth_plot *plot, double svg)
{
    return orth_plot_letters(plot, svg);
}

orth_status orth_plot_panels_begin(orth_plot *plot, const orth_plot_panels *panels,
                                   const char *file, const char *title, orth_error *error)
{
    int width = orth_plot_panels_width(panels), height = orth_plot_panels_height(panels);
    orth_status status = orth_plot_begin(plot, file, width, height, NULL, error);
    if (status != ORTH_OK)
        return status;
    fputs("set label 1 ", plot->script);
    orth_plot_text(plot, title, (size_t)(width / 9));
    fprintf(plot->script,
            " at screen 0.5,%.6g center noenhanced\n"
            "set multiplot\nset tics font ',%.3g'\n",
            1 - 18.0 / height, letters(plot, 12));
    return ORTH_OK;
}

void orth_plot_panels_legend(orth_plot *plot, const orth_plot_panels *panels)
{
    fprintf(
        plot->script,
        "set key at screen 0.5,%.6g center top horizontal Left reverse maxcols %d width 2 "
        "font ',%.3g'\n"
        "unset border\nunset xtics\nunset ytics\nunset grid\nset xrange [0:1]\nset yrange [0:1]\n"
        "set lmargin at screen 0.01\nset rmargin at screen 0.99\n"
        "set bmargin at screen %.6g\nset tmargin at screen %.6g\nplot NaN notitle",
        1 - 30.0 / orth_plot_panels_height(panels), panels->abreast, letters(plot, 13),
        1 - (double)head_of(panels) / orth_plot_panels_height(panels),
        1 - 1.0 / orth_plot_panels_height(panels));
}

void orth_plot_panels_entry(orth_plot *plot, const char *look, const char *title)
{
    fprintf(plot->script, ", \\\n  keyentry %s title ", look);
    orth_plot_text(plot, title, 2 * ORTH_PLOT_NAME_MAX);
}

/* The tics and grid that a panel without them took away. */
static void put_looks(orth_plot *plot)
{
    fprintf(plot->script,
            "set xtics nomirror offset 0,0.5\nset ytics nomirror\n"
            "set tics nomirror out scale 0.6 textcolor '#222222' font ',%.3g'\n"
            "set grid linecolor '#DDDDDD' linewidth 0.7 linetype 1\n",
            letters(plot, 12));
}

void orth_plot_panels_legend_end(orth_plot *plot)
{
    fputs("\nunset label 1\nunset key\nset border 3 linecolor '#444444'\n", plot->script);
    put_looks(plot);
}

void orth_plot_panels_place(orth_plot *plot, const orth_plot_panels *panels, size_t at)
{
    double width = orth_plot_panels_width(panels), height = orth_plot_panels_height(panels);
    size_t columns = (size_t)panels->columns;
    double left = (double)(at % columns) * panels->width;
    double top = head_of(panels) + (double)(at / columns) * panels->height;
    fprintf(plot->script,
            "set lmargin at screen %.6g\nset rmargin at screen %.6g\n"
            "set tmargin at screen %.6g\nset bmargin at screen %.6g\n",
            (left + LEFT) / width, (left + panels->width - RIGHT) / width,
            1 - (top + ABOVE) / height, 1 - (top + panels->height - BELOW) / height);
}

void orth_plot_panels_title(orth_plot *plot, const char *name, const char *rest)
{
    fputs("set title ", plot->script);
    orth_plot_text(plot, name, NAME_MAX_HERE);
    fprintf(plot->script, ".'%s' noenhanced offset 0,-0.6 font ',%.3g'\n", rest, letters(plot, 13));
}

/* On two lines where it is long: parted at the blank nearest to its middle. */
static void put_why(orth_plot *plot, const char *why)
{
    size_t length = strlen(why), part = 0;
    for (size_t i = 0; length > WHY_MAX && i < length; i++)
        if (why[i] == ' ' && (part == 0 || (i < length / 2 ? i : length - i) >
                                               (part < length / 2 ? part : length - part)))
            part = i;
    char first[2 * WHY_MAX + 1];
    if (part > 0 && part < sizeof first) {
        snprintf(first, sizeof first, "%.*s", (int)part, why);
        orth_plot_text(plot, first, length);
        fputs(".\"\\n\".", plot->script);
        why += part + 1;
    }
    orth_plot_text(plot, why, length);
}

void orth_plot_panels_empty(orth_plot *plot, const char *why)
{
    fputs("unset grid\nunset xtics\nunset ytics\nset xrange [0:1]\nset yrange [0:1]\n"
          "set xlabel ''\nset ylabel ''\nset label 1 ",
          plot->script);
    put_why(plot, why);
    fprintf(plot->script,
            " at graph 0.5,0.5 center noenhanced font ',%.3g'\n"
            "plot NaN notitle\nunset label 1\n",
            letters(plot, 12));
    put_looks(plot);
}
