/* A picture: drawn twice, for narrow screens and for wide ones, of which the reader has one; its
 * legend is text, so that it wraps. */
#include <math.h>
#include <string.h>

#include "page/escape.h"
#include "page/html.h"

static void write_drawing(FILE *stream, const char *part, const json_t *picture, const char *class,
                          double width, double height)
{
    char id[128];
    snprintf(id, sizeof id, "%s-%s-%s", part, orth_html_text(picture, "id"), class);
    fprintf(stream,
            "<svg class=\"%s\" viewBox=\"0 0 %g %g\" role=\"img\" aria-labelledby=\"%s-title "
            "%s-desc\">\n<title id=\"%s-title\">",
            class, width, height, id, id, id);
    orth_escape_html(stream, orth_html_text(picture, "title"));
    fprintf(stream, "</title>\n<desc id=\"%s-desc\">", id);
    orth_escape_html(stream, orth_html_text(picture, "describes"));
    fputs("</desc>\n", stream);
    orth_svg_write(stream, picture, width, height);
    fputs("</svg>\n", stream);
}

static void write_sample(FILE *stream, const json_t *all, size_t at)
{
    const char *style = orth_html_text(json_array_get(all, at), "style");
    fputs("<svg viewBox=\"0 0 32 12\" aria-hidden=\"true\" focusable=\"false\"><g ", stream);
    orth_svg_colour(stream, all, at);
    if (strcmp(style, "band") == 0)
        fputs("><rect class=\"b\" x=\"2\" y=\"1\" width=\"28\" height=\"10\"/>", stream);
    else if (strcmp(style, "points") == 0)
        fputs("><circle class=\"f\" cx=\"16\" cy=\"6\" r=\"3.5\"/>", stream);
    else
        fputs("><path class=\"s\" d=\"M2 6H30\"/>", stream);
    fputs("</g></svg>", stream);
}

static void write_legend(FILE *stream, const json_t *all)
{
    fputs("<ul class=\"legend\">\n", stream);
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *series = json_array_get(all, i);
        fputs("<li>", stream);
        write_sample(stream, all, i);
        orth_escape_html(stream, orth_html_text(series, "name"));
        fputs("</li>\n", stream);
    }
    fputs("</ul>\n", stream);
}

void orth_html_picture(FILE *stream, const char *part, const json_t *picture)
{
    fputs("<figure>\n", stream);
    write_drawing(stream, part, picture, "narrow", 330, 240);
    write_drawing(stream, part, picture, "wide", 760, 320);
    write_legend(stream, json_object_get(picture, "series"));
    fputs("<figcaption><strong>", stream);
    orth_escape_html(stream, orth_html_text(picture, "title"));
    fputs(".</strong> ", stream);
    orth_escape_html(stream, orth_html_text(picture, "describes"));
    fputs("</figcaption>\n</figure>\n", stream);
}
