#include <stdlib.h>
#include <string.h>

#include "page/html.h"

typedef struct colour {
    const char *light, *dark;
} colour;

static const colour by_place[] = {
    {"#0060a8", "#66b3ee"}, {"#b34700", "#f0924a"}, {"#00795a", "#3fc79a"}, {"#8f3a84", "#d68acb"},
    {"#6b6100", "#cdbf3a"}, {"#3d4bb5", "#9aa6f2"}, {"#a3203c", "#f08095"}, {"#4b5563", "#b0b8c1"},
};

void orth_svg_colour(FILE *stream, const json_t *series)
{
    const char *name = json_string_value(json_object_get(series, "colour"));
    const char *colon = name != NULL ? strchr(name, ':') : NULL;
    size_t place = colon != NULL ? strtoul(colon + 1, NULL, 10) : 0;
    const colour *found = &by_place[place % (sizeof by_place / sizeof by_place[0])];
    fprintf(stream, "style=\"--l:%s;--d:%s\"", found->light, found->dark);
}
