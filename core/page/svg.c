/* Pictures, drawn by ourselves: axes, series, intervals, marks. */
#include <math.h>
#include <string.h>

#include "page/escape.h"
#include "page/html.h"
#include "page/svg_scale.h"

#define LINE 14        /* of text */
#define LETTER 7.7     /* as wide as a digit of DejaVu Sans, the widest of the usual ones */
#define TITLE_LETTER 7 /* as wide as a letter of a title is, in the mean */
#define TITLE_MAX 512  /* bytes: more than the widest picture has letters of four bytes */
#define ELLIPSIS "\xe2\x80\xa6"
#define TITLE_ABOVE 18

typedef struct drawing {
    FILE *stream;
    orth_svg_scale x, y;
} drawing;

/* NaN for what is not known. */
static double number_at(const json_t *array, size_t i)
{
    const json_t *value = json_array_get(array, i);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

static double widest_tick(const orth_svg_scale *scale)
{
    char text[ORTH_HTML_NUMBER_MAX];
    double widest = 1;
    for (size_t i = 0; i < scale->count; i++)
        widest = fmax(widest, (double)strlen(orth_svg_tick(text, scale, i)));
    return LETTER * widest;
}

static void write_text(FILE *stream, double x, double y, const char *anchor, const char *text)
{
    fprintf(stream, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor);
    orth_escape_html(stream, text);
    fputs("</text>\n", stream);
}

/* Whole characters of a text that take so many letters' room at most; an ellipsis stands for the
 * others. Letters of three bytes or more are mostly twice as wide. */
static const char *first_letters(char out[TITLE_MAX], const char *text, size_t room)
{
    size_t taken = 0, end = 0, bytes = 0;
    for (; text[bytes] != '\0' && taken <= room; bytes++) {
        unsigned char byte = (unsigned char)text[bytes];
        if ((byte & 0xc0) == 0x80)
            continue;
        if (taken + 1 <= room)
            end = bytes; /* the ellipsis fits here */
        taken += byte >= 0xe0 ? 2 : 1;
    }
    if (taken <= room && bytes < TITLE_MAX)
        return strcpy(out, text);
    if (end > TITLE_MAX - sizeof ELLIPSIS)
        end = 0;
    memcpy(out, text, end);
    strcpy(out + end, ELLIPSIS);
    return out;
}

/* A unit may have any length; the picture has not. */
static void write_title(const drawing *of, double x, double y, const char *anchor,
                        const json_t *axis)
{
    char title[TITLE_MAX];
    const char *more = strcmp(orth_html_text(axis, "scale"), "log") == 0 ? ", log scale" : "";
    size_t room = (size_t)(of->x.to / TITLE_LETTER) - strlen(more);
    fprintf(of->stream, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor);
    orth_escape_html(of->stream, first_letters(title, orth_html_text(axis, "title"), room));
    fprintf(of->stream, "%s</text>\n", more);
}

static void write_axes(const drawing *of, const json_t *picture)
{
    char text[ORTH_HTML_NUMBER_MAX];
    double left = of->x.from, right = of->x.to, bottom = of->y.from, top = of->y.to, last = -1e9;
    for (size_t i = 0; i < of->y.count; i++) {
        double y = orth_svg_at(&of->y, of->y.ticks[i]);
        fprintf(of->stream, "<path class=\"grid\" d=\"M%.1f %.1fH%.1f\"/>\n", left, y, right);
        write_text(of->stream, left - 6, y + 4, "end", orth_svg_tick(text, &of->y, i));
    }
    for (size_t i = 0; i < of->x.count; i++) {
        double x = orth_svg_at(&of->x, of->x.ticks[i]);
        orth_svg_tick(text, &of->x, i);
        double half = LETTER * (double)strlen(text) / 2;
        fprintf(of->stream, "<path class=\"axis\" d=\"M%.1f %.1fv4\"/>\n", x, bottom);
        if (x - half < last || x + half > right + 12)
            continue;
        write_text(of->stream, x, bottom + LINE + 4, "middle", text);
        last = x + half + LETTER;
    }
    fprintf(of->stream, "<path class=\"axis\" d=\"M%.1f %.1fH%.1f\"/>\n", left, bottom, right);
    write_title(of, right, bottom + 2 * LINE + 6, "end", json_object_get(picture, "x"));
    write_title(of, 2, top - 12, "start", json_object_get(picture, "y"));
}

/* Intervals that belong to a line or stand alone, from point to point. */
static void write_band(const drawing *of, const json_t *series)
{
    const json_t *x = json_object_get(series, "x"), *low = json_object_get(series, "low"),
                 *high = json_object_get(series, "high");
    size_t count = json_array_size(low);
    bool begun = false;
    if (count == 0)
        return;
    fputs("<path class=\"b\" d=\"", of->stream);
    for (size_t turn = 0; turn < 2 * count; turn++) {
        size_t i = turn < count ? turn : 2 * count - 1 - turn;
        double at = number_at(x, i), value = number_at(turn < count ? low : high, i);
        if (!orth_svg_is_drawn(&of->x, at) || !orth_svg_is_drawn(&of->y, value))
            continue;
        fprintf(of->stream, "%c%.1f %.1f", begun ? 'L' : 'M', orth_svg_at(&of->x, at),
                orth_svg_at(&of->y, value));
        begun = true;
    }
    fputs("Z\"/>\n", of->stream);
}

static void write_line(const drawing *of, const json_t *series, bool steps)
{
    const json_t *xs = json_object_get(series, "x"), *ys = json_object_get(series, "y");
    bool begun = false;
    fputs("<path class=\"s\" d=\"", of->stream);
    for (size_t i = 0; i < json_array_size(xs); i++) {
        double x = number_at(xs, i), y = number_at(ys, i);
        if (!orth_svg_is_drawn(&of->x, x) || !orth_svg_is_drawn(&of->y, y)) {
            begun = false;
            continue;
        }
        if (begun && steps)
            fprintf(of->stream, "H%.1f", orth_svg_at(&of->x, x));
        fprintf(of->stream, "%c%.1f %.1f", begun ? 'L' : 'M', orth_svg_at(&of->x, x),
                orth_svg_at(&of->y, y));
        begun = true;
    }
    fputs("\"/>\n", of->stream);
}

static void write_points(const drawing *of, const json_t *series)
{
    const json_t *xs = json_object_get(series, "x"), *ys = json_object_get(series, "y");
    const json_t *low = json_object_get(series, "low"), *high = json_object_get(series, "high");
    for (size_t i = 0; i < json_array_size(xs); i++) {
        double x = number_at(xs, i), y = number_at(ys, i);
        if (!orth_svg_is_drawn(&of->x, x) || !orth_svg_is_drawn(&of->y, y))
            continue;
        double a = number_at(low, i), b = number_at(high, i);
        if (orth_svg_is_drawn(&of->y, a) && orth_svg_is_drawn(&of->y, b))
            fprintf(of->stream, "<path class=\"s\" d=\"M%.1f %.1fV%.1f\"/>\n",
                    orth_svg_at(&of->x, x), orth_svg_at(&of->y, a), orth_svg_at(&of->y, b));
        fprintf(of->stream, "<circle class=\"f\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>\n",
                orth_svg_at(&of->x, x), orth_svg_at(&of->y, y));
    }
}

static void write_series(const drawing *of, const json_t *all, size_t at)
{
    const json_t *series = json_array_get(all, at);
    const char *style = orth_html_text(series, "style");
    bool points = strcmp(style, "points") == 0;
    fputs("<g ", of->stream);
    orth_svg_colour(of->stream, all, at);
    fputs(">\n", of->stream);
    if (!points)
        write_band(of, series);
    if (points)
        write_points(of, series);
    else if (strcmp(style, "band") != 0)
        write_line(of, series, strcmp(style, "steps") == 0);
    fputs("</g>\n", of->stream);
}

/* Words that would lie over those before stand a line lower. */
static void write_marks(const drawing *of, const json_t *marks)
{
    double last = -1e9, line = 0;
    for (size_t i = 0; i < json_array_size(marks); i++) {
        const json_t *mark = json_array_get(marks, i);
        double value = json_number_value(json_object_get(mark, "x"));
        if (!json_is_number(json_object_get(mark, "x")) || !orth_svg_is_drawn(&of->x, value))
            continue;
        double x = orth_svg_at(&of->x, value),
               wide = LETTER * (double)strlen(orth_html_text(mark, "text"));
        fprintf(of->stream, "<path class=\"mark\" d=\"M%.1f %.1fV%.1f\"/>\n", x, of->y.from,
                of->y.to);
        if (*orth_html_text(mark, "text") == '\0')
            continue;
        bool left = x + 4 + wide > of->x.to;
        double begin = left ? x - 4 - wide : x + 4;
        line = begin < last ? line + LINE : 0;
        write_text(of->stream, left ? x - 4 : x + 4, of->y.to + LINE - 2 + line,
                   left ? "end" : "start", orth_html_text(mark, "text"));
        last = fmax(last, begin + wide + LETTER);
    }
}

void orth_svg_write(FILE *stream, const json_t *picture, double width, double height)
{
    const json_t *all = json_object_get(picture, "series");
    drawing of = {.stream = stream};
    of.y = orth_svg_scale_of(picture, "y", 5);
    of.x = orth_svg_scale_of(picture, "x", width > 500 ? 8 : 4);
    of.y.from = height - 2 * LINE - 14;
    of.y.to = TITLE_ABOVE + 12;
    of.x.from = widest_tick(&of.y) + 10;
    of.x.to = width - 12;
    write_axes(&of, picture);
    for (size_t i = 0; i < json_array_size(all); i++)
        write_series(&of, all, i);
    write_marks(&of, json_object_get(picture, "marks"));
}
