/* The picture of estimators: its curves are the profiles, which cross 1.9207 below their tops where
 * the intervals end; rules inside and outside; tokens without a fit. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/report.h"
#include "pictures.h"

#define ROWS 600
#define TOKENS 18

/* A level that moves by a fifth of its noise; token 1 does not move. */
static double *made_prices(void)
{
    double *prices = malloc(ROWS * TOKENS * sizeof *prices), level[TOKENS] = {0};
    test_random random = test_seeded(11);
    for (size_t t = 0; t < ROWS; t++)
        for (size_t i = 0; i < TOKENS; i++) {
            double move = 0, noise = 0;
            for (int k = 0; k < 12; k++) {
                move += test_random_unit(&random) - 0.5;
                noise += test_random_unit(&random) - 0.5;
            }
            level[i] += 2e-4 * move;
            prices[t * TOKENS + i] = i == 1 ? 1 : exp(level[i] + 1e-3 * noise);
        }
    return prices;
}

static orth_estimator_tokens *fitted(size_t n, double lambda)
{
    static const char *const names[] = {"<A&'`\"", "STILL", "C", "D", "E", "F", "G", "H", "I",
                                        "J",       "K",     "L", "M", "N", "O", "P", "Q", "R"};
    double *all = made_prices(), *prices = malloc(ROWS * n * sizeof *prices);
    for (size_t t = 0; t < ROWS; t++)
        memcpy(prices + t * n, all + t * TOKENS, n * sizeof *prices);
    const orth_market_fit_data data = {.n = n, .tokens = names, .rows = ROWS, .prices = prices};
    const orth_estimator_terms terms = {.chunk_seconds = 3600, .lambda = lambda};
    orth_estimator_tokens *fits;
    orth_error error = {.text = ""};
    orth_status status = orth_estimator_tokens_fit(&fits, &data, &terms, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    free(all);
    free(prices);
    return fits;
}

static void draws(const orth_estimator_tokens *fits, const char *file)
{
    orth_error error = {.text = ""};
    orth_status status = orth_estimator_plot(fits, file, true, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    picture_is_whole(file);
}

static size_t count_of(const char *file, const char *text)
{
    char *bytes = picture_bytes(file);
    size_t count = 0;
    for (char *at = bytes; (at = strstr(at, text)) != NULL; at++)
        count++;
    free(bytes);
    return count;
}

/* The curve's height at x, by a parabola through the three points around it. */
static double height(const double *curve, size_t points, double x)
{
    size_t i = 1;
    while (i + 2 < points && curve[2 * (i + 1)] < x)
        i++;
    const double *p = curve + 2 * (i - 1);
    double sum = 0;
    for (int a = 0; a < 3; a++) {
        double part = p[2 * a + 1];
        for (int b = 0; b < 3; b++)
            part *= a == b ? 1 : (x - p[2 * b]) / (p[2 * a] - p[2 * b]);
        sum += part;
    }
    return sum;
}

START_TEST(curves_and_intervals)
{
    double curve[2 * ORTH_ESTIMATOR_CURVE_POINTS + 1], ends[7], best[3];
    orth_estimator_tokens *fits = fitted(2, 0.8);
    size_t block = 0, closed = 0;
    picture_enter();
    draws(fits, "a.svg");
    for (size_t m = 0; m < ORTH_ESTIMATOR_MARKETS; m++, block++) {
        const orth_estimator_estimate *lambda =
            &fits->of[0].fit.markets[m].values[ORTH_ESTIMATOR_LAMBDA];
        ck_assert(lambda->known);
        size_t points =
            picture_numbers("a.svg", "curve", block, curve, 2 * ORTH_ESTIMATOR_CURVE_POINTS + 1);
        ck_assert_uint_eq(points, 2 * ORTH_ESTIMATOR_CURVE_POINTS);
        for (size_t i = 0; i < ORTH_ESTIMATOR_CURVE_POINTS; i++) {
            ck_assert(curve[2 * i] == lambda->curve.at[i]);
            ck_assert_double_eq_tol(curve[2 * i + 1], lambda->curve.below[i], 1e-8);
        }
        ck_assert_uint_eq(picture_numbers("a.svg", "inside", block, ends, 7), 6);
        ck_assert(ends[0] == lambda->low && ends[3] == lambda->high);
        for (int side = 0; side < 2; side++) {
            if (side == 0 ? lambda->low_open : lambda->high_open)
                continue;
            closed++;
            double below = height(curve, ORTH_ESTIMATOR_CURVE_POINTS, ends[3 * side]);
            ck_assert_double_eq_tol(below, -1.9207, 0.02);
        }
        ck_assert_uint_eq(picture_numbers("a.svg", "best", block, best, 3), 2);
        ck_assert(best[0] == lambda->value && best[1] == 0);
    }
    ck_assert_uint_ge(closed, 4);
    ck_assert_uint_eq(count_of("a.svg.gp", "$curve << EOD"), ORTH_ESTIMATOR_MARKETS);
    ck_assert_uint_eq(count_of("a.svg", "the price does not move"), ORTH_ESTIMATOR_MARKETS);
    ck_assert_uint_eq(count_of("a.svg", "best by BIC"), 1);
    picture_leave();
    orth_estimator_tokens_free(fits);
}
END_TEST

/* A rule's decay is a line where it is near, else it is told at its side. */
START_TEST(rules)
{
    static const double decays[] = {0, 1e-9, 0.9999999};
    picture_enter();
    for (size_t r = 0; r < 3; r++) {
        orth_estimator_tokens *fits = fitted(1, decays[r]);
        draws(fits, "a.svg");
        ck_assert_uint_eq(count_of("a.svg.gp", "set label 2 "), r == 0 ? 0 : 2);
        ck_assert_uint_eq(count_of("a.svg.gp", "'rule, 0.9999999 "), r == 2 ? 2 : 0);
        ck_assert_uint_eq(count_of("a.svg.gp", "set arrow 1 from"), 0);
        if (r == 0) {
            fits->lambda = fits->of[0].fit.markets[0].values[ORTH_ESTIMATOR_LAMBDA].low;
            draws(fits, "b.svg");
            ck_assert_uint_eq(count_of("b.svg.gp", "set arrow 1 from"), 1);
        }
        orth_estimator_tokens_free(fits);
    }
    picture_leave();
}
END_TEST

START_TEST(many_tokens)
{
    orth_estimator_tokens *fits = fitted(TOKENS, 0);
    orth_error error;
    picture_enter();
    draws(fits, "a.svg");
    draws(fits, "b.svg");
    char *one = picture_bytes("a.svg"), *other = picture_bytes("b.svg");
    ck_assert_str_eq(one, other);
    free(one);
    free(other);
    ck_assert_uint_eq(count_of("a.svg", "the first 16 of 18 tokens"), 1);
    ck_assert_uint_eq(count_of("a.svg", ", gradient"), ORTH_ESTIMATOR_PLOT_TOKENS);
    ck_assert(orth_estimator_plot(fits, "not-there/a.svg", true, &error) == ORTH_IO);
    picture_leave();
    orth_estimator_tokens_free(fits);
}
END_TEST

ORTH_TEST_MAIN("estimator_plot", curves_and_intervals, rules, many_tokens)
