/* Random problems, corner-biased: what is proven in few digits holds in three times as many; the
 * optimum is never above another path; for two steps Lambert's W finds it too. The environment
 * variable ORTH_TEST_PROBLEMS sets how many problems (150), ORTH_TEST_SEED where they start. */
#include "exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exact/enclosure.h"
#include "moves.h"
#include "orthant/exact.h"

typedef struct problem {
    uint64_t seed;
    test_ends ends;
    uint64_t steps;
} problem;

static void make_problem(problem *p, uint64_t seed)
{
    test_random random = {seed};
    p->seed = seed;
    size_t n = 2 + test_random_below(&random, 11);
    p->steps = 2 + test_random_below(&random, 63);
    test_ends_random(&p->ends, &random, n);
}

/* The problem again with the optimum's own ends, which were rounded to decimals. */
static void take_ends(problem *p, const orth_exact_optimum *optimum)
{
    for (size_t i = 0; i < optimum->n; i++) {
        orth_exact_optimum_weight(p->ends.start[i], optimum, 0, i);
        orth_exact_optimum_weight(p->ends.target[i], optimum, optimum->steps, i);
    }
}

static mpq_t *all_rows(const orth_exact_optimum *optimum)
{
    size_t n = optimum->n;
    mpq_t *rows = malloc((optimum->steps + 1) * n * sizeof *rows);
    ck_assert_ptr_nonnull(rows);
    for (size_t j = 0; j < (optimum->steps + 1) * n; j++) {
        mpq_init(rows[j]);
        orth_exact_optimum_weight(rows[j], optimum, j / n, j % n);
    }
    return rows;
}

static void check_problem(problem *p)
{
    enum { DIGITS = 12 };
    orth_exact_optimum optimum;
    orth_error error;
    size_t n = p->ends.n;
    ck_assert_msg(orth_exact_optimum_create(&optimum, n, p->ends.start, p->ends.target, p->steps,
                                            DIGITS, &error) == ORTH_OK,
                  "seed %llu: %s", (unsigned long long)p->seed, error.text);
    ck_assert_msg(optimum.settled, "seed %llu: not settled", (unsigned long long)p->seed);
    take_ends(p, &optimum);
    mpq_t *rows = all_rows(&optimum);
    mpfr_t lower, upper, best_lower, best_upper, claim, gap;
    mpfr_inits2(300, lower, upper, best_lower, best_upper, claim, gap, (mpfr_ptr)0);
    ck_assert(orth_exact_loss(lower, upper, p->steps, n, rows, 3 * DIGITS, NULL) == ORTH_OK);
    ck_assert(orth_exact_path_loss(best_lower, best_upper, "optimum", p->steps, n, p->ends.start,
                                   p->ends.target, 3 * DIGITS, NULL) == ORTH_OK);
    mpfr_set_str(claim, optimum.loss_lower, 10, MPFR_RNDD);
    ck_assert_msg(mpfr_lessequal_p(claim, lower), "seed %llu", (unsigned long long)p->seed);
    mpfr_set_str(claim, optimum.loss_upper, 10, MPFR_RNDU);
    ck_assert_msg(mpfr_greaterequal_p(claim, upper), "seed %llu", (unsigned long long)p->seed);
    mpfr_set_str(claim, optimum.lower_bound, 10, MPFR_RNDD);
    ck_assert_msg(mpfr_lessequal_p(claim, best_lower), "seed %llu", (unsigned long long)p->seed);
    mpfr_sub(gap, upper, best_lower, MPFR_RNDU);
    mpfr_div(gap, gap, best_lower, MPFR_RNDU);
    mpfr_set_str(claim, optimum.relative_gap, 10, MPFR_RNDU);
    ck_assert_msg(mpfr_greaterequal_p(claim, gap), "seed %llu", (unsigned long long)p->seed);
    /* narrow, not only right */
    ck_assert_msg(mpfr_cmp_d(claim, 3e-11) < 0, "seed %llu: gap %s", (unsigned long long)p->seed,
                  optimum.relative_gap);
    mpfr_clears(lower, upper, best_lower, best_upper, claim, gap, (mpfr_ptr)0);
    for (size_t j = 0; j < (p->steps + 1) * n; j++)
        mpq_clear(rows[j]);
    free(rows);
    orth_exact_optimum_free(&optimum);
}

START_TEST(certificates_hold_at_three_times_the_digits)
{
    uint64_t count = test_setting("ORTH_TEST_PROBLEMS", 150), seed = test_seed(1);
    for (uint64_t s = seed; s < seed + count; s++) {
        problem p;
        make_problem(&p, s);
        check_problem(&p);
        test_ends_clear(&p.ends);
    }
}
END_TEST

START_TEST(optimum_is_never_above_another_path)
{
    test_paths paths = TEST_FORMULAS("0.25 -1/2");
    uint64_t count = test_setting("ORTH_TEST_PROBLEMS", 150), seed = test_seed(1);
    mpfr_t lower, upper, best_lower, best_upper;
    mpfr_inits2(64, lower, upper, best_lower, best_upper, (mpfr_ptr)0);
    for (uint64_t s = seed; s < seed + count / 3; s++) {
        problem p;
        make_problem(&p, s);
        ck_assert(orth_exact_path_loss(best_lower, best_upper, "optimum", p.steps, p.ends.n,
                                       p.ends.start, p.ends.target, 20, NULL) == ORTH_OK);
        for (size_t i = 0; i < paths.count; i++) {
            ck_assert(orth_exact_path_loss(lower, upper, paths.names[i], p.steps, p.ends.n,
                                           p.ends.start, p.ends.target, 20, NULL) == ORTH_OK);
            ck_assert_msg(mpfr_lessequal_p(best_lower, upper), "seed %llu: %s",
                          (unsigned long long)s, paths.names[i]);
            /* and beats them, unless they are the same to 20 digits */
            if (strcmp(paths.names[i], "linear") == 0)
                ck_assert(mpfr_less_p(best_upper, lower));
        }
        test_ends_clear(&p.ends);
    }
    mpfr_clears(lower, upper, best_lower, best_upper, (mpfr_ptr)0);
}
END_TEST

/* The loss through the midpoint of Lambert's W, and mu = KL(w || start). */
static void check_midpoint(problem *p)
{
    size_t n = p->ends.n;
    mpfr_t lower[TEST_TOKENS_MAX], upper[TEST_TOKENS_MAX], mu_lower, mu_upper, loss, t, u;
    mpfr_inits2(256, mu_lower, mu_upper, loss, t, u, (mpfr_ptr)0);
    for (size_t i = 0; i < n; i++)
        mpfr_inits2(64, lower[i], upper[i], (mpfr_ptr)0);
    orth_error error;
    ck_assert_msg(orth_exact_midpoint(lower, upper, mu_lower, mu_upper, n, p->ends.start,
                                      p->ends.target, 40, &error) == ORTH_OK,
                  "seed %llu: %s", (unsigned long long)p->seed, error.text);
    mpfr_set_ui(loss, 0, MPFR_RNDN);
    mpfr_set_ui(u, 0, MPFR_RNDN);
    for (size_t i = 0; i < n; i++) {
        mpfr_div_q(t, lower[i], p->ends.start[i], MPFR_RNDN);
        mpfr_log(t, t, MPFR_RNDN);
        mpfr_mul(t, t, lower[i], MPFR_RNDN);
        mpfr_add(u, u, t, MPFR_RNDN); /* KL(w || start) */
        mpfr_set_q(t, p->ends.target[i], MPFR_RNDN);
        mpfr_div(t, t, lower[i], MPFR_RNDN);
        mpfr_log(t, t, MPFR_RNDN);
        mpfr_mul_q(t, t, p->ends.target[i], MPFR_RNDN);
        mpfr_add(loss, loss, t, MPFR_RNDN);
    }
    mpfr_add(loss, loss, u, MPFR_RNDN);
    mpfr_sub(t, u, mu_lower, MPFR_RNDN);
    ck_assert_msg(fabs(mpfr_get_d(t, MPFR_RNDN)) < 1e-35 * (1 + mpfr_get_d(u, MPFR_RNDN)),
                  "seed %llu", (unsigned long long)p->seed);
    ck_assert(orth_exact_path_loss(mu_lower, mu_upper, "optimum", 2, n, p->ends.start,
                                   p->ends.target, 25, NULL) == ORTH_OK);
    mpfr_sub(t, loss, mu_lower, MPFR_RNDN);
    mpfr_div(t, t, loss, MPFR_RNDN);
    ck_assert_msg(fabs(mpfr_get_d(t, MPFR_RNDN)) < 1e-24, "seed %llu: %g",
                  (unsigned long long)p->seed, mpfr_get_d(t, MPFR_RNDN));
    for (size_t i = 0; i < n; i++)
        mpfr_clears(lower[i], upper[i], (mpfr_ptr)0);
    mpfr_clears(mu_lower, mu_upper, loss, t, u, (mpfr_ptr)0);
}

START_TEST(lambert_finds_the_optimum_of_two_steps)
{
    uint64_t count = test_setting("ORTH_TEST_PROBLEMS", 150), seed = test_seed(1);
    for (uint64_t s = seed; s < seed + count; s++) {
        problem p;
        make_problem(&p, s);
        check_midpoint(&p);
        test_ends_clear(&p.ends);
    }
}
END_TEST

/* The Frank-Wolfe bound of schedules far from the best: loss - gap never exceeds the least loss,
 * and the gap is the larger the worse the schedule (linear here, with its rows exact). */
START_TEST(gap_bounds_any_schedule)
{
    mpfr_t best_lower, best_upper, gap;
    orth_iv loss;
    mpfr_inits2(200, best_lower, best_upper, gap, (mpfr_ptr)0);
    orth_iv_init(&loss, 200);
    for (uint64_t s = 1; s <= 60; s++) {
        problem p;
        orth_rows rows;
        mpq_t row[TEST_TOKENS_MAX], t;
        make_problem(&p, s);
        mpq_init(t);
        ck_assert(orth_rows_create(&rows, p.ends.n, p.steps, NULL) == ORTH_OK);
        for (size_t i = 0; i < p.ends.n; i++)
            mpq_init(row[i]);
        for (uint64_t k = 0; k <= p.steps; k++) {
            for (size_t i = 0; i < p.ends.n; i++) {
                mpq_set_ui(t, k, p.steps);
                mpq_canonicalize(t);
                mpq_sub(row[i], p.ends.target[i], p.ends.start[i]);
                mpq_mul(row[i], row[i], t);
                mpq_add(row[i], row[i], p.ends.start[i]);
            }
            orth_rows_set_q(&rows, k, row);
        }
        ck_assert(orth_rows_enclose(&loss, gap, &rows, 200, NULL) == ORTH_OK);
        ck_assert(orth_exact_path_loss(best_lower, best_upper, "optimum", p.steps, p.ends.n,
                                       p.ends.start, p.ends.target, 20, NULL) == ORTH_OK);
        mpfr_sub(loss.lo, loss.lo, gap, MPFR_RNDD);
        ck_assert_msg(mpfr_lessequal_p(loss.lo, best_upper), "seed %llu", (unsigned long long)s);
        mpfr_sub(loss.hi, loss.hi, best_upper, MPFR_RNDD);
        ck_assert_msg(mpfr_greater_p(gap, loss.hi), "seed %llu", (unsigned long long)s);
        for (size_t i = 0; i < p.ends.n; i++)
            mpq_clear(row[i]);
        mpq_clear(t);
        orth_rows_clear(&rows);
        test_ends_clear(&p.ends);
    }
    orth_iv_clear(&loss);
    mpfr_clears(best_lower, best_upper, gap, (mpfr_ptr)0);
}
END_TEST

/* Recursive AM-GM halving and SLERP are one curve. */
START_TEST(bisection_is_the_geodesic)
{
    mpfr_t lower[TEST_TOKENS_MAX], upper[TEST_TOKENS_MAX], other[TEST_TOKENS_MAX],
        above[TEST_TOKENS_MAX];
    for (size_t i = 0; i < TEST_TOKENS_MAX; i++)
        mpfr_inits2(64, lower[i], upper[i], other[i], above[i], (mpfr_ptr)0);
    for (uint64_t s = 1; s <= 40; s++) {
        problem p;
        make_problem(&p, s);
        uint64_t k = 1 + s % 63;
        ck_assert(orth_exact_path_row(lower, upper, "bisection", k, 64, p.ends.n, p.ends.start,
                                      p.ends.target, 30, NULL) == ORTH_OK);
        ck_assert(orth_exact_path_row(other, above, "geodesic", k, 64, p.ends.n, p.ends.start,
                                      p.ends.target, 30, NULL) == ORTH_OK);
        for (size_t i = 0; i < p.ends.n; i++)
            ck_assert(mpfr_lessequal_p(lower[i], above[i]) && mpfr_lessequal_p(other[i], upper[i]));
        test_ends_clear(&p.ends);
    }
    for (size_t i = 0; i < TEST_TOKENS_MAX; i++)
        mpfr_clears(lower[i], upper[i], other[i], above[i], (mpfr_ptr)0);
}
END_TEST

ORTH_TEST_MAIN("exact", certificates_hold_at_three_times_the_digits,
               optimum_is_never_above_another_path, lambert_finds_the_optimum_of_two_steps,
               gap_bounds_any_schedule, bisection_is_the_geodesic)
