/* The rows of every family against MPFR: points, sums, ends, displacements, and that a row's bits
 * do not depend on how it was asked for. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "moves.h"
#include "oracle.h"

#define NUMBERS "2 0.5 -0.125 64 -16"

/* Rows and displacements of a whole schedule. */
typedef struct filled {
    size_t n, f;
    double *rows, *steps;
} filled;

static filled fill(const char *name, const test_move *move, size_t f)
{
    filled all = {move->n, f, NULL, NULL};
    all.rows = malloc(2 * (f + 1) * all.n * sizeof *all.rows);
    ck_assert_ptr_nonnull(all.rows);
    all.steps = all.rows + (f + 1) * all.n;
    orth_path *path = test_path(name, move->move, f);
    orth_path_fill(path, 0, f + 1, all.rows, all.steps);
    orth_path_free(path);
    return all;
}

/* The largest error of the inner rows, in ulp of the exact weights. */
static double worst_ulps(const filled *all, const char *name, const test_move *move)
{
    size_t n = all->n;
    double worst = 0;
    mpfr_t *exact = oracle_new(n);
    for (size_t k = 1; k < all->f; k++) {
        oracle_row(n, exact, name, move->start, move->target, k, all->f);
        for (size_t i = 0; i < n; i++)
            worst = fmax(worst, oracle_ulps(all->rows[k * n + i], exact[i]));
    }
    oracle_free(n, exact);
    return worst;
}

START_TEST(bisection_to_depth_ten)
{
    test_random random = test_seeded(1);
    double worst = 0;
    static const size_t tokens[] = {2, 3, 5, 8, 17};
    for (size_t round = 0; round < 25; round++) {
        size_t depth = 1 + test_random_below(&random, 6);
        size_t n = tokens[round % 5], f = (size_t)1 << (round == 0 ? 10 : depth);
        test_move move = test_move_random(&random, n, round % 6 == 5 ? 1e-9 : 0);
        filled all = fill("bisection", &move, f);
        double ulps = worst_ulps(&all, "bisection", &move);
        ck_assert_msg(ulps <= ORTH_BISECTION_ULP, "round %zu: %zu tokens, %zu steps: %.3g ulp",
                      round, n, f, ulps);
        worst = fmax(worst, ulps);
        free(all.rows);
        test_move_free(&move);
    }
    test_worst("bisection, ulp", worst);
}
END_TEST

START_TEST(bisection_of_any_number_of_steps)
{
    test_random random = test_seeded(2);
    double worst = 0;
    static const size_t step_counts[] = {3, 5, 6, 7, 24, 99};
    for (size_t round = 0; round < 18; round++) {
        test_move move = test_move_random(&random, 2 + test_random_below(&random, 10), 0);
        filled all = fill("bisection", &move, step_counts[round % 6]);
        double ulps = worst_ulps(&all, "bisection", &move);
        ck_assert_msg(ulps <= ORTH_BISECTION_ULP, "round %zu: %.3g ulp", round, ulps);
        worst = fmax(worst, ulps);
        free(all.rows);
        test_move_free(&move);
    }
    test_worst("bisection, any steps, ulp", worst);
}
END_TEST

START_TEST(geodesic_rows)
{
    test_random random = test_seeded(3);
    double worst[2] = {0, 0};
    for (size_t round = 0; round < 80; round++) {
        size_t n =
            round % 2 == 0 ? 2 + test_random_below(&random, 6) : 8 + test_random_below(&random, 57);
        size_t f = 1 + test_random_below(&random, round % 2 == 0 ? 60 : 12);
        test_move move = test_move_random(&random, n, round % 8 == 7 ? 1e-9 : 0);
        filled all = fill("geodesic", &move, f);
        double ulps = worst_ulps(&all, "geodesic", &move);
        ck_assert_msg(ulps <= ORTH_GEODESIC_ULP, "round %zu: %zu tokens, %zu steps: %.3g ulp",
                      round, n, f, ulps);
        worst[round % 2] = fmax(worst[round % 2], ulps);
        free(all.rows);
        test_move_free(&move);
    }
    test_worst("geodesic below 8 tokens, ulp", worst[0]);
    test_worst("geodesic from 8 tokens, ulp", worst[1]);
}
END_TEST

START_TEST(geodesic_from_corner_to_corner)
{
    double worst = 0;
    for (size_t n = 2; n <= 20; n++) {
        double start[20], target[20];
        for (size_t i = 0; i < n; i++) {
            start[i] = i == 0 ? 1 - (double)(n - 1) * 1e-12 : 1e-12;
            target[i] = i == n - 1 ? 1 - (double)(n - 1) * 1e-12 : 1e-12;
        }
        test_move move = test_move_from(n, start, NULL, target, NULL);
        filled all = fill("geodesic", &move, 21);
        worst = fmax(worst, worst_ulps(&all, "geodesic", &move));
        ck_assert_msg(worst <= ORTH_GEODESIC_ULP, "%zu tokens: %.3g ulp", n, worst);
        free(all.rows);
        test_move_free(&move);
    }
    test_worst("geodesic, corners, ulp", worst);
}
END_TEST

/* The same points by sines and by square roots. */
START_TEST(geodesic_and_bisection_agree)
{
    test_random random = test_seeded(12);
    for (int round = 0; round < 60; round++) {
        size_t n = 2 + test_random_below(&random, 30), f = 1 + test_random_below(&random, 200);
        test_move move = test_move_random(&random, n, round % 4 == 3 ? 1e-9 : 0);
        filled one = fill("geodesic", &move, f), other = fill("bisection", &move, f);
        double bound = (ORTH_GEODESIC_ULP + ORTH_BISECTION_ULP) * 0x1p-52;
        for (size_t j = 0; j < (f + 1) * n; j++) {
            double miss = fabs(one.rows[j] - other.rows[j]);
            ck_assert_msg(miss <= bound * one.rows[j], "%zu tokens, %zu steps, element %zu: %a, %a",
                          n, f, j, one.rows[j], other.rows[j]);
        }
        free(one.rows);
        free(other.rows);
        test_move_free(&move);
    }
}
END_TEST

/* The other families have no stated bound; theirs are roundings of short formulas. */
static double bound_of(const char *name)
{
    static const struct {
        const char *name;
        double ulps;
    } all[] = {{"linear", 3},  {"geometric", 6},     {"amgm", 6},     {"bisection", 4},
               {"power:2", 8}, {"power:-0.125", 32}, {"power:64", 8}, {"power:-16", 8}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (strcmp(all[i].name, name) == 0)
            return all[i].ulps;
    return 12;
}

START_TEST(other_families_stay_close)
{
    test_paths paths = TEST_FORMULAS(NUMBERS);
    test_random random = test_seeded(4);
    for (size_t p = 0; p < paths.count; p++) {
        double worst = 0;
        for (size_t round = 0; round < 6; round++) {
            test_move move = test_move_random(&random, 2 + test_random_below(&random, 12), 0);
            filled all = fill(paths.names[p], &move, 9);
            worst = fmax(worst, worst_ulps(&all, paths.names[p], &move));
            free(all.rows);
            test_move_free(&move);
        }
        ck_assert_msg(worst <= bound_of(paths.names[p]), "%s: %.3g ulp", paths.names[p], worst);
        test_worst(paths.names[p], worst);
    }
}
END_TEST

START_TEST(rows_sum_to_one)
{
    test_paths paths = TEST_FORMULAS(NUMBERS);
    static const size_t tokens[] = {2, 3, 7, 8, 9, 64, 1000};
    test_random random = test_seeded(5);
    for (size_t p = 0; p < paths.count; p++) {
        double worst = 0;
        for (size_t t = 0; t < sizeof tokens / sizeof tokens[0]; t++)
            for (int round = 0; round < 6; round++) {
                size_t n = tokens[t], f = n == 1000 ? 4 : 30;
                test_move move = test_move_random(&random, n, round == 5 ? 1e-9 : 0);
                filled all = fill(paths.names[p], &move, f);
                for (size_t k = 0; k <= f; k++) {
                    double miss = fabs(oracle_sum_miss(n, all.rows + k * n)) / (double)n;
                    worst = fmax(worst, miss);
                    ck_assert_msg(miss <= 4, "%s: %zu tokens, row %zu: %.3g n u", paths.names[p], n,
                                  k, miss);
                }
                free(all.rows);
                test_move_free(&move);
            }
        test_worst("sum - 1 in units of n 2^-53", worst);
    }
}
END_TEST

START_TEST(ends_are_exact)
{
    test_paths paths = TEST_FORMULAS(NUMBERS);
    test_random random = test_seeded(6);
    for (size_t p = 0; p < paths.count; p++)
        for (size_t f = 1; f <= 3; f++) {
            test_move move = test_move_random(&random, 2 + test_random_below(&random, 12), 0);
            filled all = fill(paths.names[p], &move, f);
            size_t row = move.n * sizeof(double);
            ck_assert(memcmp(all.rows, move.move->start, row) == 0);
            ck_assert(memcmp(all.rows + f * move.n, move.move->target, row) == 0);
            for (size_t i = 0; i < move.n; i++)
                ck_assert(all.steps[f * move.n + i] == 0);
            free(all.rows);
            test_move_free(&move);
        }
}
END_TEST

/* Displacements to `bound` units of 2^-53, relative to the largest relative step of the row (and to
 * the weight): sum d^2 / w is what the loss is made of. */
static double worst_displacement(const filled *all, const char *name, const test_move *move)
{
    size_t n = all->n;
    mpfr_t *rows[2] = {oracle_new(n), oracle_new(n)};
    mpfr_t step, size;
    mpfr_inits2(ORACLE_BITS, step, size, (mpfr_ptr)0);
    oracle_row(n, rows[0], name, move->start, move->target, 0, all->f);
    double worst = 0;
    for (size_t k = 0; k < all->f; k++) {
        mpfr_t *here = rows[k % 2], *next = rows[(k + 1) % 2];
        oracle_row(n, next, name, move->start, move->target, k + 1, all->f);
        double largest = 0, miss = 0;
        for (size_t i = 0; i < n; i++) {
            mpfr_sub(step, next[i], here[i], MPFR_RNDN);
            mpfr_max(size, here[i], next[i], MPFR_RNDN);
            double scale = mpfr_get_d(size, MPFR_RNDN);
            largest = fmax(largest, fabs(mpfr_get_d(step, MPFR_RNDN)) / scale);
            mpfr_sub_d(step, step, all->steps[k * n + i], MPFR_RNDN);
            miss = fmax(miss, fabs(mpfr_get_d(step, MPFR_RNDN)) / scale);
        }
        worst = fmax(worst, miss / largest * 0x1p53);
    }
    mpfr_clears(step, size, (mpfr_ptr)0);
    oracle_free(n, rows[0]);
    oracle_free(n, rows[1]);
    return worst;
}

START_TEST(displacements_keep_their_digits)
{
    test_paths paths = TEST_FORMULAS(NUMBERS);
    static const double sizes[] = {0, 1e-2, 1e-6, 1e-9, 1e-12, 1e-15};
    test_random random = test_seeded(7);
    for (size_t p = 0; p < paths.count; p++) {
        double worst = 0;
        for (size_t s = 0; s < 12; s++) {
            size_t n = 2 + test_random_below(&random, 12), f = 1 + test_random_below(&random, 12);
            test_move move = test_move_random(&random, n, sizes[s % 6]);
            filled all = fill(paths.names[p], &move, f);
            double miss = worst_displacement(&all, paths.names[p], &move);
            worst = fmax(worst, miss);
            ck_assert_msg(miss <= 32, "%s, size %g, %zu tokens, %zu steps: %.3g u", paths.names[p],
                          sizes[s % 6], n, f, miss);
            free(all.rows);
            test_move_free(&move);
        }
        test_worst("displacement, u of the step", worst);
    }
}
END_TEST

START_TEST(a_row_has_the_same_bits_however_asked_for)
{
    test_paths paths = TEST_FORMULAS(NUMBERS);
    test_random random = test_seeded(8);
    for (size_t p = 0; p < paths.count; p++)
        for (int round = 0; round < 8; round++) {
            size_t n = 2 + test_random_below(&random, 18), f = 1 + test_random_below(&random, 90);
            test_move move = test_move_random(&random, n, round % 4 == 3 ? 1e-9 : 0);
            filled all = fill(paths.names[p], &move, f);
            orth_path *path = test_path(paths.names[p], move.move, f);
            double *rows = malloc(2 * (f + 1) * n * sizeof *rows);
            for (int ask = 0; ask < 40; ask++) {
                size_t first = test_random_below(&random, f + 1);
                size_t count = 1 + test_random_below(&random, f + 1 - first);
                double *steps = ask % 3 == 0 ? NULL : rows + (f + 1) * n;
                orth_path_fill(path, first, count, rows, steps);
                ck_assert_msg(memcmp(rows, all.rows + first * n, count * n * sizeof *rows) == 0 &&
                                  (steps == NULL || memcmp(steps, all.steps + first * n,
                                                           count * n * sizeof *rows) == 0),
                              "%s, %zu tokens, rows %zu + %zu of %zu", paths.names[p], n, first,
                              count, f);
            }
            orth_path_fill(path, 0, 0, NULL, NULL);
            free(rows);
            orth_path_free(path);
            free(all.rows);
            test_move_free(&move);
        }
}
END_TEST

/* Only the two rows beside it and the numbers k and f matter: a huge schedule, looked into. */
START_TEST(huge_schedules_by_the_row)
{
    static const char *const which[] = {"linear", "geodesic", "bisection", "geometric"};
    test_random random = test_seeded(9);
    mpfr_t *exact = oracle_new(9);
    for (size_t p = 0; p < 4; p++) {
        test_move move = test_move_random(&random, 9, 0);
        orth_path *path = test_path(which[p], move.move, ORTH_STEPS_MAX);
        for (int ask = 0; ask < 20; ask++) {
            double row[9];
            uint64_t k = 1 + test_random_below(&random, ORTH_STEPS_MAX - 1);
            orth_path_fill(path, k, 1, row, NULL);
            oracle_row(9, exact, which[p], move.start, move.target, k, ORTH_STEPS_MAX);
            for (size_t i = 0; i < 9; i++)
                ck_assert_msg(oracle_ulps(row[i], exact[i]) <= 16, "%s, row %llu: %.3g ulp",
                              which[p], (unsigned long long)k, oracle_ulps(row[i], exact[i]));
        }
        orth_path_free(path);
        test_move_free(&move);
    }
    oracle_free(9, exact);
}
END_TEST

ORTH_TEST_MAIN("paths", bisection_to_depth_ten, bisection_of_any_number_of_steps, geodesic_rows,
               geodesic_from_corner_to_corner, geodesic_and_bisection_agree,
               other_families_stay_close, rows_sum_to_one, ends_are_exact,
               displacements_keep_their_digits, a_row_has_the_same_bits_however_asked_for,
               huge_schedules_by_the_row)
