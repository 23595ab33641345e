#include "report/plot.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_out.h"
#include "base/text.h"
#include "orthant/report.h"
#include "report/fonts.h"
#include "report/gnuplot.h"
#include "report/plot_axes.h"

/* ---------------------------------------------------------------- texts */

/* A quote within single quotes: in a string of its own, joined by dots, and as a number, so that
 * whatever looks for quotes (macros do) finds them in pairs. gnuplot knows two in a row for one,
 * but not twice in a row. */
#define QUOTE "'.\"\\047\".'"

/* What the font of a PNG (DejaVu Sans, which gnuplot brings with it) surely has. For a character
 * that no font has, gnuplot's PNG draws boxes across the whole picture. */
static bool in_font(uint32_t code)
{
    static const uint32_t ranges[][2] = {{0x20, 0x7e},     {0xa0, 0x24f},    {0x391, 0x3a1},
                                         {0x3a3, 0x3ce},   {0x400, 0x45f},   {0x2010, 0x2027},
                                         {0x2030, 0x203a}, {0x20a0, 0x20b5}, {0x2190, 0x22ff}};
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (code >= ranges[i][0] && code <= ranges[i][1])
            return true;
    }
    return false;
}

static size_t count_characters(const char *text)
{
    size_t count = 0;
    uint32_t code;
    for (; *text != '\0'; count++) {
        size_t length = orth_character(text, 4, &code);
        text += length > 0 ? length : 1;
    }
    return count;
}

/* Letters of two columns: Hangul, kana, Chinese, full forms, most pictures. */
static bool is_wide(uint32_t code)
{
    return (code >= 0x1100 && code < 0x1160) || (code >= 0x2e80 && code < 0xa4d0) ||
           (code >= 0xac00 && code < 0xd7a4) || (code >= 0xf900 && code < 0xfb00) ||
           (code >= 0xfe30 && code < 0xfe70) || (code >= 0xff00 && code < 0xff61) ||
           (code >= 0x1f300 && code < 0x1fb00) || (code >= 0x20000 && code < 0x40000);
}

size_t orth_plot_columns(const char *text, size_t most)
{
    size_t columns = 0;
    uint32_t code;
    for (size_t i = 0; i < most && *text != '\0'; i++) {
        size_t length = orth_character(text, 4, &code);
        columns += length > 0 && is_wide(code) ? 2 : 1;
        text += length > 0 ? length : 1;
    }
    return columns;
}

/* What the last picture could not show. */
static char picture_note[400];

const char *orth_picture_note(void)
{
    return picture_note;
}

/* Told once a picture, of the first such text. */
static void note_missing(const orth_plot *plot, const char *text, uint32_t code)
{
    char quoted[ORTH_QUOTE_MAX];
    if (picture_note[0] == '\0')
        snprintf(
            picture_note, sizeof picture_note,
            "%.120s: no font here has U+%04X of %.150s, and a ? stands for it; an SVG has names "
            "as they are",
            plot->file, (unsigned)code, orth_quote(quoted, sizeof quoted, text));
}

static bool can_draw(const orth_plot *plot, uint32_t code)
{
    return !plot->png || in_font(code) || (code >= 0xa0 && orth_fonts_have(code));
}

static void put_character(orth_plot *plot, const char *text, size_t length, uint32_t code, bool tic)
{
    if (length == 1 && (code < 0x20 || code == 0x7f))
        fputc(' ', plot->script);
    else if (length == 0 || orth_is_obeyed(code) || code == 0xfffe || code == 0xffff ||
             (code >= 0x20 && !can_draw(plot, code)))
        fputc('?', plot->script);
    else if (code == '\'')
        fputs(QUOTE, plot->script);
    else if (code == '%' && tic)
        fputs("%%", plot->script);
    else if (code == '>' && !plot->png) /* "]]>" may not stand in a text of XML */
        fputs("&#x3e;", plot->script);
    else if (code == '&' && strncmp(text, "&#x", 3) == 0 && !plot->png)
        /* gnuplot would let "&#x41;" through into the SVG as a character reference */
        fputs("&#x26;", plot->script);
    else
        fwrite(text, 1, length, plot->script);
}

static void put_text(orth_plot *plot, const char *text, size_t most, bool tic)
{
    const char *whole = text;
    bool cut = count_characters(text) > most;
    most -= cut;
    fputc('\'', plot->script);
    for (size_t i = 0; i < most && *text != '\0'; i++) {
        uint32_t code;
        size_t length = orth_character(text, 4, &code);
        if (length > 1 && code >= 0xa0 && !can_draw(plot, code))
            note_missing(plot, whole, code);
        put_character(plot, text, length, code, tic);
        text += length > 0 ? length : 1;
    }
    fputs(cut ? "\xe2\x80\xa6'" : "'", plot->script);
}

void orth_plot_text(orth_plot *plot, const char *text, size_t most)
{
    put_text(plot, text, most, false);
}

void orth_plot_tic(orth_plot *plot, const char *text, size_t most)
{
    put_text(plot, text, most, true);
}

/* The name of a file, byte for byte. Before "|" (a command to gnuplot) and "~" goes "./". */
static void put_file_name(FILE *script, const char *file)
{
    fputs(file[0] == '|' || file[0] == '~' ? "'./" : "'", script);
    for (; *file != '\0'; file++) {
        if (*file == '\'')
            fputs(QUOTE, script);
        else
            fputc(*file, script);
    }
    fputc('\'', script);
}

/* ---------------------------------------------------------------- looks */

/* Okabe and Ito's colours, told apart by colour-blind people too; the light yellow left out. */
const char *orth_plot_colour(size_t i)
{
    static const char *const colours[] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                          "#E69F00", "#56B4E9", "#5D3A9B", "#7F6A3F"};
    return i < ORTH_PLOT_LEGEND_MAX ? colours[i % 8] : "#BBBBBB";
}

const char *orth_plot_dash(size_t i)
{
    return i >= 8 && i < ORTH_PLOT_LEGEND_MAX ? "(9,4)" : "solid";
}

/* Open symbols of different shapes stay visible where points fall on each other. */
int orth_plot_point(size_t i)
{
    static const int points[] = {6, 4, 8, 12, 10, 2, 1, 14};
    return points[i % 8];
}

void orth_plot_rest(orth_plot *plot, size_t lines)
{
    if (lines > ORTH_PLOT_LEGEND_MAX)
        fprintf(plot->script,
                ", \\\n  keyentry with lines linewidth 1.6 linecolor '%s' title 'and %zu more'",
                orth_plot_colour(ORTH_PLOT_LEGEND_MAX), lines - ORTH_PLOT_LEGEND_MAX);
}

static void put_terminal(orth_plot *plot, int width, int height)
{
    FILE *script = plot->script;
    if (!plot->png) {
        fprintf(script,
                "set terminal svg noenhanced size %d,%d font 'sans-serif,14' "
                "background '#ffffff'\n",
                width, height);
        return;
    }
    fprintf(script,
            "cairo = strstrt(GPVAL_TERMINALS, 'pngcairo') > 0\n"
            "if (cairo) set terminal pngcairo noenhanced size %d,%d font 'Sans,11' fontscale 2 "
            "linewidth 2 pointscale 2 background '#ffffff'\n"
            "if (!cairo) set terminal png noenhanced truecolor size %d,%d font 'DejaVuSans,11' "
            "fontscale 2 linewidth 2 background '#ffffff'\n",
            2 * width, 2 * height, 2 * width, 2 * height);
}

static void put_looks(orth_plot *plot, const char *title)
{
    fputs("set border 3 linecolor '#444444'\n"
          "set tics nomirror out scale 0.6 textcolor '#222222'\n"
          "set tics noenhanced\n"
          "set grid linecolor '#DDDDDD' linewidth 0.7 linetype 1\n"
          "set key outside right top vertical Left reverse noenhanced samplen 2.5 spacing 1.25 "
          "width 1\n"
          "set style fill solid 0.85 noborder\n",
          plot->script);
    if (title != NULL && title[0] != '\0') {
        fputs("set title ", plot->script);
        orth_plot_text(plot, title, ORTH_PLOT_TITLE_MAX);
        fputs(" noenhanced\n", plot->script);
    }
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
    picture_note[0] = '\0';
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
    put_file_name(plot->script, file);
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
