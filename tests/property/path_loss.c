/* The loss of every family against MPFR, and of the stored rows against MPFR of the stored rows. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "moves.h"
#include "oracle.h"
#include "orthant/simplex.h"

#define NUMBERS "1 0 0.5 2 -1 -0.25 3.7 0.01 1e-6 -16 64 -64 -1e-5 20"

static void check_loss(const test_move *move, const char *name, uint64_t steps, double *worst)
{
    mpfr_t exact;
    mpfr_init2(exact, ORACLE_BITS);
    oracle_loss(exact, move->n, name, move->start, move->target, steps);
    orth_path *path = test_path(name, move->move, steps);
    double loss = orth_path_log_loss(path), miss = oracle_relative(loss, exact);
    if (miss > *worst)
        *worst = miss;
    ck_assert_msg(miss <= 1e-14, "%s, %zu tokens, %llu steps: %a (%.17g), %.3g off; D = %g", name,
                  move->n, (unsigned long long)steps, loss, loss, miss,
                  orth_move_distance(move->move));
    orth_path_free(path);
    mpfr_clear(exact);
}

static const uint64_t step_counts[] = {1, 2, 3, 4, 7, 8, 16, 33};
#define STEP_COUNTS (sizeof step_counts / sizeof step_counts[0])

START_TEST(random_moves)
{
    test_paths paths = TEST_FORMULAS(NUMBERS);
    for (size_t p = 0; p < paths.count; p++) {
        test_random random = test_seeded(p + 1);
        double worst = 0;
        for (int round = 0; round < 12; round++) {
            size_t n = 2 + test_random_below(&random, round % 4 == 3 ? 40 : 7);
            test_move move = test_move_random(&random, n, 0);
            check_loss(&move, paths.names[p], step_counts[test_random_below(&random, STEP_COUNTS)],
                       &worst);
            test_move_free(&move);
        }
        test_worst(paths.names[p], worst);
    }
}
END_TEST

START_TEST(small_moves)
{
    test_paths paths = TEST_FORMULAS(NUMBERS);
    static const double sizes[] = {1e-3, 1e-9, 1e-12, 1e-15};
    for (size_t p = 0; p < paths.count; p++) {
        test_random random = test_seeded(p + 100);
        double worst = 0;
        for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
            test_move move =
                test_move_random(&random, 2 + test_random_below(&random, 10), sizes[s]);
            check_loss(&move, paths.names[p], step_counts[test_random_below(&random, STEP_COUNTS)],
                       &worst);
            test_move_free(&move);
        }
        test_worst(paths.names[p], worst);
    }
}
END_TEST

START_TEST(many_tokens)
{
    test_paths paths = TEST_FORMULAS(NUMBERS);
    test_random random = test_seeded(7);
    double worst = 0;
    for (size_t p = 0; p < paths.count; p += p < 5 ? 1 : 5) {
        test_move move = test_move_random(&random, 1000, p % 2 == 0 ? 0 : 1e-9);
        check_loss(&move, paths.names[p], 3, &worst);
        test_move_free(&move);
    }
    test_worst("1000 tokens", worst);
}
END_TEST

/* From one corner to the other, where a step may be a factor of 1e12. */
START_TEST(corners)
{
    test_paths paths = TEST_FORMULAS(NUMBERS);
    static const double tiny[] = {1e-3, 1e-7, 1e-12};
    double worst = 0;
    for (size_t p = 0; p < paths.count; p++)
        for (size_t t = 0; t < sizeof tiny / sizeof tiny[0]; t++)
            for (size_t s = t % 2; s < STEP_COUNTS; s += 2) {
                double two[] = {tiny[t], 1 - tiny[t]}, owt[] = {1 - tiny[t], tiny[t]};
                test_move move = test_move_from(2, two, NULL, owt, NULL);
                check_loss(&move, paths.names[p], step_counts[s], &worst);
                test_move_free(&move);
                double three[] = {tiny[t], tiny[t], 1 - 2 * tiny[t]},
                       other[] = {1 - 2 * tiny[t], tiny[t], tiny[t]};
                move = test_move_from(3, three, NULL, other, NULL);
                check_loss(&move, paths.names[p], step_counts[s], &worst);
                test_move_free(&move);
            }
    test_worst("corners", worst);
}
END_TEST

START_TEST(long_schedules)
{
    test_paths paths = TEST_FORMULAS(NUMBERS);
    test_random random = test_seeded(11);
    double worst = 0;
    for (size_t p = 0; p < paths.count; p++) {
        test_move move = test_move_random(&random, 2 + p % 3, 0);
        check_loss(&move, paths.names[p], 70 + test_random_below(&random, 60), &worst);
        test_move_free(&move);
    }
    test_worst("long", worst);
}
END_TEST

/* Mean and spread of the exact steps' losses, and the sum of their distances. */
static void exact_shares(double *cv, double *length, const test_move *move, const char *name,
                         uint64_t f)
{
    size_t n = move->n;
    mpfr_t *from = oracle_new(n), *to = oracle_new(n), *kl = oracle_new(f), sum, square, part;
    mpfr_inits2(ORACLE_BITS, sum, square, part, (mpfr_ptr)0);
    mpfr_set_ui(sum, 0, MPFR_RNDN);
    mpfr_set_ui(square, 0, MPFR_RNDN);
    *length = 0;
    for (uint64_t k = 0; k < f; k++) {
        oracle_row(n, from, name, move->start, move->target, k, f);
        oracle_row(n, to, name, move->start, move->target, k + 1, f);
        oracle_kl(kl[k], n, to, from);
        mpfr_add(sum, sum, kl[k], MPFR_RNDN);
        oracle_angle(part, n, from, to);
        *length += 2 * mpfr_get_d(part, MPFR_RNDN);
    }
    mpfr_div_ui(sum, sum, f, MPFR_RNDN);
    for (uint64_t k = 0; k < f; k++) {
        mpfr_sub(part, kl[k], sum, MPFR_RNDN);
        mpfr_sqr(part, part, MPFR_RNDN);
        mpfr_add(square, square, part, MPFR_RNDN);
    }
    mpfr_div_ui(square, square, f, MPFR_RNDN);
    mpfr_sqrt(square, square, MPFR_RNDN);
    mpfr_div(square, square, sum, MPFR_RNDN);
    *cv = mpfr_get_d(square, MPFR_RNDN);
    mpfr_clears(sum, square, part, (mpfr_ptr)0);
    oracle_free(n, from);
    oracle_free(n, to);
    oracle_free(f, kl);
}

static void check_shares(const test_move *move, const char *name, uint64_t steps, double worst[2])
{
    double cv, length;
    exact_shares(&cv, &length, move, name, steps);
    orth_path *path = test_path(name, move->move, steps);
    orth_path_losses losses = orth_path_losses_of(path);
    double miss = fabs(losses.step_cv - cv), off = fabs(orth_path_length(path) / length - 1);
    ck_assert(losses.log_loss == orth_path_log_loss(path));
    ck_assert_msg(miss <= 1e-13 * (1 + cv), "%s, %zu tokens, %llu steps: %.17g, not %.17g", name,
                  move->n, (unsigned long long)steps, losses.step_cv, cv);
    ck_assert_msg(off <= 1e-14, "%s, %zu tokens, %llu steps: length %.3g off", name, move->n,
                  (unsigned long long)steps, off);
    worst[0] = fmax(worst[0], miss);
    worst[1] = fmax(worst[1], off);
    orth_path_free(path);
}

START_TEST(steps_share_the_loss)
{
    test_paths paths = TEST_FORMULAS(NUMBERS);
    static const uint64_t counts[] = {1, 2, 3, 7, 130};
    static const double sizes[] = {0, 1e-9, 0.03}; /* the last: the series' whole range */
    test_random random = test_seeded(31);
    double worst[2] = {0, 0};
    for (size_t p = 0; p < paths.count; p++)
        for (size_t s = 0; s < sizeof counts / sizeof counts[0]; s++) {
            size_t n = 2 + test_random_below(&random, 12);
            test_move move = test_move_random(&random, n, sizes[(p + s) % 3]);
            check_shares(&move, paths.names[p], counts[s], worst);
            test_move_free(&move);
        }
    test_move many = test_move_random(&random, 700, 0);
    check_shares(&many, "geodesic", 5, worst);
    check_shares(&many, "linear", 5, worst);
    test_move_free(&many);
    test_worst("spread of the steps' losses", worst[0]);
    test_worst("length", worst[1]);
}
END_TEST

START_TEST(nothing_moves_nothing_lost)
{
    test_paths paths = TEST_FORMULAS(NUMBERS);
    double weights[] = {0.2, 0.3, 0.5}, rows[12], steps[12];
    orth_move *move;
    ck_assert(orth_move_create(&move, 3, weights, NULL, weights, NULL, NULL) == ORTH_OK);
    for (size_t p = 0; p < paths.count; p++) {
        orth_path *path = test_path(paths.names[p], move, 3);
        ck_assert(orth_path_log_loss(path) == 0);
        ck_assert(orth_path_stored_log_loss(path) == 0);
        ck_assert(orth_path_losses_of(path).step_cv == 0 && orth_path_length(path) == 0);
        orth_path_fill(path, 0, 4, rows, steps);
        for (size_t j = 0; j < 12; j++)
            ck_assert(rows[j] == weights[j % 3] && steps[j] == 0);
        orth_path_free(path);
    }
    ck_assert(orth_move_distance(move) == 0 && orth_move_leading_loss(move, 3) == 0);
    orth_move_free(move);
}
END_TEST

START_TEST(stored_loss_is_of_the_stored_rows)
{
    test_paths paths = TEST_FORMULAS(NUMBERS);
    test_random random = test_seeded(21);
    mpfr_t exact, kl;
    mpfr_inits2(ORACLE_BITS, exact, kl, (mpfr_ptr)0);
    double worst = 0;
    for (size_t p = 0; p < paths.count; p++) {
        size_t n = 2 + test_random_below(&random, 20), f = 1 + test_random_below(&random, 300);
        test_move move = test_move_random(&random, n, p % 3 == 0 ? 1e-14 : 0);
        orth_path *path = test_path(paths.names[p], move.move, f);
        double *rows = malloc((f + 1) * n * sizeof *rows);
        orth_path_fill(path, 0, f + 1, rows, NULL);
        mpfr_t *to = oracle_new(n), *from = oracle_new(n);
        mpfr_set_ui(exact, 0, MPFR_RNDN);
        for (size_t k = 0; k < f; k++) {
            oracle_set(n, from, rows + k * n, NULL);
            oracle_set(n, to, rows + (k + 1) * n, NULL);
            oracle_kl(kl, n, to, from);
            mpfr_add(exact, exact, kl, MPFR_RNDN);
        }
        double stored = orth_path_stored_log_loss(path), miss = oracle_relative(stored, exact);
        worst = fmax(worst, miss);
        ck_assert_msg(miss <= ORTH_KL_ERROR, "%s: %.3g off", paths.names[p], miss);
        ck_assert(stored == orth_simplex_kl_sum(f, n, rows));
        oracle_free(n, to);
        oracle_free(n, from);
        free(rows);
        orth_path_free(path);
        test_move_free(&move);
    }
    mpfr_clears(exact, kl, (mpfr_ptr)0);
    test_worst("stored", worst * 0x1p53);
}
END_TEST

ORTH_TEST_MAIN("path loss", random_moves, small_moves, many_tokens, corners, long_schedules,
               steps_share_the_loss, nothing_moves_nothing_lost, stored_loss_is_of_the_stored_rows)
