#include "page/html.h"

#include "base/plain_locale.h"
#include "orthant/page.h"
#include "page/escape.h"
#include "page/page.h"

static void write_head(FILE *stream, const json_t *head)
{
    const char *name = orth_html_text(head, "scenario");
    if (*name == '\0')
        name = orth_html_text(head, "scenario_file");
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<meta name=\"color-scheme\" content=\"light dark\">\n"
          /* The page asks nobody for anything, and the browser holds it to that. */
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
          "style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'\">\n"
          "<link rel=\"icon\" href=\"data:,\">\n<title>",
          stream);
    orth_escape_html(stream, name);
    fputs("</title>\n<style>\n", stream);
    fputs(orth_html_style, stream);
    fputs("</style>\n</head>\n<body>\n<main>\n<header>\n<h1>", stream);
    orth_escape_html(stream, name);
    fputs("</h1>\n", stream);
    if (*orth_html_text(head, "description") != '\0') {
        fputs("<p class=\"description\">", stream);
        orth_escape_html(stream, orth_html_text(head, "description"));
        fputs("</p>\n", stream);
    }
    fputs("</header>\n", stream);
}

static void write_decision(FILE *stream, const json_t *decision)
{
    static const struct {
        const char *key, *title;
    } all[] = {{"do", "What to do"}, {"cost", "What it costs"}, {"sure", "How sure that is"}};
    fputs("<section class=\"decision\" aria-labelledby=\"decision\">\n"
          "<h2 id=\"decision\">In short</h2>\n",
          stream);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        const json_t *lines = json_object_get(decision, all[i].key);
        if (json_array_size(lines) == 0)
            continue;
        fprintf(stream, "<h3>%s</h3>\n", all[i].title);
        orth_html_lines(stream, lines, NULL);
    }
    fputs("</section>\n", stream);
}

static void write_contents(FILE *stream, const json_t *parts)
{
    fputs("<nav aria-label=\"Parts of this page\">\n<ul>\n", stream);
    for (size_t i = 0; i < json_array_size(parts); i++) {
        const json_t *part = json_array_get(parts, i);
        fputs("<li><a href=\"#", stream);
        orth_escape_html(stream, orth_html_text(part, "id"));
        fputs("\">", stream);
        orth_escape_html(stream, orth_html_text(part, "title"));
        fputs("</a></li>\n", stream);
    }
    fputs("</ul>\n</nav>\n", stream);
}

void orth_page_write_html(const orth_page *page, FILE *stream)
{
    const json_t *root = page->facts.root, *parts = json_object_get(root, "parts");
    orth_locale entered = orth_locale_enter(); /* the drawings' numbers have points */
    write_head(stream, json_object_get(root, "head"));
    write_decision(stream, json_object_get(root, "decision"));
    write_contents(stream, parts);
    for (size_t i = 0; i < json_array_size(parts); i++)
        orth_html_part(stream, json_array_get(parts, i));
    fputs("</main>\n<footer>\n<p>Made by orthant " ORTH_VERSION
          ". The same facts for programs: <code>orthant report --json</code>.</p>\n</footer>\n"
          "</body>\n</html>\n",
          stream);
    orth_locale_leave(entered);
}
