/* The double-precision paths against their multi-precision twins, on random problems,
 * corner-biased: losses to 1e-14 relative, for every family and for the optimum, whose rows are
 * compared too. The environment variable ORTH_TEST_PROBLEMS sets how many problems (100),
 * ORTH_TEST_SEED where they start. */
#include "exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "moves.h"
#include "numeric/decimal.h"
#include "orthant/exact.h"
#include "orthant/optimum.h"
#include "orthant/path.h"

/* The same ends as a move: each weight as the nearest double and the rest. */
static orth_move *make_move(test_ends *ends)
{
    double high[2][TEST_TOKENS_MAX], low[2][TEST_TOKENS_MAX];
    for (size_t i = 0; i < ends->n; i++) {
        orth_rational_to_dd(&high[0][i], &low[0][i], ends->start[i]);
        orth_rational_to_dd(&high[1][i], &low[1][i], ends->target[i]);
    }
    orth_move *move;
    orth_error error;
    ck_assert_msg(orth_move_create(&move, ends->n, high[0], low[0], high[1], low[1], &error) ==
                      ORTH_OK,
                  "%s", error.text);
    return move;
}

static void compare_loss(test_ends *ends, const orth_move *move, const char *name, uint64_t steps,
                         uint64_t seed)
{
    orth_path *path;
    orth_error error;
    mpfr_t lower, upper;
    mpfr_inits2(64, lower, upper, (mpfr_ptr)0);
    ck_assert_msg(orth_path_create(&path, name, move, steps, NULL, &error) == ORTH_OK, "%s",
                  error.text);
    double loss = orth_path_log_loss(path);
    ck_assert_msg(orth_exact_path_loss(lower, upper, name, steps, ends->n, ends->start,
                                       ends->target, 25, &error) == ORTH_OK,
                  "%s", error.text);
    mpfr_sub_d(upper, lower, loss, MPFR_RNDN);
    mpfr_div(upper, upper, lower, MPFR_RNDN);
    double error_found = fabs(mpfr_get_d(upper, MPFR_RNDN));
    ck_assert_msg(error_found <= 1e-14, "%s, seed %llu, n %zu, %llu steps: %a is off by %g", name,
                  (unsigned long long)seed, ends->n, (unsigned long long)steps, loss, error_found);
    orth_path_free(path);
    mpfr_clears(lower, upper, (mpfr_ptr)0);
}

START_TEST(losses)
{
    test_paths paths = test_all_paths("", "0.5 -0.5");
    uint64_t count = test_setting("ORTH_TEST_PROBLEMS", 100), first = test_seed(1);
    for (uint64_t seed = first; seed < first + count; seed++) {
        test_random random = {seed};
        test_ends ends;
        size_t n = 2 + test_random_below(&random, 11);
        uint64_t steps = 2 + test_random_below(&random, 63);
        test_ends_random(&ends, &random, n);
        orth_move *move = make_move(&ends);
        for (size_t i = 0; i < paths.count; i++) {
            bool halves = strcmp(paths.names[i], "lambertw") == 0;
            compare_loss(&ends, move, paths.names[i], halves ? 32 : steps, seed);
        }
        orth_move_free(move);
        test_ends_clear(&ends);
    }
}
END_TEST

/* Relative to the weight; where the double solver says that it has converged. */
#define ROWS_AGREE 1e-10

START_TEST(rows_of_the_optimum)
{
    uint64_t count = test_setting("ORTH_TEST_PROBLEMS", 100), first = test_seed(1);
    mpq_t weight;
    mpq_init(weight);
    for (uint64_t seed = first; seed < first + count; seed++) {
        test_random random = {seed};
        test_ends ends;
        size_t n = 2 + test_random_below(&random, 11);
        uint64_t steps = 2 + test_random_below(&random, 63);
        test_ends_random(&ends, &random, n);
        orth_move *move = make_move(&ends);
        orth_optimum *doubles;
        orth_exact_optimum exact;
        ck_assert(orth_optimum_solve(&doubles, move, steps, ORTH_ROUTE_AUTO, NULL) == ORTH_OK);
        ck_assert(orth_exact_optimum_create(&exact, n, ends.start, ends.target, steps, 25, NULL) ==
                  ORTH_OK);
        for (size_t j = 0; doubles->converged && j < (steps + 1) * n; j++) {
            orth_exact_optimum_weight(weight, &exact, j / n, j % n);
            double want = mpq_get_d(weight);
            ck_assert_msg(fabs(doubles->weights[j] - want) <= ROWS_AGREE * want,
                          "seed %llu, row %zu, token %zu: %a, wanted %a", (unsigned long long)seed,
                          j / n, j % n, doubles->weights[j], want);
        }
        orth_exact_optimum_free(&exact);
        orth_optimum_free(doubles);
        orth_move_free(move);
        test_ends_clear(&ends);
    }
    mpq_clear(weight);
}
END_TEST

ORTH_TEST_MAIN("twins", losses, rows_of_the_optimum)
