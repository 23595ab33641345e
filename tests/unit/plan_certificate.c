/* The certificate's tolerances from both sides, its two ways to a bound, and the two tolerances of
 * what a plan file is compared with. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_in.h"
#include "plan/plan_bound.h"
#include "plan/plan_claims.h"

#define START 1700000000

static orth_plan *made(uint64_t steps)
{
    static const double start[] = {0.5, 0.5}, target[] = {0.8, 0.2};
    const orth_setpoint_options options = {true, false, 0, 0};
    const orth_plan_clock clock = {START, 12, 1};
    const orth_plan_pool pool = {.rails.pool = 10000000000000000};
    orth_move *move;
    orth_setpoints *points;
    orth_plan *plan;
    orth_error error;
    ck_assert(orth_move_create(&move, 2, start, NULL, target, NULL, NULL) == ORTH_OK);
    ck_assert(orth_setpoints_create(&points, move, steps, 2, &options, NULL) == ORTH_OK);
    ck_assert_msg(orth_plan_create(&plan, "generic", move, points, &clock, &pool, &error) ==
                      ORTH_OK,
                  "%s", error.text);
    orth_setpoints_free(points);
    orth_move_free(move);
    return plan;
}

/* The file that is written for the plan with this bound (NULL: none), its first log_loss replaced
 * where `loss` is not negative; to be freed. */
static char *written(const orth_plan *plan, const char *bound, double loss)
{
    static const char *const tokens[] = {"A", "B"};
    const orth_plan_missed_summary missed = {.failed = 0};
    const orth_plan_summary summary = {.tokens = tokens, .bound = bound, .missed = &missed};
    char *text = NULL, *changed, *rest;
    size_t length = 0;
    orth_replay *replay;
    ck_assert(orth_plan_replay(&replay, plan, NULL) == ORTH_OK);
    FILE *stream = open_memstream(&text, &length);
    ck_assert(orth_plan_write_json(plan, replay, &summary, stream, NULL) == ORTH_OK);
    fclose(stream);
    orth_replay_free(replay);
    char *at = strstr(text, "\"log_loss\": ");
    ck_assert(at != NULL);
    at += strlen("\"log_loss\": ");
    double value = strtod(at, &rest);
    *at = '\0';
    ck_assert(asprintf(&changed, "%s%.17g%s", text, loss < 0 ? value : loss, rest) > 0);
    free(text);
    return changed;
}

/* The refusal's text, "" for none; of a claim of this loss and this bound (NULL: none). */
static const char *refusal(const orth_plan *plan, double loss, const char *bound, unsigned digits)
{
    static char text[ORTH_ERROR_TEXT_MAX];
    orth_plan_certificate certificate;
    orth_plan_file *in;
    orth_error error;
    char *file = written(plan, bound, loss);
    ck_assert_msg(orth_plan_file_parse(&in, file, strlen(file), "test", &error) == ORTH_OK &&
                      orth_plan_certify(&certificate, in, digits, &error) == ORTH_OK,
                  "%s", error.text);
    snprintf(text, sizeof text, "%s", certificate.refusal);
    orth_plan_certificate_clear(&certificate);
    orth_plan_file_free(in);
    free(file);
    return text;
}

static double loss_of(const orth_plan *plan)
{
    orth_replay *replay;
    ck_assert(orth_plan_replay(&replay, plan, NULL) == ORTH_OK);
    double loss = replay->log_loss;
    orth_replay_free(replay);
    return loss;
}

START_TEST(loss_within_1e_11)
{
    static const double fine[] = {0, 9e-12, -9e-12}, wrong[] = {1.1e-11, -1.1e-11, 1e-9, -1e-9};
    static const char other[] = "log_loss is not that of the weights which the calls lead to";
    orth_plan *plan = made(100);
    double loss = loss_of(plan);
    for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++)
        ck_assert_str_eq(refusal(plan, loss * (1 + fine[i]), NULL, 30), "");
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        ck_assert_str_eq(refusal(plan, loss * (1 + wrong[i]), NULL, 30), other);
    orth_plan_free(plan);
}
END_TEST

/* A claim of `part` of the bound, in 20 digits. */
static char *of_bound(const char *bound, double part)
{
    static char text[64];
    mpfr_t b;
    mpfr_init2(b, 200);
    mpfr_set_str(b, bound, 10, MPFR_RNDN);
    mpfr_mul_d(b, b, part, MPFR_RNDN);
    mpfr_snprintf(text, sizeof text, "%.20Rf", b);
    mpfr_clear(b);
    return text;
}

START_TEST(bound_within_1e_6)
{
    static const char less[] = "optimum_lower_bound is less than what is proven";
    static const char more[] = "optimum_lower_bound is more than can be proven";
    orth_plan *plan = made(100);
    double loss = loss_of(plan);
    char *bound;
    ck_assert(orth_plan_bound(&bound, plan, ORTH_PLAN_BOUND_DIGITS, NULL) == ORTH_OK);
    ck_assert_str_eq(refusal(plan, loss, bound, 30), "");
    ck_assert_str_eq(refusal(plan, loss, of_bound(bound, 1 - 9e-7), 30), "");
    ck_assert_str_eq(refusal(plan, loss, of_bound(bound, 1 - 1.1e-6), 30), less);
    ck_assert_str_eq(refusal(plan, loss, of_bound(bound, 1 - 1e-4), 30), less);
    ck_assert_str_eq(refusal(plan, loss, of_bound(bound, 1 + 1e-14), 30), more);
    ck_assert_str_eq(refusal(plan, loss, "0.0x", 30), "optimum_lower_bound is no decimal number");
    free(bound);
    orth_plan_free(plan);
}
END_TEST

static size_t digits_of(const char *text)
{
    size_t digits = 0;
    for (; *text != '\0' && *text != 'e'; text++)
        digits += (*text >= '1' && *text <= '9') || (*text == '0' && digits > 0);
    return digits;
}

/* Small plans have the optimum's own bound, to all digits asked, and it is the nearer one: a bound
 * from doubles has 15 digits, of which the last are below it. */
START_TEST(small_plans_have_every_digit)
{
    orth_plan *plan = made(50);
    orth_exact_optimum best;
    uint64_t ends[2][2];
    char *bound;
    for (size_t i = 0; i < 2; i++)
        ends[0][i] = plan->start[i].limb[0], ends[1][i] = plan->wanted[i].limb[0];
    mpq_t *start = orth_plan_rationals(ends[0], 1, 2), *target = orth_plan_rationals(ends[1], 1, 2);
    ck_assert(orth_exact_optimum_create(&best, 2, start, target, 50, 40, NULL) == ORTH_OK);
    ck_assert(orth_plan_bound(&bound, plan, 40, NULL) == ORTH_OK);
    ck_assert_str_eq(bound, best.lower_bound);
    ck_assert_uint_eq(digits_of(bound), 40);
    ck_assert_str_eq(refusal(plan, loss_of(plan), best.lower_bound, 40), "");
    free(bound);
    orth_exact_optimum_free(&best);
    orth_plan_rationals_free(start, 2);
    orth_plan_rationals_free(target, 2);
    orth_plan_free(plan);
}
END_TEST

/* Beyond 1e5 for N^2 steps the bound has the digits of doubles, and stays below the optimum's. */
START_TEST(large_plans_have_fifteen)
{
    orth_plan *plan = made(25001);
    char *bound;
    ck_assert(orth_plan_bound(&bound, plan, 40, NULL) == ORTH_OK);
    ck_assert(bound != NULL && digits_of(bound) <= ORTH_PLAN_BOUND_DIGITS);
    double least = atof(bound), loss = loss_of(plan);
    ck_assert(least < loss && least > 0.9 * loss);
    free(bound);
    orth_plan_free(plan);
}
END_TEST

/* The file that is written, its first log_loss times 1 + `off`, against itself. */
static bool agrees(const orth_plan *plan, double off)
{
    static const char *const tokens[] = {"A", "B"};
    const orth_plan_missed_summary missed = {.failed = 0};
    const orth_plan_summary summary = {.tokens = tokens, .missed = &missed};
    char difference[ORTH_ERROR_TEXT_MAX], *text = written(plan, NULL, loss_of(plan) * (1 + off));
    orth_replay *replay;
    json_t *tree;
    ck_assert(orth_plan_replay(&replay, plan, NULL) == ORTH_OK);
    ck_assert(orth_json_parse(&tree, text, strlen(text), "", NULL) == ORTH_OK);
    ck_assert(orth_plan_agrees(difference, tree, plan, replay, &summary, NULL) == ORTH_OK);
    json_decref(tree);
    orth_replay_free(replay);
    free(text);
    return difference[0] == '\0';
}

START_TEST(figures_within_1e_11)
{
    orth_plan *plan = made(100);
    ck_assert(agrees(plan, 0) && agrees(plan, 9e-12) && agrees(plan, -9e-12));
    ck_assert(!agrees(plan, 1.1e-11) && !agrees(plan, -1.1e-11) && !agrees(plan, 1e-9));
    orth_plan_free(plan);
}
END_TEST

/* Each figure of an estimate, within 1e-11 of the estimate's mean. */
START_TEST(missed_figures_within_1e_11)
{
    const orth_estimate estimate = {
        .mean = 2, .stderr_ = 3, .low = 5, .high = 7, .quantiles = {11, 13, 17, 19, 23}};
    const orth_plan_missed_claims right = {.log_loss = {2, 3, 5, 7, 11, 13, 17, 19, 23},
                                           .miss = {2, 3, 5, 7, 11, 13, 17, 19, 23}};
    const orth_plan_missed_summary summary = {.log_loss = estimate, .miss = estimate};
    ck_assert(orth_plan_missed_agrees(&summary, &right));
    for (size_t k = 0; k < 2 * ORTH_PLAN_ESTIMATE; k++)
        for (int sign = -1; sign <= 1; sign += 2) {
            orth_plan_missed_claims claims = right;
            double *figure =
                k < ORTH_PLAN_ESTIMATE ? &claims.log_loss[k] : &claims.miss[k - ORTH_PLAN_ESTIMATE];
            double value = *figure;
            *figure = value + sign * 2 * 9.9e-12;
            ck_assert_msg(orth_plan_missed_agrees(&summary, &claims), "figure %zu", k);
            *figure = value + sign * 2 * 1.02e-11;
            ck_assert_msg(!orth_plan_missed_agrees(&summary, &claims), "figure %zu", k);
        }
    orth_plan_missed_claims other = right;
    other.refused = 1;
    ck_assert(!orth_plan_missed_agrees(&summary, &other));
    other = right, other.failed = 1;
    ck_assert(!orth_plan_missed_agrees(&summary, &other));
}
END_TEST

/* No bound is claimed beyond 1e6 for N steps, and a claim there is refused. */
START_TEST(huge_plans_have_none)
{
    orth_plan *plan = made(500001);
    char *bound;
    ck_assert(orth_plan_bound(&bound, plan, 15, NULL) == ORTH_OK);
    ck_assert(bound == NULL);
    orth_plan_free(plan);
}
END_TEST

ORTH_TEST_MAIN("plan certificate", loss_within_1e_11, bound_within_1e_6,
               small_plans_have_every_digit, large_plans_have_fifteen, huge_plans_have_none,
               figures_within_1e_11, missed_figures_within_1e_11)
