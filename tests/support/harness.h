/* A test program is one Check suite: its file defines the tests and ends with
 * ORTH_TEST_MAIN("name", test_a, test_b, ...). Exit code 1 when any failed; the last line says how
 * many tests passed and failed, and how many assertions held in them. */
#ifndef TESTS_HARNESS_H
#define TESTS_HARNESS_H

/* Check's own macros are looser than our warnings. */
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wconversion"
#include <check.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

/* What is known of a running test, in memory that its process shares with the runner's. */
typedef struct test_progress {
    _Atomic(const char *) file; /* of the last assertion that held */
    atomic_int line;
    atomic_ulong held; /* how many did */
    uint64_t seed;     /* the last one that the test drew from, where it drew any */
    int has_seed;
} test_progress;
extern test_progress *test_now;

/* Check reports every assertion that holds to its runner by a write(2), so that it can say after
 * which line a test crashed; that was 40 % of the time of all tests. The same is noted here in
 * shared memory instead. An assertion that fails goes the old way, with its file and line. */
static inline void test_held(const char *file, int line)
{
    atomic_store_explicit(&test_now->file, file, memory_order_relaxed);
    atomic_store_explicit(&test_now->line, line, memory_order_relaxed);
    atomic_fetch_add_explicit(&test_now->held, 1, memory_order_relaxed);
}
#define _mark_point(file, line) test_held(file, line)

int orth_test_run(const char *name, const TTest *const *tests, size_t n);
/* For programs that need fixtures or loops: a case of the suite, and the suite run and freed; its
 * result is the exit code. */
TCase *orth_test_case(Suite *suite, const char *name);
int orth_test_run_suite(Suite *suite);

#define ORTH_TEST_MAIN(name, ...)                                                                  \
    int main(void)                                                                                 \
    {                                                                                              \
        const TTest *const tests[] = {__VA_ARGS__};                                                \
        return orth_test_run(name, tests, sizeof tests / sizeof tests[0]);                         \
    }

/* A small generator of test inputs (splitmix64), independent of the product's own random numbers.
 */
typedef struct test_random {
    uint64_t state;
} test_random;

/* The seed of a test, `usual` unless the environment variable ORTH_TEST_SEED has another. When the
 * test fails its seed is printed, and given back by that variable makes the same numbers. */
uint64_t test_seed(uint64_t usual);
/* A generator that starts from it. */
test_random test_seeded(uint64_t usual);

uint64_t test_random_bits(test_random *random);
double test_random_unit(test_random *random);            /* in [0, 1) */
size_t test_random_below(test_random *random, size_t n); /* 0 .. n-1 */
/* A point of the simplex, one time in three biased to its corners (weights down to 1e-12). */
void test_random_weights(test_random *random, size_t n, double *weights);

/* A whole number from the environment, `usual` where it is not set. */
uint64_t test_setting(const char *variable, uint64_t usual);

/* Shows the worst error met, where ORTH_TEST_VERBOSE is set. */
void test_worst(const char *what, double worst);

#endif
