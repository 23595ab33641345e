/* A test program is one Check suite: its file defines the tests and ends with
 * ORTH_TEST_MAIN("name", test_a, test_b, ...). Exit code 1 when any failed. */
#ifndef TESTS_HARNESS_H
#define TESTS_HARNESS_H

/* Check's own macros are looser than our warnings. */
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wconversion"
#include <check.h>
#include <stdint.h>

int orth_test_run(const char *name, const TTest *const *tests, size_t n);

#define ORTH_TEST_MAIN(name, ...)                                                                  \
    int main(void)                                                                                 \
    {                                                                                              \
        const TTest *const tests[] = {__VA_ARGS__};                                                \
        return orth_test_run(name, tests, sizeof tests / sizeof tests[0]);                         \
    }

/* A small generator of test inputs (splitmix64), so that every failure can be replayed from the
 * seed that it prints; independent of the product's own random numbers. */
typedef struct test_random {
    uint64_t state;
} test_random;
uint64_t test_random_bits(test_random *random);
double test_random_unit(test_random *random);            /* in [0, 1) */
size_t test_random_below(test_random *random, size_t n); /* 0 .. n-1 */
/* A point of the simplex, one time in three biased to its corners (weights down to 1e-12). */
void test_random_weights(test_random *random, size_t n, double *weights);

/* Shows the worst error met, where ORTH_TEST_VERBOSE is set. */
void test_worst(const char *what, double worst);

#endif
