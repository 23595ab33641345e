/* How uneven the losses of a schedule's steps are, in a certificate and an optimum: against long
 * doubles, at few digits and many, and as a claim. */
#include "exact.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "moves.h"
#include "orthant/exact.h"

enum { ROWS_MOST = 9 };

typedef struct schedule {
    size_t rows;
    int parts[ROWS_MOST][3]; /* of 1000 */
} schedule;

/* Its certificate, with one more key in the file. */
static orth_exact_certificate certify(const schedule *s, const char *claim, unsigned digits)
{
    char text[2000];
    orth_exact_certificate c;
    orth_error error;
    int at = snprintf(text, sizeof text,
                      "{\"orthant\": 1, \"kind\": \"trajectory\", %s \"weights\": [", claim);
    for (size_t k = 0; k < s->rows; k++) {
        const int *p = s->parts[k];
        at += snprintf(text + at, sizeof text - (size_t)at,
                       "%s[\"%d/1000\", \"%d/1000\", \"%d/1000\"]", k == 0 ? "" : ", ", p[0], p[1],
                       p[2]);
    }
    snprintf(text + at, sizeof text - (size_t)at, "]}");
    ck_assert_msg(orth_exact_certify_text(&c, text, strlen(text), "f", digits, &error) == ORTH_OK,
                  "%s", error.text);
    return c;
}

static double by_long_doubles(const schedule *s)
{
    long double losses[ROWS_MOST] = {0}, mean = 0, square = 0, steps = (long double)s->rows - 1;
    for (size_t k = 1; k < s->rows; k++) {
        for (size_t i = 0; i < 3; i++)
            losses[k] +=
                s->parts[k][i] / 1000.0L * logl((long double)s->parts[k][i] / s->parts[k - 1][i]);
        mean += losses[k] / steps;
    }
    for (size_t k = 1; k < s->rows; k++)
        square += (losses[k] - mean) * (losses[k] - mean) / steps;
    return (double)(sqrtl(square) / mean);
}

static schedule draw(test_random *random)
{
    schedule s = {.rows = 3 + test_random_below(random, ROWS_MOST - 2)};
    for (size_t k = 0; k < s.rows; k++) {
        s.parts[k][0] = 1 + (int)test_random_below(random, 500);
        s.parts[k][1] = 1 + (int)test_random_below(random, 490);
        s.parts[k][2] = 1000 - s.parts[k][0] - s.parts[k][1];
    }
    return s;
}

START_TEST(certificates)
{
    test_random random = test_seeded(51);
    for (int i = 0; i < 60; i++) {
        schedule s = draw(&random);
        unsigned digits = 1 + (unsigned)test_random_below(&random, 30);
        orth_exact_certificate c = certify(&s, "", digits);
        double low = strtod(c.step_cv_lower, NULL), high = strtod(c.step_cv_upper, NULL);
        double known = by_long_doubles(&s);
        ck_assert_double_le(low, known * (1 + 1e-14));
        ck_assert_double_ge(high, known * (1 - 1e-14));
        /* six digits, or what the digits asked give: 5 more than those, of the mean */
        ck_assert_double_le(high - low, 2e-5 * known + 20 * pow(10, -(double)digits - 5));
        orth_exact_certificate_free(&c);
    }
}
END_TEST

/* One step; no step that loses; steps that all lose the same, by tokens that change places. */
START_TEST(even_steps)
{
    static const schedule one = {2, {{500, 300, 200}, {200, 300, 500}}};
    static const schedule still = {3, {{500, 300, 200}, {500, 300, 200}, {500, 300, 200}}};
    static const schedule round = {
        4, {{500, 300, 200}, {200, 500, 300}, {300, 200, 500}, {500, 300, 200}}};
    orth_exact_certificate c = certify(&one, "", 20);
    ck_assert_str_eq(c.step_cv_lower, "0");
    ck_assert_str_eq(c.step_cv_upper, "0");
    orth_exact_certificate_free(&c);
    c = certify(&still, "", 20);
    ck_assert_str_eq(c.step_cv_lower, "0");
    ck_assert_str_eq(c.step_cv_upper, "0");
    orth_exact_certificate_free(&c);
    c = certify(&round, "", 20);
    ck_assert_str_eq(c.step_cv_lower, "0");
    ck_assert_double_lt(strtod(c.step_cv_upper, NULL), 1e-24);
    /* it comes back to where it began: nothing need be lost, and what is, is infinitely more */
    ck_assert_str_eq(c.optimum_upper, "0");
    ck_assert_str_eq(c.excess_lower, "1e999");
    ck_assert_str_eq(c.excess_upper, "1e999");
    orth_exact_certificate_free(&c);
    c = certify(&round, "\"relative_gap_upper_bound\": \"1e9\",", 20);
    ck_assert(c.refusal != NULL && strstr(c.refusal, "within [infinity, infinity]") != NULL);
    orth_exact_certificate_free(&c);
}
END_TEST

static void claimed(const schedule *s, const char *claim, bool holds, const char *refusal)
{
    orth_exact_certificate c = certify(s, claim, 10);
    ck_assert_uint_eq(c.claim_count, 1);
    ck_assert_str_eq(c.claims[0].name, "step_loss_cv");
    ck_assert(c.claims[0].holds == holds && (c.refusal == NULL) == holds);
    if (!holds)
        ck_assert_msg(strstr(c.refusal, refusal) != NULL, "%s", c.refusal);
    orth_exact_certificate_free(&c);
}

/* Half of the pool keeps its weight; the losses are half of 0.5 log 4/3 and half of 0.75 log 3/2
 * + 0.25 log 1/2. */
START_TEST(as_a_claim)
{
    static const schedule s = {3, {{125, 375, 500}, {250, 250, 500}, {375, 125, 500}}};
    double a = 0.5 * log(4.0 / 3) / 2, b = (0.75 * log(1.5) + 0.25 * log(0.5)) / 2;
    char claim[120];
    ck_assert_double_eq_tol(by_long_doubles(&s), fabs(a - b) / (a + b), 1e-14);
    snprintf(claim, sizeof claim, "\"step_loss_cv\": [\"%.12f\", \"%.12f\"],",
             fabs(a - b) / (a + b) - 1e-11, fabs(a - b) / (a + b) + 1e-11);
    claimed(&s, claim, true, NULL);
    snprintf(claim, sizeof claim, "\"step_loss_cv\": [\"%.12f\", \"%.12f\"],",
             fabs(a - b) / (a + b) + 1e-11, fabs(a - b) / (a + b) + 2e-11);
    claimed(&s, claim, false, "does not hold: it is within [0.0");
    claimed(&s, "\"step_loss_cv\": [\"0\", \"0.01\"],", false, "does not hold");
    claimed(&s, "\"step_loss_cv\": [\"0\", \"1\"],", true, NULL);
}
END_TEST

/* Between the same ends the optimum's steps lose nearly the same: its rows, certified, say so. */
START_TEST(optima)
{
    test_ends ends;
    orth_exact_optimum optimum;
    test_ends_set(&ends, "0.05 0.55 0.4", "0.4 0.5 0.1");
    ck_assert(orth_exact_optimum_create(&optimum, 3, ends.start, ends.target, 4, 20, NULL) ==
              ORTH_OK);
    long double mean = 0, square = 0, losses[5] = {0};
    for (uint64_t k = 1; k <= 4; k++) {
        for (size_t i = 0; i < 3; i++) {
            char *now = orth_exact_optimum_text(&optimum, k, i);
            char *before = orth_exact_optimum_text(&optimum, k - 1, i);
            long double w = strtold(now, NULL);
            losses[k] += w * logl(w / strtold(before, NULL));
            free(now);
            free(before);
        }
        mean += losses[k] / 4;
    }
    for (int k = 1; k <= 4; k++)
        square += (losses[k] - mean) * (losses[k] - mean) / 4;
    double known = (double)(sqrtl(square) / mean);
    ck_assert_double_lt(known, 0.1);
    ck_assert_double_le(strtod(optimum.step_cv_lower, NULL), known);
    ck_assert_double_ge(strtod(optimum.step_cv_upper, NULL), known);
    ck_assert_double_eq_tol(strtod(optimum.step_cv_lower, NULL) / known, 1, 2e-5);
    orth_exact_optimum_free(&optimum);
    test_ends_clear(&ends);
}
END_TEST

/* Every path's own figure, in doubles, and the certificate of the file of it. */
START_TEST(every_path)
{
    static const char *const tokens[] = {"A", "B", "C", "D"};
    test_random random = test_seeded(52);
    test_paths paths = test_all_paths("", "0.5");
    double worst = 0;
    for (size_t p = 0; p < paths.count; p++) {
        test_move move = test_move_random(&random, 4, 0.1 + test_random_unit(&random));
        orth_path *path;
        orth_exact_certificate c;
        char *text;
        size_t length;
        FILE *stream = open_memstream(&text, &length);
        ck_assert(orth_path_create(&path, paths.names[p], move.move, 16, tokens, NULL) == ORTH_OK);
        orth_trajectory_write_json(path, 4, tokens, stream);
        fclose(stream);
        ck_assert(orth_exact_certify_text(&c, text, length, "f", 20, NULL) == ORTH_OK);
        double cv = orth_path_losses_of(path).step_cv;
        double low = strtod(c.step_cv_lower, NULL), high = strtod(c.step_cv_upper, NULL);
        worst = fmax(worst, fmax(low - cv, cv - high) / (high + 1e-300));
        ck_assert_double_le(high - low, 2e-5 * high + 1e-20);
        ck_assert_double_le(fmax(low - cv, cv - high), 1e-9 * high + 1e-11);
        orth_exact_certificate_free(&c);
        free(text);
        orth_path_free(path);
        test_move_free(&move);
    }
    test_worst("relative", worst);
}
END_TEST

ORTH_TEST_MAIN("exact_evenness", certificates, even_steps, as_a_claim, optima, every_path)
