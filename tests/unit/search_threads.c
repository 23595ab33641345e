/* Searches of several threads at once see the points that each sees alone: NLopt's random numbers
 * are each thread's own, and seeded anew by each search. */
#include <pthread.h>

#include "../support/searches.h"

enum { THREADS = 4 };

static orth_search_result *search(uint64_t seed)
{
    watched *of = watch(rastrigin, 3);
    orth_search_task task = task_of(ORTH_SEARCH_CRS, 3, MOST, of);
    task.seed = seed;
    orth_search_result *result = run(&task);
    free(of);
    return result;
}

static void *begin(void *seed)
{
    return search(*(const uint64_t *)seed);
}

START_TEST(threads)
{
    pthread_t thread[THREADS];
    uint64_t seeds[THREADS];
    for (size_t i = 0; i < THREADS; i++) {
        seeds[i] = i / 2; /* two have the same */
        ck_assert_int_eq(pthread_create(&thread[i], NULL, begin, &seeds[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        void *there;
        ck_assert_int_eq(pthread_join(thread[i], &there), 0);
        orth_search_result *beside = there, *alone = search(seeds[i]);
        ck_assert_uint_eq(beside->evaluations, alone->evaluations);
        ck_assert(memcmp(beside->x, alone->x, alone->evaluations * 3 * sizeof(double)) == 0);
        orth_search_free(beside);
        orth_search_free(alone);
    }
}
END_TEST

ORTH_TEST_MAIN("search_threads", threads)
