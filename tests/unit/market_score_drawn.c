/* The bootstrap of a scorecard: sums over runs, ranks, intervals. */
#include "scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/performance.h"
#include "score/ranks.h"
#include "score/resample.h"
#include "score/sort.h"

/* ---------------------------------------------------------------- the bootstrap */

/* A resample that has every return once is the data. */
START_TEST(the_data_drawn_are_the_data)
{
    enum { RETURNS = 700 };
    orth_market *market = score_garch(1, 3);
    double *prices = score_prices(market, 1, RETURNS + 1), *prefix = malloc((RETURNS + 1) * 8);
    orth_score_data data = {1, score_tokens, RETURNS + 1, prices, NULL};
    size_t moving[] = {0};
    bool by_mean[] = {false};
    orth_score_shape shape = {.n = 1,
                              .rows = RETURNS + 1,
                              .horizon_count = 1,
                              .horizons = {1},
                              .returns = {RETURNS},
                              .kept = {RETURNS},
                              .moving_count = 1,
                              .moving = moving,
                              .by_mean = by_mean};
    orth_score_room room;
    orth_error error;
    ck_assert(orth_score_room_create(&room, &shape, &error) == ORTH_OK);
    for (size_t t = 0; t < RETURNS; t++)
        room.base[t] = log(data.prices[t + 1] / data.prices[t]);
    orth_score_series series = {RETURNS, RETURNS, room.base, NULL, false};
    double direct[ORTH_SCORE_OF_TOKEN], drawn[ORTH_SCORE_OF_TOKEN];
    double sums[2 * ORTH_SCORE_SUMS];
    double scale = orth_score_series_prepare(&room, &series);
    orth_score_series_figures(&room, &series, scale, direct);
    /* one resample in two runs that go on after the last, one in a single run */
    orth_score_run runs[] = {{400, 500}, {200, 200}, {0, RETURNS}};
    size_t begin[] = {0, 2, 3};
    orth_score_runs all = {RETURNS, 2, begin, runs, 3};
    for (size_t s = 0; s < ORTH_SCORE_SUMS; s++) {
        orth_score_drawn_prefix(&room, RETURNS, s, prefix);
        orth_score_runs_sum(&all, prefix, sums + s, ORTH_SCORE_SUMS);
    }
    for (size_t b = 0; b < 2; b++) {
        orth_score_drawn_values(sums + b * ORTH_SCORE_SUMS, RETURNS, drawn);
        for (size_t v = 0; v < ORTH_SCORE_OF_TOKEN; v++)
            if (v != 1)
                ck_assert_double_eq_tol(drawn[v], direct[v], 1e-11);
    }
    uint32_t counts[RETURNS];
    orth_score_runs_count(&all, 0, counts);
    for (size_t t = 0; t < RETURNS; t++)
        ck_assert_uint_eq(counts[t], 1);
    orth_score_room_free(&room);
    orth_market_free(market);
    free(prices);
    free(prefix);
}
END_TEST

/* What depends on the order of a resample, against the resample written out. */
START_TEST(ranks_of_a_resample)
{
    enum { RETURNS = 700, TAIL = 35 };
    orth_market *market = score_garch(2, 3);
    double *prices = score_prices(market, 1, RETURNS + 1);
    size_t moving[] = {0, 1};
    bool by_mean[] = {false, true};
    orth_score_shape shape = {.n = 2,
                              .rows = RETURNS + 1,
                              .horizon_count = 1,
                              .horizons = {1},
                              .returns = {RETURNS},
                              .kept = {RETURNS},
                              .moving_count = 2,
                              .moving = moving,
                              .pairs = 1,
                              .by_mean = by_mean};
    orth_score_room room;
    orth_score_ranks ranks;
    orth_error error;
    ck_assert(orth_score_room_create(&room, &shape, &error) == ORTH_OK);
    for (size_t e = 0; e < 2 * RETURNS; e++)
        room.base[e] = log(prices[2 * (e % RETURNS + 1) + e / RETURNS] /
                           prices[2 * (e % RETURNS) + e / RETURNS]);
    ck_assert(orth_score_ranks_create(&ranks, &shape, 0, &room, room.base, 1, &error) == ORTH_OK);
    orth_score_run runs[] = {{650, 120}, {10, 300}, {200, 280}};
    size_t begin[] = {0, 3}, filled = 0;
    orth_score_runs all = {RETURNS, 1, begin, runs, 3};
    orth_score_runs_count(&all, 0, orth_score_ranks_counts(&ranks, 0));
    static double samples[2 * RETURNS], values[2 * ORTH_SCORE_OF_TOKEN + 2], distances[18];
    for (size_t e = 0; e < 2 * RETURNS; e++)
        samples[e] = -2 + 4.0 * (double)(e % RETURNS) / RETURNS;
    orth_score_reference reference = {1, samples, NULL};
    size_t joint = orth_score_place_of(&shape, 0, 0, ORTH_SCORE_CORRELATION).at;
    values[joint] = 0.25;
    orth_score_ranks_see(&ranks, 0, &reference, values, distances);

    static double drawn[2][RETURNS], sorted[RETURNS];
    score_badness worst[RETURNS] = {{0, 0}};
    for (size_t k = 0; k < 3; k++)
        for (size_t j = 0; j < runs[k].length; j++, filled++)
            for (size_t i = 0; i < 2; i++)
                drawn[i][filled] = room.base[i * RETURNS + (runs[k].first + j) % RETURNS];
    ck_assert_uint_eq(filled, RETURNS);
    for (size_t i = 0; i < 2; i++) {
        double *own = room.base + i * RETURNS, sizes[RETURNS], mean = 0, of_data = 0;
        for (size_t t = 0; t < RETURNS; t++) {
            sizes[t] = fabs(drawn[i][t]);
            mean += sizes[t] / RETURNS;
            of_data += fabs(own[t]) / RETURNS;
        }
        qsort(sizes, RETURNS, sizeof *sizes, score_ascending);
        memcpy(sorted, drawn[i], sizeof sorted);
        qsort(sorted, RETURNS, sizeof *sorted, score_ascending);
        ck_assert_double_eq_tol(values[orth_score_place_of(&shape, 0, i, ORTH_SCORE_HILL).at],
                                orth_score_hill(RETURNS, sorted), 1e-9);
        double scale = i == 1 ? mean : (sizes[349] + sizes[350]) / 2;
        for (size_t t = 0; t < RETURNS; t++)
            sorted[t] /= scale;
        size_t line = orth_score_line_of(&shape, 0, i, ORTH_SCORE_KS);
        ck_assert_double_eq_tol(distances[line], orth_score_ks(RETURNS, sorted, RETURNS, samples),
                                1e-9);
        ck_assert_double_eq_tol(distances[line + 1],
                                orth_score_w1(RETURNS, sorted, RETURNS, samples), 1e-9);
        for (size_t t = 0; t < RETURNS; t++)
            sizes[t] = fabs(own[t]);
        qsort(sizes, RETURNS, sizeof *sizes, score_ascending);
        for (size_t t = 0; t < RETURNS; t++) {
            worst[t].time = t;
            worst[t].sum += drawn[i][t] / (i == 1 ? of_data : (sizes[349] + sizes[350]) / 2);
        }
    }
    qsort(worst, RETURNS, sizeof *worst, score_worst_first);
    long double tail[2][TAIL];
    for (size_t e = 0; e < (size_t)2 * TAIL; e++)
        tail[e / TAIL][e % TAIL] = drawn[e / TAIL][worst[e % TAIL].time];
    ck_assert_double_eq_tol(values[joint + 1], score_lagged(TAIL, tail[0], tail[1], 0) - 0.25,
                            1e-9);
    orth_score_ranks_free(&ranks);
    orth_score_room_free(&room);
    orth_market_free(market);
    free(prices);
}
END_TEST

/* Runs cover a resample, begin anywhere alike and have the mean length that was asked for. */
START_TEST(runs_as_asked)
{
    orth_score_runs runs = {0};
    orth_error error;
    size_t count = 0;
    double first = 0;
    ck_assert(orth_score_runs_draw(&runs, 5000, 20, 1, 4, 0, 100, &error) == ORTH_OK);
    for (size_t b = 0; b < 100; b++) {
        size_t all = 0;
        for (size_t k = runs.begin[b]; k < runs.begin[b + 1]; k++, count++) {
            all += runs.runs[k].length;
            first += runs.runs[k].first;
        }
        ck_assert_uint_eq(all, 5000);
    }
    ck_assert_double_eq_tol(100.0 * 5000 / (double)count, 20, 0.5);
    ck_assert_double_eq_tol(first / (double)count, 2499.5, 40);
    orth_score_runs_free(&runs);
}
END_TEST

/* Of returns that are independent, autocorrelations have the interval that theory gives. */
START_TEST(intervals)
{
    static const uint64_t one[] = {1};
    orth_market *market = score_gbm(2, 2);
    double *prices = score_prices(market, 7000, 8001), width = 0;
    orth_score_data data = {2, score_tokens, 8001, prices, NULL};
    orth_score_terms terms = {
        .horizon_count = 1, .horizons = one, .resamples = 300, .reference = 4};
    orth_score *score = score_make(&data, market, &terms);
    for (size_t l = 0; l < orth_score_line_count(score); l++) {
        const orth_score_line *line = orth_score_line_at(score, l);
        ck_assert(line->has_interval && line->distance_low <= line->distance_high);
        for (size_t v = 0; v < line->count; v++)
            ck_assert(line->data_low[v] < line->data[v] && line->data[v] < line->data_high[v]);
    }
    const orth_score_line *line = score_line(score, 0, 1, ORTH_SCORE_ACF);
    for (size_t k = 0; k < 10; k++)
        width += (line->data_high[k] - line->data_low[k]) / 10;
    ck_assert_double_eq_tol(width, 2 * 1.96 / sqrt(8000), 0.15 * 2 * 1.96 / sqrt(8000));
    /* Nothing lasts: runs are as short as they may be, the cube root of 8,000. */
    ck_assert_double_eq_tol(orth_score_facts_of(score).mean_lengths[0], 20, 1e-9);
    orth_score_free(score);
    orth_market_free(market);
    free(prices);
}
END_TEST

/* The model's spread is over paths that come after those of the reference, none of them twice. */
START_TEST(paths_of_the_spread)
{
    enum { REFERENCE = 19, PATHS = 19, ROWS = 401 };
    static const uint64_t one[] = {1};
    orth_market *market = score_garch(1, 2);
    double figures[PATHS];
    orth_score_terms terms = {.horizon_count = 1, .horizons = one, .reference = REFERENCE};
    for (size_t p = 0; p < PATHS; p++) {
        double *prices = score_prices(market, ORTH_SCORE_PATH_FIRST + REFERENCE + p, ROWS);
        orth_score_data data = {1, score_tokens, ROWS, prices, NULL};
        terms.paths = p + 1 == PATHS ? PATHS : 0;
        orth_score *score = score_make(&data, market, &terms);
        const orth_score_line *line = score_line(score, 0, 0, ORTH_SCORE_KURTOSIS);
        figures[p] = line->data[0];
        if (terms.paths > 0) {
            orth_spread spread = orth_spread_of(PATHS, figures);
            ck_assert_double_eq_tol(line->model_low[0], spread.low, 1e-9);
            ck_assert_double_eq_tol(line->model_high[0], spread.high, 1e-9);
        }
        orth_score_free(score);
        free(prices);
    }
    orth_market_free(market);
}
END_TEST

/* Two great returns, the second against the first: resamples that draw the one product and not the
 * variance are beyond what a correlation can be, their intervals are not. */
START_TEST(intervals_of_correlations)
{
    enum { ROWS = 301, REPLICATES = 400 };
    static const uint64_t one[] = {1};
    static const orth_score_kind kinds[] = {ORTH_SCORE_ACF, ORTH_SCORE_ACF_ABSOLUTE,
                                            ORTH_SCORE_ACF_SQUARE, ORTH_SCORE_LEVERAGE};
    orth_market *market = score_gbm(1, 2);
    double *prices = score_prices(market, 1, ROWS);
    for (size_t t = 150; t < ROWS; t++)
        prices[t] *= t == 150 ? 1e20 : 1; /* up, and down again */
    orth_score_data data = {1, score_tokens, ROWS, prices, NULL};
    orth_score_terms terms = {
        .horizon_count = 1, .horizons = one, .reference = 3, .resamples = REPLICATES, .seed = 5};
    orth_score *score = score_make(&data, market, &terms);
    bool at_end = false;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        const orth_score_line *line = score_line(score, 0, 0, kinds[k]);
        ck_assert(line->data_low != NULL);
        for (size_t v = 0; v < line->count; v++) {
            ck_assert(line->data_low[v] >= -1 && line->data_high[v] <= 1);
            at_end = at_end || line->data_low[v] == -1 || line->data_high[v] == 1;
        }
    }
    ck_assert(at_end);
    orth_score_free(score);
    free(prices);
    orth_market_free(market);
}
END_TEST

ORTH_TEST_MAIN("market_score_drawn", the_data_drawn_are_the_data, ranks_of_a_resample,
               runs_as_asked, intervals, paths_of_the_spread, intervals_of_correlations)
