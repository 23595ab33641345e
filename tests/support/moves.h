/* Random moves for the tests of paths, and what they all begin with. */
#ifndef TESTS_MOVES_H
#define TESTS_MOVES_H

#include <stddef.h>

#include "harness.h"
#include "oracle.h"
#include "orthant/path.h"

/* A move with its ends in MPFR. */
typedef struct test_move {
    orth_move *move;
    size_t n;
    mpfr_t *start, *target;
} test_move;

/* The move between two points given as doubles and, unless NULL, what the doubles lack. */
test_move test_move_from(size_t n, const double *start, const double *start_low,
                         const double *target, const double *target_low);
/* One of n tokens between random points; of relative size `size` when that is not 0 (1e-15: the
 * target is then the start and a little more, held in the low parts). */
test_move test_move_random(test_random *random, size_t n, double size);
void test_move_free(test_move *move);

enum { TEST_PATHS_MAX = 40 };
typedef struct test_paths {
    size_t count;
    char names[TEST_PATHS_MAX][24];
} test_paths;

/* The paths of the library's own table, so that a new family is tested from its first day: of each
 * family but "file" and those in `without` its name, once with each of `numbers` where it takes
 * one; of a family that takes a factor R, from 1 on, with some of those. Both are words between
 * spaces. */
test_paths test_all_paths(const char *without, const char *numbers);

/* Those that give any row of any number of steps by a formula. */
#define TEST_FORMULAS(numbers) test_all_paths("lambertw optimum", numbers)

/* The path, or a failed test. */
orth_path *test_path(const char *name, const orth_move *move, uint64_t steps);

#endif
