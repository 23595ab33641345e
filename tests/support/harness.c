#include "harness.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { TESTS_MAX = 1000 };

/* One entry a test, in the order in which they run. */
typedef struct shared {
    int begun;
    test_progress progress[TESTS_MAX];
} shared;

static shared alone; /* of a program that runs no suite */
static shared *all = &alone;
test_progress *test_now = &alone.progress[0];

/* Runs in the test's own process, before the test. */
static void begin_test(void)
{
    test_now = &all->progress[all->begun < TESTS_MAX ? all->begun : TESTS_MAX - 1];
    all->begun++;
}

TCase *orth_test_case(Suite *suite, const char *name)
{
    TCase *test_case = tcase_create(name);
    tcase_set_timeout(test_case, 1800); /* for one that hangs, on the slowest machine */
    tcase_add_checked_fixture(test_case, begin_test, NULL);
    suite_add_tcase(suite, test_case);
    return test_case;
}

/* Where a failed test was, if it did not say so itself, and the seed to fail again with. */
static void tell_failure(TestResult *result, const test_progress *progress)
{
    if (tr_rtype(result) == CK_ERROR && progress->file != NULL)
        printf("%s: the last assertion that held: %s:%d\n", tr_tcname(result), progress->file,
               progress->line);
    if (progress->has_seed)
        printf("%s: its seed was %llu; ORTH_TEST_SEED=%llu gives the same numbers\n",
               tr_tcname(result), (unsigned long long)progress->seed,
               (unsigned long long)progress->seed);
}

static void tell_failures(SRunner *runner)
{
    TestResult **results = srunner_results(runner);
    for (int i = 0; i < srunner_ntests_run(runner) && i < TESTS_MAX; i++)
        if (tr_rtype(results[i]) != CK_PASS)
            tell_failure(results[i], &all->progress[i]);
    free(results);
}

static bool share_progress(void)
{
    void *block =
        mmap(NULL, sizeof *all, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED) {
        perror("memory for the progress of tests");
        return false;
    }
    all = block;
    return true;
}

int orth_test_run_suite(Suite *suite)
{
    if (!share_progress())
        return EXIT_FAILURE;
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    tell_failures(runner);
    int failed = srunner_ntests_failed(runner), passed = srunner_ntests_run(runner) - failed;
    unsigned long cases = 0;
    for (size_t i = 0; i < TESTS_MAX; i++)
        cases += all->progress[i].held;
    srunner_free(runner);
    printf("%d passed, %d failed, %lu assertions\n", passed, failed, cases);
    munmap(all, sizeof *all);
    return failed == 0 && passed > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int orth_test_run(const char *name, const TTest *const *tests, size_t n)
{
    Suite *suite = suite_create(name);
    for (size_t i = 0; i < n; i++)
        tcase_add_test(orth_test_case(suite, tests[i]->name), tests[i]);
    return orth_test_run_suite(suite);
}

uint64_t test_setting(const char *variable, uint64_t usual)
{
    const char *text = getenv(variable);
    return text == NULL ? usual : strtoull(text, NULL, 10);
}

uint64_t test_seed(uint64_t usual)
{
    test_now->has_seed = 1;
    return test_now->seed = test_setting("ORTH_TEST_SEED", usual);
}

test_random test_seeded(uint64_t usual)
{
    return (test_random){.state = test_seed(usual)};
}

uint64_t test_random_bits(test_random *random)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

double test_random_unit(test_random *random)
{
    return (double)(test_random_bits(random) >> 11) * 0x1p-53;
}

size_t test_random_below(test_random *random, size_t n)
{
    return (size_t)(test_random_bits(random) % n);
}

void test_random_weights(test_random *random, size_t n, double *weights)
{
    int corner = test_random_below(random, 3) == 0;
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        weights[i] =
            corner ? pow(10, -12 * test_random_unit(random)) : 1e-3 + test_random_unit(random);
        sum += weights[i];
    }
    for (size_t i = 0; i < n; i++)
        weights[i] /= sum;
}

void test_worst(const char *what, double worst)
{
    if (getenv("ORTH_TEST_VERBOSE") != NULL)
        printf("%s: worst %.3g\n", what, worst);
}
