/* Divergence, entropy and geometry of the simplex against MPFR, at the bounds of the header. */
#include "harness.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "moves.h"
#include "oracle.h"
#include "orthant/simplex.h"

#define TOKENS_MAX 64

typedef struct pair {
    size_t n;
    double from[TOKENS_MAX], to[TOKENS_MAX], step[TOKENS_MAX];
} pair;

/* Two positive points; each token by about the factor e^(+-size), not scaled to sum 1: phi needs
 * none of that. step is exactly to - from only where that is a double. */
static pair random_pair(test_random *random, double size)
{
    pair p = {.n = 2 + test_random_below(random, TOKENS_MAX - 1)};
    test_random_weights(random, p.n, p.from);
    for (size_t i = 0; i < p.n; i++) {
        double grow = expm1(size * (2 * test_random_unit(random) - 1));
        p.step[i] = p.from[i] * grow;
        p.to[i] = p.from[i] + p.step[i];
    }
    return p;
}

static double kl_miss(const pair *p, bool displaced)
{
    mpfr_t *from = oracle_new(p->n), *to = oracle_new(p->n), exact;
    mpfr_init2(exact, ORACLE_BITS);
    oracle_set(p->n, from, p->from, NULL);
    oracle_set(p->n, to, displaced ? p->from : p->to, displaced ? p->step : NULL);
    oracle_kl(exact, p->n, to, from);
    double got = displaced ? orth_simplex_kl_displaced(p->n, p->from, p->step)
                           : orth_simplex_kl(p->n, p->to, p->from);
    double miss = oracle_relative(got, exact);
    mpfr_clear(exact);
    oracle_free(p->n, from);
    oracle_free(p->n, to);
    return miss;
}

START_TEST(divergence_of_any_step)
{
    test_random random = test_seeded(1);
    double worst = 0;
    for (int round = 0; round < 500; round++) {
        double size = pow(10, -15 + 16.4 * test_random_unit(&random)); /* to a factor of 1e11 */
        pair p = random_pair(&random, size);
        for (int displaced = 0; displaced < 2; displaced++) {
            double miss = kl_miss(&p, displaced);
            worst = fmax(worst, miss);
            ck_assert_msg(miss <= ORTH_KL_ERROR, "round %d, size %g, displaced %d: %.3g", round,
                          size, displaced, miss);
        }
    }
    test_worst("KL, units of 2^-53", worst * 0x1p53);
}
END_TEST

/* One pair of tokens at a time, around the borders between the formulas and at both extremes. */
START_TEST(divergence_around_the_tiers)
{
    static const double ratios[] = {1e-12, 1e-9, 1e-6, 1e-3, 1e-2, 0.1, 0.3, 0.9,
                                    1.1,   3,    10,   1e2,  1e3,  1e6, 1e9, 1e12};
    static const double borders[] = {0.025, 1.0 / 3};
    test_random random = test_seeded(2);
    double worst = 0;
    for (int round = 0; round < 4000; round++) {
        pair p = {.n = 1, .from = {pow(10, -6 * test_random_unit(&random))}};
        double u = p.from[0];
        if (round % 4 == 3) {
            double s = (2 * test_random_unit(&random) - 1) / 3;
            p.to[0] = u * (1 + s) / (1 - s);
        } else if (round % 2 == 0) {
            double s = borders[round / 2 % 2] *
                       (1 + pow(10, -16 * test_random_unit(&random)) *
                                (test_random_below(&random, 2) == 0 ? 0.5 : -0.5));
            s = test_random_below(&random, 2) == 0 ? s : -s;
            p.to[0] = u * (1 + s) / (1 - s);
        } else {
            p.to[0] =
                u * ratios[test_random_below(&random, 16)] * (1 + 0.01 * test_random_unit(&random));
        }
        p.step[0] = p.to[0] - u;
        if (u + p.step[0] <= 0)
            continue;
        for (int displaced = 0; displaced < 2; displaced++) {
            double miss = kl_miss(&p, displaced);
            worst = fmax(worst, miss);
            /* the kernel's own count of roundings: below 10 where |s| < 1/3, else below 20 */
            bool near = p.to[0] < 1.9999999999 * u && u < 1.9999999999 * p.to[0];
            ck_assert_msg(miss <= (near ? 10 : 20) * 0x1p-53, "%a -> %a, displaced %d: %.3g", u,
                          p.to[0], displaced, miss);
        }
    }
    test_worst("KL of one token, units of 2^-53", worst * 0x1p53);
}
END_TEST

START_TEST(divergence_of_a_point_to_itself)
{
    test_random random = test_seeded(3);
    double zero[TOKENS_MAX] = {0};
    for (int round = 0; round < 200; round++) {
        pair p = random_pair(&random, 1);
        ck_assert(orth_simplex_kl(p.n, p.from, p.from) == 0);
        ck_assert(orth_simplex_kl_displaced(p.n, p.from, zero) == 0);
        ck_assert(orth_simplex_kl(p.n, p.to, p.from) > 0);
    }
}
END_TEST

START_TEST(divergence_of_a_trajectory)
{
    test_random random = test_seeded(4);
    for (int round = 0; round < 40; round++) {
        size_t n = 2 + test_random_below(&random, 9), steps = 1 + test_random_below(&random, 90);
        double *rows = malloc((steps + 1) * n * sizeof *rows), *out = malloc(steps * sizeof *out);
        for (size_t k = 0; k <= steps; k++)
            test_random_weights(&random, n, rows + k * n);
        mpfr_t *from = oracle_new(n), *to = oracle_new(n), sum, kl;
        mpfr_inits2(ORACLE_BITS, sum, kl, (mpfr_ptr)0);
        mpfr_set_ui(sum, 0, MPFR_RNDN);
        orth_simplex_distances(out, steps, n, rows);
        for (size_t k = 0; k < steps; k++) {
            oracle_set(n, from, rows + k * n, NULL);
            oracle_set(n, to, rows + (k + 1) * n, NULL);
            oracle_kl(kl, n, to, from);
            mpfr_add(sum, sum, kl, MPFR_RNDN);
            ck_assert(out[k] == orth_simplex_distance(n, rows + k * n, rows + (k + 1) * n));
        }
        ck_assert(oracle_relative(orth_simplex_kl_sum(steps, n, rows), sum) <= ORTH_KL_ERROR);
        mpfr_clears(sum, kl, (mpfr_ptr)0);
        oracle_free(n, from);
        oracle_free(n, to);
        free(rows);
        free(out);
    }
}
END_TEST

START_TEST(entropy)
{
    test_random random = test_seeded(5);
    mpfr_t exact, term;
    mpfr_inits2(ORACLE_BITS, exact, term, (mpfr_ptr)0);
    double worst = 0;
    for (int round = 0; round < 600; round++) {
        double w[TOKENS_MAX];
        size_t n = 2 + test_random_below(&random, TOKENS_MAX - 1);
        test_random_weights(&random, n, w);
        if (round % 5 == 0) { /* nearly all in one token */
            n = 2;
            w[0] = pow(10, -1 - 14 * test_random_unit(&random));
            w[1] = 1 - w[0];
        }
        mpfr_set_ui(exact, 0, MPFR_RNDN);
        for (size_t i = 0; i < n; i++) {
            mpfr_set_d(term, w[i], MPFR_RNDN);
            mpfr_log(term, term, MPFR_RNDN);
            mpfr_mul_d(term, term, w[i], MPFR_RNDN);
            mpfr_sub(exact, exact, term, MPFR_RNDN);
        }
        double miss = oracle_relative(orth_simplex_entropy(n, w), exact);
        worst = fmax(worst, miss);
        ck_assert_msg(miss <= ORTH_ENTROPY_ERROR, "%zu tokens, first %a: %.3g", n, w[0], miss);
    }
    mpfr_clears(exact, term, (mpfr_ptr)0);
    test_worst("entropy, units of 2^-53", worst * 0x1p53);
}
END_TEST

/* 2 asin(|sqrt a - sqrt b| / 2) of the doubles as given. */
static void chord_angle(mpfr_t result, size_t n, const double *a, const double *b)
{
    mpfr_t x, y;
    mpfr_inits2(ORACLE_BITS, x, y, (mpfr_ptr)0);
    mpfr_set_ui(result, 0, MPFR_RNDN);
    for (size_t i = 0; i < n; i++) {
        mpfr_set_d(x, a[i], MPFR_RNDN);
        mpfr_sqrt(x, x, MPFR_RNDN);
        mpfr_set_d(y, b[i], MPFR_RNDN);
        mpfr_sqrt(y, y, MPFR_RNDN);
        mpfr_sub(x, x, y, MPFR_RNDN);
        mpfr_sqr(x, x, MPFR_RNDN);
        mpfr_add(result, result, x, MPFR_RNDN);
    }
    mpfr_sqrt(result, result, MPFR_RNDN);
    mpfr_div_ui(result, result, 2, MPFR_RNDN);
    mpfr_asin(result, result, MPFR_RNDN);
    mpfr_mul_ui(result, result, 2, MPFR_RNDN);
    mpfr_clears(x, y, (mpfr_ptr)0);
}

START_TEST(angle_of_any_distance)
{
    test_random random = test_seeded(6);
    mpfr_t exact;
    mpfr_init2(exact, ORACLE_BITS);
    double worst = 0;
    for (int round = 0; round < 900; round++) {
        pair p;
        if (round % 3 == 0) {
            p = random_pair(&random, pow(10, -15 * test_random_unit(&random)));
        } else {
            p.n = 2 + test_random_below(&random, TOKENS_MAX - 1);
            test_random_weights(&random, p.n, p.from);
            test_random_weights(&random, p.n, p.to);
        }
        if (round % 3 == 0) /* to the simplex, all but the last bits */
            orth_simplex_normalise(p.to, p.n, p.to);
        chord_angle(exact, p.n, p.from, p.to);
        double angle = orth_simplex_angle(p.n, p.from, p.to), miss = oracle_relative(angle, exact);
        worst = fmax(worst, miss);
        ck_assert_msg(miss <= ORTH_ANGLE_ERROR, "%zu tokens, angle %g: %.3g", p.n, angle, miss);
        ck_assert(orth_simplex_distance(p.n, p.from, p.to) == 2 * angle);
        ck_assert(orth_simplex_angle(p.n, p.to, p.from) == angle);
        ck_assert(orth_simplex_angle(p.n, p.to, p.to) == 0);
    }
    mpfr_clear(exact);
    test_worst("angle, units of 2^-53", worst * 0x1p53);
}
END_TEST

START_TEST(opposite_corners)
{
    for (int power = 3; power <= 15; power++) {
        double t = pow(10, -power), a[] = {t, 1 - t}, b[] = {1 - t, t};
        mpfr_t exact;
        mpfr_init2(exact, ORACLE_BITS);
        chord_angle(exact, 2, a, b);
        double angle = orth_simplex_angle(2, a, b), miss = oracle_relative(angle, exact);
        ck_assert_msg(miss <= ORTH_ANGLE_ERROR, "1e-%d: %.3g", power, miss);
        ck_assert(angle <= M_PI_2);
        mpfr_clear(exact);
    }
}
END_TEST

START_TEST(distance_of_a_move)
{
    static const double sizes[] = {0, 1e-3, 1e-6, 1e-9, 1e-12, 1e-14, 1e-15, 1e-17, 1e-20};
    test_random random = test_seeded(7);
    mpfr_t exact;
    mpfr_init2(exact, ORACLE_BITS);
    double worst = 0;
    for (int round = 0; round < 450; round++) {
        test_move move =
            test_move_random(&random, 2 + test_random_below(&random, 30), sizes[round % 9]);
        oracle_angle(exact, move.n, move.start, move.target);
        mpfr_mul_ui(exact, exact, 2, MPFR_RNDN);
        double distance = orth_move_distance(move.move), miss = oracle_relative(distance, exact);
        if (sizes[round % 9] == 0 || sizes[round % 9] >= 1e-15)
            worst = fmax(worst, miss);
        double bound =
            sizes[round % 9] > 0 && sizes[round % 9] < 1e-15 ? 1e-31 / distance : 0x1p-51;
        ck_assert_msg(miss <= bound, "size %g, D = %g: %.3g", sizes[round % 9], distance, miss);
        ck_assert(fabs(orth_move_leading_loss(move.move, 7) / (distance * distance / 14) - 1) <
                  1e-15);
        test_move_free(&move);
    }
    mpfr_clear(exact);
    test_worst("distance of a move, units of 2^-53", worst * 0x1p53);
}
END_TEST

START_TEST(normalising)
{
    test_random random = test_seeded(8);
    double worst = 0, worst_sum = 0;
    for (int round = 0; round < 400; round++) {
        double raw[TOKENS_MAX], out[TOKENS_MAX];
        size_t n = 2 + test_random_below(&random, TOKENS_MAX - 1);
        for (size_t i = 0; i < n; i++)
            raw[i] = pow(10, 20 * (test_random_unit(&random) - 0.5));
        mpfr_t *exact = oracle_new(n);
        oracle_end(n, exact, raw, NULL);
        orth_simplex_normalise(out, n, raw);
        for (size_t i = 0; i < n; i++)
            worst = fmax(worst, oracle_relative(out[i], exact[i]));
        worst_sum = fmax(worst_sum, fabs(oracle_sum_miss(n, out)));
        oracle_free(n, exact);
        orth_simplex_normalise(raw, n, raw);
        ck_assert(memcmp(raw, out, n * sizeof *raw) == 0);
    }
    test_worst("normalise, units of 2^-53", worst * 0x1p53);
    test_worst("normalise, its sum, units of 2^-53", worst_sum);
    ck_assert_msg(worst <= 2.5 * 0x1p-53 && worst_sum <= 2.5, "%g %g", worst, worst_sum);
}
END_TEST

START_TEST(hellinger_and_back)
{
    test_random random = test_seeded(9);
    for (int round = 0; round < 200; round++) {
        double w[TOKENS_MAX], eta[TOKENS_MAX], back[TOKENS_MAX];
        size_t n = 2 + test_random_below(&random, TOKENS_MAX - 1);
        test_random_weights(&random, n, w);
        orth_hellinger(eta, n, w);
        orth_hellinger_inverse(back, n, eta);
        for (size_t i = 0; i < n; i++) {
            ck_assert(eta[i] == sqrt(w[i]) && back[i] == eta[i] * eta[i]);
            ck_assert(fabs(back[i] - w[i]) <= 1.5 * 0x1p-52 * w[i]);
        }
        orth_hellinger(w, n, w);
        ck_assert(memcmp(w, eta, n * sizeof *w) == 0);
    }
}
END_TEST

static double fisher_norm(size_t n, const double *w, const double *v)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += v[i] * v[i] / w[i];
    return sqrt(sum);
}

START_TEST(logarithm_and_back)
{
    test_random random = test_seeded(10);
    double worst = 0, worst_norm = 0, worst_sum = 0;
    for (int round = 0; round < 1500; round++) {
        size_t n = 2 + test_random_below(&random, 20);
        double w[20 + 2], to[20 + 2], v[20 + 2], reached[20 + 2], tangent = 0;
        test_random_weights(&random, n, w);
        test_random_weights(&random, n, to);
        if (round % 3 == 0) {
            double size = pow(10, -13 * test_random_unit(&random));
            for (size_t i = 0; i < n; i++)
                to[i] = w[i] * (1 + size * (test_random_unit(&random) - 0.5));
            orth_simplex_normalise(to, n, to);
        }
        orth_simplex_log(v, n, w, to);
        double distance = orth_simplex_distance(n, w, to), norm = fisher_norm(n, w, v);
        for (size_t i = 0; i < n; i++)
            tangent += v[i];
        worst_sum = fmax(worst_sum, fabs(tangent));
        worst_norm = fmax(worst_norm, fabs(norm - distance) / fmax(distance, 1e-6));
        orth_error error = {.text = ""};
        ck_assert_msg(orth_simplex_exp(reached, n, w, v, &error) == ORTH_OK, "%s", error.text);
        /* eta is off by a few u absolute, so the weight by that times its own root */
        for (size_t i = 0; i < n; i++)
            worst = fmax(worst, fabs(sqrt(reached[i]) - sqrt(to[i])));
    }
    test_worst("exp(log), absolute in the root", worst);
    test_worst("|log| - D", worst_norm);
    test_worst("sum of log", worst_sum);
    ck_assert_msg(worst <= 4e-15 && worst_norm <= 1e-14 && worst_sum <= 1e-14, "%g %g %g", worst,
                  worst_norm, worst_sum);
}
END_TEST

/* exp(t log) is the geodesic's point t. */
START_TEST(exponential_runs_along_the_geodesic)
{
    test_random random = test_seeded(11);
    for (int round = 0; round < 100; round++) {
        size_t n = 2 + test_random_below(&random, 10);
        double v[12], reached[12], row[12];
        test_move move = test_move_random(&random, n, 0);
        orth_path *path = test_path("geodesic", move.move, 4);
        orth_simplex_log(v, n, move.move->start, move.move->target);
        for (size_t k = 1; k < 4; k++) {
            double part[12];
            for (size_t i = 0; i < n; i++)
                part[i] = v[i] * (double)k / 4;
            ck_assert(orth_simplex_exp(reached, n, move.move->start, part, NULL) == ORTH_OK);
            orth_path_fill(path, k, 1, row, NULL);
            for (size_t i = 0; i < n; i++)
                ck_assert(fabs(sqrt(row[i]) - sqrt(reached[i])) <= 4e-15);
        }
        orth_path_free(path);
        test_move_free(&move);
    }
}
END_TEST

ORTH_TEST_MAIN("simplex", divergence_of_any_step, divergence_around_the_tiers,
               divergence_of_a_point_to_itself, divergence_of_a_trajectory, entropy,
               angle_of_any_distance, opposite_corners, distance_of_a_move, normalising,
               hellinger_and_back, logarithm_and_back, exponential_runs_along_the_geodesic)
