#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

int orth_test_run(const char *name, const TTest *const *tests, size_t n)
{
    Suite *suite = suite_create(name);
    for (size_t i = 0; i < n; i++) {
        TCase *test_case = tcase_create(tests[i]->name);
        tcase_set_timeout(test_case, 300);
        tcase_add_test(test_case, tests[i]);
        suite_add_tcase(suite, test_case);
    }
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
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
