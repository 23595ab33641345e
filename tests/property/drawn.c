/* Sums over periods that are drawn: each lane has the bits of one draw alone, on every instruction
 * set, however the periods are cut; also where values overflow. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "kernel/kernel.h"
#include "numeric/dd.h"
#include "orthant/kernel.h"

#define ROWS 301
#define LANES ORTH_DRAWN_LANES

typedef struct columns {
    double growth[ROWS * LANES], least[ROWS * LANES], most[ROWS * LANES], kept[ROWS * LANES];
    double other[ROWS * LANES];
} columns;

/* All that the kernels sum. */
typedef struct sums {
    orth_drawn_course course;
    orth_drawn_sum gain, terms, against, squares, below;
} sums;

static columns drawn(test_random *random, double size)
{
    columns c;
    for (size_t e = 0; e < ROWS * LANES; e++) {
        c.growth[e] = exp(size * (test_random_unit(random) - 0.5));
        c.least[e] = fmin(1, c.growth[e]) * (1 - 0.01 * test_random_unit(random));
        c.most[e] = fmax(1, c.growth[e]) * (1 + 0.01 * test_random_unit(random));
        c.kept[e] = 1 - 0.02 * test_random_unit(random);
        c.other[e] =
            test_random_below(random, 4) == 0 ? c.growth[e] : 1 + 0.02 * test_random_unit(random);
    }
    return c;
}

static void begin(sums *s)
{
    memset(s, 0, sizeof *s);
    for (size_t lane = 0; lane < LANES; lane++)
        s->course.value.high[lane] = s->course.peak[lane] = s->gain.high[lane] = 1;
}

static void by_kernels(sums *s, const orth_kernels *kernels, const columns *c, size_t cut)
{
    double means[LANES];
    begin(s);
    for (size_t k = 0, count; k < ROWS; k += count) {
        size_t at = k * LANES;
        count = ROWS - k < cut ? ROWS - k : cut;
        kernels->drawn_course(&s->course, count, c->growth + at, c->least + at, c->most + at,
                              c->kept + at);
        kernels->drawn_gain(&s->gain, count, c->other + at);
        kernels->drawn_sum(&s->terms, count, c->growth + at, NULL, 1e-4);
        kernels->drawn_sum(&s->against, count, c->growth + at, c->other + at, 0);
    }
    for (size_t lane = 0; lane < LANES; lane++)
        means[lane] = (s->against.high[lane] + s->against.low[lane]) / ROWS;
    for (size_t k = 0, count; k < ROWS; k += count) {
        count = ROWS - k < cut ? ROWS - k : cut;
        kernels->drawn_squares(&s->squares, &s->below, count, c->growth + k * LANES,
                               c->other + k * LANES, 0, means);
    }
}

static void add(orth_drawn_sum *sum, size_t lane, double term)
{
    orth_dd next = orth_dd_sum(sum->high[lane], term);
    sum->high[lane] = next.high;
    sum->low[lane] += next.low;
}

static void scale(orth_drawn_sum *value, size_t lane, double by)
{
    orth_dd next = orth_dd_scale((orth_dd){value->high[lane], value->low[lane]}, by);
    value->high[lane] = next.high;
    value->low[lane] = next.low;
}

/* One draw after the other, by the C library's fmax and fmin. */
static void one_by_one(sums *s, const columns *c)
{
    begin(s);
    for (size_t lane = 0; lane < LANES; lane++) {
        double *peak = &s->course.peak[lane], *deepest = &s->course.deepest[lane];
        for (size_t e = lane; e < ROWS * LANES; e += LANES) {
            double first = s->course.value.high[lane];
            *deepest = fmax(*deepest, 1 - fmin(c->kept[e], first * c->least[e] / *peak));
            *peak = fmax(*peak, first * c->most[e]);
            scale(&s->course.value, lane, c->growth[e]);
            add(&s->course.drawdowns, lane, fmax(1 - s->course.value.high[lane] / *peak, 0));
            scale(&s->gain, lane, c->other[e]);
            add(&s->terms, lane, c->growth[e] - 1 - 1e-4);
            add(&s->against, lane, c->growth[e] - c->other[e]);
        }
        double mean = (s->against.high[lane] + s->against.low[lane]) / ROWS;
        for (size_t e = lane; e < ROWS * LANES; e += LANES) {
            double term = c->growth[e] - c->other[e];
            add(&s->squares, lane, (term - mean) * (term - mean));
            if (term < 0)
                add(&s->below, lane, term * term);
        }
    }
}

/* Equal bits, but that a NaN is a NaN. */
static void expect_same(const sums *a, const sums *b, const char *what)
{
    const double *left = (const double *)a, *right = (const double *)b;
    for (size_t i = 0; i < sizeof *a / sizeof *left; i++)
        ck_assert_msg(memcmp(&left[i], &right[i], sizeof *left) == 0 ||
                          (isnan(left[i]) && isnan(right[i])),
                      "%s: number %zu: %.17g, %.17g", what, i, left[i], right[i]);
}

START_TEST(lanes_have_the_bits_of_one_draw)
{
    static const orth_kernels *const tables[] = {&orth_kernels_avx512, &orth_kernels_avx2,
                                                 &orth_kernels_scalar};
    static const double sizes[] = {1e-9, 0.02, 1, 30};
    test_random random = test_seeded(41);
    for (size_t size = 0; size < 4; size++) {
        columns c = drawn(&random, sizes[size]);
        if (size == 3) /* up to where there are no more doubles */
            for (size_t e = 0; e < ROWS * LANES; e += 2)
                c.growth[e] = c.most[e] = 1e5;
        sums one, many;
        one_by_one(&one, &c);
        for (size_t t = 0; t < 3; t++)
            for (size_t cut = ROWS; orth_kernel_select(tables[t]->name) && cut > 1; cut /= 7) {
                by_kernels(&many, tables[t], &c, cut);
                expect_same(&one, &many, tables[t]->name);
            }
    }
}
END_TEST

ORTH_TEST_MAIN("drawn", lanes_have_the_bits_of_one_draw)
