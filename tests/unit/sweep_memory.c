/* A sweep is read, and a point of it, with each allocation failing in turn: out of memory is said,
 * and every block given back. GMP's own end the process (the program says so first): here they
 * never fail. */
#include "harness.h"

#include <errno.h>
#include <gmp.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "failing_malloc.h"
#include "orthant/sweep.h"

#if OWN_ALLOCATOR
static void *gmp_allocate(size_t bytes)
{
    held++;
    return __libc_malloc(bytes);
}

static void *gmp_reallocate(void *block, size_t old, size_t bytes)
{
    (void)old;
    return __libc_realloc(block, bytes);
}

static void gmp_release(void *block, size_t bytes)
{
    (void)bytes;
    free(block);
}
#endif

/* Reads the sweep and its last point with allocation k failing; what it left is in *left. Check
 * allocates too: nothing is asserted while allocations are counted. */
static orth_status read_with(const char *text, long k, long *left, bool *whole, orth_error *error)
{
    orth_sweep *sweep;
    orth_scenario *scenario = NULL;
    seen = 0;
    *left = -held;
    fail_at = k;
    orth_status status = orth_sweep_parse(&sweep, text, strlen(text), "test.json", error);
    *whole = (status == ORTH_OK) == (sweep != NULL);
    if (status == ORTH_OK) {
        status = orth_sweep_scenario(&scenario, sweep, orth_sweep_count(sweep) - 1, error);
        *whole = (status == ORTH_OK) == (scenario != NULL);
    }
    orth_scenario_free(scenario);
    orth_sweep_free(sweep);
    fail_at = 0;
    *left += held;
    return status;
}

static void check(const char *text)
{
    orth_error error = {.text = ""};
    long left;
    bool whole;
    ck_assert_msg(read_with(text, 0, &left, &whole, &error) == ORTH_OK, "%s", error.text);
    for (long k = 1; OWN_ALLOCATOR && k < 20000; k++) {
        error.text[0] = '\0';
        orth_status status = read_with(text, k, &left, &whole, &error);
        ck_assert_msg(left == 0 && whole, "allocation %ld: %ld blocks left; %s", k, left,
                      error.text);
        if (seen < k)
            break;
        ck_assert_msg(status == ORTH_OK ||
                          (status == ORTH_NO_MEMORY && strstr(error.text, "out of memory") != NULL),
                      "allocation %ld: %s", k, error.text);
    }
}

#define MOVE                                                                                       \
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]},"   \
    " \"target\": {\"weights\": [0.75, 0.25]}, \"steps\": 7, \"pool\": {\"value\": \"1000\","      \
    " \"unit\": \"USD\"}, \"market\": {\"model\": \"panel\", \"file\": \"a.csv\"}}"

/* jansson 2.14 reads beyond a token whose buffer cannot grow just where the closing quote comes: no
 * text of these has 14, 30, ... bytes. */
START_TEST(each_allocation_of_a_sweep_fails)
{
#if OWN_ALLOCATOR
    mp_set_memory_functions(gmp_allocate, gmp_reallocate, gmp_release);
#endif
    json_set_alloc_funcs(orth_json_malloc, free);
    check("{\"orthant\": 1, \"command\": \"compare\", \"scenario\": " MOVE ", \"vary\": {"
          "\"/steps\": {\"from\": 1, \"to\": 100, \"count\": 3, \"scale\": \"log\"},"
          " \"/market/file\": [\"b.csv\", {\"file\": \"c.csv\"}]}}");
    check("{\"orthant\": 1, \"command\": \"steps\", \"scenario\": " MOVE ", \"design\": \"latin\","
          " \"points\": 3, \"vary\": {\"/pool/value\": {\"from\": \"1\", \"to\": \"9\"}},"
          " \"collect\": [\"/best_steps\"]}");
}
END_TEST

ORTH_TEST_MAIN("sweep_memory", each_allocation_of_a_sweep_fails)
