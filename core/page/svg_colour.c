/* What a series looks like: the colours and dashes of core/base/colours.h, by its "colour". */
#include <stdlib.h>
#include <string.h>

#include "base/colours.h"
#include "page/html.h"

typedef struct look {
    const char *light, *dark, *dash;
} look;

static const char *colour_at(const json_t *all, size_t i)
{
    return json_string_value(json_object_get(json_array_get(all, i), "colour"));
}

/* How many of the series before it are drawn in its colour. */
static size_t place_of(const json_t *all, size_t at)
{
    size_t place = 0;
    const char *colour = orth_colour_of_path(colour_at(all, at));
    for (size_t i = 0; i < at; i++)
        place += strcmp(orth_colour_of_path(colour_at(all, i)), colour) == 0;
    return place;
}

static look look_of(const json_t *all, size_t at)
{
    const char *colour = colour_at(all, at), *colon = strchr(colour, ':');
    size_t place = colon != NULL ? strtoul(colon + 1, NULL, 10) : 0;
    if (strncmp(colour, "token:", 6) == 0 || strncmp(colour, "series:", 7) == 0)
        return (look){orth_colour_of_series(place), orth_colour_of_series_dark(place),
                      orth_dash_of_series(place)};
    if (strncmp(colour, "benchmark:", 10) == 0)
        return (look){orth_colour_of_benchmark(place), orth_colour_of_benchmark_dark(place),
                      orth_dash_of_benchmark(place)};
    return (look){orth_colour_of_path(colour), orth_colour_of_path_dark(colour),
                  orth_dash_of_path(colour, place_of(all, at))};
}

void orth_svg_colour(FILE *stream, const json_t *all, size_t at)
{
    look found = look_of(all, at);
    fprintf(stream, "style=\"--l:%s;--d:%s\"", found.light, found.dark);
    if (*found.dash != '\0')
        fprintf(stream, " stroke-dasharray=\"%s\"", found.dash);
}
