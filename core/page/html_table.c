/* A table as a table: a caption, heads of columns and rows, numbers of one column alike. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "page/escape.h"
#include "page/facts.h"
#include "page/html.h"

static bool is_text(const char *as)
{
    return strcmp(as, ORTH_AS_TEXT) == 0 || strcmp(as, ORTH_AS_CODE) == 0;
}

typedef struct cells {
    const json_t *rows;
    const char *key;
} cells;

/* 0 where there is none, which changes no format. */
static double number_of(const void *of, size_t i)
{
    const cells *in = of;
    return json_number_value(json_object_get(json_array_get(in->rows, i), in->key));
}

static orth_html_format format_of(const json_t *about, const json_t *rows)
{
    cells of = {rows, orth_html_text(about, "key")};
    return orth_html_format_of(orth_html_text(about, "as"), json_array_size(rows), number_of, &of);
}

static void write_columns(FILE *stream, const json_t *columns)
{
    fputs("<thead><tr>", stream);
    for (size_t i = 0; i < json_array_size(columns); i++) {
        const json_t *column = json_array_get(columns, i);
        fprintf(stream, "<th scope=\"col\"%s>",
                is_text(orth_html_text(column, "as")) ? "" : " class=\"n\"");
        orth_escape_html(stream, orth_html_text(column, "title"));
        if (json_object_get(column, "unit") != NULL) {
            fputs(", ", stream);
            orth_escape_html(stream, orth_html_text(column, "unit"));
        }
        fputs("</th>", stream);
    }
    fputs("</tr></thead>\n", stream);
}

static void write_cell(FILE *stream, const json_t *value, const orth_html_format *format, bool head)
{
    char text[ORTH_HTML_NUMBER_MAX];
    bool code = strcmp(format->as, ORTH_AS_CODE) == 0;
    fprintf(stream, head ? "<th scope=\"row\"%s>" : "<td%s>",
            is_text(format->as) ? "" : " class=\"n\"");
    fputs(code ? "<code>" : "", stream);
    if (json_is_number(value))
        orth_escape_html(stream, orth_html_number(text, format, json_number_value(value)));
    else if (json_is_string(value))
        orth_escape_html(stream, json_string_value(value));
    else
        fputs("&ndash;", stream);
    fputs(code ? "</code>" : "", stream);
    fputs(head ? "</th>" : "</td>", stream);
}

void orth_html_table(FILE *stream, const char *part, const json_t *table)
{
    const json_t *columns = json_object_get(table, "columns"),
                 *rows = json_object_get(table, "rows");
    size_t width = json_array_size(columns), count = json_array_size(rows);
    if (count == 0)
        return; /* heads of nothing */
    orth_html_format formats[width > 0 ? width : 1];
    for (size_t j = 0; j < width; j++)
        formats[j] = format_of(json_array_get(columns, j), rows);
    fprintf(
        stream,
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"%s-%s-caption\">\n"
        "<table>\n<caption id=\"%s-%s-caption\"><span>",
        part, orth_html_text(table, "id"), part, orth_html_text(table, "id"));
    orth_escape_html(stream, orth_html_text(table, "caption"));
    fputs("</span></caption>\n", stream);
    write_columns(stream, columns);
    fputs("<tbody>\n", stream);
    for (size_t i = 0; i < count; i++) {
        fputs("<tr>", stream);
        for (size_t j = 0; j < width; j++) {
            const char *key = orth_html_text(json_array_get(columns, j), "key");
            write_cell(stream, json_object_get(json_array_get(rows, i), key), &formats[j], j == 0);
        }
        fputs("</tr>\n", stream);
    }
    fputs("</tbody>\n</table>\n</div>\n", stream);
}
