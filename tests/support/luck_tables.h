/* What the tests of luck have in common. */
#ifndef TESTS_LUCK_TABLES_H
#define TESTS_LUCK_TABLES_H

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "harness.h"

static inline void is_near(double value, double expected, double relative)
{
    ck_assert_msg(fabs(value - expected) <= relative * fmax(fabs(expected), DBL_MIN),
                  "%.17g is not %.17g", value, expected);
}

/* A normal number by the polar method, which the product does not use. */
static inline double normal(test_random *random)
{
    for (;;) {
        double x = 2 * test_random_unit(random) - 1, y = 2 * test_random_unit(random) - 1;
        double square = x * x + y * y;
        if (square > 0 && square < 1)
            return x * sqrt(-2 * log(square) / square);
    }
}

static inline double *table(size_t count)
{
    double *values = calloc(count, sizeof *values);
    ck_assert_ptr_nonnull(values);
    return values;
}

#endif
