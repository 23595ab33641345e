/* The exact room where prototypes failed: corners, tiny moves, equal ends; what it refuses; and its
 * small parts (logarithm of a ratio, Lambert's W, decimal texts) against other routes. */
#include "exact.h"

#include <stdlib.h>
#include <string.h>

#include "exact/chain.h"
#include "exact/log_ratio.h"
#include "exact/midpoint.h"
#include "exact/rows.h"
#include "exact/text.h"
#include "moves.h"
#include "orthant/exact.h"

/* Solves to the digits asked, the rows feasible, the optimum not above the geodesic. */
static void check_solves(const char *start, const char *target, uint64_t steps, unsigned digits)
{
    test_ends ends;
    orth_exact_optimum optimum;
    orth_error error;
    mpfr_t lower, upper, best, gap;
    mpq_t sum, weight;
    test_ends_set(&ends, start, target);
    mpfr_inits2(4000, lower, upper, best, gap, (mpfr_ptr)0);
    mpq_inits(sum, weight, NULL);
    ck_assert_msg(orth_exact_optimum_create(&optimum, ends.n, ends.start, ends.target, steps,
                                            digits, &error) == ORTH_OK,
                  "%s", error.text);
    ck_assert_msg(optimum.settled, "%s -> %s, %d steps", start, target, (int)steps);
    mpfr_set_str(gap, optimum.relative_gap, 10, MPFR_RNDU);
    mpfr_ui_pow_ui(best, 10, digits, MPFR_RNDD);
    mpfr_ui_div(best, 30, best, MPFR_RNDD);
    ck_assert_msg(mpfr_lessequal_p(gap, best), "gap %s", optimum.relative_gap);
    for (uint64_t k = 0; k <= steps; k++) {
        mpq_set_ui(sum, 0, 1);
        for (size_t i = 0; i < ends.n; i++) {
            orth_exact_optimum_weight(weight, &optimum, k, i);
            ck_assert(mpq_sgn(weight) > 0);
            if (k == 0)
                ck_assert(mpq_equal(weight, ends.start[i]));
            if (k == steps)
                ck_assert(mpq_equal(weight, ends.target[i]));
            mpq_add(sum, sum, weight);
        }
        ck_assert(mpq_cmp_ui(sum, 1, 1) == 0);
    }
    mpfr_set_str(best, optimum.loss_lower, 10, MPFR_RNDD);
    ck_assert(orth_exact_path_loss(lower, upper, "geodesic", steps, ends.n, ends.start, ends.target,
                                   digits, NULL) == ORTH_OK);
    ck_assert(mpfr_lessequal_p(best, upper));
    orth_exact_optimum_free(&optimum);
    mpq_clears(sum, weight, NULL);
    mpfr_clears(lower, upper, best, gap, (mpfr_ptr)0);
    test_ends_clear(&ends);
}

START_TEST(extreme_move_solves)
{
    for (uint64_t steps = 2; steps <= 64; steps++)
        check_solves("0.01 0.01 0.98", "0.98 0.01 0.01", steps, 30);
}
END_TEST

START_TEST(corners_solve)
{
    check_solves("0.5 0.25 0.25", "0.500000000000001 0.249999999999999 0.25", 64, 30);
    check_solves("0.5 0.25 0.25", "0.500000000000001 0.249999999999999 0.25", 7, 10);
    check_solves("0.5 0.25 0.25", "0.5 0.499999999999 1e-12", 33, 30);
    check_solves("1e-12 0.999999999999", "0.999999999999 1e-12", 2, 30);
    check_solves("1e-12 0.999999999999", "0.999999999999 1e-12", 64, 30);
    check_solves("0.999999999998 1e-12 1e-12", "0.999999999997 2e-12 1e-12", 64, 30);
    check_solves("0.999999999998 1e-12 1e-12", "0.999999999998 1.000000001e-12 0.999999999e-12", 5,
                 30);
    check_solves("0.999999999998 1e-12 1e-12", "1e-12 1e-12 0.999999999998", 64, 30);
    check_solves("0.5 0.5", "0.9 0.1", 1, 30);
}
END_TEST

START_TEST(many_digits)
{
    check_solves("0.05 0.55 0.40", "0.40 0.50 0.10", 8, 1000);
    check_solves("0.5 0.5", "0.9 0.1", 3, 1);
}
END_TEST

START_TEST(nothing_moves)
{
    test_ends ends;
    orth_exact_optimum optimum;
    mpfr_t lower, upper;
    test_ends_set(&ends, "0.2 0.8", "0.2 0.8");
    mpfr_inits2(64, lower, upper, (mpfr_ptr)0);
    ck_assert(orth_exact_optimum_create(&optimum, 2, ends.start, ends.target, 5, 30, NULL) ==
              ORTH_OK);
    ck_assert_str_eq(optimum.loss_lower, "0");
    ck_assert_str_eq(optimum.loss_upper, "0");
    ck_assert_str_eq(optimum.lower_bound, "0");
    ck_assert_str_eq(optimum.relative_gap, "0");
    char *text = orth_exact_optimum_text(&optimum, 3, 1);
    ck_assert_str_eq(text, "0.8");
    free(text);
    test_paths paths = test_all_paths("", "0.3");
    for (size_t p = 0; p < paths.count; p++) {
        ck_assert(orth_exact_path_loss(lower, upper, paths.names[p], 4, 2, ends.start, ends.target,
                                       30, NULL) == ORTH_OK);
        ck_assert(mpfr_zero_p(lower) && mpfr_zero_p(upper));
    }
    ck_assert(orth_exact_distance(lower, upper, 2, ends.start, ends.target, 30, NULL) == ORTH_OK);
    ck_assert(mpfr_zero_p(lower) && mpfr_zero_p(upper));
    orth_exact_optimum_free(&optimum);
    mpfr_clears(lower, upper, (mpfr_ptr)0);
    test_ends_clear(&ends);
}
END_TEST

/* 1/3 is no finite decimal: the ends become the rounded ones, each row still sums to 1. */
START_TEST(ends_are_rounded)
{
    test_ends ends;
    orth_exact_optimum optimum;
    test_ends_set(&ends, "1/3 1/3 1/3", "1/2 1/4 1/4");
    ck_assert(orth_exact_optimum_create(&optimum, 3, ends.start, ends.target, 2, 10, NULL) ==
              ORTH_OK);
    ck_assert(optimum.rounded_ends);
    static const char *const start[] = {"0.3333333334", "0.3333333333", "0.3333333333"};
    for (size_t i = 0; i < 3; i++) {
        char *text = orth_exact_optimum_text(&optimum, 0, i);
        ck_assert_str_eq(text, start[i]);
        free(text);
    }
    char *text = orth_exact_optimum_text(&optimum, 2, 0);
    ck_assert_str_eq(text, "0.50");
    free(text);
    orth_exact_optimum_free(&optimum);
    test_ends_clear(&ends);
}
END_TEST

START_TEST(refusals)
{
    test_ends ends;
    orth_exact_optimum optimum;
    orth_error error;
    mpfr_t lower, upper;
    mpfr_inits2(64, lower, upper, (mpfr_ptr)0);
    test_ends_set(&ends, "0.5 0.5", "0.9 0.11");
    ck_assert(orth_exact_optimum_create(&optimum, 2, ends.start, ends.target, 2, 10, &error) ==
              ORTH_DOMAIN);
    ck_assert_str_eq(error.text, "target: the weights do not sum to exactly 1");
    mpq_set_si(ends.target[0], 0, 1);
    mpq_set_si(ends.target[1], 1, 1);
    ck_assert(orth_exact_distance(lower, upper, 2, ends.start, ends.target, 10, &error) ==
              ORTH_DOMAIN);
    ck_assert_str_eq(error.text, "target: weight 0 is not above 0");
    mpq_set_si(ends.target[0], 1, 4);
    mpq_set_si(ends.target[1], 3, 4);
    ck_assert(orth_exact_path_loss(lower, upper, "linear", 0, 2, ends.start, ends.target, 10,
                                   &error) == ORTH_DOMAIN);
    ck_assert(orth_exact_path_loss(lower, upper, "linear", 1, 2, ends.start, ends.target, 10001,
                                   &error) == ORTH_DOMAIN);
    ck_assert(orth_exact_path_loss(lower, upper, "lineal", 1, 2, ends.start, ends.target, 10,
                                   &error) == ORTH_BAD_INPUT);
    ck_assert(orth_exact_path_loss(lower, upper, "power:x", 1, 2, ends.start, ends.target, 10,
                                   &error) == ORTH_BAD_INPUT);
    ck_assert(orth_exact_path_loss(lower, upper, "lambertw", 3, 2, ends.start, ends.target, 10,
                                   &error) == ORTH_BAD_INPUT);
    /* 1e9 steps of an optimum are beyond any memory, and said so at once. */
    ck_assert(orth_exact_optimum_create(&optimum, 2, ends.start, ends.target, 1000000000, 30,
                                        &error) == ORTH_NO_MEMORY);
    mpfr_clears(lower, upper, (mpfr_ptr)0);
    test_ends_clear(&ends);
}
END_TEST

/* power:1 is linear, power:0 geometric, power:1/2 has the geodesic's midpoint at 1/2. */
START_TEST(power_family)
{
    static const char *const pairs[][2] = {
        {"power:1", "linear"}, {"power:0", "geometric"}, {"power:1/2", "geodesic"}};
    test_ends ends;
    mpfr_t lower[3], upper[3], other_lower[3], other_upper[3];
    test_ends_set(&ends, "0.05 0.55 0.40", "0.40 0.50 0.10");
    for (size_t i = 0; i < 3; i++)
        mpfr_inits2(64, lower[i], upper[i], other_lower[i], other_upper[i], (mpfr_ptr)0);
    for (size_t p = 0; p < 3; p++) {
        ck_assert(orth_exact_path_row(lower, upper, pairs[p][0], 1, 2, 3, ends.start, ends.target,
                                      50, NULL) == ORTH_OK);
        ck_assert(orth_exact_path_row(other_lower, other_upper, pairs[p][1], 1, 2, 3, ends.start,
                                      ends.target, 50, NULL) == ORTH_OK);
        for (size_t i = 0; i < 3; i++) {
            ck_assert(mpfr_lessequal_p(lower[i], other_upper[i]));
            ck_assert(mpfr_lessequal_p(other_lower[i], upper[i]));
        }
    }
    /* a negative power: the harmonic mean */
    ck_assert(orth_exact_path_row(lower, upper, "power:-1", 1, 2, 3, ends.start, ends.target, 20,
                                  NULL) == ORTH_OK);
    static const char *const harmonic[] = {"0.11503697617091207888", "0.67789646672144617913",
                                           "0.20706655710764174199"};
    for (size_t i = 0; i < 3; i++)
        ck_assert(test_agrees(lower[i], upper[i], harmonic[i]));
    for (size_t i = 0; i < 3; i++)
        mpfr_clears(lower[i], upper[i], other_lower[i], other_upper[i], (mpfr_ptr)0);
    test_ends_clear(&ends);
}
END_TEST

/* No problem of the tests needs a shorter step than Newton's, so the way back is tried by hand: a
 * step made 1024 times too long is no progress, can be taken back, and halved ten times is. */
START_TEST(long_steps_can_be_taken_back)
{
    enum { STEPS = 8, N = 3, BITS = 200 };
    test_ends ends;
    orth_rows rows;
    orth_chain chain;
    mpfr_t loss, weight;
    mpfr_inits2(BITS, loss, weight, (mpfr_ptr)0);
    test_ends_set(&ends, "0.01 0.01 0.98", "0.98 0.01 0.01");
    ck_assert(orth_rows_create(&rows, N, 1, NULL) == ORTH_OK);
    orth_rows_set_q(&rows, 0, ends.start);
    orth_rows_set_q(&rows, 1, ends.target);
    ck_assert(orth_chain_create(&chain, &rows, STEPS, NULL, BITS, NULL) == ORTH_OK);
    for (size_t j = N; j < STEPS * N; j++) { /* linear, a poor start */
        mpfr_mul_ui(chain.w[j], chain.w[STEPS * N + j % N], j / N, MPFR_RNDN);
        mpfr_mul_ui(loss, chain.w[j % N], STEPS - j / N, MPFR_RNDN);
        mpfr_add(chain.w[j], chain.w[j], loss, MPFR_RNDN);
        mpfr_div_ui(chain.w[j], chain.w[j], STEPS, MPFR_RNDN);
    }
    orth_chain_evaluate(&chain);
    ck_assert(orth_chain_solve(&chain, NULL) == ORTH_OK);
    ck_assert(mpfr_sgn(chain.slope) < 0);
    mpfr_set(loss, chain.loss, MPFR_RNDN);
    mpfr_set(weight, chain.w[3 * N], MPFR_RNDN);
    for (size_t j = N; j < STEPS * N; j++)
        mpfr_mul_2ui(chain.y[j], chain.y[j], 10, MPFR_RNDN);
    mpfr_mul_2ui(chain.reach, chain.reach, 10, MPFR_RNDN);
    orth_chain_try(&chain, 0);
    ck_assert(!mpfr_less_p(chain.loss, loss));
    orth_chain_reject(&chain);
    ck_assert(mpfr_equal_p(chain.w[3 * N], weight));
    orth_chain_try(&chain, 10);
    ck_assert(mpfr_less_p(chain.loss, loss));
    orth_chain_clear(&chain);
    orth_rows_clear(&rows);
    mpfr_clears(loss, weight, (mpfr_ptr)0);
    test_ends_clear(&ends);
}
END_TEST

START_TEST(log_ratio_encloses)
{
    test_random random = test_seeded(7);
    orth_iv a, b, quick;
    mpfr_t slow, plain;
    orth_iv_init(&a, 100);
    orth_iv_init(&b, 100);
    orth_iv_init(&quick, 100);
    mpfr_init2(slow, 400);
    mpfr_init2(plain, 100);
    for (int i = 0; i < 2000; i++) {
        int scale = (int)test_random_below(&random, 60);
        mpfr_set_d(a.lo, 0.1 + test_random_unit(&random), MPFR_RNDN);
        mpfr_set_d(slow, (test_random_unit(&random) - 0.5) * 1.9, MPFR_RNDN);
        mpfr_div_2ui(slow, slow, (unsigned long)scale, MPFR_RNDN);
        mpfr_add_ui(slow, slow, 1, MPFR_RNDN);
        mpfr_mul(b.lo, a.lo, slow, MPFR_RNDN);
        mpfr_set(a.hi, a.lo, MPFR_RNDN);
        mpfr_set(b.hi, b.lo, MPFR_RNDN);
        orth_iv_log_ratio(&quick, &a, &b);
        orth_log_ratio(plain, a.lo, b.lo);
        mpfr_div(slow, a.lo, b.lo, MPFR_RNDN);
        mpfr_log(slow, slow, MPFR_RNDN);
        ck_assert(mpfr_lessequal_p(quick.lo, slow) && mpfr_lessequal_p(slow, quick.hi));
        mpfr_sub(quick.lo, quick.hi, quick.lo, MPFR_RNDU);
        mpfr_sub(plain, plain, slow, MPFR_RNDN);
        mpfr_abs(slow, slow, MPFR_RNDN);
        mpfr_div_2ui(slow, slow, 100 - 8, MPFR_RNDN);
        ck_assert_msg(mpfr_lessequal_p(quick.lo, slow) || mpfr_zero_p(slow), "%d", scale);
        ck_assert(mpfr_cmpabs(plain, slow) <= 0 || mpfr_zero_p(slow));
    }
    orth_iv_clear(&a);
    orth_iv_clear(&b);
    orth_iv_clear(&quick);
    mpfr_clears(slow, plain, (mpfr_ptr)0);
}
END_TEST

/* W(x e^x) = x: with z = x + log x the result must enclose x. */
START_TEST(lambert_inverts)
{
    static const double xs[] = {1e-300, 1e-12, 0.01, 0.5, 1, 2.718281828, 50, 1e6, 1e15};
    orth_iv z, w;
    orth_iv_init(&z, 200);
    orth_iv_init(&w, 200);
    for (size_t i = 0; i < sizeof xs / sizeof xs[0]; i++) {
        mpfr_set_d(w.lo, xs[i], MPFR_RNDN);
        mpfr_set(w.hi, w.lo, MPFR_RNDN);
        orth_iv_log(&z, &w);
        orth_iv_add(&z, &z, &w);
        orth_iv_lambert_exp(&w, &z);
        ck_assert_msg(mpfr_cmp_d(w.lo, xs[i]) <= 0 && mpfr_cmp_d(w.hi, xs[i]) >= 0, "%a", xs[i]);
        ck_assert(orth_iv_settled(&w, 40));
    }
    orth_iv_clear(&z);
    orth_iv_clear(&w);
}
END_TEST

START_TEST(decimal_texts)
{
    static const struct {
        const char *value;
        unsigned digits;
        const char *down, *up;
    } cases[] = {
        {"0", 5, "0", "0"},
        {"0.125", 2, "0.12", "0.13"},
        {"0.00000125", 3, "0.00000125", "0.00000125"},
        {"0.000000125", 3, "1.25e-7", "1.25e-7"},
        {"12.5", 2, "12", "13"},
        {"999.9", 3, "999", "1000"},
        {"100000", 2, "100000", "100000"},
        {"12345678", 3, "1.23e7", "1.24e7"},
        {"0.5", 1, "0.5", "0.5"},
    };
    mpfr_t x;
    mpfr_init2(x, 200);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        mpfr_set_str(x, cases[i].value, 10, MPFR_RNDD);
        char *down = orth_mpfr_text(x, cases[i].digits, MPFR_RNDD);
        if (strcmp(down, cases[i].down) != 0) /* a decimal that is no binary number */
            mpfr_set_str(x, cases[i].value, 10, MPFR_RNDU);
        free(down);
        down = orth_mpfr_text(x, cases[i].digits, MPFR_RNDD);
        ck_assert_str_eq(down, cases[i].down);
        mpfr_set_str(x, cases[i].value, 10, MPFR_RNDD);
        char *up = orth_mpfr_text(x, cases[i].digits, MPFR_RNDU);
        ck_assert_str_eq(up, cases[i].up);
        free(down);
        free(up);
    }
    static const char *const bad[] = {"",    ".5",  "1.", "-1", "+1",           "1e",  "0x1",
                                      "nan", "inf", " 1", "1 ", "1e1000000000", "1,5", "1e+"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        ck_assert_msg(!orth_mpfr_parse(x, bad[i], MPFR_RNDN), "'%s'", bad[i]);
    ck_assert(orth_mpfr_parse(x, "1.5e-3", MPFR_RNDN) && mpfr_cmp_d(x, 1.5e-3) < 2);
    mpfr_clear(x);
}
END_TEST

ORTH_TEST_MAIN("exact_edges", extreme_move_solves, corners_solve, many_digits, nothing_moves,
               ends_are_rounded, refusals, power_family, long_steps_can_be_taken_back,
               log_ratio_encloses, lambert_inverts, decimal_texts)
