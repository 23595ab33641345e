/* 2,000 random problems, corner-biased: the two routes against each other, against every other
 * path, and each result against the recurrence. */
#include "moves.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "orthant/optimum.h"

#define PROBLEMS 2000
#define TOKENS_MOST 12

static void check_feasible(const orth_optimum *optimum, const orth_move *move)
{
    size_t n = optimum->n;
    ck_assert(memcmp(optimum->weights, move->start, n * sizeof(double)) == 0);
    ck_assert(memcmp(optimum->weights + n * optimum->steps, move->target, n * sizeof(double)) == 0);
    for (uint64_t k = 0; k <= optimum->steps; k++) {
        long double sum = 0;
        for (size_t i = 0; i < n; i++) {
            ck_assert(optimum->weights[k * n + i] > 0);
            sum += optimum->weights[k * n + i];
        }
        ck_assert(fabsl(sum - 1) <= 4 * (long double)n * 0x1p-53L);
    }
}

/* y_{k+1} - log1p(y_k) + KL_k, here from the C library in extended precision. */
static void check_recurrence(const orth_optimum *optimum)
{
    size_t n = optimum->n;
    double largest = 0;
    for (size_t j = 0; j < n * optimum->steps; j++)
        largest = fmax(largest, fabs(optimum->relative[j]));
    for (uint64_t k = 1; k < optimum->steps; k++) {
        const double *w = optimum->weights + k * n;
        const double *y = optimum->relative + (k - 1) * n, *next = optimum->relative + k * n;
        long double kl = 0;
        for (size_t i = 0; i < n; i++)
            kl += w[i] * log1pl(y[i]);
        for (size_t i = 0; i < n; i++)
            ck_assert_msg(fabsl(next[i] - log1pl(y[i]) + kl) <= ORTH_OPTIMUM_RESIDUAL * largest,
                          "n %zu f %llu k %llu", n, (unsigned long long)optimum->steps,
                          (unsigned long long)k);
    }
}

static void check_routes(const orth_optimum *a, const orth_optimum *b, uint64_t seed)
{
    for (size_t j = 0; j < a->n * (a->steps + 1); j++)
        ck_assert_msg(fabs(a->weights[j] / b->weights[j] - 1) <= 1e-11, "seed %llu weight %zu",
                      (unsigned long long)seed, j);
    ck_assert_msg(fabs(a->log_loss / b->log_loss - 1) <= 1e-14, "seed %llu: %a %a",
                  (unsigned long long)seed, a->log_loss, b->log_loss);
}

static void check_no_path_is_better(const orth_move *move, const orth_optimum *optimum)
{
    test_paths paths = TEST_FORMULAS("0.7");
    for (size_t p = 0; p < paths.count; p++) {
        orth_path *path;
        ck_assert(orth_path_create(&path, paths.names[p], move, optimum->steps, NULL, NULL) ==
                  ORTH_OK);
        ck_assert_msg(orth_path_log_loss(path) >= optimum->log_loss * (1 - 1e-14), "%s",
                      paths.names[p]);
        orth_path_free(path);
    }
}

START_TEST(two_routes)
{
    int both = 0;
    uint64_t first = test_seed(1);
    for (uint64_t seed = first; seed < first + PROBLEMS; seed++) {
        test_random random = {seed};
        size_t n = 2 + test_random_below(&random, TOKENS_MOST - 1);
        uint64_t steps = 2 + test_random_below(&random, 63);
        double start[TOKENS_MOST], target[TOKENS_MOST];
        test_random_weights(&random, n, start);
        test_random_weights(&random, n, target);
        orth_move *move;
        orth_optimum *newton, *backward;
        ck_assert(orth_move_create(&move, n, start, NULL, target, NULL, NULL) == ORTH_OK);
        ck_assert(orth_optimum_solve(&newton, move, steps, ORTH_ROUTE_NEWTON, NULL) == ORTH_OK);
        ck_assert(orth_optimum_solve(&backward, move, steps, ORTH_ROUTE_BACKWARD, NULL) == ORTH_OK);
        ck_assert_msg(newton->converged, "seed %llu", (unsigned long long)seed);
        check_feasible(newton, move);
        check_feasible(backward, move);
        check_recurrence(newton);
        if (seed % 10 == 0)
            check_no_path_is_better(move, newton);
        if (backward->converged) {
            both++;
            check_routes(newton, backward, seed);
        }
        orth_optimum_free(newton);
        orth_optimum_free(backward);
        orth_move_free(move);
    }
    printf("both routes converged on %d of %d problems\n", both, PROBLEMS);
    ck_assert_int_ge(both, PROBLEMS * 9 / 10);
}
END_TEST

/* Many tokens and steps, weights over several decades: what is heavy at one end may be the lightest
 * at the other. Newton reaches all; where the backward route does, it is the same optimum. */
START_TEST(many_tokens)
{
    static const size_t tokens[] = {5, 30, 65, 100};
    static const uint64_t steps[] = {20, 300, 1000};
    int both = 0, problems = 0;
    uint64_t first = test_seed(1);
    for (uint64_t seed = first; seed < first + 60; seed++, problems++) {
        test_random random = {seed};
        size_t n = tokens[seed % 4];
        uint64_t f = steps[seed % 3];
        double ends[2][100], least = seed % 5 == 0 ? 0.3 : 1e-7;
        for (int end = 0; end < 2; end++) {
            double sum = 0;
            for (size_t i = 0; i < n; i++)
                sum += ends[end][i] = pow(least, test_random_unit(&random));
            for (size_t i = 0; i < n; i++)
                ends[end][i] /= sum;
        }
        orth_move *move;
        orth_optimum *newton, *backward;
        ck_assert(orth_move_create(&move, n, ends[0], NULL, ends[1], NULL, NULL) == ORTH_OK);
        ck_assert(orth_optimum_solve(&newton, move, f, ORTH_ROUTE_NEWTON, NULL) == ORTH_OK);
        ck_assert(orth_optimum_solve(&backward, move, f, ORTH_ROUTE_BACKWARD, NULL) == ORTH_OK);
        ck_assert_msg(newton->converged, "seed %llu", (unsigned long long)seed);
        check_feasible(newton, move);
        check_recurrence(newton);
        if (backward->converged) {
            both++;
            check_routes(newton, backward, seed);
        }
        orth_optimum_free(newton);
        orth_optimum_free(backward);
        orth_move_free(move);
    }
    printf("many tokens: both routes converged on %d of %d problems\n", both, problems);
    ck_assert_int_ge(both, problems / 2);
}
END_TEST

ORTH_TEST_MAIN("optimum, two routes", two_routes, many_tokens)
