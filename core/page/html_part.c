/* A part of the page: what it says, its tables, its pictures, what is missing. */
#include "page/escape.h"
#include "page/html.h"

void orth_html_lines(FILE *stream, const json_t *lines, const char *kind)
{
    for (size_t i = 0; i < json_array_size(lines); i++) {
        if (kind != NULL)
            fprintf(stream, "<p class=\"%s\">", kind);
        else
            fputs("<p>", stream);
        orth_escape_html(stream, json_string_value(json_array_get(lines, i)));
        fputs("</p>\n", stream);
    }
}

static void write_missing(FILE *stream, const json_t *missing)
{
    if (json_array_size(missing) == 0)
        return;
    fputs("<ul class=\"missing\">\n", stream);
    for (size_t i = 0; i < json_array_size(missing); i++) {
        const json_t *one = json_array_get(missing, i);
        fputs("<li>Not given: <code>", stream);
        orth_escape_html(stream, orth_html_text(one, "key"));
        fputs("</code>. It would show ", stream);
        orth_escape_html(stream, orth_html_text(one, "fills"));
        fputs(".</li>\n", stream);
    }
    fputs("</ul>\n", stream);
}

void orth_html_part(FILE *stream, const json_t *part)
{
    const char *id = orth_html_text(part, "id");
    const json_t *tables = json_object_get(part, "tables");
    const json_t *pictures = json_object_get(part, "pictures");
    fprintf(stream, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">", id, id);
    orth_escape_html(stream, orth_html_text(part, "title"));
    fputs("</h2>\n", stream);
    orth_html_lines(stream, json_object_get(part, "says"), NULL);
    for (size_t i = 0; i < json_array_size(pictures); i++)
        orth_html_picture(stream, id, json_array_get(pictures, i));
    for (size_t i = 0; i < json_array_size(tables); i++)
        orth_html_table(stream, id, json_array_get(tables, i));
    orth_html_lines(stream, json_object_get(part, "notes"), "note");
    write_missing(stream, json_object_get(part, "missing"));
    fputs("</section>\n", stream);
}
