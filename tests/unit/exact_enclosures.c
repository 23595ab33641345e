/* What the exact room proves, made at 5 to 16 bits, where a rounding in the wrong direction is
 * larger than everything else, against the same formulas at 300 bits: losses, Frank-Wolfe gaps,
 * lower bounds, logarithms of ratios, rows of every path. */
#include "exact.h"

#include <math.h>
#include <stdlib.h>

#include "exact/best.h"
#include "exact/curve.h"
#include "exact/enclosure.h"
#include "exact/log_ratio.h"
#include "exact/midpoint.h"
#include "moves.h"
#include "orthant/exact.h"

enum { HIGH_BITS = 300, N_MAX = 4 };

/* ------------------------------------------------- the gap and the loss of a given schedule */

/* out = log(a / b) for fractions */
static void log_of(mpfr_t out, const mpq_t a, const mpq_t b)
{
    mpq_t ratio;
    mpq_init(ratio);
    mpq_div(ratio, a, b);
    mpfr_set_q(out, ratio, MPFR_RNDN);
    mpfr_log(out, out, MPFR_RNDN);
    mpq_clear(ratio);
}

/* The two formulas of core/exact/enclosure.h at HIGH_BITS. */
static void in_high_bits(mpfr_t loss, mpfr_t gap, const orth_rows *rows)
{
    mpq_t u, w, v;
    mpfr_t g[N_MAX], t;
    mpq_inits(u, w, v, NULL);
    mpfr_init2(t, HIGH_BITS);
    mpfr_set_ui(loss, 0, MPFR_RNDN);
    mpfr_set_ui(gap, 0, MPFR_RNDN);
    for (size_t i = 0; i < rows->n; i++)
        mpfr_init2(g[i], HIGH_BITS);
    for (size_t k = 1; k <= rows->steps; k++) {
        size_t least = 0;
        for (size_t i = 0; i < rows->n; i++) {
            orth_rows_get_q(u, rows, k - 1, i);
            orth_rows_get_q(w, rows, k, i);
            log_of(g[i], w, u);
            mpfr_mul_q(t, g[i], w, MPFR_RNDN);
            mpfr_add(loss, loss, t, MPFR_RNDN);
            if (k == rows->steps)
                continue;
            orth_rows_get_q(v, rows, k + 1, i);
            mpq_div(v, v, w);
            mpfr_sub_q(g[i], g[i], v, MPFR_RNDN); /* the 1 is the same for all */
            least = mpfr_less_p(g[i], g[least]) ? i : least;
        }
        for (size_t i = 0; i < rows->n && k < rows->steps; i++) {
            orth_rows_get_q(w, rows, k, i);
            mpfr_sub(t, g[i], g[least], MPFR_RNDN);
            mpfr_mul_q(t, t, w, MPFR_RNDN);
            mpfr_add(gap, gap, t, MPFR_RNDN);
        }
    }
    for (size_t i = 0; i < rows->n; i++)
        mpfr_clear(g[i]);
    mpfr_clear(t);
    mpq_clears(u, w, v, NULL);
}

static void set_row(orth_rows *rows, size_t k, const unsigned long *entries)
{
    mpz_set_ui(rows->sum[k], 0);
    for (size_t i = 0; i < rows->n; i++) {
        mpz_set_ui(rows->entry[k * rows->n + i], entries[i]);
        mpz_add_ui(rows->sum[k], rows->sum[k], entries[i]);
    }
}

/* What was rounded outwards lies outside, by a few units of 2^-bits at most. */
static void check_schedule(const orth_rows *rows, mpfr_prec_t bits, int round)
{
    orth_iv loss;
    mpfr_t gap, exact_loss, exact_gap, slack;
    orth_iv_init(&loss, bits);
    mpfr_init2(gap, bits);
    mpfr_inits2(HIGH_BITS, exact_loss, exact_gap, slack, (mpfr_ptr)0);
    in_high_bits(exact_loss, exact_gap, rows);
    ck_assert(orth_rows_enclose(&loss, gap, rows, bits, NULL) == ORTH_OK);
    if (mpfr_greater_p(loss.lo, exact_loss) || mpfr_less_p(loss.hi, exact_loss))
        ck_abort_msg("round %d, %ld bits: the loss %.12g is not within [%.12g, %.12g]", round,
                     (long)bits, mpfr_get_d(exact_loss, MPFR_RNDN), mpfr_get_d(loss.lo, MPFR_RNDD),
                     mpfr_get_d(loss.hi, MPFR_RNDU));
    if (mpfr_less_p(gap, exact_gap))
        ck_abort_msg("round %d, %ld bits: the gap %.12g is below the exact one, %.12g", round,
                     (long)bits, mpfr_get_d(gap, MPFR_RNDU), mpfr_get_d(exact_gap, MPFR_RNDN));
    /* each row adds a few roundings of numbers of size 1 + the sums so far */
    mpfr_add(slack, exact_loss, exact_gap, MPFR_RNDN);
    mpfr_add_ui(slack, slack, 4, MPFR_RNDN);
    mpfr_mul_ui(slack, slack, 16 * rows->steps * rows->n, MPFR_RNDN);
    mpfr_div_2ui(slack, slack, (unsigned long)bits, MPFR_RNDN);
    mpfr_add(exact_gap, exact_gap, slack, MPFR_RNDN);
    mpfr_sub(loss.hi, loss.hi, loss.lo, MPFR_RNDU);
    if (mpfr_greater_p(gap, exact_gap) || mpfr_greater_p(loss.hi, slack))
        ck_abort_msg("round %d, %ld bits: more than the roundings explain", round, (long)bits);
    orth_iv_clear(&loss);
    mpfr_clears(gap, exact_loss, exact_gap, slack, (mpfr_ptr)0);
}

/* Rows of small whole numbers: quotients that are exact at few bits are common, so that now and
 * then a single operation is the one that rounds. */
START_TEST(losses_and_gaps)
{
    test_random random = test_seeded(31);
    for (int k = 0; k < 12000; k++) {
        size_t n = 2 + test_random_below(&random, N_MAX - 1);
        size_t steps = 1 + test_random_below(&random, 4);
        unsigned long largest = 1ul << (2 + test_random_below(&random, 7)), entries[N_MAX];
        orth_rows rows;
        ck_assert(orth_rows_create(&rows, n, steps, NULL) == ORTH_OK);
        for (size_t row = 0; row <= steps; row++) {
            for (size_t i = 0; i < n; i++)
                if (row == 0 || test_random_below(&random, 3) > 0)
                    entries[i] = 1 + test_random_below(&random, largest);
            set_row(&rows, row, entries);
        }
        check_schedule(&rows, 5 + (mpfr_prec_t)test_random_below(&random, 12), k);
        orth_rows_clear(&rows);
    }
}
END_TEST

/* From (2^9, 2^8, 2^8) / 2^10, where each quotient is exact at 10 bits, to every point of a grid.
 * Before, the schedule waited there: then the subtractions of the least derivative and the sum are
 * all that the gap rounds. Or it came there with the first weight still: then the other two have
 * logarithms, and the least derivative's own lower end decides. */
START_TEST(gaps_with_few_roundings)
{
    orth_rows rows;
    int round = 0;
    ck_assert(orth_rows_create(&rows, 3, 2, NULL) == ORTH_OK);
    const unsigned long still[] = {512, 256, 256};
    set_row(&rows, 1, still);
    for (unsigned long a = 1; a < 1000; a += 37)
        for (unsigned long b = 1; a + b < 1024; b += 13) {
            unsigned long more = round % 2 == 0 ? 0 : (unsigned long)(round * 89) % 256;
            const unsigned long before[] = {512, 256 + more, 256 - more};
            const unsigned long there[] = {a, b, 1024 - a - b};
            set_row(&rows, 0, before);
            set_row(&rows, 2, there);
            check_schedule(&rows, 8 + (round / 2 % 4), round);
            round++;
        }
    orth_rows_clear(&rows);
}
END_TEST

/* At (5, 2, 1) / 8 to multiples of five and what remains: at 8 bits all quotients and differences
 * are exact, and the products with 5 / 8 are not. */
START_TEST(gaps_with_inexact_products)
{
    orth_rows rows;
    int round = 0;
    ck_assert(orth_rows_create(&rows, 3, 2, NULL) == ORTH_OK);
    const unsigned long still[] = {5, 2, 1};
    set_row(&rows, 0, still);
    set_row(&rows, 1, still);
    for (unsigned long m = 1; m < 51; m++)
        for (unsigned long b = 1; 5 * m + b < 256; b += 3) {
            const unsigned long there[] = {5 * m, b, 256 - 5 * m - b};
            set_row(&rows, 2, there);
            check_schedule(&rows, 8, round++);
        }
    orth_rows_clear(&rows);
}
END_TEST

/* ---------------------------------------------------------------- bounds that are differences */

/* orth_exact_bound rounds its difference to whatever precision the caller wants: at few bits down
 * from what it is at many. */
START_TEST(bound_rounds_down)
{
    test_random random = test_seeded(32);
    mpfr_t fine, coarse;
    mpfr_init2(fine, HIGH_BITS);
    for (int k = 0; k < 400; k++) {
        enum { STEPS = 4 };
        test_ends ends;
        double relative[STEPS * N_MAX] = {0};
        size_t n = 2 + test_random_below(&random, N_MAX - 1);
        test_ends_random(&ends, &random, n);
        for (size_t j = 0; j < STEPS * n; j++) /* straight on, roughly */
            relative[j] = (mpq_get_d(ends.target[j % n]) / mpq_get_d(ends.start[j % n]) - 1) *
                          (0.9 + 0.1 * test_random_unit(&random)) / STEPS;
        for (size_t j = 0; j < STEPS * n; j++)
            relative[j] /= 1 + relative[j] * (double)(j / n);
        ck_assert(orth_exact_bound(fine, STEPS, n, ends.start, ends.target, relative, NULL) ==
                  ORTH_OK);
        mpfr_init2(coarse, 4 + (mpfr_prec_t)test_random_below(&random, 50));
        ck_assert(orth_exact_bound(coarse, STEPS, n, ends.start, ends.target, relative, NULL) ==
                  ORTH_OK);
        mpfr_prec_round(fine, mpfr_get_prec(coarse), MPFR_RNDD);
        if (!mpfr_equal_p(fine, coarse))
            ck_abort_msg("%.17g is not %.17g rounded down", mpfr_get_d(coarse, MPFR_RNDN),
                         mpfr_get_d(fine, MPFR_RNDN));
        mpfr_set_prec(fine, HIGH_BITS);
        mpfr_clear(coarse);
        test_ends_clear(&ends);
    }
    mpfr_clear(fine);
}
END_TEST

/* An excess over a bound is never below the exact one, and two roundings above it at most. */
START_TEST(excess_rounds_up)
{
    test_random random = test_seeded(39);
    mpq_t exact, found;
    mpq_inits(exact, found, NULL);
    for (int k = 0; k < 4000; k++) {
        mpfr_prec_t bits = 5 + (mpfr_prec_t)test_random_below(&random, 12);
        unsigned long bound = 1 + test_random_below(&random, 1ul << 20);
        unsigned long upper = bound + test_random_below(&random, 1ul << 12);
        mpfr_t given[2], excess;
        mpfr_inits2(24, given[0], given[1], (mpfr_ptr)0);
        mpfr_init2(excess, bits);
        mpfr_set_ui(given[0], upper, MPFR_RNDN);
        mpfr_set_ui(given[1], bound, MPFR_RNDN);
        orth_excess_up(excess, given[0], given[1]);
        mpq_set_ui(exact, upper - bound, bound);
        mpq_canonicalize(exact);
        mpfr_get_q(found, excess);
        if (mpq_cmp(found, exact) < 0)
            ck_abort_msg("%lu over %lu in %ld bits: %.12g", upper, bound, (long)bits,
                         mpq_get_d(found));
        ck_assert(mpq_get_d(found) <= mpq_get_d(exact) * (1 + ldexp(2.1, 1 - (int)bits)));
        mpfr_clears(given[0], given[1], excess, (mpfr_ptr)0);
    }
    mpq_clears(exact, found, NULL);
}
END_TEST

/* The optimum's own enclosure: from the loss of its rows down by their gap, and never below 0. */
START_TEST(best_is_loss_less_gap)
{
    test_random random = test_seeded(33);
    for (int k = 0; k < 60; k++) {
        test_ends ends;
        orth_rows rows;
        orth_best best;
        orth_iv loss;
        mpfr_t gap, difference;
        size_t n = 2 + test_random_below(&random, 2), steps = 2 + test_random_below(&random, 4);
        test_ends_random(&ends, &random, n);
        ck_assert(orth_rows_create(&rows, n, 1, NULL) == ORTH_OK);
        orth_rows_set_q(&rows, 0, ends.start);
        orth_rows_set_q(&rows, 1, ends.target);
        unsigned digits = 3 + (unsigned)test_random_below(&random, 8);
        ck_assert(orth_best_find(&best, &rows, steps, NULL, digits, NULL) == ORTH_OK);
        mpfr_prec_t bits = mpfr_get_prec(best.loss.lo);
        orth_iv_init(&loss, bits);
        mpfr_init2(gap, bits);
        mpfr_init2(difference, 4 * bits);
        ck_assert(orth_rows_enclose(&loss, gap, &best.rows, bits, NULL) == ORTH_OK);
        ck_assert(mpfr_sub(difference, loss.lo, gap, MPFR_RNDN) == 0);
        ck_assert(mpfr_sgn(difference) > 0);
        mpfr_prec_round(difference, bits, MPFR_RNDD);
        ck_assert(mpfr_equal_p(difference, best.loss.lo) && mpfr_equal_p(loss.hi, best.loss.hi));
        ck_assert(best.settled && orth_iv_settled(&best.loss, digits));
        orth_iv_clear(&loss);
        mpfr_clears(gap, difference, (mpfr_ptr)0);
        orth_best_clear(&best);
        orth_rows_clear(&rows);
        test_ends_clear(&ends);
    }
}
END_TEST

/* ------------------------------------------------------------------ logarithms of ratios */

/* Holds log(a.lo / b.hi) and log(a.hi / b.lo), within `units` of 2^-bits of the larger of them. */
static void check_log_ratio(const orth_iv *a, const orth_iv *b, mpfr_prec_t bits, unsigned units)
{
    orth_iv got, exact;
    mpfr_t slack;
    orth_iv_init(&got, bits);
    orth_iv_init(&exact, HIGH_BITS);
    mpfr_init2(slack, HIGH_BITS);
    orth_iv_log_ratio(&got, a, b);
    mpfr_div(exact.lo, a->lo, b->hi, MPFR_RNDN);
    mpfr_div(exact.hi, a->hi, b->lo, MPFR_RNDN);
    mpfr_log(exact.lo, exact.lo, MPFR_RNDN);
    mpfr_log(exact.hi, exact.hi, MPFR_RNDN);
    if (mpfr_greater_p(got.lo, exact.lo) || mpfr_less_p(got.hi, exact.hi))
        ck_abort_msg("log [%.12g, %.12g] / [%.12g, %.12g] at %ld bits is [%.12g, %.12g]",
                     mpfr_get_d(a->lo, MPFR_RNDN), mpfr_get_d(a->hi, MPFR_RNDN),
                     mpfr_get_d(b->lo, MPFR_RNDN), mpfr_get_d(b->hi, MPFR_RNDN), (long)bits,
                     mpfr_get_d(got.lo, MPFR_RNDD), mpfr_get_d(got.hi, MPFR_RNDU));
    mpfr_abs(slack, exact.lo, MPFR_RNDN);
    if (mpfr_cmpabs(exact.hi, slack) > 0)
        mpfr_abs(slack, exact.hi, MPFR_RNDN);
    mpfr_mul_ui(slack, slack, units, MPFR_RNDN);
    mpfr_div_2ui(slack, slack, (unsigned long)bits, MPFR_RNDN);
    mpfr_sub(exact.lo, exact.lo, slack, MPFR_RNDN);
    mpfr_add(exact.hi, exact.hi, slack, MPFR_RNDN);
    if (mpfr_less_p(got.lo, exact.lo) || mpfr_greater_p(got.hi, exact.hi))
        ck_abort_msg("log [%.12g, %.12g] / [%.12g, %.12g] at %ld bits is wide: [%.12g, %.12g]",
                     mpfr_get_d(a->lo, MPFR_RNDN), mpfr_get_d(a->hi, MPFR_RNDN),
                     mpfr_get_d(b->lo, MPFR_RNDN), mpfr_get_d(b->hi, MPFR_RNDN), (long)bits,
                     mpfr_get_d(got.lo, MPFR_RNDD), mpfr_get_d(got.hi, MPFR_RNDU));
    orth_iv_clear(&got);
    orth_iv_clear(&exact);
    mpfr_clear(slack);
}

/* All pairs of points of 6 bits over two binades, and intervals of random width around them. */
START_TEST(log_ratios_of_few_bits)
{
    test_random random = test_seeded(34);
    orth_iv a, b;
    orth_iv_init(&a, 16);
    orth_iv_init(&b, 16);
    for (unsigned p = 32; p < 96; p++)
        for (unsigned q = 32; q < 96; q++) {
            mpfr_prec_t bits = 8 + (mpfr_prec_t)test_random_below(&random, 9);
            orth_iv_set_ui(&a, p);
            orth_iv_set_ui(&b, q);
            check_log_ratio(&a, &b, bits, 40);
            mpfr_mul_d(a.hi, a.hi, 1 + ldexp(test_random_unit(&random), -3), MPFR_RNDU);
            mpfr_mul_d(b.hi, b.hi, 1 + ldexp(test_random_unit(&random), -3), MPFR_RNDU);
            check_log_ratio(&a, &b, bits, 40);
        }
    orth_iv_clear(&a);
    orth_iv_clear(&b);
}
END_TEST

/* Very close numbers: where the series has a single term, its tail is all that separates its ends
 * from inside. */
START_TEST(log_ratios_close_to_one)
{
    test_random random = test_seeded(35);
    orth_iv a, b;
    orth_iv_init(&a, 80);
    orth_iv_init(&b, 80);
    for (int k = 0; k < 6000; k++) {
        mpfr_set_d(a.lo, 1 + test_random_unit(&random), MPFR_RNDN);
        mpfr_set_d(b.lo, 1 + ldexp(test_random_unit(&random) - 0.5, -(int)(k % 24)), MPFR_RNDN);
        mpfr_mul(b.lo, a.lo, b.lo, MPFR_RNDN);
        mpfr_set(a.hi, a.lo, MPFR_RNDN);
        mpfr_set(b.hi, b.lo, MPFR_RNDN);
        check_log_ratio(&a, &b, 8 + (mpfr_prec_t)test_random_below(&random, 60), 40);
    }
    orth_iv_clear(&a);
    orth_iv_clear(&b);
}
END_TEST

/* ------------------------------------------------------------------------- rows of paths */

/* At few bits and at many: the first must hold the second. */
static void check_rows(const char *name, const orth_rows *ends, uint64_t steps, mpfr_prec_t bits)
{
    orth_curve *coarse, *fine;
    orth_iv out[N_MAX], want[N_MAX];
    for (size_t i = 0; i < ends->n; i++) {
        orth_iv_init(&out[i], bits);
        orth_iv_init(&want[i], HIGH_BITS);
    }
    ck_assert(orth_curve_create(&coarse, name, ends, bits, NULL) == ORTH_OK);
    ck_assert(orth_curve_create(&fine, name, ends, HIGH_BITS, NULL) == ORTH_OK);
    for (uint64_t k = 0; k <= steps; k++) {
        ck_assert(orth_curve_row(coarse, out, k, steps, NULL) == ORTH_OK);
        ck_assert(orth_curve_row(fine, want, k, steps, NULL) == ORTH_OK);
        for (size_t i = 0; i < ends->n; i++)
            if (!mpfr_lessequal_p(out[i].lo, want[i].lo) ||
                !mpfr_greaterequal_p(out[i].hi, want[i].hi))
                ck_abort_msg("%s, row %d of %d, weight %zu at %ld bits", name, (int)k, (int)steps,
                             i, (long)bits);
    }
    for (size_t i = 0; i < ends->n; i++) {
        orth_iv_clear(&out[i]);
        orth_iv_clear(&want[i]);
    }
    orth_curve_free(coarse);
    orth_curve_free(fine);
}

START_TEST(paths_of_few_bits)
{
    test_paths paths = test_all_paths("optimum", "-1 0.3 0 -7/3");
    test_random random = test_seeded(36);
    for (int k = 0; k < 300; k++) {
        size_t n = 2 + test_random_below(&random, N_MAX - 1);
        orth_rows ends;
        unsigned long entries[N_MAX];
        ck_assert(orth_rows_create(&ends, n, 1, NULL) == ORTH_OK);
        for (size_t row = 0; row < 2; row++) {
            for (size_t i = 0; i < n; i++)
                entries[i] = 100 + test_random_below(&random, 1000);
            set_row(&ends, row, entries);
        }
        const char *name = paths.names[(size_t)k % paths.count];
        check_rows(name, &ends, 4, 10 + (mpfr_prec_t)test_random_below(&random, 7));
        if (strcmp(name, "lambertw") != 0) /* which halves only */
            check_rows(name, &ends, 3, 10 + (mpfr_prec_t)test_random_below(&random, 7));
        orth_rows_clear(&ends);
    }
}
END_TEST

START_TEST(angles_and_midpoints)
{
    test_random random = test_seeded(37);
    for (int k = 0; k < 200; k++) {
        test_ends ends;
        orth_rows rows;
        orth_iv coarse, fine, a[2], b[2], point[2], mu;
        test_ends_random(&ends, &random, 2);
        ck_assert(orth_rows_create(&rows, 2, 1, NULL) == ORTH_OK);
        orth_rows_set_q(&rows, 0, ends.start);
        orth_rows_set_q(&rows, 1, ends.target);
        orth_iv_init(&coarse, 8 + (mpfr_prec_t)test_random_below(&random, 9));
        orth_iv_init(&fine, HIGH_BITS);
        orth_rows_angle(&coarse, &rows);
        orth_rows_angle(&fine, &rows);
        ck_assert(mpfr_lessequal_p(coarse.lo, fine.lo) && mpfr_greaterequal_p(coarse.hi, fine.hi));
        mpfr_t lower[2], upper[2], mu_lower, mu_upper;
        mpfr_inits2(64, lower[0], lower[1], upper[0], upper[1], mu_lower, mu_upper, (mpfr_ptr)0);
        ck_assert(orth_exact_midpoint(lower, upper, mu_lower, mu_upper, 2, ends.start, ends.target,
                                      60, NULL) == ORTH_OK);
        mpfr_prec_t bits = 64 + (mpfr_prec_t)test_random_below(&random, 20);
        orth_iv_init(&mu, bits);
        for (size_t i = 0; i < 2; i++) {
            orth_iv_init(&a[i], bits), orth_iv_init(&b[i], bits), orth_iv_init(&point[i], bits);
            orth_iv_set_q(&a[i], ends.start[i]);
            orth_iv_set_q(&b[i], ends.target[i]);
        }
        ck_assert(orth_iv_lambert_midpoint(point, &mu, 2, a, b, NULL) == ORTH_OK);
        ck_assert(mpfr_lessequal_p(mu.lo, mu_lower) && mpfr_greaterequal_p(mu.hi, mu_upper));
        for (size_t i = 0; i < 2; i++) {
            ck_assert(mpfr_lessequal_p(point[i].lo, lower[i]));
            ck_assert(mpfr_greaterequal_p(point[i].hi, upper[i]));
            orth_iv_clear(&a[i]), orth_iv_clear(&b[i]), orth_iv_clear(&point[i]);
            mpfr_clears(lower[i], upper[i], (mpfr_ptr)0);
        }
        mpfr_clears(mu_lower, mu_upper, (mpfr_ptr)0);
        orth_iv_clear(&mu), orth_iv_clear(&coarse), orth_iv_clear(&fine);
        orth_rows_clear(&rows);
        test_ends_clear(&ends);
    }
}
END_TEST

/* W(x e^x) = x, with z = x + log x held between its neighbours of few bits. */
START_TEST(lambert_of_few_bits)
{
    test_random random = test_seeded(38);
    mpfr_t x, z;
    mpfr_inits2(HIGH_BITS, x, z, (mpfr_ptr)0);
    for (int k = 0; k < 3000; k++) {
        mpfr_prec_t bits = 8 + (mpfr_prec_t)test_random_below(&random, 9);
        orth_iv in, out;
        orth_iv_init(&in, bits);
        orth_iv_init(&out, bits);
        mpfr_set_d(x, exp(12 * test_random_unit(&random) - 6), MPFR_RNDN);
        mpfr_log(z, x, MPFR_RNDN);
        mpfr_add(z, z, x, MPFR_RNDN);
        mpfr_set(in.lo, z, MPFR_RNDD);
        mpfr_set(in.hi, z, MPFR_RNDU);
        orth_iv_lambert_exp(&out, &in);
        if (mpfr_greater_p(out.lo, x) || mpfr_less_p(out.hi, x))
            ck_abort_msg("W of %.12g at %ld bits", mpfr_get_d(z, MPFR_RNDN), (long)bits);
        orth_iv_clear(&in);
        orth_iv_clear(&out);
    }
    mpfr_clears(x, z, (mpfr_ptr)0);
}
END_TEST

ORTH_TEST_MAIN("exact_enclosures", losses_and_gaps, gaps_with_few_roundings,
               gaps_with_inexact_products, bound_rounds_down, excess_rounds_up,
               best_is_loss_less_gap, log_ratios_of_few_bits, log_ratios_close_to_one,
               paths_of_few_bits, angles_and_midpoints, lambert_of_few_bits)
