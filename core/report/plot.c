#include "report/plot.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_out.h"
#include "base/text.h"
#include "orthant/report.h"
#include "report/gnuplot.h"
#include "report/plot_axes.h"

/* ---------------------------------------------------------------- looks */

#define BEYOND "#BBBBBB" /* the legend's end */

const char *orth_plot_colour(size_t i)
{
    return i < ORTH_PLOT_LEGEND_MAX ? orth_colour_of_series(i) : BEYOND;
}

static orth_plot_look look_of(const char *colour, const char *dash, orth_mark mark)
{
    static const int points[ORTH_MARKS] = {6, 4, 8, 10, 12, 14, 2, 1};
    orth_plot_look look = {.colour = colour, .point = points[mark]};
    snprintf(look.dash, sizeof look.dash, dash[0] != '\0' ? "(%s)" : "solid", dash);
    return look;
}

orth_plot_look orth_plot_look_of_series(size_t i)
{
    if (i >= ORTH_PLOT_LEGEND_MAX)
        return look_of(BEYOND, "", orth_mark_of_series(i));
    return look_of(orth_colour_of_series(i), orth_dash_of_series(i), orth_mark_of_series(i));
}

orth_plot_look orth_plot_look_of_path(orth_plot_path_of *name, const void *of, size_t i)
{
    const char *own = name(of, i), *colour = orth_colour_of_path(own);
    if (i >= ORTH_PLOT_LEGEND_MAX)
        return look_of(BEYOND, "", orth_mark_of_path(own));
    size_t place = 0;
    for (size_t k = 0; k < i; k++)
        place += strcmp(orth_colour_of_path(name(of, k)), colour) == 0;
    return look_of(colour, orth_dash_of_path(own, place), orth_mark_of_path(own));
}

orth_plot_look orth_plot_look_of_benchmark(size_t i)
{
    return look_of(orth_colour_of_benchmark(i), orth_dash_of_benchmark(i), ORTH_MARK_CIRCLE);
}

void orth_plot_rest(orth_plot *plot, size_t lines)
{
    if (lines > ORTH_PLOT_LEGEND_MAX)
        fprintf(plot->script,
                ", \\\n  keyentry with lines linewidth 1.6 linecolor '%s' title 'and %zu more'",
                BEYOND, lines - ORTH_PLOT_LEGEND_MAX);
}

double orth_plot_letters(const orth_plot *plot, double pixels)
{
    return plot->png ? pixels * 11 / 14 : pixels;
}

static void put_terminal(orth_plot *plot, int width, int height)
{
    FILE *script = plot->script;
    if (!plot->png) {
        fprintf(script,
                "set terminal svg noenhanced size %d,%d font 'sans-serif,%d' "
                "background '#ffffff'\n",
                width, height, ORTH_PLOT_LETTERS);
        return;
    }
    double letters = orth_plot_letters(plot, ORTH_PLOT_LETTERS);
    fprintf(script,
            "cairo = strstrt(GPVAL_TERMINALS, 'pngcairo') > 0\n"
            "if (cairo) set terminal pngcairo noenhanced size %d,%d font 'Sans,%.3g' fontscale 2 "
            "linewidth 2 pointscale 2 background '#ffffff'\n"
            "if (!cairo) set terminal png noenhanced truecolor size %d,%d font 'DejaVuSans,%.3g' "
            "fontscale 2 linewidth 2 background '#ffffff'\n",
            2 * width, 2 * height, letters, 2 * width, 2 * height, letters);
}

static void put_looks(orth_plot *plot, const char *title)
{
    fputs("set border 3 linecolor '#444444'\n"
          "set tics nomirror out scale 0.6 textcolor '#222222'\n"
          "set tics noenhanced\n"
          "set grid linecolor '#DDDDDD' linewidth 0.7 linetype 1\n"
          "set key outside right top vertical Left reverse noenhanced samplen 2 spacing 1.25 "
          "width 1\n"
          "set style fill solid 0.85 noborder\n",
          plot->script);
    if (title != NULL && title[0] != '\0') {
        fputs("set title ", plot->script);
        orth_plot_text(plot, title, ORTH_PLOT_TITLE_MAX);
        fputs(" noenhanced\n", plot->script);
    }
}

/* Labels in the picture's middle: a title stands over its frame's middle, and a long one beside a
 * broad legend is cut. An empty title keeps their room. */
#define FIRST_LINE 9001

static void put_line(orth_plot *plot, int line, const char *text, size_t most)
{
    fprintf(plot->script, "set label %d ", FIRST_LINE + line);
    orth_plot_text(plot, text, most);
    fprintf(plot->script, " at screen 0.5, screen %.6g center noenhanced\n",
            1 - (16.0 + 21 * line) / plot->height);
}

void orth_plot_caption(orth_plot *plot, const char *title, const char *what)
{
    bool titled = title != NULL && title[0] != '\0';
    fprintf(plot->script, "set title ' '%s\n", titled ? ".\"\\n\".' '" : "");
    if (titled)
        put_line(plot, 0, title, ORTH_PLOT_TITLE_MAX);
    put_line(plot, titled, what, 2 * ORTH_PLOT_TITLE_MAX);
}

void orth_plot_untitle(orth_plot *plot)
{
    fprintf(plot->script, "unset title\nunset label %d\nunset label %d\n", FIRST_LINE,
            FIRST_LINE + 1);
}

/* ---------------------------------------------------------------- a picture's life */

static bool ends_in(const char *file, const char *ending)
{
    size_t length = strlen(file);
    return length > 4 && strcmp(file + length - 4, ending) == 0;
}

orth_status orth_picture_check(const char *file, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    for (const char *c = file; *c != '\0'; c++) {
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s: a picture's file name must not hold control characters",
                             orth_quote(quoted, sizeof quoted, file));
    }
    if (!ends_in(file, ".png") && !ends_in(file, ".svg"))
        return orth_fail(
            error, ORTH_BAD_INPUT, "%s: a picture's file name must end in .svg or .png%s",
            orth_quote(quoted, sizeof quoted, file),
            strcmp(file, ".svg") == 0 || strcmp(file, ".png") == 0 ? ", with a name before it"
                                                                   : "");
    return ORTH_OK;
}

orth_status orth_plot_begin(orth_plot *plot, const char *file, int width, int height,
                            const char *title, orth_error *error)
{
    *plot = (orth_plot){.file = file};
    orth_status status = orth_picture_check(file, error);
    if (status != ORTH_OK)
        return status;
    plot->png = ends_in(file, ".png");
    plot->height = height;
    orth_picture_note_forget();
    plot->script = tmpfile();
    if (plot->script == NULL)
        return orth_fail(error, errno == ENOMEM ? ORTH_NO_MEMORY : ORTH_IO,
                         "%s: cannot open a temporary file: %s", file, strerror(errno));
    plot->outer = orth_locale_enter();
    fputs("# Written by orthant; 'gnuplot' with this file's name draws the picture again.\n"
          "reset\n"
          "set encoding utf8\n"
          "picture = ",
          plot->script);
    orth_plot_file_name(plot->script, file);
    fputc('\n', plot->script);
    put_terminal(plot, width, height);
    fputs("if (!exists('" ORTH_GNUPLOT_TO_STDOUT "')) set output picture\n", plot->script);
    put_looks(plot, title);
    return ORTH_OK;
}

static orth_status fail_write(orth_output *output, orth_error *error)
{
    orth_status status =
        orth_fail(error, ORTH_IO, "%s: cannot write: %s", output->path, strerror(errno));
    orth_output_abandon(output);
    return status;
}

static orth_status write_picture(orth_output *output, const char *bytes, size_t size,
                                 const char *path, orth_error *error)
{
    orth_status status = orth_output_open(output, path, error);
    if (status == ORTH_OK && fwrite(bytes, 1, size, output->stream) < size)
        return fail_write(output, error);
    return status;
}

static orth_status write_script(FILE *script, const char *path, orth_error *error)
{
    orth_output output;
    orth_status status = orth_output_open(&output, path, error);
    if (status != ORTH_OK)
        return status;
    rewind(script);
    for (int c; (c = fgetc(script)) != EOF;) {
        if (fputc(c, output.stream) == EOF)
            return fail_write(&output, error);
    }
    return ferror(script) ? fail_write(&output, error) : orth_output_commit(&output, error);
}

/* Both files are written before either takes its name. */
static orth_status save(const orth_plot *plot, const char *picture, size_t size, bool keep_script,
                        orth_error *error)
{
    orth_output drawn;
    orth_status status = write_picture(&drawn, picture, size, plot->file, error);
    if (status != ORTH_OK)
        return status;
    char name[ORTH_PATH_MAX + 3];
    snprintf(name, sizeof name, "%s.gp", plot->file);
    if (keep_script)
        status = write_script(plot->script, name, error);
    if (status != ORTH_OK) {
        orth_output_abandon(&drawn);
        return status;
    }
    status = orth_output_commit(&drawn, error);
    if (status != ORTH_OK && keep_script)
        remove(name);
    return status;
}

/* gnuplot ends with success on a full disk: only the picture's own end says that it is whole. */
static bool is_whole(const orth_plot *plot, const char *picture, size_t size)
{
    static const char png_end[] = "IEND\xae\x42\x60\x82", svg_end[] = "</svg>\n\n";
    if (plot->png)
        return size > 8 && memcmp(picture + size - 8, png_end, 8) == 0;
    while (size > 0 && picture[size - 1] == '\n')
        size--;
    return size > 6 && memcmp(picture + size - 6, svg_end, 6) == 0;
}

orth_status orth_plot_finish(orth_plot *plot, bool keep_script, orth_error *error)
{
    orth_locale_leave(plot->outer);
    char *picture = NULL;
    size_t size = 0;
    orth_status status = ORTH_OK;
    if (fflush(plot->script) != 0 || ferror(plot->script))
        status = orth_fail(error, ORTH_IO, "%s: cannot write a temporary file", plot->file);
    if (status == ORTH_OK)
        status = orth_gnuplot_run(&picture, &size, plot->script, plot->file, error);
    if (status == ORTH_OK && !is_whole(plot, picture, size))
        status = orth_fail(error, ORTH_IO, "%s: gnuplot drew no whole picture (%zu bytes)",
                           plot->file, size);
    if (status == ORTH_OK)
        status = save(plot, picture, size, keep_script, error);
    free(picture);
    fclose(plot->script);
    return status;
}
