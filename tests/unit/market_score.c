/* The scorecard: distances of samples, verdicts, reasons, refusals. Its figures are
 * market_score_figures, its bootstrap market_score_drawn, gaps market_score_gaps, the same bits on
 * threads and instruction sets market_score_threads; how often a model is inside its own band is
 * tests/fits/score_level. */
#include "scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "score/sort.h"

/* ---------------------------------------------------------------- samples */

START_TEST(known_distances)
{
    static const double x[] = {-1.2, -.3, 0, .4, 2}, y[] = {-1, -.1, .1, .3, .5, 1.5};
    ck_assert_double_eq_tol(orth_score_ks(5, x, 6, y), 4.0 / 15, 1e-15);
    ck_assert_double_eq_tol(orth_score_w1(5, x, 6, y), 0.31666666666666667, 1e-15);
    ck_assert_double_eq_tol(orth_score_ks(6, y, 5, x), 4.0 / 15, 1e-15);
    ck_assert(orth_score_ks(5, x, 5, x) == 0 && orth_score_w1(5, x, 5, x) == 0);
    static const double ties[] = {0, 0, 0, 1}, other[] = {0, 1, 1, 1};
    ck_assert(orth_score_ks(4, ties, 4, other) == 0.5 && orth_score_w1(4, ties, 4, other) == 0.5);
    static const double far[] = {5};
    ck_assert(orth_score_ks(1, far, 4, ties) == 1 && orth_score_w1(1, far, 4, ties) == 4.75);
}
END_TEST

static void sorts_as_qsort(size_t n, const double *values)
{
    double *one = malloc(3 * n * sizeof *one), *two = one + n, *scratch = two + n;
    memcpy(one, values, n * sizeof *one);
    memcpy(two, values, n * sizeof *two);
    orth_score_sort(n, one, scratch);
    qsort(two, n, sizeof *two, score_ascending);
    for (size_t i = 0; i < n; i++)
        ck_assert(one[i] == two[i]);
    for (size_t i = 0; i < n; i++)
        scratch[i] = fabs(values[i]);
    qsort(scratch, n, sizeof *scratch, score_ascending);
    ck_assert(orth_score_median_size(n, one) == (scratch[(n - 1) / 2] + scratch[n / 2]) / 2);
    free(one);
}

START_TEST(sorted_by_bits)
{
    test_random random = test_seeded(5);
    double values[3000];
    for (size_t round = 0; round < 60; round++) {
        size_t n = 1 + test_random_below(&random, 3000);
        for (size_t i = 0; i < n; i++) {
            double u = test_random_unit(&random) - 0.5;
            /* wide; ties; told apart by the last bits only, which takes the long way; one sign */
            values[i] = round % 4 == 0   ? u * exp(40 * test_random_unit(&random))
                        : round % 4 == 1 ? floor(8 * u)
                        : round % 4 == 2 ? 1 + 1e-12 * u
                                         : -fabs(u);
        }
        sorts_as_qsort(n, values);
    }
}
END_TEST

/* ---------------------------------------------------------------- verdicts */

START_TEST(verdicts)
{
    static const uint64_t one[] = {1};
    orth_market *garch = score_garch(SCORE_TOKENS, 9), *gbm = score_gbm(SCORE_TOKENS, 2);
    double *prices = score_prices(garch, 5000, 5001);
    orth_score_data data = {SCORE_TOKENS, score_tokens, 5001, prices, NULL};
    orth_score_terms terms = {.horizon_count = 1, .horizons = one, .paths = 39};
    char words[ORTH_SCORE_WORDS_MAX];
    orth_score *score = score_make(&data, garch, &terms);
    ck_assert(orth_score_inside(score));
    orth_score_summary of = orth_score_summarise(score, ORTH_SCORE_CLUSTERING, 1);
    ck_assert(of.verdict == ORTH_SCORE_ALIKE && of.defined == 6 && of.inside == 6);
    ck_assert(strncmp(orth_score_summary_words(words, &of), "as the data", 11) == 0);
    orth_score_free(score);
    score = score_make(&data, gbm, &terms);
    ck_assert(!orth_score_inside(score));
    of = orth_score_summarise(score, ORTH_SCORE_CLUSTERING, 0);
    ck_assert_str_eq(orth_score_words(words, of.verdict, of.ratio), "missing");
    of = orth_score_summarise(score, ORTH_SCORE_TOGETHER, 0);
    ck_assert(of.inside >= 1);
    const orth_score_line *line = score_line(score, 0, 1, ORTH_SCORE_ACF_SQUARE);
    ck_assert(line->verdict == ORTH_SCORE_MISSING && line->has_band && !line->inside);
    ck_assert(line->model_low != NULL && line->data_low == NULL && !line->has_interval);
    orth_score_free(score);
    ck_assert_str_eq(orth_score_words(words, ORTH_SCORE_CLOSER, 2.34), "2.3 times closer than GBM");
    ck_assert_str_eq(orth_score_words(words, ORTH_SCORE_WORSE, 0.5), "GBM is 2.0 times closer");
    orth_market_free(garch);
    orth_market_free(gbm);
    free(prices);
}
END_TEST

/* No line sees the volatility; it is told beside them. The model's tokens stand the other way. */
START_TEST(volatility_is_told)
{
    static const uint64_t one[] = {1};
    static const size_t turned[SCORE_TOKENS] = {2, 1, 0};
    orth_market *gbm = score_gbm(SCORE_TOKENS, 2);
    double *prices = score_prices(gbm, 5000, 20001), covariance[SCORE_TOKENS * SCORE_TOKENS];
    ck_assert_int_eq(orth_market_covariance(gbm, 0, covariance, NULL), ORTH_OK);
    orth_score_data data = {SCORE_TOKENS, score_tokens, 20001, prices, NULL};
    orth_score_terms terms = {.horizon_count = 1, .horizons = one, .model_tokens = turned};
    orth_score *score = score_make(&data, gbm, &terms);
    for (size_t i = 0; i < SCORE_TOKENS; i++) {
        orth_score_volatility of = orth_score_volatility_of(score, i);
        size_t own = SCORE_TOKENS - 1 - i;
        ck_assert_double_eq(of.model, sqrt(covariance[own * (SCORE_TOKENS + 1)]));
        /* its error is 1 / sqrt(2 returns) of it, 0.5 % */
        ck_assert_double_eq_tol(of.data / sqrt(covariance[i * (SCORE_TOKENS + 1)]), 1, 0.02);
    }
    orth_score_free(score);
    orth_market_free(gbm);
    free(prices);
}
END_TEST

/* ---------------------------------------------------------------- what cannot be had is told */

static void refuses(const orth_score_data *data, const orth_market *model,
                    const orth_score_terms *terms, const char *words)
{
    orth_score *score;
    orth_error error;
    ck_assert(orth_score_make(&score, data, model, terms, &error) == ORTH_DOMAIN);
    ck_assert_msg(score == NULL && strstr(error.text, words) != NULL, "%s", error.text);
}

START_TEST(refusals)
{
    static const uint64_t falling[] = {5, 1};
    orth_market *market = score_gbm(2, 2), *one = score_gbm(1, 2);
    orth_market_spec constant = {.model = "constant", .n = 2, .tokens = score_tokens};
    orth_market *still = score_market(&constant);
    double *prices = score_prices(market, 1, 301), *flat = score_prices(still, 0, 301);
    orth_score_data data = {2, score_tokens, 301, prices, NULL},
                    few = {2, score_tokens, 200, prices, NULL};
    orth_score_data same = {2, score_tokens, 301, flat, NULL};
    orth_score_terms terms = {.threads = 1}, wrong = {.horizon_count = 2, .horizons = falling};
    refuses(&few, market, &terms, "200 rows of prices; permitted: at least 201");
    refuses(&same, market, &terms, "no price moves");
    refuses(&data, one, &terms, "a model of 1 token; permitted: the 2");
    refuses(&data, still, &terms, "paths are all the same");
    refuses(&data, market, &wrong, "a horizon of 1 blocks; permitted: at least 6");
    wrong = (orth_score_terms){.paths = 18};
    refuses(&data, market, &wrong, "18 paths; permitted: 0, or from 19");
    static const volatile sig_atomic_t stopped = 1;
    orth_score_terms stopping = {.threads = 2, .stop = &stopped};
    orth_error error;
    orth_score *score;
    ck_assert(orth_score_make(&score, &data, market, &stopping, &error) == ORTH_INTERRUPTED);
    ck_assert(score == NULL);
    prices[7] = 0;
    refuses(&data, market, &terms, "row 3: the price of TWO is 0;");
    orth_market_free(market);
    orth_market_free(one);
    orth_market_free(still);
    free(prices);
    free(flat);
}
END_TEST

/* A token that does not move, horizons with too few rows, steps that are longer. */
START_TEST(reasons)
{
    enum { ROWS = 1101 };
    orth_market *market = score_gbm(2, 2);
    double *prices = score_prices(market, 1, ROWS);
    int64_t times[ROWS];
    for (size_t t = 0; t < ROWS; t++) {
        prices[2 * t + 1] = 1;
        times[t] = (int64_t)t * 60000000 + (t > 500 ? 3600000000 : 0);
    }
    orth_score_data data = {2, score_tokens, ROWS, prices, times};
    orth_score_terms terms = {.resamples = 20, .paths = 19, .reference = 4};
    orth_score *score = score_make(&data, market, &terms);
    orth_score_facts facts = orth_score_facts_of(score);
    ck_assert(facts.step == 60000000 && facts.gaps == 1 && facts.still == 1);
    ck_assert(score_line(score, 0, 0, ORTH_SCORE_KS)->why == ORTH_SCORE_DEFINED);
    ck_assert(score_line(score, 1, 0, ORTH_SCORE_KS)->why == ORTH_SCORE_DEFINED);
    ck_assert(score_line(score, 0, 1, ORTH_SCORE_HILL)->why == ORTH_SCORE_STILL);
    ck_assert(score_line(score, 0, 0, ORTH_SCORE_CORRELATION)->why == ORTH_SCORE_ALONE);
    ck_assert(score_line(score, 3, 0, ORTH_SCORE_KS)->why == ORTH_SCORE_FEW);
    ck_assert_uint_eq(score_line(score, 3, 0, ORTH_SCORE_KS)->rows_needed, 12001);
    ck_assert(orth_score_quantiles_of(score, 0, 1).data == NULL);
    ck_assert(orth_score_quantiles_of(score, 0, 0).data != NULL);
    for (size_t l = 0; l < orth_score_line_count(score); l++) {
        const orth_score_line *line = orth_score_line_at(score, l);
        ck_assert((line->why == ORTH_SCORE_DEFINED) == (*orth_score_why_text(line->why) == 0));
        ck_assert(isfinite(line->distance) && isfinite(line->ratio) && isfinite(line->band));
        ck_assert(line->why == ORTH_SCORE_DEFINED || line->verdict == ORTH_SCORE_NO_VERDICT);
    }
    orth_score_free(score);
    orth_market_free(market);
    free(prices);
}
END_TEST

/* More than half of the returns are 0: the mean takes the median's place. All of one size: there
 * is nothing to correlate. */
START_TEST(returns_of_few_values)
{
    enum { ROWS = 2001 };
    static const uint64_t one[] = {1};
    orth_market *market = score_gbm(1, 2);
    double *prices = score_prices(market, 1, ROWS);
    for (size_t t = 1; t < ROWS; t++)
        if (t % 3 != 0)
            prices[t] = prices[t - 1];
    orth_score_data data = {1, score_tokens, ROWS, prices, NULL};
    orth_score_terms terms = {.horizon_count = 1, .horizons = one, .resamples = 20, .paths = 19};
    orth_score *score = score_make(&data, market, &terms);
    const orth_score_line *line = score_line(score, 0, 0, ORTH_SCORE_KS);
    ck_assert(line->why == ORTH_SCORE_DEFINED && line->by_mean && line->has_band && !line->inside);
    orth_score_free(score);
    for (size_t t = 1; t < ROWS; t++)
        prices[t] = t % 7 < 3 ? prices[t - 1] * 2 : prices[t - 1] / 2;
    for (size_t t = 0; t < ROWS; t++)
        prices[t] = t % 2 == 0 ? 1 : t % 4 == 1 ? 2 : 0.5;
    score = score_make(&data, market, &terms);
    ck_assert(score_line(score, 0, 0, ORTH_SCORE_KS)->why == ORTH_SCORE_DEFINED);
    ck_assert(score_line(score, 0, 0, ORTH_SCORE_ACF_SQUARE)->why == ORTH_SCORE_ZEROS);
    ck_assert(score_line(score, 0, 0, ORTH_SCORE_HILL)->why == ORTH_SCORE_ZEROS);
    orth_score_free(score);
    orth_market_free(market);
    free(prices);
}
END_TEST

/* The data's tokens among the model's, in another order: the same as a model of them alone, where
 * that draws the same numbers. */
START_TEST(tokens_of_the_model)
{
    static const uint64_t one[] = {1};
    static const double volatility[] = {0.001, 0.002, 0.003};
    static const size_t last[] = {2, 0}, beyond[] = {0, 3};
    orth_market_spec spec = score_market_spec("gbm", 3, 7);
    spec.parameters[0].values = volatility;
    spec.parameters[1] = (orth_market_parameter){NULL, NULL};
    orth_market *model = score_market(&spec);
    double *all = score_prices(model, ORTH_SCORE_PATH_FIRST, 601);
    double prices[1202];
    for (size_t e = 0; e < 1202; e++)
        prices[e] = all[e / 2 * 3 + last[e % 2]];
    orth_score_data data = {2, score_tokens, 601, prices, NULL};
    orth_score_terms terms = {
        .horizon_count = 1, .horizons = one, .reference = 1, .model_tokens = last};
    orth_score *score = score_make(&data, model, &terms);
    for (size_t l = 0; l < orth_score_line_count(score); l++) {
        const orth_score_line *line = orth_score_line_at(score, l);
        /* prices are rounded, which one step of 600 of a sample may see */
        ck_assert(line->distance < (line->kind == ORTH_SCORE_KS ? 1.01 / 600 : 1e-8));
        ck_assert(line->kind == ORTH_SCORE_CORRELATION || line->gbm_distance > 1e-3);
    }
    orth_score_free(score);
    terms.model_tokens = beyond;
    refuses(&data, model, &terms, "token 3 of a model of 3; permitted: from 0 to 2");
    int64_t times[601];
    for (size_t t = 0; t < 601; t++)
        times[t] = (int64_t)t * 12000000;
    data.times = times;
    terms.model_tokens = last;
    terms.block_seconds = 60;
    refuses(&data, model, &terms, "12 s apart, a block of the model lasts 60 s; permitted");
    terms.block_seconds = 12;
    orth_score_free(score_make(&data, model, &terms));
    orth_market_free(model);
    free(all);
}
END_TEST

START_TEST(counts)
{
    ck_assert_uint_eq(orth_score_rows_least(5), 1001);
    ck_assert(orth_score_rows_least(UINT64_MAX / 2) == UINT64_MAX);
    ck_assert_uint_eq(orth_score_paths(0), 0);
    ck_assert_uint_eq(orth_score_paths(5), 19);
    ck_assert_uint_eq(orth_score_paths(39), 19);
    ck_assert_uint_eq(orth_score_paths(40), 39);
    ck_assert_uint_eq(orth_score_paths(200), 199);
    ck_assert_uint_eq(orth_score_split(101, 0.5), 51);
    ck_assert_uint_eq(orth_score_split(1001, 0.7), 701);
}
END_TEST

ORTH_TEST_MAIN("market_score", known_distances, sorted_by_bits, verdicts, volatility_is_told,
               refusals, reasons, returns_of_few_values, tokens_of_the_model, counts)
