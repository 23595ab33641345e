/* dutch: what its rows are for, the price of each token in the last one while nobody trades. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "moves.h"

#define STEPS 4

/* 96/4 to 50/50: the ratio of the weights goes from 24 to 1. */
static void check_ratios(const char *name, const double *ratios)
{
    test_move move = test_move_from(2, (double[]){0.96, 0.04}, NULL, (double[]){0.5, 0.5}, NULL);
    orth_path *path = test_path(name, move.move, STEPS);
    double rows[2 * (STEPS + 1)], steps[2 * (STEPS + 1)];
    orth_path_fill(path, 0, STEPS + 1, rows, steps);
    for (size_t k = 0; k <= STEPS; k++) {
        double weight = ratios[k] / (1 + ratios[k]);
        ck_assert_msg(fabs(rows[2 * k] - weight) <= 4e-16, "%s, row %zu: %a, not %a", name, k,
                      rows[2 * k], weight);
        double step = k < STEPS ? rows[2 * k + 2] - rows[2 * k] : 0;
        ck_assert_msg(fabs(steps[2 * k] - step) <= 4e-16, "%s, step %zu: %a", name, k,
                      steps[2 * k]);
    }
    orth_path_free(path);
    test_move_free(&move);
}

START_TEST(two_tokens)
{
    check_ratios("dutch:linear", (double[]){24, 18.25, 12.5, 6.75, 1});
    double root = sqrt(24), fourth = sqrt(root);
    double falling[] = {24, root * fourth, root, fourth, 1};
    check_ratios("dutch", falling);
    check_ratios("dutch:exponential", falling);
}
END_TEST

/* Every price, whatever the number of tokens; extreme ends do not overflow. */
START_TEST(each_price_is_linear)
{
    test_random random = test_seeded(1);
    for (int round = 0; round < 100; round++) {
        size_t n = 2 + test_random_below(&random, 7), f = 2 + test_random_below(&random, 40);
        test_move move = test_move_random(&random, n, 0);
        const double *start = move.move->start, *target = move.move->target;
        orth_path *path = test_path("dutch:linear", move.move, f);
        for (size_t k = 0; k <= f; k++) {
            double row[8];
            orth_path_fill(path, k, 1, row, NULL);
            for (size_t i = 0; i < n; i++) {
                double price = ((double)(f - k) * (start[i] / start[n - 1]) +
                                (double)k * (target[i] / target[n - 1])) /
                               (double)f;
                double miss = fabs(row[i] / row[n - 1] / price - 1);
                ck_assert_msg(miss <= 4e-15, "token %zu, row %zu of %zu: off by %g", i, k, f, miss);
            }
        }
        orth_path_free(path);
        test_move_free(&move);
    }
}
END_TEST

START_TEST(exponential_is_geometric_to_the_bit)
{
    test_random random = test_seeded(2);
    test_move move = test_move_random(&random, 5, 0);
    static const char *const names[] = {"geometric", "dutch", "dutch:exponential"};
    double rows[3][5 * 10], steps[3][5 * 10];
    for (size_t p = 0; p < 3; p++) {
        orth_path *path = test_path(names[p], move.move, 9);
        ck_assert_str_eq(orth_path_name(path), names[p]);
        orth_path_fill(path, 0, 10, rows[p], steps[p]);
        orth_path_free(path);
        ck_assert_mem_eq(rows[p], rows[0], sizeof rows[0]);
        ck_assert_mem_eq(steps[p], steps[0], sizeof steps[0]);
    }
    test_move_free(&move);
}
END_TEST

START_TEST(other_shapes_are_refused)
{
    static const char *const wrong[] = {"dutch:", "dutch:step", "dutch:linear ", "dutch:2",
                                        "dutchlinear"};
    orth_error error;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        ck_assert_msg(orth_path_check_name(wrong[i], &error) == ORTH_BAD_INPUT, "%s", wrong[i]);
    ck_assert_int_eq(orth_path_check_name("dutch", &error), ORTH_OK);
    ck_assert_int_eq(orth_path_check_name("dutch:linear", &error), ORTH_OK);
}
END_TEST

ORTH_TEST_MAIN("path dutch", two_tokens, each_price_is_linear, exponential_is_geometric_to_the_bit,
               other_shapes_are_refused)
