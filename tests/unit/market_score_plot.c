/* The picture of a scorecard: the numbers that it is drawn from, by definitions of their own; what
 * it holds for few and for many tokens, and where lines are not defined. 2 s. */
#include "scores.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/report.h"
#include "pictures.h"

#define ROWS 1201
static const char *const names[] = {"<A&'\"", "B%d`touch owned`",
                                    "C",      "D",
                                    "E",      "F",
                                    "G",      "H",
                                    "I",      "J",
                                    "K",      "L",
                                    "M",      "N",
                                    "O",      "P",
                                    "Q",      "R"};
#define NAMES (sizeof names / sizeof names[0])

static const uint64_t one_and_five[] = {1, 5, 900};

static void draws(const orth_score *score, size_t n, const char *const *tokens, const char *file)
{
    orth_error error = {.text = ""};
    const orth_score_part parts[] = {{"train", 0, 3, NULL}, {"test", 2, ROWS, score}};
    const orth_score_report report = {.model = "garch",
                                      .n = n,
                                      .tokens = tokens,
                                      .rows = 1 + ROWS,
                                      .part_count = 2,
                                      .parts = parts};
    orth_status status = orth_score_plot(&report, file, true, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    picture_is_whole(file);
}

/* Between the order statistics around the place level (n - 1). */
static double quantile(size_t n, const double *sorted, double level)
{
    double place = level * (double)(n - 1), below = floor(place);
    size_t i = (size_t)below, next = i + 1 < n ? i + 1 : i;
    return sorted[i] + (place - below) * (sorted[next] - sorted[i]);
}

/* The sample x of a token: returns over h blocks divided by the median of their sizes. */
static size_t sample(const double *prices, size_t n, size_t token, size_t h, double *x)
{
    double sizes[ROWS];
    size_t count = (ROWS - 1) / h;
    for (size_t t = 0; t < count; t++) {
        x[t] = log(prices[(t + 1) * h * n + token] / prices[t * h * n + token]);
        sizes[t] = fabs(x[t]);
    }
    qsort(sizes, count, sizeof *sizes, score_ascending);
    double median = (sizes[(count - 1) / 2] + sizes[count / 2]) / 2;
    for (size_t t = 0; t < count; t++)
        x[t] /= median;
    qsort(x, count, sizeof *x, score_ascending);
    return count;
}

/* Points are where the sample's quantiles are, from its first probability to its last. */
static void points_are_quantiles(const char *file, size_t block, const double *prices, size_t n,
                                 size_t token, size_t h)
{
    double x[ROWS], drawn[3 * ORTH_SCORE_QUANTILES];
    size_t count = sample(prices, n, token, h, x), at = 0;
    size_t all = picture_numbers(file, "pairs", block, drawn, 3 * ORTH_SCORE_QUANTILES);
    for (size_t q = 0; q < ORTH_SCORE_QUANTILES; q++) {
        double level = erfc((3.5 - 0.1 * (double)q) / sqrt(2)) / 2;
        if (level * (double)count < 0.5 || (1 - level) * (double)count < 0.5)
            continue;
        ck_assert(at + 3 <= all);
        ck_assert_double_eq_tol(drawn[at], quantile(count, x, level), 1e-6);
        at += 3;
    }
    ck_assert_uint_eq(at, all);
    ck_assert_uint_ge(at, 3 * 51);
}

START_TEST(numbers)
{
    orth_market *market = score_garch(2, 3), *model = score_garch(2, 4);
    double *prices = score_prices(market, 1, ROWS), drawn[4 * ORTH_SCORE_LAGS];
    const orth_score_data data = {2, score_tokens, ROWS, prices, NULL};
    orth_score_terms terms = {
        .horizon_count = 3, .horizons = one_and_five, .resamples = 20, .reference = 4};
    orth_score *score = score_make(&data, model, &terms);
    picture_enter();
    draws(score, 2, names, "a.svg");
    for (size_t i = 0; i < 2; i++) { /* at 900 blocks there are too few: the last is 5 */
        points_are_quantiles("a.svg", 2 * i, prices, 2, i, 1);
        points_are_quantiles("a.svg", 2 * i + 1, prices, 2, i, 5);
    }
    const orth_score_line *line = score_line(score, 0, 1, ORTH_SCORE_ACF_SQUARE);
    ck_assert_uint_eq(picture_numbers("a.svg", "lags", 5, drawn, 4 * ORTH_SCORE_LAGS),
                      4 * ORTH_SCORE_LAGS);
    for (size_t v = 0; v < line->count; v++) {
        ck_assert(drawn[4 * v] == (double)(v + 1));
        ck_assert_double_eq_tol(drawn[4 * v + 1], line->data[v], 1e-8);
        ck_assert_double_eq_tol(drawn[4 * v + 2], line->model[v], 1e-8);
        ck_assert_double_eq_tol(drawn[4 * v + 3], line->gbm[v], 1e-8);
    }
    ck_assert_uint_eq(picture_numbers("a.svg", "band", 5, drawn, 3 * ORTH_SCORE_LAGS),
                      3 * ORTH_SCORE_LAGS);
    for (size_t v = 0; v < line->count; v++)
        ck_assert(fabs(drawn[3 * v + 1] - line->data_low[v]) < 1e-8 &&
                  fabs(drawn[3 * v + 2] - line->data_high[v]) < 1e-8);
    orth_score_free(score);
    terms.resamples = 0;
    score = score_make(&data, model, &terms);
    draws(score, 2, names, "b.svg");
    ck_assert_uint_eq(picture_numbers("b.svg", "band", 0, drawn, 99), 6);
    ck_assert_double_eq_tol(drawn[2], 1.96 / sqrt(ROWS - 1), 1e-8);
    ck_assert(drawn[1] == -drawn[2] && drawn[3] == ORTH_SCORE_LAGS_SHORT + 1);
    orth_score_free(score);
    picture_leave();
    orth_market_free(market);
    orth_market_free(model);
    free(prices);
}
END_TEST

static size_t count_of(const char *file, const char *text)
{
    char *bytes = picture_bytes(file);
    size_t count = 0;
    for (char *at = bytes; (at = strstr(at, text)) != NULL; at++)
        count++;
    free(bytes);
    return count;
}

/* More tokens than are drawn; one that does not move says so; the same bytes each time. */
START_TEST(many_tokens)
{
    double volatility[NAMES];
    for (size_t i = 0; i < NAMES; i++)
        volatility[i] = 0.01;
    orth_market_spec spec = score_market_spec("gbm", 1, 3);
    spec.n = NAMES;
    spec.tokens = names;
    spec.parameters[0] = (orth_market_parameter){"volatility", volatility};
    orth_market *market = score_market(&spec);
    double *prices = score_prices(market, 1, ROWS);
    for (size_t t = 0; t < ROWS; t++)
        prices[t * NAMES + 1] = 1;
    const orth_score_data data = {NAMES, names, ROWS, prices, NULL};
    const orth_score_terms terms = {.horizon_count = 3, .horizons = one_and_five, .reference = 4};
    orth_score *score = score_make(&data, market, &terms);
    picture_enter();
    draws(score, NAMES, names, "a.svg");
    draws(score, NAMES, names, "b.svg");
    char *one = picture_bytes("a.svg"), *other = picture_bytes("b.svg");
    ck_assert_str_eq(one, other);
    free(one);
    free(other);
    ck_assert_uint_eq(count_of("a.svg", "quantiles of 1 block"), ORTH_SCORE_PLOT_TOKENS);
    ck_assert_uint_eq(count_of("a.svg", "the first 16 of 18 tokens"), 1);
    const char *why = orth_score_why_text(ORTH_SCORE_STILL);
    ck_assert_uint_eq(count_of("a.svg", why), 5);
    ck_assert_uint_eq(count_of("a.svg.gp", "$pairs << EOD"), 2 * (ORTH_SCORE_PLOT_TOKENS - 1));
    picture_leave();
    orth_score_free(score);
    orth_market_free(market);
    free(prices);
}
END_TEST

START_TEST(one_horizon)
{
    orth_market *market = score_gbm(1, 3);
    double *prices = score_prices(market, 1, ROWS);
    const orth_score_data data = {1, score_tokens, ROWS, prices, NULL};
    const orth_score_terms terms = {.horizon_count = 1, .horizons = one_and_five, .reference = 4};
    orth_score *score = score_make(&data, market, &terms);
    picture_enter();
    draws(score, 1, score_tokens, "a.svg");
    ck_assert_uint_eq(count_of("a.svg.gp", "$pairs << EOD"), 1);
    ck_assert_uint_eq(count_of("a.svg.gp", "$lags << EOD"), 3);
    orth_error error;
    const orth_score_part part = {"all", 0, ROWS, score};
    const orth_score_report report = {
        .model = "gbm", .n = 1, .tokens = score_tokens, .part_count = 1, .parts = &part};
    ck_assert(orth_score_plot(&report, "not-there/a.svg", true, &error) == ORTH_IO);
    ck_assert(orth_score_plot(&report, "a.pdf", true, &error) == ORTH_BAD_INPUT);
    picture_leave();
    orth_score_free(score);
    orth_market_free(market);
    free(prices);
}
END_TEST

ORTH_TEST_MAIN("market_score_plot", numbers, many_tokens, one_horizon)
