/* The decision for a terminal. */
#include "base/paragraph.h"
#include "orthant/page.h"
#include "page/page.h"

#define COLUMNS 80

void orth_page_write_table(const orth_page *page, FILE *stream)
{
    static const struct {
        const char *key, *title;
    } all[] = {{"do", "What to do"}, {"cost", "What it costs"}, {"sure", "How sure that is"}};
    const json_t *decision = json_object_get(page->facts.root, "decision");
    const char *name =
        json_string_value(json_object_get(json_object_get(page->facts.root, "head"), "scenario"));
    if (*name != '\0')
        orth_paragraph(stream, name, COLUMNS);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        const json_t *lines = json_object_get(decision, all[i].key);
        if (json_array_size(lines) == 0)
            continue;
        fprintf(stream, "\n%s\n", all[i].title);
        for (size_t j = 0; j < json_array_size(lines); j++)
            orth_paragraph(stream, json_string_value(json_array_get(lines, j)), COLUMNS);
    }
}
