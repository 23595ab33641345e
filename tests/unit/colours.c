/* The colours of pictures: each is seen on its ground, and any two of a table are told apart, also
 * without red or without green. Colours are compared in OKLab (Ottosson 2020), times 100; eyes that
 * lack a cone by the matrices of Machado, Oliveira and Fernandes (2009), severity 1. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/colours.h"
#include "orthant/path.h"

#define APART 9.5       /* of one table, in whichever view; two greys just told apart: about 2 */
#define APART_MAIN 12.5 /* of the paths that are compared most */
#define CONTRAST 3.0
#define LOOKS_MAX 16

typedef struct colour {
    double of[3];
} colour;

static double linear(double part)
{
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

static colour read_colour(const char *text)
{
    ck_assert_msg(strlen(text) == 7 && text[0] == '#' && strspn(text + 1, "0123456789ABCDEF") == 6,
                  "'%s' is no colour", text);
    unsigned long all = strtoul(text + 1, NULL, 16);
    return (colour){{linear((double)(all >> 16) / 255), linear((double)(all >> 8 & 255) / 255),
                     linear((double)(all & 255) / 255)}};
}

static colour times(const double matrix[3][3], colour c)
{
    colour out;
    for (int i = 0; i < 3; i++)
        out.of[i] = matrix[i][0] * c.of[0] + matrix[i][1] * c.of[1] + matrix[i][2] * c.of[2];
    return out;
}

static colour lab(colour c)
{
    static const double cones[3][3] = {{0.4122214708, 0.5363325363, 0.0514459929},
                                       {0.2119034982, 0.6806995451, 0.1073969566},
                                       {0.0883024619, 0.2817188376, 0.6299787005}};
    static const double axes[3][3] = {{0.2104542553, 0.7936177850, -0.0040720468},
                                      {1.9779984951, -2.4285922050, 0.4505937099},
                                      {0.0259040371, 0.7827717662, -0.8086757660}};
    colour out = times(cones, c);
    for (int i = 0; i < 3; i++)
        out.of[i] = cbrt(out.of[i]);
    return times(axes, out);
}

static colour seen(colour c, int view)
{
    static const double without_green[3][3] = {{0.367322, 0.860646, -0.227968},
                                               {0.280085, 0.672501, 0.047413},
                                               {-0.011820, 0.042940, 0.968881}};
    static const double without_red[3][3] = {{0.152286, 1.052583, -0.204868},
                                             {0.114503, 0.786281, 0.099216},
                                             {-0.003882, -0.048116, 1.051998}};
    if (view > 0)
        c = times(view == 1 ? without_green : without_red, c);
    for (int i = 0; i < 3; i++)
        c.of[i] = fmin(fmax(c.of[i], 0), 1);
    return lab(c);
}

static double apart(const char *one, const char *other, int view)
{
    colour a = seen(read_colour(one), view), b = seen(read_colour(other), view);
    double sum = 0;
    for (int i = 0; i < 3; i++)
        sum += (a.of[i] - b.of[i]) * (a.of[i] - b.of[i]);
    return 100 * sqrt(sum);
}

static double light_of(const char *text)
{
    colour c = read_colour(text);
    return 0.2126 * c.of[0] + 0.7152 * c.of[1] + 0.0722 * c.of[2];
}

static double contrast(const char *one, const char *other)
{
    double a = light_of(one), b = light_of(other);
    return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

static void assert_apart(const char *const *colours, size_t count, const char *ground, double least)
{
    static const char *const views[] = {"all colours", "no green", "no red"};
    for (size_t i = 0; i < count; i++) {
        ck_assert_msg(contrast(colours[i], ground) >= CONTRAST, "%s on %s: %.2f", colours[i],
                      ground, contrast(colours[i], ground));
        for (size_t j = 0; j < i; j++)
            for (int view = 0; view < 3; view++)
                ck_assert_msg(apart(colours[i], colours[j], view) >= least,
                              "%s and %s, who sees %s: %.2f", colours[i], colours[j], views[view],
                              apart(colours[i], colours[j], view));
    }
}

START_TEST(paths_are_told_apart)
{
    const char *light[LOOKS_MAX], *dark[LOOKS_MAX];
    const orth_path_family *const *families = orth_path_families();
    size_t count = 0;
    for (; families[count] != NULL; count++) {
        ck_assert(count < LOOKS_MAX);
        light[count] = orth_colour_of_path(families[count]->name);
        dark[count] = orth_colour_of_path_dark(families[count]->name);
    }
    assert_apart(light, count, "#FFFFFF", APART); /* so each family has one of its own */
    assert_apart(dark, count, "#14171C", APART);
}
END_TEST

START_TEST(paths_compared_most)
{
    static const char *const names[] = {"linear", "amgm", "geodesic", "optimum"};
    const char *light[4], *dark[4];
    for (int i = 0; i < 4; i++) {
        light[i] = orth_colour_of_path(names[i]);
        dark[i] = orth_colour_of_path_dark(names[i]);
        for (int j = 0; j < i; j++)
            ck_assert(orth_mark_of_path(names[i]) != orth_mark_of_path(names[j]));
    }
    assert_apart(light, 4, "#FFFFFF", APART_MAIN);
    assert_apart(dark, 4, "#14171C", APART_MAIN);
    /* These lie on each other. */
    ck_assert_str_ne(orth_dash_of_path("geodesic", 0), orth_dash_of_path("amgm", 0));
    ck_assert_str_ne(orth_dash_of_path("geodesic", 0), orth_dash_of_path("optimum", 0));
    ck_assert_str_ne(orth_dash_of_path("amgm", 0), orth_dash_of_path("optimum", 0));
}
END_TEST

START_TEST(series_are_told_apart)
{
    const char *light[ORTH_SERIES_COLOURS], *dark[ORTH_SERIES_COLOURS];
    for (size_t i = 0; i < ORTH_SERIES_COLOURS; i++) {
        light[i] = orth_colour_of_series(i);
        dark[i] = orth_colour_of_series_dark(i);
        for (size_t j = 0; j < i; j++)
            ck_assert(orth_mark_of_series(i) != orth_mark_of_series(j));
        ck_assert_str_eq(light[i], orth_colour_of_series(i + ORTH_SERIES_COLOURS));
        ck_assert_str_ne(orth_dash_of_series(i), orth_dash_of_series(i + ORTH_SERIES_COLOURS));
    }
    assert_apart(light, ORTH_SERIES_COLOURS, "#FFFFFF", APART);
    assert_apart(dark, ORTH_SERIES_COLOURS, "#14171C", APART);
}
END_TEST

START_TEST(benchmarks_are_seen)
{
    const char *light[] = {orth_colour_of_benchmark(0), orth_colour_of_benchmark(1)};
    const char *dark[] = {orth_colour_of_benchmark_dark(0), orth_colour_of_benchmark_dark(1)};
    assert_apart(light, 2, "#FFFFFF", APART);
    assert_apart(dark, 2, "#14171C", APART);
    ck_assert_str_ne(orth_dash_of_benchmark(0), orth_dash_of_benchmark(1));
}
END_TEST

START_TEST(names_and_places)
{
    static const char *const names[] = {"power:0.5", "geodesic", "power:2", "file:a.json",
                                        "mine",      "power:3",  "powers"};
    static const size_t places[] = {0, 0, 1, 0, 1, 2, 2};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        ck_assert_uint_eq(orth_place_of_path(names, i), places[i]);
    ck_assert_str_eq(orth_colour_of_path("power:0.5"), orth_colour_of_path("power"));
    ck_assert_str_eq(orth_colour_of_path("mine"), orth_colour_of_path("file:x"));
    ck_assert_str_eq(orth_colour_of_path(""), orth_colour_of_path("file"));
    for (size_t i = 0; i < 6; i++)
        for (size_t j = 0; j < i; j++)
            ck_assert_str_ne(orth_dash_of_path("power:2", i), orth_dash_of_path("power:3", j));
}
END_TEST

ORTH_TEST_MAIN("colours", paths_are_told_apart, paths_compared_most, series_are_told_apart,
               benchmarks_are_seen, names_and_places)
