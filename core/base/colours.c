#include "base/colours.h"

#include <string.h>

typedef struct look {
    const char *name, *light, *dark;
    size_t dash; /* of dashes[] */
    orth_mark mark;
} look;

/* The colours were searched for: as far apart as they go in OKLab for people who see all colours,
 * no green (deuteranopia) and no red (protanopia), the first four, which are compared most, the
 * farthest. The optimum has the colour of letters. */
static const look paths[] = {
    {"linear", "#ED6017", "#D83D00", 0, ORTH_MARK_SQUARE},
    {"amgm", "#08A37D", "#28C990", 1, ORTH_MARK_TRIANGLE},
    {"geodesic", "#2F80FB", "#6B8BBC", 0, ORTH_MARK_CIRCLE},
    {"optimum", "#1A1A1A", "#EBEBEB", 2, ORTH_MARK_CROSS},
    {"geometric", "#814300", "#FE8D11", 3, ORTH_MARK_DIAMOND},
    {"bisection", "#8059A7", "#C7B1F7", 2, ORTH_MARK_TRIANGLE_DOWN},
    {"power", "#840E61", "#91566F", 4, ORTH_MARK_PLUS},
    {"dutch", "#3A7663", "#5D9873", 3, ORTH_MARK_PENTAGON},
    {"safe", "#5F22A7", "#C278FF", 5, ORTH_MARK_DIAMOND},
    {"lambertw", "#8A8AC6", "#6D5ABB", 5, ORTH_MARK_PENTAGON},
    {"file", "#1314F9", "#045BFD", 0, ORTH_MARK_PLUS},
};
#define PATHS (sizeof paths / sizeof paths[0])

static const char *const dashes[] = {"", "9,4", "3,3", "9,3,2,3", "14,4", "9,3,2,3,2,3"};
#define DASHES (sizeof dashes / sizeof dashes[0])

static const look series[ORTH_SERIES_COLOURS] = {
    {"", ORTH_COLOUR_FIRST, "#0C7EF5", 0, ORTH_MARK_CIRCLE},
    {"", ORTH_COLOUR_SECOND, "#A94D13", 0, ORTH_MARK_SQUARE},
    {"", ORTH_COLOUR_THIRD, "#1EB09A", 0, ORTH_MARK_TRIANGLE},
    {"", "#663E6E", "#F9CEF6", 0, ORTH_MARK_DIAMOND},
    {"", "#554E06", "#B3921A", 0, ORTH_MARK_TRIANGLE_DOWN},
    {"", "#4D72A6", "#95A9FF", 0, ORTH_MARK_CROSS},
    {"", "#4438BB", "#6D618E", 0, ORTH_MARK_PLUS},
    {"", "#8F6646", "#FEBC5F", 0, ORTH_MARK_PENTAGON},
};

static const look benchmarks[] = {
    {"hold", ORTH_COLOUR_HOLD, "#A4A4A4", 1, ORTH_MARK_CIRCLE},
    {"rebalanced", "#3C3C3C", "#D0D0D0", 2, ORTH_MARK_SQUARE},
};
#define BENCHMARKS (sizeof benchmarks / sizeof benchmarks[0])

static const look *of_path(const char *name)
{
    size_t length = strcspn(name, ":");
    for (size_t i = 0; i < PATHS; i++)
        if (strlen(paths[i].name) == length && memcmp(paths[i].name, name, length) == 0)
            return &paths[i];
    return &paths[PATHS - 1];
}

const char *orth_colour_of_path(const char *name)
{
    return of_path(name)->light;
}

const char *orth_colour_of_path_dark(const char *name)
{
    return of_path(name)->dark;
}

orth_mark orth_mark_of_path(const char *name)
{
    return of_path(name)->mark;
}

const char *orth_dash_of_path(const char *name, size_t place)
{
    return dashes[(of_path(name)->dash + place) % DASHES];
}

size_t orth_place_of_path(const char *const *names, size_t at)
{
    size_t place = 0;
    for (size_t i = 0; i < at; i++)
        place += of_path(names[i]) == of_path(names[at]);
    return place;
}

const char *orth_colour_of_series(size_t index)
{
    return series[index % ORTH_SERIES_COLOURS].light;
}

const char *orth_colour_of_series_dark(size_t index)
{
    return series[index % ORTH_SERIES_COLOURS].dark;
}

const char *orth_dash_of_series(size_t index)
{
    return dashes[index / ORTH_SERIES_COLOURS % DASHES];
}

orth_mark orth_mark_of_series(size_t index)
{
    return series[index % ORTH_SERIES_COLOURS].mark;
}

const char *orth_colour_of_benchmark(size_t index)
{
    return benchmarks[index % BENCHMARKS].light;
}

const char *orth_colour_of_benchmark_dark(size_t index)
{
    return benchmarks[index % BENCHMARKS].dark;
}

const char *orth_dash_of_benchmark(size_t index)
{
    return dashes[benchmarks[index % BENCHMARKS].dash];
}
