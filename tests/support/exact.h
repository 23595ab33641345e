/* Rational points and decimal texts for the tests of the exact room. */
#ifndef TESTS_EXACT_H
#define TESTS_EXACT_H

#include <gmp.h>
#include <mpfr.h>

#include "harness.h"

enum { TEST_TOKENS_MAX = 16 };

/* Two points of n rationals; texts separated by spaces, decimals or fractions. */
typedef struct test_ends {
    size_t n;
    mpq_t start[TEST_TOKENS_MAX], target[TEST_TOKENS_MAX];
} test_ends;

void test_ends_set(test_ends *ends, const char *start, const char *target);
/* Random and exactly summing to 1, one point in three biased to the simplex's corners. */
void test_ends_random(test_ends *ends, test_random *random, size_t n);
void test_ends_clear(test_ends *ends);

/* Whether both ends of [lower, upper], rounded to the significant digits that `text` has, are it.
 */
int test_agrees(const mpfr_t lower, const mpfr_t upper, const char *text);

#endif
