/* Returns over gaps are left out of every figure of a scorecard, and so is what they would show:
 * where prices come back eightfold after each gap, no bit is another. */
#include "scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 1101, MINUTE = 60000000 };
static const uint64_t horizons[] = {1, 4};
static const size_t gaps[] = {17, 18, 400, 799};
#define GAPS (sizeof gaps / sizeof *gaps)

/* Minutes with gaps of two minutes to days behind those rows, and steps that are no gaps. */
static void put_times(int64_t *times)
{
    int64_t now = 1700000040000000;
    for (size_t t = 0, g = 0; t < ROWS; t++) {
        times[t] = now;
        bool gap = g < GAPS && gaps[g] == t;
        now += gap ? 2 * MINUTE + (int64_t)g * 1440 * MINUTE : t == 600 ? MINUTE * 3 / 2 : MINUTE;
        g += gap;
    }
}

static bool is_gap(size_t t, size_t length)
{
    for (size_t g = 0; g < GAPS; g++)
        if (gaps[g] >= t && gaps[g] < t + length)
            return true;
    return false;
}

static void hold_same_values(const double *a, const double *b, size_t count)
{
    ck_assert((a == NULL) == (b == NULL));
    for (size_t v = 0; a != NULL && v < count; v++)
        ck_assert(a[v] == b[v]);
}

START_TEST(jumps_over_gaps_are_not_seen)
{
    orth_market *market = score_garch(SCORE_TOKENS, 3);
    double *prices = score_prices(market, 1000, ROWS);
    int64_t times[ROWS];
    put_times(times);
    orth_score_data data = {SCORE_TOKENS, score_tokens, ROWS, prices, times};
    orth_score_terms terms = {.horizon_count = 2,
                              .horizons = horizons,
                              .resamples = 20,
                              .paths = 19,
                              .reference = 3,
                              .threads = 2};
    orth_score *one = score_make(&data, market, &terms);
    double factor = 1;
    for (size_t t = 0; t < ROWS; t++) {
        for (size_t i = 0; i < SCORE_TOKENS; i++)
            prices[t * SCORE_TOKENS + i] *= factor;
        factor *= is_gap(t, 1) ? 8 : 1;
    }
    orth_score *two = score_make(&data, market, &terms);
    for (size_t l = 0; l < orth_score_line_count(one); l++) {
        const orth_score_line *a = orth_score_line_at(one, l), *b = orth_score_line_at(two, l);
        ck_assert(a->why == ORTH_SCORE_DEFINED && b->why == ORTH_SCORE_DEFINED);
        ck_assert(a->distance == b->distance && a->gbm_distance == b->gbm_distance);
        ck_assert(a->band == b->band && a->distance_low == b->distance_low);
        hold_same_values(a->data, b->data, a->count);
        hold_same_values(a->data_low, b->data_low, a->count);
        hold_same_values(a->model_low, b->model_low, a->count);
        hold_same_values(a->gbm, b->gbm, a->count);
    }
    orth_score_free(two);
    data.times = NULL; /* then they are seen */
    two = score_make(&data, market, &terms);
    ck_assert(score_line(two, 0, 0, ORTH_SCORE_KURTOSIS)->data[0] > 100);
    ck_assert(score_line(one, 0, 0, ORTH_SCORE_KURTOSIS)->data[0] < 10);
    orth_score_free(one);
    orth_score_free(two);
    orth_market_free(market);
    free(prices);
}
END_TEST

/* The definitions once more, over what is kept. */
START_TEST(figures_of_what_is_kept)
{
    orth_market *market = score_garch(1, 3);
    double *prices = score_prices(market, 1000, ROWS);
    int64_t times[ROWS];
    put_times(times);
    orth_score_data data = {1, score_tokens, ROWS, prices, times};
    orth_score_terms terms = {.horizon_count = 2, .horizons = horizons, .reference = 3};
    orth_score *score = score_make(&data, market, &terms);
    orth_score_facts facts = orth_score_facts_of(score);
    ck_assert(facts.gaps == GAPS && facts.step == MINUTE);
    ck_assert(facts.returns[0] == ROWS - 1 - GAPS && facts.left_out[0] == GAPS);
    ck_assert(facts.returns[1] == (ROWS - 1) / 4 - 3 && facts.left_out[1] == 3);
    for (size_t h = 0; h < 2; h++) {
        size_t length = (size_t)horizons[h], n = (ROWS - 1) / length, kept = 0;
        long double r[ROWS], mean = 0, second = 0, fourth = 0, squares = 0, all = 0, lagged = 0;
        for (size_t k = 0; k < n; k++) {
            r[k] = logl((long double)prices[(k + 1) * length] / prices[k * length]);
            if (is_gap(k * length, length))
                continue;
            kept++;
            mean += r[k];
            squares += r[k] * r[k];
        }
        mean /= (long double)kept;
        squares /= (long double)kept;
        for (size_t k = 0; k < n; k++) {
            if (is_gap(k * length, length))
                continue;
            second += powl(r[k] - mean, 2);
            fourth += powl(r[k] - mean, 4);
            all += powl(r[k] * r[k] - squares, 2);
            if (k + 2 < n && !is_gap((k + 2) * length, length))
                lagged += (r[k] * r[k] - squares) * (r[k + 2] * r[k + 2] - squares);
        }
        ck_assert_uint_eq(kept, facts.returns[h]);
        const orth_score_line *line = score_line(score, h, 0, ORTH_SCORE_KURTOSIS);
        ck_assert_double_eq_tol(
            line->data[0], (double)(fourth * (long double)kept / (second * second) - 3), 1e-11);
        line = score_line(score, h, 0, ORTH_SCORE_ACF_SQUARE);
        ck_assert_double_eq_tol(line->data[1], (double)(lagged / all), 1e-11);
    }
    orth_score_free(score);
    orth_market_free(market);
    free(prices);
}
END_TEST

/* Every fifth step is a gap: at 4 blocks hardly anything is kept; every other one, 1 block's
 * neither. */
START_TEST(too_many_gaps)
{
    orth_market *market = score_gbm(1, 2);
    double *prices = score_prices(market, 1, ROWS);
    int64_t times[ROWS] = {0};
    for (size_t t = 1; t < ROWS; t++)
        times[t] = times[t - 1] + (t % 5 == 0 ? 3 : 1) * (int64_t)MINUTE;
    orth_score_data data = {1, score_tokens, ROWS, prices, times};
    orth_score_terms terms = {.horizon_count = 2, .horizons = horizons, .reference = 3};
    orth_score *score = score_make(&data, market, &terms);
    orth_score_facts facts = orth_score_facts_of(score);
    ck_assert(facts.returns[0] == 880 && facts.left_out[0] == 220);
    ck_assert(facts.returns[1] == 0 && facts.left_out[1] == 220);
    const orth_score_line *line = score_line(score, 1, 0, ORTH_SCORE_HILL);
    ck_assert(line->why == ORTH_SCORE_GAPS && line->data == NULL);
    ck_assert_str_eq(orth_score_why_text(line->why), "too few returns that span no gap");
    orth_score_free(score);
    data.rows = 251;
    orth_score_terms one = {.horizon_count = 1, .horizons = horizons, .reference = 3};
    orth_error error;
    for (size_t t = 1; t < ROWS; t++)
        times[t] = times[t - 1] + (t % 2 == 0 ? 3 : 1) * (int64_t)MINUTE;
    ck_assert(orth_score_make(&score, &data, market, &one, &error) == ORTH_DOMAIN);
    ck_assert_msg(strstr(error.text, "125 of 250 returns over 1 block span a gap") != NULL, "%s",
                  error.text);
    orth_market_free(market);
    free(prices);
}
END_TEST

ORTH_TEST_MAIN("market_score_gaps", jumps_over_gaps_are_not_seen, figures_of_what_is_kept,
               too_many_gaps)
