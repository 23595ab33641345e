/* The seed of a test that draws: said, so that a failure can be replayed, and taken from
 * ORTH_TEST_SEED where that is set. */
#ifndef TESTS_SEED_H
#define TESTS_SEED_H

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static inline uint64_t test_seed(uint64_t usual)
{
    const char *given = getenv("ORTH_TEST_SEED");
    uint64_t seed = given != NULL ? strtoull(given, NULL, 0) : usual;
    printf("seed %" PRIu64 "\n", seed);
    return seed;
}

#endif
